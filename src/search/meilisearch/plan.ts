import type { Selection } from '../ports.ts';
import { quote } from './filter.ts';
import { type EnginePhrase, toEnginePhrase } from './phrases.ts';
import type { Conjunction } from './run.ts';
import type { Verdict, Verify } from './verify.ts';

/** What a selection becomes, filters aside. */
export interface Plan {
  /** The same paragraphs, those that satisfy more groups first. */
  readonly ordered: readonly Conjunction[];
  /** The fewest whose union is exactly the selected paragraphs. */
  readonly conjunctions: readonly Conjunction[];
  readonly exact: boolean;
}

/** The engine reads ten clauses of a query and ignores the rest without a word. */
export const MAX_CLAUSES = 10;

const ids = (values: readonly string[]): string => values.map(quote).join(', ');

/** All choices of `size` of the items, in order. */
const choose = <T>(items: readonly T[], size: number): T[][] => {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => choose(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
};

const product = <T>(groups: readonly (readonly T[])[]): T[][] =>
  groups.reduce<T[][]>((rows, group) => rows.flatMap((row) => group.map((item) => [...row, item])), [[]]);

/** Groups that must hold together: all of them, and where fewer will do every smaller choice too, so that more come first. */
const combine = <T>(groups: readonly T[], minimum: number): { chosen: T[]; weight: number }[] => {
  const sizes = Array.from({ length: groups.length - minimum + 1 }, (_, n) => groups.length - n);
  return sizes.flatMap((size) =>
    choose(groups, size).map((chosen) => ({
      chosen,
      weight: groups.length === 0 ? 1 : size / groups.length,
    })),
  );
};

/** How one phrase restricts a conjunction: clauses that the engine matches, ids that the text decided. */
interface Restriction {
  readonly clauses: readonly string[];
  readonly only: readonly string[] | null;
  readonly not: readonly string[];
}

const restrict = (phrase: EnginePhrase, verdict: Verdict): Restriction =>
  // Where every candidate was checked the right ones are known, and no clause is spent on the phrase.
  phrase.suspects === 'all' && verdict.complete
    ? { clauses: [], only: verdict.right, not: [] }
    : { clauses: phrase.clauses, only: null, not: verdict.wrong };

/** What excluded phrases do: `groups` are the ways to satisfy them all, of which the first is nearly always the only one. */
interface Exclusion {
  readonly clauses: readonly string[];
  readonly filter: readonly string[];
}

/**
 * The engine drops candidates of an excluded phrase, a few of them wrongly. Those are brought back by id, grouped by the
 * phrases that they were wrongly dropped for, so that the other exclusions still apply to them.
 */
const planExclusions = (
  excluded: readonly EnginePhrase[],
  verdictOf: (phrase: EnginePhrase) => Verdict,
): Exclusion[] => {
  const byClause = excluded.filter((phrase) => phrase.suspects !== 'all');
  const byId = excluded
    .filter((phrase) => phrase.suspects === 'all')
    .flatMap((phrase) => verdictOf(phrase).right);
  const filter = byId.length > 0 ? [`id NOT IN [${ids(byId)}]`] : [];
  const negate = (phrases: readonly EnginePhrase[]): string[] =>
    phrases.flatMap((phrase) => phrase.clauses.map((clause) => `-${clause}`));

  const wronglyDropped = new Map<string, EnginePhrase[]>();
  for (const phrase of byClause)
    for (const id of verdictOf(phrase).wrong)
      wronglyDropped.set(id, [...(wronglyDropped.get(id) ?? []), phrase]);
  const groups = new Map<string, { phrases: EnginePhrase[]; ids: string[] }>();
  for (const [id, phrases] of wronglyDropped) {
    const signature = phrases.map(({ key }) => key).join('\n');
    const group = groups.get(signature) ?? { phrases, ids: [] };
    group.ids.push(id);
    groups.set(signature, group);
  }
  return [
    { clauses: negate(byClause), filter },
    ...[...groups.values()].map((group) => ({
      clauses: negate(byClause.filter((phrase) => !group.phrases.includes(phrase))),
      filter: [...filter, `id IN [${ids(group.ids)}]`],
    })),
  ];
};

/**
 * Plans a selection. Paragraphs that the engine reports though the text does not contain the phrase are excluded by id;
 * paragraphs that it would wrongly drop for an excluded phrase are brought back by id.
 */
export const planSelection = async (selection: Selection, verify: Verify, version: number): Promise<Plan> => {
  const groups = selection.groups.map((group) => group.map(toEnginePhrase));
  const excluded = selection.none.map(toEnginePhrase);
  const verdicts = new Map<string, Verdict>();
  await Promise.all(
    [...groups.flat(), ...excluded].map(async (phrase) => {
      verdicts.set(phrase.key, await verify(phrase, version));
    }),
  );
  const verdictOf = (phrase: EnginePhrase): Verdict =>
    verdicts.get(phrase.key) ?? { wrong: [], right: [], complete: false };
  const exclusions = planExclusions(excluded, verdictOf);

  /** Every way to satisfy all of the chosen groups. */
  const conjoin = (chosen: readonly (readonly EnginePhrase[])[], weight: number): Conjunction[] =>
    product(chosen).flatMap((phrases) => {
      const parts = phrases.map((phrase) => restrict(phrase, verdictOf(phrase)));
      const not = [...new Set(parts.flatMap((part) => part.not))];
      const filter = [
        ...(not.length > 0 ? [`id NOT IN [${ids(not)}]`] : []),
        ...parts.flatMap(({ only }) => (only === null ? [] : [`id IN [${ids(only)}]`])),
      ];
      const clauses = [...new Set(parts.flatMap((part) => part.clauses))].slice(0, MAX_CLAUSES);
      return exclusions.map((exclusion) => ({
        // Exclusions first: the engine stops reading at its tenth term, and they do not count.
        q: [...exclusion.clauses, ...clauses].join(' '),
        filter: [...filter, ...exclusion.filter],
        weight,
      }));
    });

  const minimum = Math.min(selection.minimum, groups.length);
  const choices = combine(groups, minimum).map(({ chosen, weight }) => ({
    size: chosen.length,
    conjunctions: conjoin(chosen, weight),
  }));
  return {
    ordered: choices.flatMap(({ conjunctions }) => conjunctions),
    conjunctions: choices.filter(({ size }) => size === minimum).flatMap(({ conjunctions }) => conjunctions),
    exact: [...verdicts.values()].every(({ complete }) => complete),
  };
};
