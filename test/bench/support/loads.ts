/* Loading as anybody does it, with the command: rate, memory, disk. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnderstoodReport } from '../../../indexer/understand.ts';
import { start } from '../../support/command.ts';
import { type Collection, writeCollection } from './collection.ts';
import { diskBytes, residentMb, rounded } from './measure.ts';

export interface Loaded extends Collection {
  readonly perSecond: number;
  readonly seconds: number;
  /** The indexer with the processes that parse for it; the engine is counted apart. */
  readonly indexerMb: number;
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
): Promise<{ seconds: number; wall: number; paragraphs: number; peakMb: number }> => {
  const begun = performance.now();
  const command = start(data, ['index', '--json', ...args], { LOG_LEVEL: 'error' });
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, familyMb(command.process.pid ?? 0));
  }, 200);
  const { code, stdout, stderr } = await command.ended;
  clearInterval(timer);
  if (code !== 0) throw new Error(`index ended with ${code}: ${stderr.slice(-1_000)}`);
  const { seconds, paragraphs } = JSON.parse(stdout) as { seconds: number; paragraphs: number };
  return { seconds, paragraphs, wall: (performance.now() - begun) / 1000, peakMb: Math.round(peakMb) };
};

export const reportsIn = (folder: string): string => join(folder, 'reports');
export const dataIn = (folder: string): string => join(folder, 'data');

/** Writes and loads a collection once; a folder that is kept tells later runs what came of it. */
export const loadOnce = async (
  folder: string,
  originals: readonly UnderstoodReport[],
  paragraphs: number,
): Promise<Loaded> => {
  const kept = join(folder, 'loaded.json');
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Loaded;
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
  return loaded;
};

/** What later runs cost: with nothing new, and with one report more. Leaves the collection as it was. Seconds of the whole command. */
export const loadAgain = async (folder: string): Promise<{ unchanged: number; oneMore: number }> => {
  const { wall: unchanged } = await index(dataIn(folder), [reportsIn(folder)]);
  const more = join(reportsIn(folder), 'more.txt');
  const lines = Array.from(
    { length: 40 },
    (_, n) => `第${n}项工作：新增口袋公园${n + 3}处，改造道路${n + 7}条。`,
  );
  writeFileSync(more, `听泉街道2023年工作总结\n${lines.join('\n')}\n`);
  try {
    const { wall: oneMore } = await index(dataIn(folder), [more]);
    return { unchanged: rounded(unchanged, 2), oneMore: rounded(oneMore, 2) };
  } finally {
    rmSync(more);
    await index(dataIn(folder), ['--prune', reportsIn(folder)]);
  }
};
