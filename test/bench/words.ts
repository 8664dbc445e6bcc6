/*
 * How fast are suggestions and related terms, and what do they cost the service's process? Over one generated collection:
 *
 *   vocabulary   reading the words, institutions and titles of the collection (once a version), and how they sound (at the first letters)
 *   suggest      p50 and p95 of beginnings of terms, and of initials
 *   related      p50 and p95 of terms asked for the first time, beside the search for the same terms
 *   memory       of this process, before and after; it holds jieba and the loaded documents too
 *
 *   npx tsx test/bench/words.ts <reports…> [--paragraphs=100000]
 *
 * Copies of a report get words of their own, so that the vocabulary grows with the collection as it does in life.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTopicAnnotator } from '../../indexer/annotate/topics.ts';
import { discover } from '../../indexer/discover.ts';
import { readReports } from '../../indexer/read-reports.ts';
import { createUnderstand, type UnderstoodReport } from '../../indexer/understand.ts';
import { loadConfig } from '../../src/config.ts';
import { paragraphId } from '../../src/domain/paragraph.ts';
import { createClient } from '../../src/engine/client.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { createLog } from '../../src/log.ts';
import { createQueries } from '../../src/queries/create-queries.ts';
import { parseSearchRequest } from '../../src/queries/request.ts';
import { createIndexWriter } from '../../src/search/meilisearch/index-writer.ts';
import { createSearchIndex } from '../../src/search/meilisearch/search-index.ts';
import type { LoadedReport } from '../../src/search/ports.ts';
import { createLexicon } from '../../src/text/lexicon.ts';
import { loadPinyin } from '../../src/text/pinyin.ts';
import { sendReports } from '../support/reports.ts';

const args = process.argv.slice(2);
const wanted = Number(args.find((arg) => arg.startsWith('--paragraphs='))?.split('=')[1] ?? 100_000);
const paths = args.filter((arg) => !arg.startsWith('--'));
if (paths.length === 0)
  throw new Error('usage: npx tsx test/bench/words.ts <reports…> [--paragraphs=100000]');

const say = (what: string, figures: object): void => {
  process.stdout.write(`${what.padEnd(28)} ${JSON.stringify(figures)}\n`);
};
const rounded = (value: number): number => Math.round(value * 10) / 10;
const quantile = (values: readonly number[], q: number): number =>
  rounded([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0);
const residentMb = (): number => Math.round(process.memoryUsage().rss / 1e6);

const time = async <T>(run: () => Promise<T>): Promise<[T, number]> => {
  const from = performance.now();
  const answer = await run();
  return [answer, performance.now() - from];
};
const timeEach = async <T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<object> => {
  const times: number[] = [];
  for (const item of items) times.push((await time(() => run(item)))[1]);
  return { n: items.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: quantile(times, 1) };
};

const work = mkdtempSync(join(tmpdir(), 'zhengsou-bench-'));
const config = loadConfig({ ...process.env, ZHENGSOU_DATA: join(work, 'data'), LOG_LEVEL: 'error' });
const engine = await openEngine(config, createLog({ level: 'error' }));
try {
  const understand = createUnderstand({ annotateTopics: createTopicAnnotator() });
  const originals: UnderstoodReport[] = [];
  for await (const found of discover(paths)) {
    if (!('file' in found)) continue;
    for await (const outcome of readReports(found.file, understand, () => false))
      if ('understood' in outcome) originals.push(outcome.understood);
  }
  const lexicon = createLexicon();
  const writer = createIndexWriter(createClient(engine.url, engine.writeKey), awaitTask, lexicon.segment);

  /** One name in Han characters for each copy: what varies from place to place. */
  const nameOf = (copy: number): string =>
    String.fromCodePoint(0x4e00 + ((copy * 7919) % 6_000), 0x4e00 + ((copy * 104_729) % 6_000));
  const toCopy = ({ report, paragraphs }: UnderstoodReport, copy: number): LoadedReport => {
    const id = createHash('sha256').update(`${copy} ${report.id}`).digest('hex').slice(0, 16);
    return {
      report: {
        ...report,
        id,
        title: `${nameOf(copy)}${report.title}`,
        institution: `${nameOf(copy)}${report.institution ?? ''}`,
      },
      paragraphs: paragraphs.map((paragraph, n) => ({
        ...paragraph,
        id: paragraphId(id, paragraph.ordinal),
        reportId: id,
        text: `${paragraph.text}（${nameOf(copy * 31 + n)}${nameOf(copy)}）`,
      })),
      sample: false,
      origin: `/bench/${copy}`,
      mediaType: 'text/plain',
      likeness: { text: id, prints: null, richness: 0 },
      lines: '',
      duplicateOf: null,
    };
  };
  await writer.prepare();
  await writer.begin('bench');
  let loaded = 0;
  const [, seconds] = await time(async () => {
    for (let copy = 0; loaded < wanted; copy++) {
      const reports = originals.map((report) => toCopy(report, copy));
      await sendReports(writer, reports);
      loaded += reports.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0);
    }
  });
  await writer.finish();
  say('collection', { paragraphs: loaded, seconds: rounded(seconds / 1000) });

  const index = createSearchIndex(createClient(engine.url, engine.searchKey));
  const queries = createQueries(index, lexicon);
  await queries.search(parseSearchRequest(new URLSearchParams({ q: '工作' })));
  const before = residentMb();
  const [, vocabulary] = await time(() => queries.suggest('垃'));
  const { counts } = await index.words({
    groups: [],
    minimum: 0,
    none: [],
    filters: parseSearchRequest(new URLSearchParams()),
  });
  const withWords = residentMb();
  const [, sounds] = await time(() => queries.suggest('ljfl'));
  say('vocabulary (ms)', { words: counts.length, read: rounded(vocabulary), sounds: rounded(sounds) });
  say('memory (MB)', { before, withWords, withSounds: residentMb() });

  // From the most to the least frequent, evenly: words of two characters and more.
  const words = counts.map(([word]) => word).filter((word) => /^\p{Script=Han}{2,}$/u.test(word));
  const spread = (n: number): string[] =>
    Array.from({ length: n }, (_, at) => words[Math.floor((at / n) ** 2 * words.length)] ?? '工作');
  const toSyllables = await loadPinyin();
  say('suggest, characters (ms)', await timeEach(spread(200), (word) => queries.suggest(word.slice(0, -1))));
  say(
    'suggest, initials (ms)',
    await timeEach(spread(200), (word) =>
      queries.suggest(
        toSyllables(word)
          .map((sound) => sound[0])
          .join(''),
      ),
    ),
  );
  const requests = spread(50).map((q) => parseSearchRequest(new URLSearchParams({ q })));
  say('search (ms)', await timeEach(requests, (request) => queries.search(request)));
  say('related, first time (ms)', await timeEach(requests, (request) => queries.related(request)));
  say('related, again (ms)', await timeEach(requests, (request) => queries.related(request)));
  for (const q of ['社区 ~ 居民', '工作{3}', '工作 ~ 发展', '垃圾分类|养老 ~ 社区'])
    for (const turn of ['first', 'again'])
      say(`${q} ${turn} (ms)`, {
        ms: rounded((await time(() => queries.search(parseSearchRequest(new URLSearchParams({ q })))))[1]),
        ...(({ total, exact }) => ({ total, exact }))(
          await queries.search(parseSearchRequest(new URLSearchParams({ q }))),
        ),
      });
  say('memory at the end (MB)', { resident: residentMb() });
} finally {
  await engine.close();
  rmSync(work, { recursive: true, force: true });
}
