import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';

/** The real engine that runs for the whole test run, with the keys that the service and the indexer use. */
export const testEngine = (): { url: string; searchKey: string; writeKey: string } => inject('engine');

/**
 * Appended to `paragraphs` and `reports` it gives index names of one's own: the keys are good for names that begin so,
 * and suites share the engine.
 */
export const uniqueIndexSuffix = (): string => `_${randomBytes(6).toString('hex')}`;
