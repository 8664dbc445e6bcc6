import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../support/build.ts';
import { countParagraphs, enginePid, run, serve, start, statusOf, until } from '../support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
let folders = 0;
const newData = (): string => join(folder, `data${folders++}`);

const REPORTS = 500;
/** Longer and longer, so that no two reports are alike. */
const many = join(folder, 'many.jsonl');

/** How many paragraphs a run that nothing disturbs makes of them. */
let whole = 0;

beforeAll(async () => {
  await ensureBuilt();
  const rows = Array.from({ length: REPORTS }, (_, n) => {
    const lines = Array.from(
      { length: 30 },
      (_, line) => `第${n}镇第${line}项：${'推进垃圾分类，发展经济。'.repeat(1 + ((n + line) % 9))}`,
    );
    return JSON.stringify({
      text: `第${n}镇2024年工作总结\n${lines.join('\n')}`,
      sourceUrl: `https://example.com/${n}`,
    });
  });
  writeFileSync(many, rows.join('\n'));
  const { stdout } = await run(newData(), ['inspect', many]);
  whole = stdout
    .split('\n')
    .filter(Boolean)
    .reduce((sum, line) => sum + (JSON.parse(line) as { paragraphs: unknown[] }).paragraphs.length, 0);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const status = async (data: string) =>
  JSON.parse((await run(data, ['status', '--json'])).stdout) as {
    reports: number;
    paragraphs: number;
    loading: boolean;
  };

describe('without an engine', () => {
  it.each([['index', '--json', '.'], ['serve', '--port', '0'], ['search', '垃圾'], ['status']])(
    'says so and ends with 1: zhengsou %s',
    async (...args) => {
      const { code, stdout, stderr } = await run(newData(), args, { MEILI_BIN: '/nowhere/engine' });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('MEILI_BIN 指向的文件不存在：/nowhere/engine');
      expect(stderr).not.toContain('    at ');
    },
  );
});

describe('on an empty collection', () => {
  it('search and status say so', async () => {
    const data = newData();
    expect(await run(data, ['status'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('还没有收录'),
    });
    const { code, stderr, stdout } = await run(data, ['search', '垃圾分类']);
    expect(stderr).not.toContain('    at ');
    expect({ code, says: /0 段|还没有/.test(stdout + stderr) }).toEqual({
      code: expect.any(Number),
      says: true,
    });
  }, 60_000);
});

describe('a port that is taken', () => {
  it('is named, with the way out', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, stderr } = await run(newData(), ['serve', '--port', String(port)]);
    taken.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`端口 ${port} 已被占用`);
    expect(stderr).toContain('--port');
    expect(stderr).not.toContain('    at ');
  });
});

describe('an engine that dies while serving', () => {
  it('is a 503 with a clear message, and comes back by itself', async () => {
    const data = newData();
    const service = await serve(data, ['--sample']);
    const ask = `${service.url}/api/search?q=${encodeURIComponent('垃圾分类')}`;
    const { total } = (await (await fetch(ask)).json()) as { total: number };
    expect(total).toBeGreaterThan(20);
    const before = enginePid(data);

    process.kill(before, 'SIGKILL');
    let away: { retryAfter: string | null; body: unknown } | null = null;
    await until(async () => {
      const response = await fetch(ask);
      if (response.status === 503)
        away = { retryAfter: response.headers.get('retry-after'), body: await response.json() };
      else await response.arrayBuffer();
      return away !== null;
    }, 5);
    expect(away).toMatchObject({
      retryAfter: expect.stringMatching(/^\d+$/),
      body: { status: 503, detail: expect.stringContaining('搜索引擎') },
    });
    expect(await statusOf(`${service.url}/healthz`)).toBe(200);

    await until(async () => (await statusOf(`${service.url}/readyz`)) === 200);
    expect(((await (await fetch(ask)).json()) as { total: number }).total).toBe(total);
    expect(enginePid(data)).not.toBe(before);
    expect((await service.stop()).code).toBe(0);
  }, 90_000);
});

describe('a load that is cut off', () => {
  const untilLoading = (data: string): Promise<void> =>
    until(async () => (await countParagraphs(data)) > 0, 20);
  const completes = async (data: string): Promise<void> => {
    const again = await run(data, ['index', '--json', many]);
    const { added, replaced, unchanged, failed } = JSON.parse(again.stdout) as Record<string, unknown>;
    expect({
      code: again.code,
      failed,
      reports: Number(added) + Number(replaced) + Number(unchanged),
    }).toEqual({ code: 0, failed: [], reports: REPORTS });
    expect(await status(data)).toMatchObject({ reports: REPORTS, paragraphs: whole, loading: false });
  };

  it('by the death of the engine ends with 1 and a clear message, and the next run is whole', async () => {
    const data = newData();
    const loading = start(data, ['index', many]);
    await untilLoading(data);
    process.kill(enginePid(data), 'SIGKILL');
    const { code, stderr } = await loading.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('搜索引擎没有回应');
    expect(stderr).not.toContain('    at ');
    await completes(data);
  }, 120_000);

  it('by kill -9 of the indexer is completed by the next run, nothing doubled', async () => {
    const data = newData();
    const loading = start(data, ['index', many]);
    await untilLoading(data);
    loading.process.kill('SIGKILL');
    expect((await loading.ended).code).toBeNull();
    await completes(data);
  }, 120_000);

  it('by an interrupt leaves no engine behind, and is completed by the next run', async () => {
    const data = newData();
    const loading = start(data, ['index', many]);
    await untilLoading(data);
    const engine = enginePid(data);
    loading.process.kill('SIGINT');
    await loading.ended;
    await until(() => {
      try {
        process.kill(engine, 0);
        return false;
      } catch {
        return true;
      }
    });
    await completes(data);
  }, 120_000);
});
