// Scores the topic annotator against paragraphs labelled by hand.
//   npx zhengsou inspect <reports…> > inspect.jsonl
//   npx tsx tools/score-topics.ts inspect.jsonl labels.json [--lexicon file] [--errors] [--fit]
// labels.json: [{ "doc": file name, "starts": "first characters", "must": [codes], "may": [codes] }].
// A topic given that is not in `may` costs precision, one of `must` not given costs recall.
// --errors lists every wrong paragraph with the words behind it. --fit cross-validates: see tools/topic-folds.ts.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createTopicAnnotator, createTopicExplainer } from '../indexer/annotate/topics.ts';
import { loadTopicLexicon } from '../indexer/annotate/topics-lexicon.ts';
import { paragraphSchema } from '../src/domain/paragraph.ts';
import { TOPIC_LABELS, topicSchema } from '../src/domain/topic.ts';
import { type Case, countByTopic, row, sumCounts } from './topic-counts.ts';
import { crossValidate } from './topic-folds.ts';

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
const print = (line: string): void => console.log(line);
const lexicon = loadTopicLexicon(options.lexicon);
const cases = readCases(inspectFile, labelFile);

const reportPerTopic = (): void => {
  const annotate = createTopicAnnotator(lexicon);
  const perTopic = countByTopic(cases, annotate);
  for (const [topic, counts] of perTopic) print(row(topic, counts, TOPIC_LABELS[topic]));
  print(row(`all (${cases.length})`, sumCounts([...perTopic.values()])));
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

const readTexts = (): Map<string, string> => {
  const texts = new Map<string, string>();
  for (const line of readFileSync(inspectFile, 'utf8').split('\n')) {
    if (line === '') continue;
    const { report, paragraphs } = inspectedSchema.parse(JSON.parse(line));
    texts.set(basename(report.sourcePath), paragraphs.map(({ text }) => text).join('\n'));
  }
  return texts;
};

reportPerTopic();
if (options.errors) reportErrors();
if (options.fit) crossValidate({ cases, lexicon, texts: readTexts() }, print);
