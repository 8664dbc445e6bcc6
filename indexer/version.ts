import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

/** Raised when reading or understanding changes what a paragraph says of itself. */
const UNDERSTANDING = 3;

/** Changes with everything that decides what a report becomes: reports of an older version are loaded again. */
export const pipelineVersion = (schema: number, segmentation: string, ownTopicTerms: string): string =>
  createHash('sha256')
    .update(`${schema} ${UNDERSTANDING} ${segmentation}\n`)
    .update(readFileSync(join(packageRoot, 'indexer/data/topic-lexicon.tsv')))
    .update(existsSync(ownTopicTerms) ? readFileSync(ownTopicTerms) : '')
    .digest('hex')
    .slice(0, 16);
