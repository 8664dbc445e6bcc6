/*
 * What does zhengsou cost beside the engine it stands on, how long does a researcher wait, and how does that grow with the collection?
 *
 *   npm run build && npx tsx test/bench/workbench.ts <reports…> [--paragraphs=10000,100000] [--data=FOLDER] [--users=20] [--seconds=60]
 *
 * For each size, loads so many paragraphs (copies of the given reports, handed out over the country and ten years) with `zhengsou index`,
 * and then measures, part by part (--only=alone,first runs some of them):
 *
 *   alone    the engine alone, started as `zhengsou index` starts it, loading the very documents that zhengsou makes, made beforehand
 *   plain    the same with texts that the engine cuts by itself
 *   half     the engine as it comes, which indexes with half of the processors
 *   first    everything a researcher asks for, through HTTP, with terms from rare to very frequent: asked for the first time after a
 *            start; the engine alone answering the very questions that the service had sent it for that; and the same once more
 *   users    so many users at once, with one second of thought, for so many seconds, and the engine alone under the same users
 *   beside   SQLite FTS5 by trigram and a plain scan of the same paragraphs, which only count
 *   loads    loading again with nothing new, and with one report more, while the service runs
 *
 * Prints markdown: a section for each size, and what grew between them. --data keeps collections between runs (a million paragraphs
 * are 19 GB and take a quarter of an hour). `npm i --no-save better-sqlite3@12` adds FTS5.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';
import { enginePid, serve } from '../support/command.ts';
import { loadAlone, type Shape } from './support/alone.ts';
import { compareBeside } from './support/beside.ts';
import { readOriginals } from './support/collection.ts';
import { listKinds, TERMS_NEEDED } from './support/kinds.ts';
import { dataIn, loadAgain, loadOnce, reportsIn } from './support/loads.ts';
import { rounded, table } from './support/measure.ts';
import { measureAlone, recordQuestions } from './support/single.ts';
import { chooseTerms } from './support/terms.ts';
import { measureUsers } from './support/users.ts';

const args = process.argv.slice(2);
const option = (name: string, fallback: string): string =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const paths = args.filter((arg) => !arg.startsWith('--'));
const sizes = option('paragraphs', '10000,100000').split(',').map(Number);
const kept = option('data', '');
const parts = option('only', 'alone,plain,half,first,users,beside,loads').split(',');
const users = Number(option('users', '20'));
const seconds = Number(option('seconds', '60'));
if (paths.length === 0)
  throw new Error(
    'usage: npx tsx test/bench/workbench.ts <reports…> [--paragraphs=10000,100000] [--data=FOLDER]',
  );
const say = (text: string): void => console.log(`${text}\n`);

/** What is compared between sizes, in the order in which it was measured. */
type Figures = Map<string, string | number>;

const measureLoad = async (
  folder: string,
  loaded: Awaited<ReturnType<typeof loadOnce>>,
  figures: Figures,
) => {
  const { perSecond, indexerMb, diskMb } = loaded;
  figures.set('`zhengsou index`, paragraphs/s', perSecond);
  figures.set('memory of the indexer, most in each half, MB', indexerMb.join(', '));
  figures.set('disk, bytes a paragraph', Math.round((diskMb * 1e6) / loaded.paragraphs));
  const alone = join(folder, 'alone');
  const rate = async (shape: Shape, forLoading: boolean): Promise<number> =>
    loaded.paragraphs / (await loadAlone(reportsIn(folder), alone, shape, forLoading));
  // Two loads on different days tell nothing of each other.
  const ratioTo = (other: number): string | number =>
    loaded.fresh ? rounded(perSecond / other, 2) : 'loaded in another run';
  try {
    if (parts.includes('alone')) {
      const exact = await rate('exact', true);
      figures.set('engine alone, the same documents, paragraphs/s', Math.round(exact));
      figures.set('ratio', ratioTo(exact));
      if (parts.includes('plain')) {
        const plain = await rate('plain', true);
        figures.set('engine alone, plain text, paragraphs/s', Math.round(plain));
        figures.set('time of the same documents by that of plain text', rounded(plain / exact, 2));
      }
    }
    if (parts.includes('half')) {
      const half = await rate('exact', false);
      figures.set('engine alone, with half of the processors, paragraphs/s', Math.round(half));
      figures.set('ratio to that', ratioTo(half));
    }
  } finally {
    rmSync(alone, { recursive: true, force: true });
  }
};

