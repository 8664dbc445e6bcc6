import { describe } from 'vitest';

/* The promises of one engine, kept by two: the same tests. Read when a collection is made. */
process.env.TEST_NODES = '2';

describe('over two nodes', async () => {
  await import('./search-index.test.ts');
});
