import type { Meilisearch } from 'meilisearch';
import type { ReportStamp } from '../ports.ts';
import { post } from './post.ts';
import { orUnavailable } from './unavailable.ts';
import { fetchOf } from './writes.ts';

const STAMP_FIELDS = [
  'id',
  'number',
  'sha256',
  'origin',
  'sourcePath',
  'sourceUrl',
  'stated',
  'pipeline',
  'paragraphs',
  'sample',
  'title',
  'titleDerived',
  'institution',
  'reportYear',
  'region',
  'likeness',
  'duplicateOf',
];
const STAMP_BATCH = 5_000;
/** Batches that the engine gathers side by side. */
const STAMP_BATCHES = 2;

/** As documents: a search takes the engine twice as long over them. As bytes: its client takes a third longer. */
const readBatch = async (
  client: Meilisearch,
  reportsUid: string,
  filter: readonly string[],
  offset: number,
): Promise<ReportStamp[]> => {
  const wanted = { filter: ['kind = report', ...filter], fields: STAMP_FIELDS, offset, limit: STAMP_BATCH };
  const answer = await orUnavailable(() => post(client, fetchOf(reportsUid, wanted)));
  return (JSON.parse(answer.toString()) as { results: ReportStamp[] }).results;
};

/** The stamps of the reports under a filter. @throws {EngineUnavailable} */
export const readStamps = async function* (
  client: Meilisearch,
  reportsUid: string,
  filter: readonly string[],
): AsyncGenerator<ReportStamp> {
  for (let offset = 0; ; offset += STAMP_BATCHES * STAMP_BATCH) {
    const batches = await Promise.all(
      Array.from({ length: STAMP_BATCHES }, (_, n) =>
        readBatch(client, reportsUid, filter, offset + n * STAMP_BATCH),
      ),
    );
    for (const batch of batches) yield* batch;
    if (batches.some(({ length }) => length < STAMP_BATCH)) return;
  }
};
