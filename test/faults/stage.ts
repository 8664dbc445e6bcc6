import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningService, run, serve } from '../support/command.ts';

/* What the scripts in this folder share: reports, a client that never stops asking, and the sum at the end. */

/** The same numbers from the same seed. */
export const createRandom = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

export const workFolder = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'zhengsou-faults-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
};

const TOPICS = [
  '推进垃圾分类',
  '改造老旧小区',
  '办好民生实事',
  '优化营商环境',
  '整治河道水质',
  '发展养老托育',
  '建设口袋公园',
  '化解矛盾纠纷',
];

/** Reports about invented places, no two alike, thirty paragraphs each. */
export const writeReports = (path: string, count: number): void => {
  const rows = Array.from({ length: count }, (_, n) => {
    const lines = Array.from({ length: 30 }, (_, line) => {
      const does = Array.from({ length: 2 + ((n * 5 + line) % 4) }, (_, at) => {
        const topic = TOPICS[(n + line * 3 + at) % TOPICS.length];
        return `${topic}${(n * 31 + line * 7 + at) % 997}处`;
      });
      return `第${n}组第${line}项：${does.join('，')}。`;
    });
    return JSON.stringify({
      text: `岫云镇第${n}片区${2015 + (n % 10)}年工作总结\n${lines.join('\n')}`,
      sourceUrl: `https://example.com/${n}`,
    });
  });
  writeFileSync(path, rows.join('\n'));
};

/** What a researcher can take away: how many paragraphs, and a hash of all of them. */
export const takeAway = async (url: string): Promise<{ rows: number; hash: string }> => {
  const response = await fetch(`${url}/api/export?format=jsonl`);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`export: ${response.status} ${text.slice(0, 200)}`);
  return {
    rows: text.split('\n').filter(Boolean).length,
    hash: createHash('sha256').update(text.replaceAll(url, '')).digest('hex').slice(0, 16),
  };
};

/** A client that asks one thing after the other, whatever is there to answer. */
export const createClient = (urlOf: () => string) => {
  const statuses = new Map<string, number>();
  let going = true;
  const asking = (async () => {
    for (let n = 0; going; n++) {
      const q = encodeURIComponent(TOPICS[n % TOPICS.length] ?? '');
      // One that is cut off half way is no answer either.
      const status = await fetch(`${urlOf()}/api/search?q=${q}`, { signal: AbortSignal.timeout(30_000) })
        .then(async (response) => {
          await response.arrayBuffer();
          const says =
            response.status === 503 && !response.headers.has('retry-after') ? ' without Retry-After' : '';
          return `${response.status}${says}`;
        })
        .catch(() => 'no answer');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      await sleep(20);
    }
  })();
  return {
    stop: async (): Promise<ReadonlyMap<string, number>> => {
      going = false;
      await asking;
      return statuses;
    },
  };
};

/** Loads until a run ends well; says how many runs it took. */
export const loadWhole = async (
  data: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ runs: number; said: string }> => {
  let said = '';
  for (let runs = 1; runs <= 5; runs++) {
    const { code, stderr } = await run(data, ['index', '--json', ...args], env);
    if (code === 0) return { runs, said };
    said = stderr.trim().split('\n').at(-1) ?? '';
    await sleep(1_000);
  }
  throw new Error(`index does not end well: ${said}`);
};

/** The same reports loaded with nothing in the way. */
export const undisturbed = async (
  folder: string,
  reports: string,
): Promise<{ rows: number; hash: string; seconds: number }> => {
  const data = join(folder, 'undisturbed');
  const begun = Date.now();
  await loadWhole(data, [reports]);
  const seconds = (Date.now() - begun) / 1000;
  const service: RunningService = await serve(data);
  try {
    return { ...(await takeAway(service.url)), seconds };
  } finally {
    await service.stop();
  }
};

/** Prints a line for each finding, and what was lost in all; the exit code follows. */
export const createVerdict = () => {
  const losses: string[] = [];
  return {
    say: (line: string): void => {
      process.stdout.write(`${line}\n`);
    },
    check: (holds: boolean, what: string): void => {
      if (!holds) losses.push(what);
    },
    statuses: (seen: ReadonlyMap<string, number>, allowed: readonly string[]): string => {
      for (const [status, count] of seen)
        if (!allowed.includes(status)) losses.push(`${count} requests ended as ${status}`);
      return [...seen].map(([status, count]) => `${status}: ${count}`).join(', ');
    },
    end: (): void => {
      process.stdout.write(
        losses.length === 0 ? 'lost: nothing\n' : `lost:\n${losses.map((loss) => `  ${loss}\n`).join('')}`,
      );
      process.exitCode = losses.length === 0 ? 0 : 1;
    },
  };
};
