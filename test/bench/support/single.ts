/* One user at a time: each request for the first time, by the engine alone, and again. */
import type { Engine } from '../../../src/engine/engine.ts';
import { type RunningService, serve } from '../../support/command.ts';
import type { Kind } from './kinds.ts';
import { peakMb, quantile, residentMb, rounded, type Table } from './measure.ts';
import { type Asked, replay, startRelay } from './relay.ts';

export interface Site {
  readonly data: string;
  readonly engine: Engine;
  readonly enginePid: number;
}

/** What the service asks the engine for a path, the first time and again. */
export interface Questions {
  readonly first: readonly Asked[];
  readonly again: readonly Asked[];
}
export type QuestionsOf = ReadonlyMap<string, Questions>;

/** What every service has done once before anybody measures: opened connections, read what a whole version shares. */
const WARM = [
  '/',
  '/api/search?q=工作',
  '/api/search?mode=smart&q=工作怎么做',
  '/api/suggest?q=gong',
  '/api/trend?q=工作报告',
];

export const warm = async (service: RunningService): Promise<void> => {
  for (const path of WARM) await ask(service.url, path);
};

export const ask = async (base: string, path: string): Promise<{ first: number; whole: number }> => {
  const begun = performance.now();
  const response = await fetch(base + path, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${path}: ${await response.text()}`);
  let first = 0;
  for await (const _ of response.body) first ||= performance.now() - begun;
  return { first, whole: performance.now() - begun };
};

/** Asks everything twice of a service whose engine is behind a relay. */
export const recordQuestions = async (
  { data, engine }: Site,
  kinds: readonly Kind[],
): Promise<QuestionsOf> => {
  const relay = await startRelay(engine.url);
  const service = await serve(data, [], {
    MEILI_URL: relay.url,
    MEILI_API_KEY: engine.searchKey,
    LOG_LEVEL: 'error',
  });
  const questions = new Map<string, Questions>();
  try {
    await warm(service);
    for (const path of kinds.flatMap(({ paths }) => paths)) {
      relay.take();
      await ask(service.url, path);
      const first = relay.take();
      await ask(service.url, path);
      questions.set(path, { first, again: relay.take() });
    }
  } finally {
    await service.stop();
    relay.close();
  }
  return questions;
};

const countQueries = (asked: readonly Asked[]): number =>
  asked.reduce(
    (sum, { body }) => sum + ((JSON.parse(body) as { queries?: unknown[] }).queries?.length ?? 1),
    0,
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const HEAD = [
  'one user, ms',
  ...['first p50', 'p95', 'engine p50', 'p95', 'ratio p50', 'p95', 'again p50', 'p95'],
  ...['questions first', 'again'],
];

/** A table with a row for each kind, and what the service's memory came to. */
export const measureAlone = async (
  { data, engine }: Site,
  kinds: readonly Kind[],
  questions: QuestionsOf,
): Promise<Table & { memory: string }> => {
  const service = await serve(data, [], { LOG_LEVEL: 'error' });
  const pid = service.process.pid ?? 0;
  try {
    await warm(service);
    const atFirst = residentMb(pid);
    const rows = [];
    const byKind: string[] = [];
    for (const { name, paths } of kinds) {
      const first: number[] = [];
      const begins: number[] = [];
      const alone: number[] = [];
      const again: number[] = [];
      for (const path of paths) {
        const { first: begin, whole } = await ask(service.url, path);
        begins.push(begin);
        first.push(whole);
        alone.push(await replay(engine.url, engine.searchKey, questions.get(path)?.first ?? []));
        again.push((await ask(service.url, path)).whole);
      }
      const times = [first, alone].flatMap((all) => [quantile(all, 0.5), quantile(all, 0.95)]);
      const [p50 = 0, p95 = 0, alone50 = 0, alone95 = 0] = times;
      const asked = paths.map((path) => questions.get(path));
      const inAll = (which: 'first' | 'again'): string =>
        `${rounded(mean(asked.map((each) => countQueries(each?.[which] ?? []))))} in ${rounded(mean(asked.map((each) => each?.[which].length ?? 0)))}`;
      rows.push([
        name,
        ...times.map((time) => rounded(time)),
        rounded(p50 / alone50, 2),
        rounded(p95 / alone95, 2),
        rounded(quantile(again, 0.5)),
        rounded(quantile(again, 0.95)),
        inAll('first'),
        inAll('again'),
      ]);
      if (name === 'export')
        rows.push([
          'export, first byte',
          rounded(quantile(begins, 0.5)),
          rounded(quantile(begins, 0.95)),
          ...Array(8).fill(''),
        ]);
      byKind.push(`${residentMb(pid)} after ${name}`);
    }
    return {
      head: HEAD,
      rows,
      memory: `${atFirst} MB at first, ${byKind.join(', ')}; ${peakMb(pid)} MB at most`,
    };
  } finally {
    await service.stop();
  }
};
