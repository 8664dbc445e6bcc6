/* Many users at once, with a second of thought, of the service and then of the engine alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../../support/command.ts';
import type { Kind } from './kinds.ts';
import { peakMb, processorSeconds, quantile, residentMb, rounded, type Table } from './measure.ts';
import { replay } from './relay.ts';
import { ask, type QuestionsOf, type Site, warm } from './single.ts';
import { createRandom } from './terms.ts';

const THOUGHT_MS = 1_000;

/** Milliseconds by kind of so many users who each ask, think, and ask again. */
const drive = async (
  kinds: readonly Kind[],
  users: number,
  seconds: number,
  answer: (path: string) => Promise<number>,
): Promise<Map<string, number[]>> => {
  const hundred = kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
  const times = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
  const until = Date.now() + seconds * 1_000;
  const use = async (user: number): Promise<void> => {
    const random = createRandom(1_000_003 * (user + 1));
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    await sleep(random() * THOUGHT_MS);
    while (Date.now() < until) {
      const kind = pick(hundred);
      times.get(kind.name)?.push(await answer(pick(kind.paths)));
      await sleep(THOUGHT_MS * (0.5 + random()));
    }
  };
  await Promise.all(Array.from({ length: users }, (_, user) => use(user)));
  return times;
};

export const measureUsers = async (
  { data, engine, enginePid }: Site,
  kinds: readonly Kind[],
  questions: QuestionsOf,
  users: number,
  seconds: number,
): Promise<Table & { summary: string; mostMb: number }> => {
  const service = await serve(data, [], { LOG_LEVEL: 'error' });
  const pid = service.process.pid ?? 0;
  let times: Map<string, number[]>;
  let memory = { atEnd: 0, most: 0 };
  let used: [number, number] = [0, 0];
  try {
    await warm(service);
    const before: [number, number] = [processorSeconds(pid), processorSeconds(enginePid)];
    times = await drive(kinds, users, seconds, async (path) => (await ask(service.url, path)).whole);
    used = [processorSeconds(pid) - before[0], processorSeconds(enginePid) - before[1]];
    memory = { atEnd: residentMb(pid), most: peakMb(pid) };
  } finally {
    await service.stop();
  }
  // As the service does it: what it has asked for once it may know by then.
  const asked = new Set<string>();
  const alone = await drive(kinds, users, seconds, (path) => {
    const which = asked.has(path) ? 'again' : 'first';
    asked.add(path);
    return replay(engine.url, engine.searchKey, questions.get(path)?.[which] ?? []);
  });
  const rows = kinds.map(({ name }) => {
    const [mine, its] = [times.get(name) ?? [], alone.get(name) ?? []];
    const [p50, p95] = [quantile(mine, 0.5), quantile(mine, 0.95)];
    const [its50, its95] = [quantile(its, 0.5), quantile(its, 0.95)];
    return [
      name,
      mine.length,
      ...[p50, p95, its50, its95].map((time) => rounded(time)),
      rounded(p50 / its50, 2),
      rounded(p95 / its95, 2),
    ];
  });
  const count = [...times.values()].reduce((sum, all) => sum + all.length, 0);
  return {
    head: [`${users} users, ms`, 'requests', 'p50', 'p95', 'engine p50', 'p95', 'ratio p50', 'p95'],
    rows,
    mostMb: memory.most,
    summary: `${count} requests in ${seconds} s; processor time: service ${rounded(used[0])} s, engine ${rounded(used[1])} s. Memory of the service: ${memory.atEnd} MB at the end, ${memory.most} MB at most.`,
  };
};
