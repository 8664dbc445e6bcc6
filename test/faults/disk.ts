/*
 * The disk is nearly full before a load and before a rebuild, and fills up in the middle of each, while a client searches; then there
 * is room again. The same for a backup, which is restored elsewhere.
 *
 *   npm run build && sudo npx tsx test/faults/disk.ts [megabytes=400] [reports=150]
 *
 * The data folder is a tmpfs of that size, which only root can mount; elsewhere the script says so and ends with 0. A ballast file
 * leaves less room than the work needs. Ends with 1 where a run on a full disk does not end soon and say so, where the service does not
 * answer from what it has, where an export differs from an undisturbed one once there is room, where a failed rebuild changed what is
 * answered, or where a failed backup leaves anything.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve, start, until } from '../support/command.ts';
import {
  createClient,
  createVerdict,
  loadWhole,
  takeAway,
  undisturbed,
  workFolder,
  writeReports,
} from './stage.ts';

const [megabytes = '400', count = '150'] = process.argv.slice(2);
/** Too little to begin with; enough to begin, and too little for the work. */
const LEFT = [
  { when: 'before', megabytes: 6, says: '磁盘快满了' },
  { when: 'in the middle', megabytes: 40, says: '磁盘' },
] as const;
/** A run on a full disk that takes longer waits for ever. */
const AT_MOST_MS = 120_000;

/** Runs `zhengsou …` to its end, or to the end of anybody's patience: then its code is null. */
const runPatiently = async (data: string, args: readonly string[]) => {
  const begun = Date.now();
  const command = start(data, args);
  const killed = setTimeout(() => command.process.kill('SIGKILL'), AT_MOST_MS);
  const outcome = await command.ended;
  clearTimeout(killed);
  return { ...outcome, seconds: (Date.now() - begun) / 1000 };
};

const verdict = createVerdict();
const folder = workFolder();
const disk = join(folder.path, 'small');
const data = join(disk, 'data');
mkdirSync(disk);
const isMounted = ((): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'zhengsou-faults', disk], {
      stdio: 'pipe',
    });
    return true;
  } catch (error) {
    verdict.say(`SKIPPED: a tmpfs cannot be mounted here (${(error as Error).message.split('\n').at(-2)})`);
    return false;
  }
})();

if (isMounted)
  try {
    const reports = join(folder.path, 'reports.jsonl');
    writeReports(reports, Number(count));
    const wanted = await undisturbed(folder.path, reports);
    verdict.say(`undisturbed: ${wanted.rows} paragraphs in ${wanted.seconds.toFixed(1)} s`);
    const service = await serve(data);
    const isReady = () =>
      fetch(`${service.url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      );
    const ballast = join(disk, 'ballast');
    const fill = (left: number): void => {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, Math.floor(bavail * bsize - left * 2 ** 20)), 1));
    };
    for (const [what, args] of [
      ['load', [reports]],
      ['rebuild', ['--rebuild']],
    ] as const) {
      const client = createClient(() => service.url);
      for (const { when, megabytes: left, says } of LEFT) {
        const story = `${what}, full ${when}`;
        fill(left);
        const { code, stderr, seconds } = await runPatiently(data, ['index', ...args]);
        const said = stderr.trim().split('\n').at(-1) ?? '';
        verdict.check(code === 1, `${story}: index ended with ${code} after ${seconds.toFixed(1)} s`);
        verdict.check(said.includes(says), `${story}: it does not say so: ${said}`);
        verdict.check(!stderr.includes('    at '), `${story}: a stack trace instead of a message`);
        verdict.say(`${story}: ended with ${code} after ${seconds.toFixed(1)} s: ${said.slice(0, 200)}`);
        await until(isReady);
        if (what === 'load') continue;
        const { hash, rows } = await takeAway(service.url);
        verdict.check(hash === wanted.hash, `${story}: ${rows} of ${wanted.rows} paragraphs, or others`);
      }
      rmSync(ballast);
      const { runs, said } = await loadWhole(data, args);
      const statuses = verdict.statuses(await client.stop(), ['200', '503']);
      const { hash, rows } = await takeAway(service.url);
      verdict.check(hash === wanted.hash, `${what}: ${rows} of ${wanted.rows} paragraphs, or others`);
      verdict.say(`${what} with room again: whole after ${runs}; ${rows} paragraphs; ${statuses}`);
      if (said) verdict.say(`  the last that failed: ${said.slice(0, 300)}`);
    }
    const backup = join(folder.path, 'backup');
    const { code: backed } = await runPatiently(data, ['backup', backup]);
    verdict.check(backed === 0, `a backup ended with ${backed}`);
    const restored = join(folder.path, 'restored');
    const { code: restoring } = await runPatiently(restored, ['restore', backup]);
    const there = await serve(restored);
    const { hash, rows } = await takeAway(there.url);
    await there.stop();
    verdict.check(
      restoring === 0 && hash === wanted.hash,
      `restored: ${restoring}; ${rows} of ${wanted.rows} paragraphs, or others`,
    );
    verdict.say(`a backup restored elsewhere: ${rows} paragraphs`);
    // Its dump is written beside the data and copied to where it is told to: here onto the same disk, which has room for one of them.
    const dumpMb = statSync(join(backup, 'engine.dump')).size / 2 ** 20;
    for (const left of [0, dumpMb * 1.5]) {
      fill(left);
      const { code, stderr, seconds } = await runPatiently(data, ['backup', join(disk, 'backup')]);
      const said = stderr.trim().split('\n').at(-1) ?? '';
      const story = `backup with ${left.toFixed(1)} MB left, of ${dumpMb.toFixed(1)} for its dump`;
      verdict.check(code === 1, `${story}: ended with ${code} after ${seconds.toFixed(1)} s`);
      verdict.check(!stderr.includes('    at '), `${story}: a stack trace instead of a message`);
      const remains = [...readdirSync(disk), ...readdirSync(join(data, 'engine/dumps'))].filter(
        (name) => name !== 'data' && name !== 'ballast',
      );
      verdict.check(remains.length === 0, `${story}: left ${remains}`);
      verdict.say(`${story}: ended with ${code} after ${seconds.toFixed(1)} s: ${said.slice(0, 200)}`);
    }
    rmSync(ballast);
    await service.stop();
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
folder.remove();
verdict.end();
