/*
 * A process that parses files for the indexer, one at a time: started, watched and killed by parse-process.ts.
 * Files are hostile until proven otherwise: whatever one of them does to this process, the run goes on without it.
 */
import { getPriority, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createTopicAnnotator, createTopicExplainer } from './annotate/topics.ts';
import { loadTopicLexicon, loadTopicLexiconWith } from './annotate/topics-lexicon.ts';
import {
  BATCHES_AHEAD,
  type ParseNews,
  type ParseOrder,
  type ParseOutcome,
  type ParseSettings,
} from './parse-protocol.ts';
import { createParseTask } from './parse-task.ts';
import { createUnderstand } from './understand.ts';

/** Reports handed over together: few enough that a batch is some megabytes, and never waited for longer than a second. */
const BATCH = { outcomes: 64, characters: 150_000, milliseconds: 1_000 };

const settings = JSON.parse(process.argv[2] ?? '') as ParseSettings;
const tell = (news: ParseNews): void => void process.send?.(news);

/**
 * A thread that goes on looking while the other is lost in a file. It ends the process when memory runs over, wherever that memory is, and
 * when nobody is left to report to.
 */
const watch = (): void => {
  const watcher = `
    const { maxResident, parent } = require('node:worker_threads').workerData;
    setInterval(() => {
      if (process.memoryUsage.rss() > maxResident || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    }, 50);`;
  new Worker(watcher, {
    eval: true,
    execArgv: [],
    workerData: { maxResident: settings.maxResident, parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  }).unref();
};

let credit = BATCHES_AHEAD;
let wake: () => void = () => {};

const charactersOf = (outcome: ParseOutcome): number =>
  'understood' in outcome ? outcome.understood.report.characters : 0;

const parse = async ({
  task,
  skip,
  lost,
  careful,
}: Extract<ParseOrder, { kind: 'parse' }>): Promise<void> => {
  credit = BATCHES_AHEAD;
  let outcomes: ParseOutcome[] = [];
  let characters = 0;
  let begun = performance.now();
  const hand = async (): Promise<void> => {
    tell({ kind: 'batch', outcomes });
    outcomes = [];
    characters = 0;
    credit--;
    while (credit === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    begun = performance.now();
  };
  const onReport = careful ? (sourcePath: string) => tell({ kind: 'at', sourcePath }) : undefined;
  const onEntry = careful
    ? (sourcePath: string, before: number) => tell({ kind: 'entry', sourcePath, before })
    : undefined;
  for await (const outcome of parseTask(task, { skip, lost, onReport, onEntry })) {
    outcomes.push(outcome);
    characters += charactersOf(outcome);
    if (
      careful ||
      outcomes.length >= BATCH.outcomes ||
      characters >= BATCH.characters ||
      performance.now() - begun >= BATCH.milliseconds
    )
      await hand();
  }
  if (outcomes.length > 0) tell({ kind: 'batch', outcomes });
  tell({ kind: 'done', resident: process.memoryUsage.rss() });
};

const give = (error: unknown): void => {
  tell({ kind: 'broken', reason: error instanceof Error ? error.message : String(error) });
};

// The one that started this process decides what an interrupt means.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
// The engine and whoever searches come first.
setPriority(Math.min(19, getPriority() + 5));
watch();

let parseTask: ReturnType<typeof createParseTask>;
try {
  const { topicTerms, explain = false } = settings;
  const lexicon = topicTerms === undefined ? loadTopicLexicon() : loadTopicLexiconWith(topicTerms);
  const understand = createUnderstand({
    annotateTopics: createTopicAnnotator(lexicon),
    ...(explain ? { explainTopics: createTopicExplainer(lexicon) } : {}),
  });
  parseTask = createParseTask(settings, understand);
  process.on('message', (order: ParseOrder) => {
    if (order.kind === 'parse') void parse(order).catch(give);
    else {
      credit++;
      wake();
    }
  });
  tell({ kind: 'ready' });
} catch (error) {
  give(error);
}
