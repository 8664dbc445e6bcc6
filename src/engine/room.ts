import { existsSync } from 'node:fs';
import { type Fault, fault } from '../domain/faults/fault.ts';
import { EngineUnavailable } from '../domain/problem.ts';
import { freeBytes, takenBytes, toMegabytes } from './disk-space.ts';
import { openFolder } from './folder.ts';

/** What a load is going to write. */
export interface Need {
  /** Bytes of plain text to be read. Other formats do not tell how much text is in them. */
  readonly textBytes: number;
  /** Everything is made anew beside what is there. */
  readonly anew: boolean;
}

/** With less than this nothing is begun: the settings of two empty indexes and the first small batch take some of it. */
const LEAST_FREE = 32 * 2 ** 20;
/** 20 kB on the disk for a paragraph of 300 characters, which are 900 bytes of text (docs/benchmarks.md). */
const TIMES_TEXT = 22;

/**
 * Looks at the disk of an engine of our own before a load begins.
 * @returns what to warn of: by all measure the load will fill the disk.
 * @throws {EngineUnavailable} where there is plainly no room for anything.
 */
export const checkRoom = (dataFolder: string, { textBytes, anew }: Need): Fault | null => {
  const { root: folder, db } = openFolder(dataFolder);
  const free = freeBytes(folder);
  if (free === null) return null;
  // Made anew it takes what it takes now.
  const needed = anew && existsSync(db) ? takenBytes(db) : textBytes * TIMES_TEXT;
  const values = { folder, free: toMegabytes(free) };
  if (free < LEAST_FREE)
    throw new EngineUnavailable(fault('noRoom', { ...values, needed: toMegabytes(LEAST_FREE) }));
  return free < needed ? fault('littleRoom', { ...values, needed: toMegabytes(needed) }) : null;
};
