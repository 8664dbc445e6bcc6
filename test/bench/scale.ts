/*
 * Does memory stay flat and the rate steady over as many reports as anybody has?
 *
 *   npm run build && npx tsx test/bench/scale.ts [--reports=100000] [--paragraphs=10] [--files=2000] [--only=inspect|index] [--jobs=N]
 *
 * Makes that many small reports (a jsonl file, streamed, and some of them as txt files of their own), runs `zhengsou inspect` and
 * `zhengsou index` over them, and prints for each tenth of the run its rate and the peak of resident memory: of the process itself
 * and of the parsing processes together with it. The engine is counted apart. Then `index` again, over what is unchanged.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';
import { packageRoot } from '../../src/package-root.ts';
import { makeSentence } from './support/made-text.ts';

const args = process.argv.slice(2);
const option = (name: string, fallback: string): string =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const reports = Number(option('reports', '100000'));
const paragraphs = Number(option('paragraphs', '10'));
const fileCount = Math.min(reports, Number(option('files', '2000')));
const only = option('only', '');
const jobs = option('jobs', '');

const work = mkdtempSync(join(tmpdir(), 'zhengsou-scale-'));
const folder = join(work, 'reports');
const say = (title: string, facts: object): void => console.log(title.padEnd(26), JSON.stringify(facts));

// --- the reports: no two alike, from a few hundred words, as repetitive as the real ones ---
const sentence = (): string => makeSentence(6, 8);
const reportOf = (n: number): string => {
  const year = 2015 + (n % 10);
  const lines = Array.from({ length: Math.max(1, paragraphs - 4) }, () => `${sentence()}，${sentence()}。`);
  const half = Math.ceil(lines.length / 2);
  return [
    `第${n}镇${year}年工作总结和${year + 1}年工作思路`,
    `一、${year}年工作总结`,
    ...lines.slice(0, half),
    `二、${year + 1}年工作思路`,
    ...lines.slice(half),
    `第${n}镇人民政府`,
  ].join('\n');
};
mkdirSync(folder);
const rows = createWriteStream(join(folder, 'reports.jsonl'));
for (let n = 0; n < reports - fileCount; n++)
  if (!rows.write(`${JSON.stringify({ text: reportOf(n), sourceUrl: `https://example.invalid/${n}` })}\n`))
    await once(rows, 'drain');
rows.end();
await once(rows, 'finish');
for (let n = 0; n < fileCount; n++) {
  const group = join(folder, `files${Math.floor(n / 500)}`);
  if (n % 500 === 0) mkdirSync(group);
  writeFileSync(join(group, `${n}.txt`), reportOf(reports + n));
}
say('generated', {
  reports,
  paragraphsEach: paragraphs,
  files: fileCount,
  jsonlMb: Math.round(statSync(join(folder, 'reports.jsonl')).size / 1e6),
});

// --- memory, from the operating system ---
const statusOf = (pid: number, field: string): number => {
  try {
    return Number(
      new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
};
const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
};
const residentMb = (pid: number): number => statusOf(pid, 'VmRSS') / 1024;

interface Tenth {
  seconds: number;
  ownMb: number;
  allMb: number;
}

/** Watches a process whose progress is told by `progress` (0 to 1), tenth by tenth. */
const watch = async (title: string, child: ChildProcess, progress: () => number): Promise<void> => {
  const pid = child.pid ?? 0;
  const begun = performance.now();
  const tenths: Tenth[] = [];
  const look = (): void => {
    const own = residentMb(pid);
    const all = own + childrenOf(pid).reduce((sum, one) => sum + residentMb(one), 0);
    const at = Math.min(9, Math.floor(progress() * 10));
    for (let n = tenths.length; n <= at; n++) tenths.push({ seconds: 0, ownMb: 0, allMb: 0 });
    const tenth = tenths[at];
    if (!tenth) return;
    tenth.seconds = (performance.now() - begun) / 1000;
    tenth.ownMb = Math.max(tenth.ownMb, own);
    tenth.allMb = Math.max(tenth.allMb, all);
  };
  const timer = setInterval(look, 200);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  let before = 0;
  for (const [n, { seconds, ownMb, allMb }] of tenths.entries()) {
    const took = seconds - before;
    before = Math.max(before, seconds);
    say(`${title} ${n + 1}/10`, {
      reportsPerSecond: took > 0 ? Math.round(reports / 10 / took) : null,
      peakMb: Math.round(ownMb),
      withParsersMb: Math.round(allMb),
    });
  }
  const seconds = (performance.now() - begun) / 1000;
  say(title, {
    code,
    seconds: Math.round(seconds),
    reportsPerSecond: Math.round(reports / seconds),
    paragraphsPerSecond: Math.round((reports * paragraphs) / seconds),
    peakMb: Math.round(Math.max(...tenths.map(({ allMb }) => allMb))),
  });
};

/** Counts the lines of a file that grows, reading only what is new. */
const createLineCounter = (path: string): (() => number) => {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(1024 * 1024);
  let lines = 0;
  return () => {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      for (let at = buffer.indexOf(10); at >= 0 && at < read; at = buffer.indexOf(10, at + 1)) lines++;
    return lines;
  };
};

const env = { ...process.env, ZHENGSOU_DATA: join(work, 'data'), LOG_LEVEL: 'error' };
const cli = join(packageRoot, 'bin/zhengsou.js');
const start = (...given: string[]): ChildProcess =>
  spawn(process.execPath, [cli, ...given, ...(jobs === '' ? [] : ['--jobs', jobs]), folder], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

if (only !== 'index') {
  const child = start('inspect');
  let lines = 0;
  if (child.stdout) createInterface(child.stdout).on('line', () => lines++);
  await watch('inspect', child, () => lines / reports);
  say('inspect', { lines });
}

if (only !== 'inspect') {
  const engine = await openEngine(loadConfig(env), createLog({ level: 'error' }));
  const engineMb = (): number => {
    const runtime = JSON.parse(readFileSync(join(work, 'data/engine/runtime.json'), 'utf8')) as {
      running: { engine: { pid: number } };
    };
    return Math.round(statusOf(runtime.running.engine.pid, 'VmHWM') / 1024);
  };
  for (const title of ['index', 'index again']) {
    const report = join(work, 'run.jsonl');
    writeFileSync(report, '');
    const child = start('index', '--json', '--report', report);
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const countLines = createLineCounter(report);
    await watch(title, child, () => countLines() / reports);
    const { failed, warnings, ...summary } = JSON.parse(output) as { failed: unknown[]; warnings: unknown[] };
    say(title, { ...summary, failed: failed.length, warnings: warnings.length });
  }
  say('engine', { peakMb: engineMb() });
  await engine.close();
}
rmSync(work, { recursive: true, force: true });
