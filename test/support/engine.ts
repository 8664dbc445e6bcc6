import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';

export interface TestEngine {
  readonly url: string;
  readonly searchKey: string;
  readonly writeKey: string;
}

/** The real engines that run for the whole test run, with the keys that the service and the indexer use. */
export const testEngines = (count: number): readonly TestEngine[] => inject('engines').slice(0, count);

/** The first of them, for what needs only one. */
export const testEngine = (): TestEngine => {
  const [engine] = testEngines(1);
  return engine!;
};

/**
 * Appended to `paragraphs` and `reports` it gives index names of one's own: the keys are good for names that begin so,
 * and suites share the engine.
 */
export const uniqueIndexSuffix = (): string => `_${randomBytes(6).toString('hex')}`;
