import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Phrase } from '../domain/query.ts';
import { packageRoot } from '../package-root.ts';
import { termKey } from './conditions.ts';
import { toPhrase } from './query.ts';

/** Other ways to say a phrase, in the order of the file; the phrase itself is not among them. */
export type Synonyms = (phrase: Phrase) => readonly Phrase[];

/** A file larger than this is not a list that somebody edits. */
const MAX_BYTES = 1_000_000;
/** Terms of one group; a query takes at most 32 combinations anyway. */
const MAX_GROUP = 32;
/** How often a user's file is looked at, in milliseconds. */
const LOOK_AGAIN = 1_000;

const shipped = join(packageRoot, 'src/text/data/synonyms.txt');

/** One group a line, its terms separated by `=` or, on a line without any, by white space; `#` begins a comment. */
export const parseSynonyms = (text: string): Phrase[][] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/[#＃].*/u, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const phrases = line.split(/[=＝]/u.test(line) ? /[=＝]/u : /\s+/u).flatMap((term) => {
        const phrase = toPhrase(term, false);
        return phrase ? [phrase] : [];
      });
      return [...new Map(phrases.map((phrase) => [termKey(phrase), phrase])).values()].slice(0, MAX_GROUP);
    })
    .filter((group) => group.length > 0);

/**
 * Groups by term. A user's line that names a term of a shipped group stands in place of that group: so a group is changed by
 * writing it anew, and switched off by a line with one of its terms alone.
 */
export const joinSynonyms = (
  shippedGroups: readonly (readonly Phrase[])[],
  own: readonly (readonly Phrase[])[],
): Synonyms => {
  const named = new Set(own.flat().map(termKey));
  const groups = [
    ...own,
    ...shippedGroups.filter((group) => !group.some((phrase) => named.has(termKey(phrase)))),
  ];
  const byTerm = new Map<string, Map<string, Phrase>>();
  for (const group of groups)
    for (const phrase of group) {
      const key = termKey(phrase);
      const others = byTerm.get(key) ?? new Map<string, Phrase>();
      for (const other of group) if (termKey(other) !== key) others.set(termKey(other), other);
      byTerm.set(key, others);
    }
  return (phrase) => [...(byTerm.get(termKey(phrase))?.values() ?? [])];
};

const readGroups = (path: string): Phrase[][] => parseSynonyms(readFileSync(path, 'utf8'));

/** What tells one state of a file from the next; null where there is none to read. */
const stampOf = (path: string): string | null => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() && stats.size <= MAX_BYTES ? `${stats.mtimeMs} ${stats.size}` : null;
};

/** The groups that ship with zhengsou and those of the user's own file, which may be edited while the service runs. */
export const createSynonyms = (userFile?: string): Synonyms => {
  let current: { stamp: string | null; synonyms: Synonyms } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const refresh = (): Synonyms => {
    const now = performance.now();
    if (current && now - lookedAt < LOOK_AGAIN) return current.synonyms;
    lookedAt = now;
    const stamp = userFile === undefined ? null : stampOf(userFile);
    if (!current || current.stamp !== stamp) {
      const own = userFile === undefined || stamp === null ? [] : readGroups(userFile);
      current = { stamp, synonyms: joinSynonyms(readGroups(shipped), own) };
    }
    return current.synonyms;
  };
  return (phrase) => refresh()(phrase);
};
