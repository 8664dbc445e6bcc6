/* Loading as anybody does it, with the command: rate, memory, disk. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnderstoodReport } from '../../../indexer/understand.ts';
import { serve, start } from '../../support/command.ts';
import { type Collection, writeCollection } from './collection.ts';
import { diskBytes, quantile, residentMb, rounded } from './measure.ts';

export interface Loaded extends Collection {
  readonly perSecond: number;
  readonly seconds: number;
  /** The most in either half of the load: the indexer with the processes that parse for it. The engine is counted apart. */
  readonly indexerMb: readonly [number, number];
  readonly diskMb: number;
}

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/** Only the parsing processes count: the keeper of the engine is nobody's memory worth speaking of. */
const familyMb = (pid: number): number =>
  residentMb(pid) + childrenOf(pid).reduce((sum, child) => sum + residentMb(child), 0);

const index = async (
  data: string,
  args: readonly string[],
): Promise<{ seconds: number; wall: number; paragraphs: number; peakMb: readonly [number, number] }> => {
  const begun = performance.now();
  const command = start(data, ['index', '--json', ...args], { LOG_LEVEL: 'error' });
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(familyMb(command.process.pid ?? 0)), 200);
  const { code, stdout, stderr } = await command.ended;
  clearInterval(timer);
  if (code !== 0) throw new Error(`index ended with ${code}: ${stderr.slice(-1_000)}`);
  const { seconds, paragraphs } = JSON.parse(stdout) as { seconds: number; paragraphs: number };
  const most = (samples: readonly number[]): number => samples.reduce((a, b) => Math.max(a, b), 0);
  const half = memory.length >> 1;
  return {
    seconds,
    paragraphs,
    wall: (performance.now() - begun) / 1000,
    peakMb: [most(memory.slice(0, half)), most(memory.slice(half))],
  };
};

export const reportsIn = (folder: string): string => join(folder, 'reports');
export const dataIn = (folder: string): string => join(folder, 'data');

/** Writes and loads a collection once; a folder that is kept tells later runs what came of it (`fresh` is false then). */
export const loadOnce = async (
  folder: string,
  originals: readonly UnderstoodReport[],
  paragraphs: number,
): Promise<Loaded & { readonly fresh: boolean }> => {
  const kept = join(folder, 'loaded.json');
  if (existsSync(kept)) return { ...(JSON.parse(readFileSync(kept, 'utf8')) as Loaded), fresh: false };
  mkdirSync(folder, { recursive: true });
  const collection = await writeCollection(reportsIn(folder), originals, paragraphs);
  const { seconds, peakMb } = await index(dataIn(folder), [reportsIn(folder)]);
  const loaded: Loaded = {
    ...collection,
    seconds: rounded(seconds),
    perSecond: Math.round(collection.paragraphs / seconds),
    indexerMb: peakMb,
    diskMb: Math.round(diskBytes(join(dataIn(folder), 'engine')) / 1e6),
  };
  writeFileSync(kept, JSON.stringify(loaded));
  return { ...loaded, fresh: true };
};

const ONE_MORE_TIMES = 3;

/**
 * What later runs cost while a service runs: with nothing new, and with one report more (the median of a few). Leaves the collection as
 * it was. Seconds of the whole command.
 */
export const loadAgain = async (folder: string): Promise<{ unchanged: number; oneMore: number }> => {
  const service = await serve(dataIn(folder), [], { LOG_LEVEL: 'error' });
  const more = join(folder, 'more');
  try {
    const { wall: unchanged } = await index(dataIn(folder), [reportsIn(folder)]);
    mkdirSync(more);
    const times: number[] = [];
    for (let n = 0; n < ONE_MORE_TIMES; n++) {
      const file = join(more, `${n}.txt`);
      const lines = Array.from(
        { length: 40 },
        (_, line) => `第${line}项工作：新增口袋公园${line + n}处，改造道路${line + 7}条。`,
      );
      writeFileSync(file, `听泉街道${2021 + n}年工作总结\n${lines.join('\n')}\n`);
      times.push((await index(dataIn(folder), [file])).wall);
    }
    for (let n = 0; n < ONE_MORE_TIMES; n++) rmSync(join(more, `${n}.txt`));
    await index(dataIn(folder), ['--prune', more]);
    return { unchanged: rounded(unchanged, 2), oneMore: rounded(quantile(times, 0.5), 2) };
  } finally {
    rmSync(more, { recursive: true, force: true });
    await service.stop();
  }
};
