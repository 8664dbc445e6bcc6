import { availableParallelism } from 'node:os';

/** Parsing fills this many cores at most: beyond, the engine or the terminal is what a run waits for. */
const MOST_JOBS = 4;
export const cores = (): number => Math.min(MOST_JOBS, availableParallelism());
