/*
 * How long does a researcher wait, what does it cost beside the engine alone, and how does that grow with the collection?
 *
 *   npm run build && npx tsx test/bench/workbench.ts <reports…> [--paragraphs=300000] [--data=FOLDER] [--users=20] [--seconds=60]
 *
 * Loads so many paragraphs (copies of the given reports, handed out over the country and ten years) with `zhengsou index`, and asks a
 * service for everything a researcher does, through HTTP, with terms from rare to very frequent:
 *
 *   first    asked for the first time after a start
 *   engine   the engine alone, answering the very questions that the service had sent it for that, over connections kept alive
 *   again    the same once more
 *
 * Then so many users at once, with one second of thought, for so many seconds, and the engine alone under the same users. Beside it
 * all SQLite FTS5 (by trigram) and a plain scan, which only count. Prints markdown.
 *
 * --data keeps the collection between runs (300,000 paragraphs take some five minutes to load). --only=first,users,beside,loads runs
 * some of the parts. `npm i --no-save better-sqlite3@12` adds FTS5.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';
import { enginePid, serve } from '../support/command.ts';
import { compareBeside } from './support/beside.ts';
import { readOriginals } from './support/collection.ts';
import { listKinds, TERMS_NEEDED } from './support/kinds.ts';
import { dataIn, loadAgain, loadOnce } from './support/loads.ts';
import { table } from './support/measure.ts';
import { measureAlone, recordQuestions } from './support/single.ts';
import { chooseTerms } from './support/terms.ts';
import { measureUsers } from './support/users.ts';

const args = process.argv.slice(2);
const option = (name: string, fallback: string): string =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const paths = args.filter((arg) => !arg.startsWith('--'));
const paragraphs = Number(option('paragraphs', '300000'));
const kept = option('data', '');
const parts = option('only', 'first,users,beside,loads').split(',');
if (paths.length === 0)
  throw new Error('usage: npx tsx test/bench/workbench.ts <reports…> [--paragraphs=300000] [--data=FOLDER]');
const say = (text: string): void => console.log(`${text}\n`);

const originals = await readOriginals(paths);
const folder = kept === '' ? mkdtempSync(join(tmpdir(), 'zhengsou-bench-')) : kept;
try {
  const loaded = await loadOnce(folder, originals, paragraphs);
  const { reports, perSecond, indexerMb, diskMb } = loaded;
  say(`### ${loaded.paragraphs.toLocaleString('en')} paragraphs of ${reports.toLocaleString('en')} reports`);
  say(
    `${availableParallelism()} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}. ` +
      `Loaded at ${perSecond} paragraphs/s with ${indexerMb} MB; ${diskMb} MB on disk, ${Math.round((diskMb * 1e6) / loaded.paragraphs)} bytes a paragraph.`,
  );

  const engine = await openEngine(
    loadConfig({ ...process.env, ZHENGSOU_DATA: dataIn(folder) }),
    createLog({ level: 'error' }),
  );
  try {
    const terms = chooseTerms(originals, TERMS_NEEDED);
    const listed = await listReports(dataIn(folder));
    const kinds = listKinds(terms, listed);
    const site = { data: dataIn(folder), engine, enginePid: enginePid(dataIn(folder)) };
    if (parts.includes('first') || parts.includes('users')) {
      const questions = await recordQuestions(site, kinds);
      if (parts.includes('first')) {
        const { rows, memory } = await measureAlone(site, kinds, questions);
        say(
          table(
            [
              'one user, ms',
              'first p50',
              'p95',
              'engine p50',
              'p95',
              'ratio p50',
              'p95',
              'again p50',
              'p95',
              'questions first',
              'again',
            ],
            rows,
          ),
        );
        say(`Memory of the service: ${memory}.`);
      }
      if (parts.includes('users')) {
        const users = Number(option('users', '20'));
        const { rows, summary } = await measureUsers(
          site,
          kinds,
          questions,
          users,
          Number(option('seconds', '60')),
        );
        say(
          table(
            [`${users} users, ms`, 'requests', 'p50', 'p95', 'engine p50', 'p95', 'ratio p50', 'p95'],
            rows,
          ),
        );
        say(summary);
      }
    }
    if (parts.includes('beside')) say(await compareBeside(site, terms));
  } finally {
    await engine.close();
  }
  if (parts.includes('loads')) {
    const { unchanged, oneMore } = await loadAgain(folder);
    say(
      `Loading again with nothing new: ${unchanged} s, ${((unchanged / loaded.seconds) * 100).toFixed(1)}% of a full load (${loaded.seconds} s). One report more: ${oneMore} s.`,
    );
  }
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
