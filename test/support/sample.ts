import { afterAll, beforeAll } from 'vitest';
import { createTestCollection, SAMPLE, type TestCollection } from './service.ts';

/** The sample, loaded before the tests of a file and gone after them. */
export const serveSample = () => {
  let collection: TestCollection;
  beforeAll(async () => {
    collection = createTestCollection();
    await collection.load([SAMPLE], { sample: true });
  });
  afterAll(() => collection?.close());
  return {
    collection: () => collection,
    ask: (path: string, headers: Record<string, string> = {}) => collection.app.request(path, { headers }),
  };
};
