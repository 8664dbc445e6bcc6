import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog, type Log } from '../../src/log.ts';

const capture = (isTTY: boolean): { log: Log; lines: string[] } => {
  const lines: string[] = [];
  const write = (chunk: Buffer, _: string, done: () => void): void => {
    lines.push(String(chunk));
    done();
  };
  return { log: createLog({ stream: Object.assign(new Writable({ write }), { isTTY }) }), lines };
};

it('writes JSON lines for machines', () => {
  const { log, lines } = capture(false);
  log.info({ reports: 3 }, 'indexed');
  log.debug('not at this level');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 30, time: expect.stringMatching(/^\d{4}-.*Z$/), reports: 3, msg: 'indexed' },
  ]);
});

it('writes one short line on a terminal, and an error with its stack', () => {
  const { log, lines } = capture(true);
  log.warn({ path: '报告.txt', reports: 3 }, '跳过');
  log.error(new Error('no disk'));
  expect(lines[0]).toMatch(/^\S*\d\d:\d\d:\d\d\S* .*! 跳过 .*path=报告\.txt.*reports=3/);
  expect(lines[0]).not.toContain('{');
  log.error(new Error('no disk'), '没有写成');
  expect(lines[1]).toMatch(/✗.* no disk\n +at /);
  expect(lines[2]).toMatch(/✗.* 没有写成\nno disk\n +at /);
});

it.each([true, false])('hides keys and tokens (terminal: %s)', (isTTY) => {
  const { log, lines } = capture(isTTY);
  log.info(
    { searchKey: 'secret-1', engine: { writeKey: 'secret-2', headers: { authorization: 'secret-3' } } },
    'x',
  );
  expect(lines.join()).not.toContain('secret');
});
