import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { createClient } from './engine/client.ts';
import type { Engine } from './engine/engine.ts';
import { openFolder } from './engine/folder.ts';
import { createStallWatch } from './engine/stall.ts';
import { awaitTask } from './engine/task.ts';
import { type AwaitTask, createIndexWriter } from './search/meilisearch/index-writer.ts';
import { createSpreadWriter } from './search/meilisearch/spread-writer.ts';
import { createWaitingWrites } from './search/meilisearch/waiting-writes.ts';
import type { IndexWriter } from './search/ports.ts';
import type { Segmenter } from './text/segment.ts';

/* How the writing side of the index is put upon an engine, or upon several. By itself: a load has no use for the other. */

/** What was meant for nodes that were away. */
const waitingFolder = ({ dataFolder }: Config): string => join(dataFolder, 'waiting');

export const hasWaitingWrites = (config: Config): boolean => {
  const folder = waitingFolder(config);
  return existsSync(folder) && readdirSync(folder).some((node) => readdirSync(join(folder, node)).length > 0);
};

/** Waits for one engine's tasks while it gets on; `folder` is that of an engine of our own. */
const awaitWatched = (folder: string | null): AwaitTask => {
  const watch = createStallWatch(folder);
  return (client, enqueued) => awaitTask(client, enqueued, { watch });
};

/** Writes to several engines; `folder` keeps what those that are away miss. */
export const spreadOver = (
  engines: readonly { readonly url: string; readonly writeKey: string }[],
  segment: Segmenter['segment'],
  folder: string,
  suffix = '',
): IndexWriter =>
  createSpreadWriter(
    engines.map(({ url, writeKey }) => {
      const client = createClient(url, writeKey);
      const awaiting = awaitWatched(null);
      const waiting = createWaitingWrites(client, awaiting, join(folder, encodeURIComponent(url)));
      return {
        name: url,
        writer: createIndexWriter(client, awaiting, segment, suffix, null, waiting.send),
        waiting,
      };
    }),
  );

/** Writes with the key that can load. An engine of our own holds a collection by itself. */
export const connectWriter = (config: Config, engine: Engine, segment: Segmenter['segment']): IndexWriter =>
  config.engineUrls.length === 0
    ? createIndexWriter(
        createClient(engine.url, engine.writeKey),
        awaitWatched(openFolder(config.dataFolder).root),
        segment,
      )
    : spreadOver(
        engine.urls.map((url) => ({ url, writeKey: engine.writeKey })),
        segment,
        waitingFolder(config),
      );
