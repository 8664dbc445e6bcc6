import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { wordFault } from '../../src/domain/faults/fault.ts';
import { checkRoom } from '../../src/engine/room.ts';

const data = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
afterAll(() => rmSync(data, { recursive: true }));

it('finds room for a few reports', () => {
  expect(checkRoom(data, { textBytes: 100_000, anew: false })).toBeNull();
  expect(checkRoom(data, { textBytes: 0, anew: true })).toBeNull();
});

it('warns where the text alone would outgrow the disk, and names folder and figures', () => {
  const warning = checkRoom(data, { textBytes: 2 ** 50, anew: false });
  expect(warning).toMatchObject({ code: 'littleRoom', values: { needed: 22 * 2 ** 30 } });
  expect(wordFault(warning!, 'zh')).toContain(data);
  expect(wordFault(warning!, 'en')).toContain(data);
});
