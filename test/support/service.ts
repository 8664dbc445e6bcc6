import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { originalPath } from '../../indexer/originals.ts';
import { type IndexOptions, runIndex } from '../../indexer/pipeline.ts';
import type { RunSummary } from '../../indexer/run-summary.ts';
import { createApp } from '../../src/app.ts';
import { spreadOver } from '../../src/connect-writer.ts';
import { createClient } from '../../src/engine/client.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { listen } from '../../src/listen.ts';
import { createLog } from '../../src/log.ts';
import { packageRoot } from '../../src/package-root.ts';
import { createQueries } from '../../src/queries/create-queries.ts';
import type { Queries } from '../../src/queries/queries.ts';
import { createIndexWriter } from '../../src/search/meilisearch/index-writer.ts';
import { createNodes } from '../../src/search/meilisearch/nodes.ts';
import { createSearchIndex } from '../../src/search/meilisearch/search-index.ts';
import type { IndexWriter, SearchIndex } from '../../src/search/ports.ts';
import { createLexicon, type Lexicon } from '../../src/text/lexicon.ts';
import { type TestEngine, testEngines, uniqueIndexSuffix } from './engine.ts';
import { createParserHere } from './parser.ts';

let lexicon: Lexicon | null = null;
/** One a process: jieba's dictionary is global and large. */
export const testLexicon = (): Lexicon => {
  lexicon ??= createLexicon();
  return lexicon;
};

/** The whole of zhengsou over indexes of its own in the shared real engine. */
export interface TestCollection {
  readonly app: Hono;
  readonly queries: Queries;
  readonly index: SearchIndex;
  readonly writer: IndexWriter;
  readonly suffix: string;
  /** That it is spread over. */
  readonly engines: readonly TestEngine[];
  readonly dataFolder: string;
  load(paths: readonly string[], options?: Partial<IndexOptions>): Promise<RunSummary>;
  /** Parsed JSON of a GET, whatever its status. */
  get(path: string): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export const SAMPLE = join(packageRoot, 'sample');

/**
 * `nodes`: the engines it is spread over, or how many of those that all tests share; TEST_NODES says another number than one for
 * a whole run.
 */
export const createTestCollection = (
  nodes: number | readonly TestEngine[] = Number(process.env.TEST_NODES ?? 1),
  {
    suffix = uniqueIndexSuffix(),
    dataFolder = mkdtempSync(join(tmpdir(), 'zhengsou-test-')),
  }: Partial<Pick<TestCollection, 'suffix' | 'dataFolder'>> = {},
): TestCollection => {
  const engines = typeof nodes === 'number' ? testEngines(nodes) : nodes;
  const originals = join(dataFolder, 'originals');
  const [first] = engines;
  const writer =
    engines.length === 1
      ? createIndexWriter(createClient(first!.url, first!.writeKey), awaitTask, testLexicon().segment, suffix)
      : spreadOver(engines, testLexicon().segment, join(dataFolder, 'waiting'), suffix);
  const index = createSearchIndex(
    createNodes(engines.map(({ url, searchKey }) => ({ name: url, client: createClient(url, searchKey) }))),
    suffix,
  );
  const queries = createQueries(index, testLexicon());
  const app = createApp({
    queries,
    findOriginal: (sha256) => originalPath(originals, sha256),
    checkReady: async () => null,
    publicUrl: 'http://127.0.0.1:3000',
    log: createLog({ level: 'silent' }),
    presence: index.presence,
  });
  return {
    app,
    queries,
    index,
    writer,
    suffix,
    engines,
    dataFolder,
    load: (paths, options = {}) =>
      runIndex(paths, {
        writer,
        parser: createParserHere(originals),
        segmentation: testLexicon().version,
        pipeline: 'test',
        ...options,
      }),
    get: async (path) => {
      const response = await app.request(path);
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      for (const { url, writeKey } of engines) {
        const client = createClient(url, writeKey);
        for (const uid of [`paragraphs${suffix}`, `reports${suffix}`])
          await awaitTask(client, client.deleteIndex(uid)).catch(() => {});
      }
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};

/** The service on a free port of loopback with the sample loaded, for a browser. */
export const startTestService = async (): Promise<{ url: string; close(): Promise<void> }> => {
  const collection = createTestCollection();
  await collection.load([SAMPLE], { sample: true });
  const listening = await listen('127.0.0.1', 0, () => collection.app);
  return {
    url: listening.url,
    close: async () => {
      await listening.close(500);
      await collection.close();
    },
  };
};
