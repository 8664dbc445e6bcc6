import { createTopicAnnotator } from '../indexer/annotate/topics.ts';
import type { TopicLexicon } from '../indexer/annotate/topics-lexicon.ts';
import { DEFAULT_SETTINGS, type TopicSettings } from '../indexer/annotate/topics-scoring.ts';
import { normaliseText } from '../src/text/fold.ts';
import { type Case, type Counts, count, countByTopic, f1, row, sumCounts } from './topic-counts.ts';

/*
 * How much of the score is owed to the paragraphs it is measured on. The numbers of topics-scoring.ts are what labels can
 * tune: they are tuned anew on the training part of each fold, and the rest is scored with them. The lexicon is written by
 * hand from what the topics mean; to see whether it was written for these reports, each report is scored once more without
 * the terms that no other report of the collection has.
 */

export interface Labelled {
  readonly cases: readonly Case[];
  readonly lexicon: TopicLexicon;
  /** Whole text by file name, of every report inspected, labelled or not. */
  readonly texts: ReadonlyMap<string, string>;
}

const FOLDS = 5;
/** Any seed will do; a fixed one makes runs comparable. */
const SEED = 20_240_301;

/** Neighbouring settings to try: every combination of these with the rest as shipped. */
const candidates = (): TopicSettings[] =>
  [0.7, 0.85, 1, 1.2, 1.4].flatMap((level) =>
    [0.6, 0.8, 1, 1.25, 1.5].flatMap((share) =>
      [1, 1.5, 2].map((lead) => ({
        ...DEFAULT_SETTINGS,
        base: DEFAULT_SETTINGS.base * level,
        perHundred: DEFAULT_SETTINGS.perHundred * level,
        ceiling: DEFAULT_SETTINGS.ceiling * level,
        share: DEFAULT_SETTINGS.share * share,
        lead,
      })),
    ),
  );

/** Mulberry32: the same order for the same seed. */
const shuffle = <T>(list: readonly T[], seed: number): T[] => {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
};

/** Each group is scored with the settings that do best on all the others. */
const validate = (
  groups: readonly (readonly Case[])[],
  names: readonly string[],
  lexicon: TopicLexicon,
  print: (line: string) => void,
): void => {
  const table = candidates().map((settings) => {
    const annotate = createTopicAnnotator(lexicon, settings);
    return { annotate, counts: groups.map((group) => count(group, annotate)) };
  });
  const trained: Counts[] = [];
  const tested: Counts[] = [];
  const held = groups.map((group, left) => {
    const training = (counts: readonly Counts[]) => sumCounts(counts.filter((_, at) => at !== left));
    const best = table.reduce((a, b) => (f1(training(b.counts)) > f1(training(a.counts)) ? b : a));
    const test = best.counts[left] ?? count([], best.annotate);
    trained.push(training(best.counts));
    tested.push(test);
    print(row(names[left] ?? '', test, `trained ${(100 * f1(training(best.counts))).toFixed(1)}%`));
    return countByTopic(group, best.annotate);
  });
  const topics = [...(held[0]?.keys() ?? [])];
  for (const topic of topics)
    print(row(`  ${topic}`, sumCounts(held.flatMap((counts) => counts.get(topic) ?? []))));
  const [train, test] = [f1(sumCounts(trained)), f1(sumCounts(tested))];
  print(row('held out', sumCounts(tested)));
  print(
    `train ${(100 * train).toFixed(1)}%  test ${(100 * test).toFixed(1)}%  difference ${(100 * (train - test)).toFixed(1)}`,
  );
};

/** The lexicon without the terms that of all reports only this one has; a topic's few own terms are the first to go. */
const withoutTailored = ({ lexicon, texts }: Labelled, doc: string): TopicLexicon => {
  const own = normaliseText(texts.get(doc) ?? '');
  const others = [...texts].flatMap(([name, text]) => (name === doc ? [] : [normaliseText(text)]));
  return new Map(
    [...lexicon].filter(([term]) => !own.includes(term) || others.some((text) => text.includes(term))),
  );
};

export const crossValidate = (labelled: Labelled, print: (line: string) => void): void => {
  const { cases, lexicon } = labelled;
  const documents = [...new Set(cases.map(({ doc }) => doc))];
  const ofDocument = documents.map((doc) => cases.filter((one) => one.doc === doc));

  print(`\n${FOLDS} folds of paragraphs`);
  const order = shuffle(cases, SEED);
  const folds = Array.from({ length: FOLDS }, (_, fold) => order.filter((_, at) => at % FOLDS === fold));
  validate(
    folds,
    folds.map((_, at) => `fold ${at + 1}`),
    lexicon,
    print,
  );

  print('\none report left out');
  const short = documents.map((doc) => doc.slice(0, 14));
  validate(ofDocument, short, lexicon, print);

  print('\nwithout terms that only the report itself has');
  const bare = documents.map((doc, at) => {
    const lean = withoutTailored(labelled, doc);
    const counts = count(ofDocument[at] ?? [], createTopicAnnotator(lean));
    print(row(short[at] ?? '', counts, `${lexicon.size - lean.size} terms less`));
    return counts;
  });
  print(row('all', sumCounts(bare)));
  print(row('as shipped', count(cases, createTopicAnnotator(lexicon))));
};
