import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';

export type Jieba = typeof import('nodejs-jieba');

const require = createRequire(import.meta.url);

/** Jieba reads the weights of its keyword extractor whether they are used or not: 20 MB and 0.4 s for its own list, nothing for this one. */
const noKeywordWeights = join(packageRoot, 'src/text/data/no-keyword-weights.txt');

/** What the second reader gets to read: it insists on one word. */
const ONE_WORD = '的 1 uj\n';

/** The writing thread is up within 40 ms; on a machine that does not have it up by then the dictionary is read twice. */
const WRITER_MS = 5_000;

/**
 * Hands the dictionary to whoever opens the pipe first. No pipe holds a megabyte: once it is gone the reader is there, and a regular file
 * with one word takes the place of the pipe before that reader comes to the end. Opened for both, so that neither waits for the other to
 * open it. A thread, since the reader blocks this one.
 */
const WRITER = `
  const { closeSync, openSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  const { pipe, stub, ready } = workerData;
  parentPort.once('message', (dictionary) => {
    const words = readFileSync(dictionary);
    const end = openSync(pipe, 'r+');
    Atomics.store(ready, 0, 1);
    Atomics.notify(ready, 0);
    writeFileSync(end, words.subarray(0, 1_000_000));
    renameSync(stub, pipe);
    writeFileSync(end, words.subarray(1_000_000));
    closeSync(end);
  });`;

/**
 * Loads jieba with its dictionary, once a process.
 *
 * `load` builds two trees from the same path: one to cut with, and one for an extractor of key words that nothing here asks
 * (TextRankExtractor, nodejs-jieba 0.3). The path is a named pipe, so that the second finds a dictionary of one word: 115 MB less,
 * in 0.35 s instead of 0.65. Where there are no named pipes both trees are built; words are cut the same.
 */
export const loadJieba = (): Jieba => {
  const place = makePipe();
  // It comes up while the module is read.
  const writer = place === null ? null : startWriter(place);
  try {
    const jieba = require('nodejs-jieba') as Jieba;
    const piped = place !== null && writer?.begins(jieba.DEFAULT_DICT) === true;
    jieba.load({ idfDict: noKeywordWeights, ...(piped ? { dict: place.pipe } : {}) });
    return jieba;
  } finally {
    if (place !== null) rmSync(place.folder, { recursive: true, force: true });
  }
};

interface Place {
  readonly folder: string;
  readonly pipe: string;
  readonly stub: string;
}

/** Null where none can be made: no `mkfifo`, or nowhere to write. */
const makePipe = (): Place | null => {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'zhengsou-words-'));
    const place = { folder, pipe: join(folder, 'dictionary'), stub: join(folder, 'stub') };
    execFileSync('mkfifo', ['-m', '600', place.pipe], { stdio: 'ignore' });
    writeFileSync(place.stub, ONE_WORD);
    return place;
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
};

const startWriter = ({ pipe, stub }: Place) => {
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const writer = new Worker(WRITER, { eval: true, execArgv: [], workerData: { pipe, stub, ready } });
  // It can only fail before it is ready, and then nobody waits for it.
  writer.on('error', () => {});
  // Told nothing, it must not keep the process.
  writer.unref();
  return {
    /** False where the thread does not come up; nobody waits for the pipe then. */
    begins: (dictionary: string): boolean => {
      writer.postMessage(dictionary);
      if (Atomics.wait(ready, 0, 0, WRITER_MS) !== 'timed-out') return true;
      void writer.terminate();
      return false;
    },
  };
};
