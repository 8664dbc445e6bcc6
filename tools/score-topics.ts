// Scores the topic annotator against paragraphs labelled by hand.
//   npx zhengsou inspect <reports…> > inspect.jsonl
//   npx tsx tools/score-topics.ts inspect.jsonl labels.json [--lexicon file] [--errors] [--fit]
// labels.json: [{ "doc": file name, "starts": "first characters", "must": [codes], "may": [codes] }].
// A topic given that is not in `may` costs precision, one of `must` not given costs recall.
// --errors lists every wrong paragraph with the words behind it. --fit chooses the thresholds on all documents but one
// and scores that one, in turn, and prints it beside the shipped thresholds and those fitted on everything.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createTopicAnnotator, createTopicExplainer, type TopicInput } from '../indexer/annotate/topics.ts';
import { loadTopicLexicon } from '../indexer/annotate/topics-lexicon.ts';
import { DEFAULT_SETTINGS, type TopicSettings } from '../indexer/annotate/topics-scoring.ts';
import { paragraphSchema } from '../src/domain/paragraph.ts';
import { TOPIC_CODES, TOPIC_LABELS, type TopicCode, topicSchema } from '../src/domain/topic.ts';

const labelSchema = z.object({
  doc: z.string(),
  starts: z.string().min(1),
  must: z.array(topicSchema),
  may: z.array(topicSchema),
});
const inspectedSchema = z.object({
  report: z.object({ sourcePath: z.string() }),
  paragraphs: z.array(paragraphSchema.pick({ text: true, headings: true, kind: true })),
});

type Label = z.infer<typeof labelSchema>;
interface Case extends Label {
  readonly paragraph: TopicInput;
}
interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

const squash = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

const readCases = (inspectFile: string, labelFile: string): Case[] => {
  const inspected = readFileSync(inspectFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => inspectedSchema.parse(JSON.parse(line)));
  const labels = z.array(labelSchema).parse(JSON.parse(readFileSync(labelFile, 'utf8')));
  return labels.flatMap((label) => {
    const report = inspected.find(({ report: { sourcePath } }) => basename(sourcePath) === label.doc);
    const paragraph = report?.paragraphs.find(({ text }) => squash(text).startsWith(squash(label.starts)));
    if (!paragraph) console.error(`没有找到：${label.doc} ${label.starts}`);
    return paragraph ? [{ ...label, paragraph }] : [];
  });
};

const emptyCounts = (): Counts => ({ right: 0, wrong: 0, missed: 0 });

const countCase = (
  { must, may }: Label,
  given: readonly TopicCode[],
  countsOf: (topic: TopicCode) => Counts,
): void => {
  for (const topic of given) countsOf(topic)[may.includes(topic) ? 'right' : 'wrong']++;
  for (const topic of must) if (!given.includes(topic)) countsOf(topic).missed++;
};

const f1 = ({ right, wrong, missed }: Counts): number =>
  right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed);

const percent = (part: number, whole: number): string =>
  (whole ? `${((100 * part) / whole).toFixed(1)}%` : '—').padStart(7);

const row = (name: string, c: Counts): string =>
  [
    name.padEnd(14),
    `P ${percent(c.right, c.right + c.wrong)}`,
    `R ${percent(c.right, c.right + c.missed)}`,
    `F1 ${percent(2 * c.right, 2 * c.right + c.wrong + c.missed)}`,
    `right ${c.right} wrong ${c.wrong} missed ${c.missed}`,
  ].join('  ');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { lexicon: { type: 'string' }, errors: { type: 'boolean' }, fit: { type: 'boolean' } },
});
const [inspectFile, labelFile] = positionals;
if (inspectFile === undefined || labelFile === undefined) {
  console.error(
    '用法：npx tsx tools/score-topics.ts inspect.jsonl labels.json [--lexicon 词表] [--errors] [--fit]',
  );
  process.exit(1);
}
const lexicon = loadTopicLexicon(options.lexicon);
const cases = readCases(inspectFile, labelFile);

const scoreWith = (settings: TopicSettings, some: readonly Case[]): Counts => {
  const annotate = createTopicAnnotator(lexicon, settings);
  const all = emptyCounts();
  for (const one of some) countCase(one, annotate(one.paragraph), () => all);
  return all;
};

const reportPerTopic = (): void => {
  const annotate = createTopicAnnotator(lexicon);
  const perTopic = new Map(TOPIC_CODES.map((topic) => [topic, emptyCounts()]));
  for (const one of cases)
    countCase(one, annotate(one.paragraph), (topic) => perTopic.get(topic) ?? emptyCounts());
  for (const [topic, counts] of perTopic) console.log(row(topic, counts), TOPIC_LABELS[topic]);
  const all = emptyCounts();
  for (const c of perTopic.values()) {
    all.right += c.right;
    all.wrong += c.wrong;
    all.missed += c.missed;
  }
  console.log(row(`all (${cases.length})`, all));
};

const reportErrors = (): void => {
  const explain = createTopicExplainer(lexicon);
  for (const { doc, must, may, paragraph } of cases) {
    const wrong = explain(paragraph).filter(({ topic, assigned }) =>
      assigned ? !may.includes(topic) : must.includes(topic),
    );
    const silent = must.filter((topic) => !explain(paragraph).some((entry) => entry.topic === topic));
    if (wrong.length + silent.length === 0) continue;
    console.log(`\n${doc} ${paragraph.text.slice(0, 40)} (${paragraph.text.length})`);
    for (const { topic, assigned, score, threshold, reasons } of wrong) {
      const words = reasons.slice(0, 12).map(({ term, weight }) => `${term} ${weight.toFixed(1)}`);
      console.log(
        `  ${assigned ? '+' : '-'}${topic} ${score.toFixed(1)}/${threshold.toFixed(1)} ${words.join('、')}`,
      );
    }
    if (silent.length > 0) console.log(`  -${silent.join(' -')} without a word`);
  }
};

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

const crossValidate = (): void => {
  const documents = [...new Set(cases.map(({ doc }) => doc))];
  const table = candidates().map((settings) => ({
    settings,
    counts: documents.map((doc) =>
      scoreWith(
        settings,
        cases.filter((one) => one.doc === doc),
      ),
    ),
  }));
  const add = (list: readonly Counts[]): Counts =>
    list.reduce(
      (sum, c) => ({ right: sum.right + c.right, wrong: sum.wrong + c.wrong, missed: sum.missed + c.missed }),
      emptyCounts(),
    );
  const bestWithout = (left: number) =>
    table.reduce(
      (best, entry) => {
        const value = f1(add(entry.counts.filter((_, at) => at !== left)));
        return value > best.value ? { value, entry } : best;
      },
      { value: -1, entry: table[0] },
    );
  const heldOut = documents.map((doc, at) => {
    const counts = bestWithout(at).entry?.counts[at] ?? emptyCounts();
    console.log(row(`${doc.slice(0, 12)}`, counts));
    return counts;
  });
  console.log(row('held out', add(heldOut)));
  const best = bestWithout(-1).entry;
  console.log(row('fitted on all', add(best?.counts ?? [])), JSON.stringify(best?.settings));
  console.log(row('shipped', scoreWith(DEFAULT_SETTINGS, cases)));
};

reportPerTopic();
if (options.errors) reportErrors();
if (options.fit) crossValidate();
