import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countCameSince } from '../../../indexer/came-since.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, '柳荫镇2023年工作总结.txt');
writeFileSync(path, '柳荫镇2023年工作总结');
const came = statSync(path).ctimeMs;
const at = (ms: number): string => new Date(ms).toISOString();

it('sees a report that was put there after the last load, however old its date', async () => {
  utimesSync(path, new Date('2019-01-01'), new Date('2019-01-01'));
  expect(await countCameSince([{ absolutePath: path }], at(came - 1_000))).toBe(1);
});

it('sees nothing new in what was there before, nor in what is gone', async () => {
  const gone = { absolutePath: join(folder, '没有.txt') };
  expect(await countCameSince([{ absolutePath: path }, gone], at(statSync(path).ctimeMs + 1_000))).toBe(0);
});

it('does not ask about a whole archive of files', async () => {
  const many = Array.from({ length: 2_001 }, () => ({ absolutePath: path }));
  expect(await countCameSince(many, at(came - 1_000))).toBe(0);
});
