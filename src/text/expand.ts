import type { Phrase, Term } from '../domain/query.ts';
import { phrasesOf, termKey } from './conditions.ts';
import type { Synonyms } from './synonyms.ts';

/** What synonyms added to one phrase of a query. */
export interface Expansion {
  readonly phrase: Phrase;
  readonly added: readonly Phrase[];
  /** Synonyms there was no room for. */
  readonly leftOut: readonly Phrase[];
}

const contains = (units: readonly string[], part: readonly string[]): boolean =>
  units.some((_, at) => part.every((unit, n) => units[at + n] === unit));

const product = <T>(parts: readonly (readonly T[])[]): T[][] =>
  parts.reduce<T[][]>((rows, part) => rows.flatMap((row) => part.map((item) => [...row, item])), [[]]);

/** A term said in every way that its phrases can be said. */
const sayings = (term: Term, waysOf: (phrase: Phrase) => readonly Phrase[]): Term[] => {
  switch (term.kind) {
    case 'phrase':
      return [...waysOf(term)];
    case 'sentence':
      return product(term.phrases.map(waysOf)).map((phrases) => ({ kind: 'sentence', phrases }));
    case 'repeated':
      return waysOf(term.phrase).map((phrase) => ({ ...term, phrase }));
  }
};

/**
 * Adds synonyms to the phrases of a query as alternatives, the first of each phrase before the second of any, for as long as
 * `fits` says of the sizes of the groups. A quoted phrase stays as it was typed. A synonym that contains the phrase finds nothing
 * that the phrase does not, and is passed over.
 */
export const expand = (
  groups: readonly (readonly Term[])[],
  synonyms: Synonyms,
  fits: (sizes: readonly number[]) => boolean,
): { groups: (readonly Term[])[]; expansions: Expansion[] } => {
  const phrases = new Map(
    groups
      .flat()
      .flatMap(phrasesOf)
      .filter(({ quoted }) => !quoted)
      .map((phrase) => [termKey(phrase), phrase]),
  );
  const others = new Map(
    [...phrases].map(([key, phrase]) => [
      key,
      synonyms(phrase).filter(({ units }) => !contains(units, phrase.units)),
    ]),
  );
  const added = new Map<string, Phrase[]>();
  const leftOut = new Map<string, Phrase[]>();
  const expandWith = (chosen: ReadonlyMap<string, readonly Phrase[]>): Term[][] =>
    groups.map((group) => {
      const terms = group.flatMap((term) =>
        sayings(term, (phrase) => [phrase, ...(phrase.quoted ? [] : (chosen.get(termKey(phrase)) ?? []))]),
      );
      return [...new Map(terms.map((term) => [termKey(term), term])).values()];
    });

  const most = Math.max(0, ...[...others.values()].map((list) => list.length));
  for (let n = 0; n < most; n++)
    for (const [key, list] of others) {
      const synonym = list[n];
      if (!synonym) continue;
      const tried = new Map([...added, [key, [...(added.get(key) ?? []), synonym]]]);
      if (fits(expandWith(tried).map((group) => group.length))) added.set(key, tried.get(key) ?? []);
      else leftOut.set(key, [...(leftOut.get(key) ?? []), synonym]);
    }
  return {
    groups: expandWith(added),
    expansions: [...phrases].flatMap(([key, phrase]) =>
      added.has(key) || leftOut.has(key)
        ? [{ phrase, added: added.get(key) ?? [], leftOut: leftOut.get(key) ?? [] }]
        : [],
    ),
  };
};
