import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Meilisearch } from 'meilisearch';
import { z } from 'zod';
import type { AwaitTask } from './index-writer.ts';
import { isSilence } from './unavailable.ts';
import { createSend, type SendWrite, type Write } from './writes.ts';

/** What a node that is away has missed, in order, in a folder of its own. */
export interface WaitingWrites {
  /** Straight to the node while it is there. Once it is not, this and all that follows is kept until it has caught up. */
  readonly send: SendWrite;
  /** How many are kept. */
  count(): number;
  /** Sends what is kept, oldest first. @throws {EngineUnavailable} where the node is still away: what it has not taken stays. */
  catchUp(): Promise<void>;
}

/** A node that is away is tried again at most this often while a load goes on. */
const TRY_EVERY_MS = 2_000;
const NAME = /^(\d+)\.write$/;

const headSchema = z.object({ method: z.enum(['POST', 'PUT']), path: z.string(), type: z.string() });

/** The first line says how it is sent, the rest is sent. */
const pack = ({ method, path, type, body }: Write): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify({ method, path, type })}\n`), Buffer.from(body)]);

const unpack = (bytes: Buffer): Write => {
  const end = bytes.indexOf(10);
  return { ...headSchema.parse(JSON.parse(bytes.toString('utf8', 0, end))), body: bytes.subarray(end + 1) };
};

const listKept = (folder: string): number[] => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder)
    .flatMap((name) => Number(NAME.exec(name)?.[1] ?? []))
    .sort((a, b) => a - b);
};

/** What a load, sent again, would do is done once: documents have ids of their own, and deletions name what they delete. */
export const createWaitingWrites = (
  client: Meilisearch,
  awaitTask: AwaitTask,
  folder: string,
): WaitingWrites => {
  const direct = createSend(client, awaitTask);
  let kept = listKept(folder);
  let last = kept.at(-1) ?? 0;
  let triedAt = 0;
  /** One at a time: what is kept while others are sent must come behind them. */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const result = turn.then(act);
    turn = result.catch(() => {});
    return result;
  };

  const pathOf = (number: number): string => join(folder, `${number}.write`);

  const keep = (write: Write): void => {
    const number = last + 1;
    // Under its name only when whole.
    writeFileSync(`${pathOf(number)}.draft`, pack(write), { mode: 0o600 });
    renameSync(`${pathOf(number)}.draft`, pathOf(number));
    last = number;
    kept.push(number);
  };

  const sendKept = async (): Promise<void> => {
    for (let next = kept[0]; next !== undefined; next = kept[0]) {
      const untilDone = await direct(unpack(readFileSync(pathOf(next))));
      await untilDone();
      rmSync(pathOf(next));
      kept = kept.slice(1);
    }
  };

  /** True once nothing is kept any more. */
  const tryCatchUp = async (): Promise<boolean> => {
    if (kept.length === 0) return true;
    if (Date.now() - triedAt < TRY_EVERY_MS) return false;
    triedAt = Date.now();
    try {
      await sendKept();
      return true;
    } catch (error) {
      unlessSilent(error);
      return false;
    }
  };

  /** `keepIt` keeps it in turn, or is called in turn. */
  const sendOr = async (write: Write, keepIt: () => unknown): Promise<() => Promise<unknown>> => {
    try {
      const untilDone = await direct(write);
      // Once accepted it is on the node's disk: whatever happens to the node, it does it when it is back.
      return () => untilDone().catch(unlessSilent);
    } catch (error) {
      unlessSilent(error);
      triedAt = Date.now();
      await keepIt();
      return nothing;
    }
  };

  return {
    send: (write) => {
      // The caller uses the bytes again as soon as this returns.
      const own = typeof write.body === 'string' ? write : { ...write, body: Buffer.from(write.body) };
      if (kept.length === 0) return sendOr(own, () => inTurn(async () => keep(own)));
      return inTurn(async () => {
        if (await tryCatchUp()) return sendOr(own, () => keep(own));
        keep(own);
        return nothing;
      });
    },
    count: () => kept.length,
    catchUp: () => inTurn(sendKept),
  };
};

const nothing = (): Promise<void> => Promise.resolve();

/** Trouble of the engine's own, such as a full disk, stops a load as it does on a single one. */
const unlessSilent = (error: unknown): void => {
  if (!isSilence(error)) throw error;
};
