import { createClient } from './engine/client.ts';
import type { Engine } from './engine/engine.ts';
import { createNodes, type NodesOptions } from './search/meilisearch/nodes.ts';
import { createSearchIndex } from './search/meilisearch/search-index.ts';
import type { SearchIndex } from './search/ports.ts';

/* How the reading side of the index is put upon an engine, or upon several. */

/** Reads from all of them, with the key that can only search. */
export const connectIndex = (engine: Engine, options: NodesOptions = {}): SearchIndex =>
  createSearchIndex(
    createNodes(
      engine.urls.map((url) => ({
        name: url,
        client: createClient(url, engine.searchKey),
        renew: async () => createClient(url, (await engine.renewKeys()).searchKey),
      })),
      options,
    ),
  );
