import type { TopicAnnotator, TopicInput } from '../indexer/annotate/topics.ts';
import { TOPIC_CODES, type TopicCode } from '../src/domain/topic.ts';

/** A paragraph labelled by hand. */
export interface Case {
  /** File name of its report. */
  readonly doc: string;
  readonly must: readonly TopicCode[];
  readonly may: readonly TopicCode[];
  readonly paragraph: TopicInput;
}

export interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

export const emptyCounts = (): Counts => ({ right: 0, wrong: 0, missed: 0 });

export const sumCounts = (list: readonly Counts[]): Counts =>
  list.reduce(
    (sum, c) => ({ right: sum.right + c.right, wrong: sum.wrong + c.wrong, missed: sum.missed + c.missed }),
    emptyCounts(),
  );

export const countByTopic = (cases: readonly Case[], annotate: TopicAnnotator): Map<TopicCode, Counts> => {
  const perTopic = new Map(TOPIC_CODES.map((topic) => [topic, emptyCounts()]));
  const countsOf = (topic: TopicCode): Counts => perTopic.get(topic) ?? emptyCounts();
  for (const { must, may, paragraph } of cases) {
    const given = annotate(paragraph);
    for (const topic of given) countsOf(topic)[may.includes(topic) ? 'right' : 'wrong']++;
    for (const topic of must) if (!given.includes(topic)) countsOf(topic).missed++;
  }
  return perTopic;
};

export const count = (cases: readonly Case[], annotate: TopicAnnotator): Counts =>
  sumCounts([...countByTopic(cases, annotate).values()]);

/** Precision and recall have one numerator: a topic given that may be. */
export const f1 = ({ right, wrong, missed }: Counts): number =>
  right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed);

export const percent = (part: number, whole: number): string =>
  (whole ? `${((100 * part) / whole).toFixed(1)}%` : '—').padStart(7);

export const row = (name: string, c: Counts, more = ''): string =>
  [
    name.padEnd(14),
    `P ${percent(c.right, c.right + c.wrong)}`,
    `R ${percent(c.right, c.right + c.missed)}`,
    `F1 ${percent(2 * c.right, 2 * c.right + c.wrong + c.missed)}`,
    `right ${c.right} wrong ${c.wrong} missed ${c.missed}`,
    more,
  ]
    .join('  ')
    .trimEnd();