const measureSearch = async (folder: string, figures: Figures): Promise<void> => {
  const engine = await openEngine(
    loadConfig({ ...process.env, ZHENGSOU_DATA: dataIn(folder) }),
    createLog({ level: 'error' }),
  );
  try {
    const terms = chooseTerms(originals, TERMS_NEEDED);
    const kinds = listKinds(terms, await listReports(dataIn(folder)));
    const site = { data: dataIn(folder), engine, enginePid: enginePid(dataIn(folder)) };
    if (parts.includes('first') || parts.includes('users')) {
      const questions = await recordQuestions(site, kinds);
      if (parts.includes('first')) {
        const { head, rows, memory } = await measureAlone(site, kinds, questions);
        say(table(head, rows));
        say(`Memory of the service: ${memory}.`);
        for (const [name, p50, p95, , , , ratio95, again50, again95] of rows.slice(0, 7)) {
          figures.set(`${name}, first: p50 / p95, ms`, `${p50} / ${p95}`);
          figures.set(`${name}, first: p95 by the engine's`, ratio95 ?? '');
          figures.set(`${name}, again: p50 / p95, ms`, `${again50} / ${again95}`);
        }
      }
      if (parts.includes('users')) {
        const { head, rows, summary, mostMb } = await measureUsers(site, kinds, questions, users, seconds);
        say(table(head, rows));
        say(summary);
        for (const [name, , p50, p95, , , , ratio95] of rows.slice(0, 7)) {
          figures.set(`${name}, ${users} users: p50 / p95, ms`, `${p50} / ${p95}`);
          figures.set(`${name}, ${users} users: p95 by the engine's`, ratio95 ?? '');
        }
        figures.set(`memory of the service under ${users} users, MB`, mostMb);
      }
    }
    if (parts.includes('beside')) {
      const { head, rows } = await compareBeside(site, terms);
      say(table(head, rows));
      for (const [name, p50, p95, equal] of rows)
        figures.set(`${name}: p50 / p95, ms; counts as a scan`, `${p50} / ${p95}; ${equal}`);
    }
  } finally {
    await engine.close();
  }
};

const measureSize = async (folder: string, paragraphs: number): Promise<Figures> => {
  const figures: Figures = new Map();
  const loaded = await loadOnce(folder, originals, paragraphs);
  const reports = loaded.reports.toLocaleString('en');
  say(`### ${loaded.paragraphs.toLocaleString('en')} paragraphs of ${reports} reports`);
  await measureLoad(folder, loaded, figures);
  await measureSearch(folder, figures);
  if (parts.includes('loads')) {
    const { unchanged, oneMore } = await loadAgain(folder);
    figures.set('again with nothing new, s', unchanged);
    figures.set('of a full load', `${rounded((unchanged / loaded.seconds) * 100, 1)}%`);
    figures.set('one report more, s', oneMore);
  }
  return figures;
};

const originals = await readOriginals(paths);
const folder = kept === '' ? mkdtempSync(join(tmpdir(), 'zhengsou-bench-')) : kept;
say(
  `${availableParallelism()} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}.`,
);
try {
  const measured: Figures[] = [];
  for (const size of sizes) measured.push(await measureSize(join(folder, `w${size}`), size));
  const names = [...new Set(measured.flatMap((figures) => [...figures.keys()]))];
  say('### What grows');
  say(
    table(
      ['paragraphs', ...sizes.map((size) => size.toLocaleString('en'))],
      names.map((name) => [name, ...measured.map((figures) => figures.get(name) ?? '')]),
    ),
  );
} finally {
  if (kept === '') rmSync(folder, { recursive: true, force: true });
}

/** Ids of some reports that are in the collection. */
async function listReports(data: string): Promise<string[]> {
  const service = await serve(data);
  try {
    const answer = await fetch(`${service.url}/api/reports?pageSize=100`);
    const { reports } = (await answer.json()) as { reports: { id: string }[] };
    return reports.map(({ id }) => id);
  } finally {
    await service.stop();
  }
}
