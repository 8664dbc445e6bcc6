import { describe } from 'vitest';

/* The promises of one engine, kept by three: the same tests. Read when a collection is made. */
process.env.TEST_NODES = '3';

describe('over three nodes', async () => {
  await import('./conditions.test.ts');
});
describe('over three nodes', async () => {
  await import('./repeats.test.ts');
});
