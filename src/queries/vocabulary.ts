import { setImmediate as others } from 'node:timers/promises';
import { NO_FILTERS } from '../domain/query.ts';
import type { SearchIndex } from '../search/ports.ts';
import { normaliseText } from '../text/fold.ts';
import { loadPinyin } from '../text/pinyin.ts';
import { isEmptyWord } from '../text/smart.ts';
import { toUnits } from '../text/units.ts';

/** A word of the collection, an institution or a title. */
export interface Entry {
  readonly kind: 'term' | 'institution' | 'report';
  readonly text: string;
  /** Folded, as what is typed is compared. */
  readonly folded: string;
  /** Paragraphs that hold the word or are in the report; reports of the institution. */
  readonly count: number;
  readonly reportId: string | null;
}

/** A word or an institution with the syllables it is made of. */
export interface Sounded {
  readonly entry: Entry;
  readonly syllables: readonly string[];
}
/** By first letter, in the order of the entries: what is typed is compared with a twentieth of them. */
export type Sounds = ReadonlyMap<string, readonly Sounded[]>;

/** The words and names that a collection knows. Good for one version of the index. */
export interface Vocabulary {
  readonly version: number;
  readonly paragraphs: number;
  /** Every word and in how many paragraphs it stands. */
  readonly words: ReadonlyMap<string, number>;
  /** Words worth suggesting, most frequent first. */
  readonly terms: readonly Entry[];
  /** Most reports first. */
  readonly institutions: readonly Entry[];
  /** Newest first. */
  readonly reports: readonly Entry[];
  /** How words and institutions sound; loaded at the first need. */
  sounds(): Promise<Sounds>;
}

/** Words suggested; those beyond stand in fewer paragraphs. With their sounds some 20 MB. */
const MAX_WORDS = 40_000;
/** Reports of which titles and institutions are suggested, newest first. */
const MAX_REPORTS = 20_000;
const REPORT_PAGE = 1_000;
/** Sounds worked out before others get their turn: some 10 ms. */
const SOUNDS_AT_ONCE = 300;

/** Words that say something: two characters at least, no bare or counted numbers (三是, 十个), no words like 以及. */
export const isTelling = (word: string): boolean =>
  !isEmptyWord(word) &&
  toUnits(word).length + (/[a-z]{2}/.test(word) ? 1 : 0) > 1 &&
  !/^[\d.%年月日第零一二三四五六七八九十百千万亿]+[是要来则个项条次家名位件处]?$/u.test(word);

const readNames = async (index: SearchIndex): Promise<{ institutions: Entry[]; reports: Entry[] }> => {
  const titles: Entry[] = [];
  const institutions = new Map<string, number>();
  for (let offset = 0; offset < MAX_REPORTS; offset += REPORT_PAGE) {
    const { reports, total } = await index.reports(NO_FILTERS, offset, REPORT_PAGE);
    for (const { id, title, institution, paragraphs } of reports) {
      titles.push({
        kind: 'report',
        text: title,
        folded: normaliseText(title),
        count: paragraphs,
        reportId: id,
      });
      if (institution !== null) institutions.set(institution, (institutions.get(institution) ?? 0) + 1);
    }
    if (offset + REPORT_PAGE >= total) break;
  }
  const named = [...institutions]
    .sort((a, b) => b[1] - a[1])
    .map(
      ([text, count]): Entry => ({
        kind: 'institution',
        text,
        folded: normaliseText(text),
        count,
        reportId: null,
      }),
    );
  return { institutions: named, reports: titles };
};

const soundOut = async (entries: readonly Entry[]): Promise<Sounds> => {
  const toSyllables = await loadPinyin();
  const sounds = new Map<string, Sounded[]>();
  for (const [n, entry] of entries.entries()) {
    const syllables = toSyllables(entry.folded);
    const letter = syllables[0]?.charAt(0) ?? '';
    const alike = sounds.get(letter);
    if (alike) alike.push({ entry, syllables });
    else sounds.set(letter, [{ entry, syllables }]);
    if (n % SOUNDS_AT_ONCE === SOUNDS_AT_ONCE - 1) await others();
  }
  return sounds;
};

const readVocabulary = async (index: SearchIndex, version: number): Promise<Vocabulary> => {
  const [{ total, counts }, named] = await Promise.all([
    index.words({ groups: [], minimum: 0, none: [], filters: NO_FILTERS }),
    readNames(index),
  ]);
  const terms = counts
    .filter(([word]) => isTelling(word))
    .slice(0, MAX_WORDS)
    .map(([text, count]): Entry => ({ kind: 'term', text, folded: text, count, reportId: null }));
  const { institutions, reports } = named;
  let sounds: Promise<Sounds> | null = null;
  return {
    version,
    paragraphs: total,
    words: new Map(counts),
    terms,
    institutions,
    reports,
    sounds: () => {
      sounds ??= soundOut([...terms, ...institutions]);
      return sounds;
    },
  };
};

/**
 * Gives the vocabulary of the collection as it is now; while a newer one is being read, the one before it, unless that was
 * read before there was anything: of a collection that knows no words, nothing would stand out.
 */
export const createVocabulary = (index: SearchIndex): (() => Promise<Vocabulary>) => {
  let current: Vocabulary | null = null;
  let reading: Promise<Vocabulary> | null = null;

  const read = (version: number): Promise<Vocabulary> => {
    reading ??= readVocabulary(index, version)
      .then((vocabulary) => {
        current = vocabulary;
        return vocabulary;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };

  return async () => {
    const version = (await index.state())?.version ?? 0;
    if (current?.version === version) return current;
    const next = read(version);
    if (!current || current.paragraphs === 0) return next;
    next.catch(() => {});
    return current;
  };
};
