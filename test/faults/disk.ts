/*
 * The disk fills up in the middle of a load, and of a rebuild, while a client searches; then there is room again.
 *
 *   npm run build && sudo npx tsx test/faults/disk.ts [megabytes=400] [reports=150]
 *
 * The data folder is a tmpfs of that size, which only root can mount; elsewhere the script says so and ends with 0. A ballast file
 * leaves less room than the work needs. Ends with 1 where the service does not answer from what it has, where an export differs from
 * an undisturbed one once there is room, or where a failed rebuild changed what is answered.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, serve, until } from '../support/command.ts';
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
const LEFT_MB = 6;

const verdict = createVerdict();
const folder = workFolder();
const data = join(folder.path, 'small');
mkdirSync(data);
const isMounted = ((): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'zhengsou-faults', data], {
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
    const ballast = join(data, 'ballast');
    const fill = (): void => {
      const { bavail, bsize } = statfsSync(data);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_MB * 2 ** 20), 1));
    };
    for (const [what, args] of [
      ['load', [reports]],
      ['rebuild', ['--rebuild']],
    ] as const) {
      const client = createClient(() => service.url);
      fill();
      const { code, stderr } = await run(data, ['index', ...args]);
      verdict.check(code === 1, `${what}: the disk was full, and index ended with ${code}`);
      verdict.check(!stderr.includes('    at '), `${what}: a stack trace instead of a message`);
      verdict.say(
        `${what} on a full disk ended with ${code}: ${stderr.trim().split('\n').at(-1)?.slice(0, 160)}`,
      );
      await until(isReady);
      if (what === 'rebuild') {
        const { hash, rows } = await takeAway(service.url);
        verdict.check(
          hash === wanted.hash,
          `after a failed rebuild ${rows} of ${wanted.rows} paragraphs, or others`,
        );
      }
      rmSync(ballast);
      const { runs } = await loadWhole(data, args);
      const statuses = verdict.statuses(await client.stop(), ['200', '503']);
      const { hash, rows } = await takeAway(service.url);
      verdict.check(hash === wanted.hash, `${what}: ${rows} of ${wanted.rows} paragraphs, or others`);
      verdict.say(`${what} with room again: whole after ${runs}; ${rows} paragraphs; ${statuses}`);
    }
    await service.stop();
  } finally {
    execFileSync('umount', ['-l', data]);
  }
folder.remove();
verdict.end();
