/*
 * In how many reports does each topic stand, of those that a term is found in? The engine counts a facet of reports and topics: which
 * way to write its values is cheapest? Made paragraphs in one index, each with the same values in every shape, counted under terms
 * that stand in two in five of them, one in ten and one in a hundred. The best of five questions each.
 *
 *   npx tsx test/bench/report-counts.ts [paragraphs=1000000]
 *
 * An engine of its own is started in a folder that is removed at the end.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportIdOf } from '../../indexer/metadata/report-id.ts';
import { loadConfig } from '../../src/config.ts';
import { TOPIC_CODES } from '../../src/domain/topic.ts';
import { createClient } from '../../src/engine/client.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { createLog } from '../../src/log.ts';
import { post } from '../../src/search/meilisearch/post.ts';
import { createRandom } from './support/terms.ts';

/** As many as a report of the real ones has. */
const PARAGRAPHS_A_REPORT = 108;
const BATCH = 20_000;
const TERMS = [
  ['two in five', 0.4],
  ['one in ten', 0.1],
  ['one in a hundred', 0.01],
] as const;

const total = Number(process.argv[2] ?? 1_000_000);
const dataFolder = mkdtempSync(join(tmpdir(), 'zhengsou-bench-'));
const config = loadConfig({
  PATH: process.env.PATH,
  MEILI_BIN: process.env.MEILI_BIN,
  ZHENGSOU_DATA: dataFolder,
});
const engine = await openEngine(config, createLog({ level: 'error' }));
const client = createClient(engine.url, readFileSync(join(dataFolder, 'engine/master-key'), 'utf8').trim());
const random = createRandom(1);

const SHAPES: Readonly<Record<string, (topic: number, reportNumber: number, reportId: string) => unknown>> = {
  'topic/report': (topic, _, reportId) => `${TOPIC_CODES[topic]}/${reportId}`,
  'report/topic': (topic, _, reportId) => `${reportId}/${TOPIC_CODES[topic]}`,
  'number, of a hash': (topic, _, reportId) => Number.parseInt(reportId.slice(0, 8), 36) * 256 + topic,
  'number, counted': (topic, reportNumber) => reportNumber * 256 + topic,
};
const fieldOf = (shape: string): string => shape.replaceAll(/\W/g, '_');

const makeParagraph = (n: number): Record<string, unknown> => {
  const reportNumber = 1 + Math.floor(n / PARAGRAPHS_A_REPORT);
  const reportId = reportIdOf({ sourcePath: String(reportNumber) });
  const topics = new Set(
    Array.from({ length: Math.floor(random() * 3) }, () => Math.floor(random() * TOPIC_CODES.length)),
  );
  return {
    id: n,
    terms: TERMS.flatMap(([name, share]) => (random() < share ? [name] : [])),
    ...Object.fromEntries(
      Object.entries(SHAPES).map(([shape, valueOfShape]) => [
        fieldOf(shape),
        [...topics].map((topic) => valueOfShape(topic, reportNumber, reportId)),
      ]),
    ),
  };
};

try {
  await awaitTask(client, client.createIndex('made', { primaryKey: 'id' }));
  const settings = {
    searchableAttributes: [],
    filterableAttributes: ['terms', ...Object.keys(SHAPES).map(fieldOf)],
    faceting: { maxValuesPerFacet: 10_000_000 },
    pagination: { maxTotalHits: 10_000_000 },
  };
  await awaitTask(client, client.index('made').updateSettings(settings));
  for (let first = 0; first < total; first += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, total - first) }, (_, n) => makeParagraph(first + n));
    await awaitTask(client, client.index('made').addDocuments(made));
    process.stderr.write(`\r${first + made.length}`);
  }
  process.stderr.write('\n');
  console.log(`| ${total} paragraphs | ${Object.keys(SHAPES).join(' | ')} |`);
  console.log(`| --- |${' ---: |'.repeat(Object.keys(SHAPES).length)}`);
  for (const [term] of TERMS) {
    const cells: string[] = [];
    for (const shape of Object.keys(SHAPES)) {
      const body = JSON.stringify({
        filter: `terms = "${term}"`,
        facets: [fieldOf(shape)],
        hitsPerPage: 0,
      });
      let best = Number.POSITIVE_INFINITY;
      let bytes = 0;
      for (let round = 0; round < 5; round++) {
        const begun = performance.now();
        const answer = await post(client, {
          ...{ method: 'POST', path: 'indexes/made/search', type: 'application/json' },
          body,
        });
        best = Math.min(best, performance.now() - begun);
        bytes = answer.length;
      }
      cells.push(`${best.toFixed(1)} ms, ${(bytes / 1e6).toFixed(2)} MB`);
    }
    console.log(`| ${term} | ${cells.join(' | ')} |`);
  }
} finally {
  await engine.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
