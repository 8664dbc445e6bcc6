import type { Selection } from '../ports.ts';
import { type EngineTerm, MAX_CLAUSES, toEngineTerm } from './engine-terms.ts';
import { quote } from './filter.ts';
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

/** How one term restricts a conjunction: clauses and filters that the engine matches, ids that the text decided. */
interface Restriction {
  readonly clauses: readonly string[];
  readonly filter: readonly string[];
  readonly only: readonly string[] | null;
  readonly not: readonly string[];
}

/**
 * Where every candidate was checked the right ones are known, and no clause need be spent on the term. Naming the wrong ones
 * instead is as good while there are clauses to `spare`, and is shorter where they are few.
 */
const restrict = (term: EngineTerm, verdict: Verdict, spare: boolean): Restriction =>
  term.suspects === 'all' && verdict.complete && !(spare && verdict.wrong.length < verdict.right.length)
    ? { clauses: [], filter: [], only: verdict.right, not: [] }
    : { clauses: term.clauses, filter: term.filter, only: null, not: verdict.wrong };

/** One way to satisfy all exclusions; the first is nearly always the only one. */
interface Exclusion {
  readonly clauses: readonly string[];
  readonly filter: readonly string[];
}

/**
 * The engine drops candidates of an excluded term, a few of them wrongly. Those are brought back by id, grouped by the
 * terms that they were wrongly dropped for, so that the other exclusions still apply to them.
 */
const planExclusions = (
  excluded: readonly EngineTerm[],
  verdictOf: (term: EngineTerm) => Verdict,
): Exclusion[] => {
  const byClause = excluded.filter((term) => term.suspects !== 'all');
  const byId = excluded.filter((term) => term.suspects === 'all').flatMap((term) => verdictOf(term).right);
  const filter = byId.length > 0 ? [`id NOT IN [${ids(byId)}]`] : [];
  const negate = (terms: readonly EngineTerm[]): string[] =>
    terms.flatMap((term) => term.clauses.map((clause) => `-${clause}`));

  const wronglyDropped = new Map<string, EngineTerm[]>();
  for (const term of byClause)
    for (const id of verdictOf(term).wrong) wronglyDropped.set(id, [...(wronglyDropped.get(id) ?? []), term]);
  const groups = new Map<string, { terms: EngineTerm[]; ids: string[] }>();
  for (const [id, terms] of wronglyDropped) {
    const signature = terms.map(({ key }) => key).join('\n');
    const group = groups.get(signature) ?? { terms, ids: [] };
    group.ids.push(id);
    groups.set(signature, group);
  }
  return [
    { clauses: negate(byClause), filter },
    ...[...groups.values()].map((group) => ({
      clauses: negate(byClause.filter((term) => !group.terms.includes(term))),
      filter: [...filter, `id IN [${ids(group.ids)}]`],
    })),
  ];
};

/**
 * Plans a selection. Paragraphs that the engine reports though the text does not satisfy the term are excluded by id;
 * paragraphs that it would wrongly drop for an excluded term are brought back by id.
 */
export const planSelection = async (selection: Selection, verify: Verify, version: number): Promise<Plan> => {
  const groups = selection.groups.map((group) => group.map(toEngineTerm));
  const excluded = selection.none.map(toEngineTerm);
  const verdicts = new Map<string, Verdict>();
  await Promise.all(
    [...groups.flat(), ...excluded].map(async (term) => {
      verdicts.set(term.key, await verify(term, version));
    }),
  );
  const verdictOf = (term: EngineTerm): Verdict =>
    verdicts.get(term.key) ?? { wrong: [], right: [], complete: false };
  const exclusions = planExclusions(excluded, verdictOf);

  /** Every way to satisfy all of the chosen groups. */
  const conjoin = (chosen: readonly (readonly EngineTerm[])[], weight: number): Conjunction[] =>
    product(chosen).flatMap((terms) => {
      const spare = new Set(terms.flatMap((term) => term.clauses)).size <= MAX_CLAUSES;
      const parts = terms.map((term) => restrict(term, verdictOf(term), spare));
      const not = [...new Set(parts.flatMap((part) => part.not))];
      const filter = [
        ...new Set(parts.flatMap((part) => part.filter)),
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
