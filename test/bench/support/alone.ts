/* The engine alone: the very documents that zhengsou makes of reports, made beforehand, into an empty engine. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTopicAnnotator } from '../../../indexer/annotate/topics.ts';
import { discover } from '../../../indexer/discover.ts';
import { readReports } from '../../../indexer/read-reports.ts';
import { createUnderstand } from '../../../indexer/understand.ts';
import { loadConfig } from '../../../src/config.ts';
import { createClient } from '../../../src/engine/client.ts';
import { openEngine } from '../../../src/engine/engine.ts';
import { awaitTask } from '../../../src/engine/task.ts';
import { createLog } from '../../../src/log.ts';
import { toParagraphDocuments } from '../../../src/search/meilisearch/documents.ts';
import { toExactFields } from '../../../src/search/meilisearch/exact-fields.ts';
import { createIndexWriter } from '../../../src/search/meilisearch/index-writer.ts';
import { post } from '../../../src/search/meilisearch/post.ts';
import { PARAGRAPH_SETTINGS } from '../../../src/search/meilisearch/settings.ts';
import { createSegmenter } from '../../../src/text/segment.ts';
import { toUnits } from '../../../src/text/units.ts';

/** Paragraphs sent at once. */
const A_BODY = 4_000;
const TIMEOUT_MS = 600_000;

/** As zhengsou loads it, or as text that the engine cuts by itself: without codes and words, with all facets. */
export type Shape = 'exact' | 'plain';

const TERM_FIELDS = [...Object.keys(toExactFields(toUnits(''))), 'words'];

const PLAIN_SETTINGS = {
  ...PARAGRAPH_SETTINGS,
  searchableAttributes: ['text'],
  filterableAttributes: (PARAGRAPH_SETTINGS.filterableAttributes ?? []).map((rule) =>
    typeof rule === 'string'
      ? rule
      : { ...rule, attributePatterns: rule.attributePatterns.filter((name) => !TERM_FIELDS.includes(name)) },
  ),
};

const withoutTerms = (document: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !TERM_FIELDS.includes(name)));

const { segment } = createSegmenter();

/** Writes what is to be sent, one file a request. */
const prepare = async (reports: string, folder: string, shape: Shape): Promise<string[]> => {
  mkdirSync(folder, { recursive: true });
  const understand = createUnderstand({ annotateTopics: createTopicAnnotator() });
  const files: string[] = [];
  let documents: Record<string, unknown>[] = [];
  let last = 0;
  const seal = (): void => {
    if (documents.length === 0) return;
    const file = join(folder, `${files.length}.json`);
    writeFileSync(file, JSON.stringify(documents));
    files.push(file);
    documents = [];
  };
  for await (const found of discover([reports])) {
    if (!('file' in found)) continue;
    for await (const outcome of readReports(found.file, understand, () => false)) {
      if (!('understood' in outcome)) continue;
      const { understood, likeness } = outcome;
      const loaded = {
        ...understood,
        ...{ sample: false, origin: '', mediaType: '', likeness, lines: '', duplicateOf: null },
      };
      const made = toParagraphDocuments(loaded, ++last, segment);
      documents.push(...(shape === 'plain' ? made.map(withoutTerms) : made));
      if (documents.length >= A_BODY) seal();
    }
  }
  seal();
  return files;
};

/** Makes what is loaded of the reports, once. */
const bodiesIn = async (reports: string, folder: string, shape: Shape): Promise<string[]> => {
  const bodies = join(folder, shape);
  return existsSync(bodies)
    ? readdirSync(bodies).map((name) => join(bodies, name))
    : await prepare(reports, bodies, shape);
};

/**
 * Seconds from the first request until the engine has done all of them. `forLoading` as in `openEngine`. What was made of the reports stays
 * in the folder for the next load.
 */
export const loadAlone = async (
  reports: string,
  folder: string,
  shape: Shape,
  forLoading: boolean,
): Promise<number> => {
  const files = await bodiesIn(reports, folder, shape);
  const data = join(folder, 'data');
  const config = loadConfig({ ...process.env, ZHENGSOU_DATA: data });
  const engine = await openEngine(config, createLog({ level: 'error' }), { forLoading });
  try {
    const client = createClient(engine.url, engine.writeKey, TIMEOUT_MS);
    await createIndexWriter(client, awaitTask, segment).prepare();
    if (shape === 'plain') await awaitTask(client, client.index('paragraphs').updateSettings(PLAIN_SETTINGS));
    const begun = performance.now();
    const tasks = [];
    for (const file of files) {
      const answer = await post(client, {
        method: 'POST',
        path: 'indexes/paragraphs/documents',
        type: 'application/json',
        body: readFileSync(file),
      });
      tasks.push(JSON.parse(answer.toString()));
    }
    for (const task of tasks) await awaitTask(client, task);
    return (performance.now() - begun) / 1000;
  } finally {
    await engine.close();
    rmSync(data, { recursive: true, force: true });
  }
};
