/* The alternatives: the same texts in SQLite FTS5 by trigram, and a plain scan of them in memory. They count, and no more. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { normaliseText } from '../../../src/text/fold.ts';
import { serve } from '../../support/command.ts';
import { quantile, rounded, type Table } from './measure.ts';
import { type Site, warm } from './single.ts';

interface Beside {
  readonly perSecond: number | null;
  readonly bytes: number;
  /** Milliseconds of each term. */
  readonly times: readonly number[];
  readonly counts: readonly number[];
}

const scanPlainly = (folded: readonly string[], terms: readonly string[]): Beside => {
  const times: number[] = [];
  const counts = terms.map((term) => {
    const begun = performance.now();
    let count = 0;
    for (const text of folded) if (text.includes(term)) count++;
    times.push(performance.now() - begun);
    return count;
  });
  return { perSecond: null, bytes: 0, times, counts };
};

interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: unknown[]): void; get(...values: unknown[]): { n: number } };
}

/** Null where better-sqlite3 is not installed (`npm i --no-save better-sqlite3@12`). */
const searchFts5 = async (folded: readonly string[], terms: readonly string[]): Promise<Beside | null> => {
  const { default: Database } = await import('better-sqlite3' as string).then(
    (module) => module as { default: new (path: string) => unknown },
    () => ({ default: null }),
  );
  if (Database === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'zhengsou-fts-'));
  try {
    const file = join(folder, 'fts.db');
    const database = new Database(file) as Sqlite;
    database.exec("CREATE VIRTUAL TABLE p USING fts5(text, tokenize='trigram'); BEGIN");
    const insert = database.prepare('INSERT INTO p VALUES (?)');
    const begun = performance.now();
    for (const text of folded) insert.run(text);
    database.exec('COMMIT');
    const perSecond = Math.round(folded.length / ((performance.now() - begun) / 1000));
    const match = database.prepare('SELECT count(*) AS n FROM p WHERE p MATCH ?');
    const like = database.prepare('SELECT count(*) AS n FROM p WHERE text LIKE ?');
    const times: number[] = [];
    const counts = terms.map((term) => {
      const asked = performance.now();
      // Trigrams know nothing shorter than three characters: those are a scan.
      const { n } = term.length >= 3 ? match.get(`"${term}"`) : like.get(`%${term}%`);
      times.push(performance.now() - asked);
      return n;
    });
    return { perSecond, bytes: statSync(file).size, times, counts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Every paragraph as zhengsou holds it: lines that are no report text are in neither count. */
const readTexts = async (url: string): Promise<string[]> => {
  const { body } = await fetch(`${url}/api/export?format=jsonl`);
  if (body === null) throw new Error(`${url} exports nothing`);
  const texts: string[] = [];
  for await (const line of createInterface({ input: Readable.fromWeb(body as ReadableStream) }))
    if (line !== '') texts.push(normaliseText((JSON.parse(line) as { text: string }).text));
  return texts;
};

/** Counting with either, and with a search for one hit without its page. */
export const compareBeside = async (site: Site, terms: readonly string[]): Promise<Table> => {
  let texts: string[];
  const service = await serve(site.data, [], { LOG_LEVEL: 'error' });
  const totals: number[] = [];
  const times: number[] = [];
  try {
    texts = await readTexts(service.url);
    await warm(service);
    for (const term of terms) {
      const begun = performance.now();
      const answer = await fetch(`${service.url}/api/search?q=${encodeURIComponent(term)}`);
      totals.push(((await answer.json()) as { total: number }).total);
      times.push(performance.now() - begun);
    }
  } finally {
    await service.stop();
  }
  // As the texts are: 生産 is looked for as 生产.
  const folded = terms.map(normaliseText);
  const scan = scanPlainly(texts, folded);
  const fts = await searchFts5(texts, folded);
  const equal = (counts: readonly number[]): string =>
    `${counts.filter((count, n) => count === scan.counts[n]).length} of ${terms.length}`;
  const rowOf = (
    name: string,
    found: readonly number[],
    counts: readonly number[],
    more: readonly string[],
  ) => [name, rounded(quantile(found, 0.5)), rounded(quantile(found, 0.95)), equal(counts), ...more];
  return {
    head: [
      `${terms.length} terms, ms`,
      ...['p50', 'p95', 'counts as a scan', 'loaded a second', 'bytes a paragraph'],
    ],
    rows: [
      rowOf('search, 20 hits and all facets', times, totals, ['', '']),
      ...(fts
        ? [
            rowOf('SQLite FTS5 by trigram, the count alone', fts.times, fts.counts, [
              String(fts.perSecond),
              String(Math.round(fts.bytes / texts.length)),
            ]),
          ]
        : []),
      rowOf('plain scan in memory, the count alone', scan.times, scan.counts, ['', '']),
    ],
  };
};
