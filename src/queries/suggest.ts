import { fault } from '../domain/faults/fault.ts';
import { InvalidRequest } from '../domain/problem.ts';
import type { SuggestAnswer, Suggestion } from '../domain/suggest.ts';
import type { SearchIndex } from '../search/ports.ts';
import { normaliseText } from '../text/fold.ts';
import { foldPinyin, isPinyinLike, spell } from '../text/pinyin.ts';
import { typePhrase } from '../text/query-format.ts';
import { toUnits } from '../text/units.ts';
import { MAX_QUERY_LENGTH } from './request.ts';
import type { Entry, Sounds, Vocabulary } from './vocabulary.ts';

export const MAX_SUGGESTIONS = 10;
/** Room that institutions and titles have though terms would fill it all. */
const MAX_NAMES = 3;
/** Longest beginning that is completed. */
const MAX_TYPED = 60;

/** @throws {InvalidRequest} */
export const parseSuggestRequest = (params: URLSearchParams): string => {
  const q = params.get('q') ?? '';
  if (q.length > MAX_QUERY_LENGTH)
    throw new InvalidRequest('q', fault('queryTooLong', { parameter: 'q', most: MAX_QUERY_LENGTH }));
  return q;
};

/** The box up to the term that is being typed, and that term. */
interface Typing {
  readonly before: string;
  readonly typed: string;
  /** A name is wanted: 机构: was typed. */
  readonly field: boolean;
}

/** The term begins behind the last space or operator; a quotation mark before it stays where it is. */
const LAST_TERM =
  /^(.*[\s|｜~～"“「『])?([-－−]?)(?:(机构|institution)[:：]["“]?)?([^\s|｜~～"“”「」『』:：]*)$/su;

const readTyping = (q: string): Typing | null => {
  const [, before = '', minus = '', field, typed = ''] = LAST_TERM.exec(q) ?? [];
  const isLong = typed.length > MAX_TYPED;
  return typed === '' || isLong ? null : { before: before + minus, typed, field: field !== undefined };
};

/** Entries that begin with what was typed, then those that contain it. */
const findByCharacters = (entries: readonly Entry[], wanted: string, most: number): Entry[] => {
  const begin: Entry[] = [];
  const contain: Entry[] = [];
  for (const entry of entries) {
    if (begin.length === most) break;
    if (entry.folded === wanted) continue;
    if (entry.folded.startsWith(wanted)) begin.push(entry);
    else if (contain.length < most && entry.folded.includes(wanted)) contain.push(entry);
  }
  return [...begin, ...contain].slice(0, most);
};

/** Entries that the letters spell whole, then those whose beginning they spell. */
const findBySound = (sounds: Sounds, letters: string, kind: Entry['kind'], most: number): Entry[] => {
  const whole: Entry[] = [];
  const begun: Entry[] = [];
  for (const { entry, syllables } of sounds.get(letters.charAt(0)) ?? []) {
    if (whole.length === most) break;
    if (entry.kind !== kind) continue;
    const spelling = spell(letters, syllables);
    if (spelling === 'whole') whole.push(entry);
    else if (spelling === 'beginning' && begun.length < most) begun.push(entry);
  }
  return [...whole, ...begun].slice(0, most);
};

const toSuggestion = (entry: Entry, { before }: Typing, count: number): Suggestion => ({
  kind: entry.kind,
  text: entry.text,
  query:
    entry.kind === 'report'
      ? null
      : entry.kind === 'institution'
        ? `${before.replace(/[-－−]$/u, '')}机构:${/\s/.test(entry.text) ? `"${entry.text}"` : entry.text}`
        : before + typePhrase(entry.text),
  reportId: entry.reportId,
  count,
});

/**
 * Completes the term being typed from the collection's own words, institutions and titles: what begins so, then what contains it,
 * then what is spelt so, each with the most frequent first. Counts of terms are those of an exact search.
 */
export const suggest = async (
  index: SearchIndex,
  readVocabulary: () => Promise<Vocabulary>,
  q: string,
): Promise<SuggestAnswer> => {
  const typing = readTyping(q);
  if (!typing) return { q, suggestions: [] };
  const wanted = normaliseText(typing.typed);
  const vocabulary = await readVocabulary();
  if (wanted === '') return { q, suggestions: [] };
  const letters = isPinyinLike(typing.typed) ? foldPinyin(typing.typed) : null;
  const sounds = letters === null ? null : await vocabulary.sounds();
  const find = (kind: Entry['kind'], entries: readonly Entry[], most: number): Entry[] => [
    ...new Set([
      ...findByCharacters(entries, wanted, most),
      ...(sounds && letters !== null
        ? findBySound(sounds, letters, kind, most).filter(({ folded }) => folded !== wanted)
        : []),
    ]),
  ];

  const room = typing.field ? MAX_SUGGESTIONS : MAX_NAMES;
  const names = [
    ...find('institution', vocabulary.institutions, room),
    ...(typing.field ? [] : findByCharacters(vocabulary.reports, wanted, room)),
  ].slice(0, room);
  const terms = typing.field
    ? []
    : find('term', vocabulary.terms, MAX_SUGGESTIONS).slice(0, MAX_SUGGESTIONS - names.length);
  const { counts } = await index.frequencies(
    terms.map(({ text }) => toUnits(text).map(({ value }) => value)),
  );
  return {
    q,
    suggestions: [
      ...terms.map((entry, n) => toSuggestion(entry, typing, counts[n] ?? entry.count)),
      ...names.map((entry) => toSuggestion(entry, typing, entry.count)),
    ],
  };
};
