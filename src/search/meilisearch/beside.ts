import type { EnqueuedTask, EnqueuedTaskPromise, FilterableAttributes, Meilisearch } from 'meilisearch';
import { z } from 'zod';
import { paragraphSchema } from '../../domain/paragraph.ts';
import { reportSchema } from '../../domain/report.ts';
import type { StoredReport } from '../ports.ts';
import { quote } from './filter.ts';
import { indexNames, PARAGRAPH_SETTINGS, REPORT_SETTINGS } from './settings.ts';
import { isMissingIndex, orUnavailable } from './unavailable.ts';

/** Indexes that are made beside the live ones, until they take their place. The search key is good for them too. */
export const besideOf = (suffix: string): string => `${suffix}_next`;

/** Paragraphs of one report read at once. */
const READ_BATCH = 1_000;

const likenessSchema = z.object({ text: z.string(), prints: z.string().nullable(), richness: z.number() });
const storedSchema = reportSchema.extend({
  paragraphs: z.int().nonnegative(),
  sample: z.boolean(),
  origin: z.string(),
  mediaType: z.string(),
  stated: z.string().default(''),
  // An older zhengsou did not write these.
  likeness: likenessSchema.nullish(),
  duplicateOf: z.string().nullable().default(null),
});

const patternsOf = (attributes: FilterableAttributes): string[] =>
  (attributes ?? []).flatMap((one) => (typeof one === 'string' ? [one] : one.attributePatterns));

/** What the engine's side of a rebuild needs beside the two writers. */
export const createBeside = (
  client: Meilisearch,
  done: (enqueued: EnqueuedTask | EnqueuedTaskPromise) => Promise<unknown>,
  suffix: string,
) => {
  const live = indexNames(suffix);
  const next = indexNames(besideOf(suffix));

  /** The engine's filters fail on an attribute that an older zhengsou did not declare: it is added to what is there, and nothing else is changed. */
  const widen = async (uid: string, wanted: FilterableAttributes): Promise<void> => {
    const present = await orUnavailable(() => client.index(uid).getFilterableAttributes());
    const known = new Set(patternsOf(present));
    if (patternsOf(wanted).every((name) => known.has(name))) return;
    // The first rule that fits an attribute counts.
    await done(client.index(uid).updateFilterableAttributes([...(wanted ?? []), ...(present ?? [])]));
  };

  const isThere = (uid: string): Promise<boolean> =>
    orUnavailable(() =>
      client.getRawIndex(uid).then(
        () => true,
        (error: unknown) => {
          if (isMissingIndex(error)) return false;
          throw error;
        },
      ),
    );

  return {
    /** Removes what an interrupted rebuild left, or the old indexes after a swap. */
    clear: async (): Promise<void> => {
      await Promise.all(
        [next.paragraphs, next.reports].map(async (uid) => {
          if (!(await isThere(uid))) return;
          await done(client.deleteIndex(uid)).catch(async (error: unknown) => {
            // `clearLater` of the run before may have been faster: where the disk was full it had to wait for room.
            if (await isThere(uid)) throw error;
          });
        }),
      );
    },

    /** The same, whenever the engine comes to it: on a full disk that may be never, and the next run clears. */
    clearLater: async (): Promise<void> => {
      for (const uid of [next.paragraphs, next.reports]) await client.deleteIndex(uid);
    },

    /** Lets this version search the live indexes while the new ones are made. */
    widenLive: async (): Promise<void> => {
      await widen(live.paragraphs, PARAGRAPH_SETTINGS.filterableAttributes ?? []);
      await widen(live.reports, REPORT_SETTINGS.filterableAttributes ?? []);
    },

    /** Both at once: no search sees the paragraphs of one collection with the reports of the other. */
    swap: (): Promise<unknown> =>
      done(
        client.swapIndexes([
          { indexes: [live.paragraphs, next.paragraphs], rename: false },
          { indexes: [live.reports, next.reports], rename: false },
        ]),
      ),

    stored: async (id: string): Promise<StoredReport | null> => {
      const read = await orUnavailable(() =>
        client.index(live.reports).search('', { filter: [`id = ${quote(id)}`], limit: 1 }),
      );
      const found = storedSchema.safeParse(read.hits[0]);
      if (!found.success) return null;
      const {
        paragraphs: count,
        sample,
        origin,
        mediaType,
        stated,
        likeness,
        duplicateOf,
        ...report
      } = found.data;
      const documents: unknown[] = [];
      while (documents.length < count) {
        const { hits } = await orUnavailable(() =>
          client.index(live.paragraphs).search('', {
            filter: [`reportId = ${quote(id)}`, `ordinal >= ${documents.length}`],
            sort: ['ordinal:asc'],
            limit: READ_BATCH,
          }),
        );
        if (hits.length === 0) return null;
        documents.push(...hits);
      }
      const paragraphs = z.array(paragraphSchema).safeParse(documents);
      return paragraphs.success
        ? {
            report,
            paragraphs: paragraphs.data,
            sample,
            origin,
            mediaType,
            stated,
            likeness: likeness ?? null,
            duplicateOf,
          }
        : null;
    },
  };
};
