import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch } from 'meilisearch';
import { fault } from '../../domain/faults/fault.ts';
import type { Presence } from '../../domain/presence.ts';
import { EngineUnavailable } from '../../domain/problem.ts';
import { askOfEach, mergeAnswers, partsOfPage } from './merge.ts';
import { combineStates, readPart, type Whole } from './parts.ts';
import { askOne, type EngineAnswer, type EngineRequest } from './run.ts';
import { isMissingIndex, isRefusal } from './unavailable.ts';

/** One engine of those that hold a collection together. */
export interface Node {
  /** For people: its address. */
  readonly name: string;
  readonly client: Meilisearch;
  /** Called where the key is refused: gives a client with the present one. */
  readonly renew?: () => Promise<Meilisearch>;
}

/** Several engines that answer as one. */
export interface Nodes {
  ask(requests: readonly EngineRequest[]): Promise<EngineAnswer[]>;
  presence(): Presence;
  /** Names of those that did not answer when they were last asked. */
  away(): readonly string[];
}

export interface NodesOptions {
  /** Told of each node that goes and comes. */
  readonly onChange?: (name: string, isThere: boolean) => void;
}

/** A node that has not answered for so long is asked whether it lives; a question may take longer than that. */
const PATIENCE_MS = 2_000;
/** How long it may take to say so. */
const SIGN_OF_LIFE_MS = 3_000;
/** A node that is away is looked for at most this often, and waited for this long. */
const LOOK_EVERY_MS = 1_000;
const LOOK_MS = 250;
/** While a collection takes the place of another, nodes hold parts of both for some milliseconds. */
const TORN_WAIT_MS = 25;
const MOST_TORN_WAITS = 40;

/** Of a version: less than the fraction of any of sixteen nodes that may be missing. */
const A_LEAVE = 2 ** -30;

const isAlive = async (client: Meilisearch, timeoutMs: number): Promise<boolean> => {
  const stop = new AbortController();
  try {
    return await Promise.race([
      client.isHealthy(),
      sleep(timeoutMs, false, { signal: stop.signal }).catch(() => false),
    ]);
  } finally {
    stop.abort();
  }
};

/** `work`, unless the node gives no sign of life while it goes on: a machine that is cut off would be waited for half a minute. */
const whileAlive = async <T>(client: Meilisearch, work: Promise<T>): Promise<T> => {
  const stop = new AbortController();
  const watch = async (): Promise<never> => {
    for (;;) {
      await sleep(PATIENCE_MS, undefined, { signal: stop.signal });
      if (!(await isAlive(client, SIGN_OF_LIFE_MS))) throw new EngineUnavailable(fault('engineSilent'));
    }
  };
  const watching = watch();
  // Ends with an error of its own when the work is done.
  watching.catch(() => {});
  try {
    return await Promise.race([work, watching]);
  } finally {
    stop.abort();
    work.catch(() => {});
  }
};

/** What one node has to say to a round of questions, or why not: it is away, or holds nothing. */
type Given = EngineAnswer[] | EngineUnavailable;

export const createNodes = (list: readonly Node[], { onChange }: NodesOptions = {}): Nodes => {
  const members = list.map((node) => ({
    name: node.name,
    client: node.client,
    renew: node.renew,
    awayError: null as EngineUnavailable | null,
    lookedAt: 0,
  }));
  type Member = (typeof members)[number];
  let whole: Whole | null = null;
  let failures = 0;
  let misses = 0;

  const leave = (member: Member, error: EngineUnavailable): EngineUnavailable => {
    // A single one is asked again by every question, and nobody answers without it.
    if (members.length === 1) return error;
    failures++;
    misses++;
    if (member.awayError === null) onChange?.(member.name, false);
    member.awayError = error;
    member.lookedAt = Date.now();
    return error;
  };

  /** Why it is passed over; null where it is to be asked. */
  const awayOf = async (member: Member): Promise<EngineUnavailable | null> => {
    if (member.awayError === null) return null;
    if (Date.now() - member.lookedAt < LOOK_EVERY_MS) return member.awayError;
    member.lookedAt = Date.now();
    if (!(await isAlive(member.client, LOOK_MS))) return member.awayError;
    if (member.awayError !== null) onChange?.(member.name, true);
    member.awayError = null;
    return null;
  };

  const askMember = async (member: Member, requests: readonly EngineRequest[]): Promise<EngineAnswer[]> => {
    try {
      return await askOne(member.client, requests);
    } catch (error) {
      if (!member.renew || !isRefusal(error)) throw error;
      member.client = await member.renew();
      return await askOne(member.client, requests);
    }
  };

  const giveOf = async (member: Member, requests: readonly EngineRequest[]): Promise<Given> => {
    const away = await awayOf(member);
    if (away) {
      misses++;
      return away;
    }
    try {
      const asking = askMember(member, requests);
      // Nobody answers in place of a single one.
      return await (members.length === 1 ? asking : whileAlive(member.client, asking));
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
      return isMissingIndex(error.cause) ? error : leave(member, error);
    }
  };

  /** @throws what kept them from answering, where none did. */
  const checkAny = (given: readonly Given[]): void => {
    const reasons = given.flatMap((one) => (Array.isArray(one) ? [] : [one]));
    if (reasons.length < given.length) return;
    // One that is away may hold what the others have not.
    throw reasons.find(({ cause }) => !isMissingIndex(cause)) ?? reasons[0];
  };

  /** The pages behind the first, of which nobody knew where they begin. */
  const askForParts = async (
    requests: readonly EngineRequest[],
    given: readonly Given[],
  ): Promise<(EngineAnswer | null)[][]> => {
    const wanted = requests.map((request, r) =>
      partsOfPage(
        request,
        given.map((answers) => (Array.isArray(answers) ? (answers[r]?.total ?? 0) : 0)),
      ),
    );
    const parts = requests.map((): (EngineAnswer | null)[] => members.map(() => null));
    await Promise.all(
      members.map(async (member, m) => {
        const asked = wanted.flatMap((of, r) => {
          const part = of[m];
          return part ? [{ r, part }] : [];
        });
        if (asked.length === 0) return;
        const answers = await giveOf(
          member,
          asked.map(({ part }) => part),
        );
        if (!Array.isArray(answers)) return;
        for (const [n, { r }] of asked.entries()) {
          const row = parts[r];
          if (row) row[m] = answers[n] ?? null;
        }
      }),
    );
    return parts;
  };

  /** Reads the state where it is asked for; its one hit is then that of the whole. */
  const readWhole = (
    requests: readonly EngineRequest[],
    given: readonly Given[],
  ): Whole | null | undefined => {
    const at = requests.findIndex(({ fromEach }) => fromEach);
    if (at === -1) return undefined;
    const found = combineStates(
      given.map((answers) => (Array.isArray(answers) ? readPart(answers[at]?.hits[0]) : undefined)),
    );
    if (found && whole && missingOf(found) > missingOf(whole)) misses++;
    whole = found;
    return found;
  };

  /** Its version is never again what it was before a node left: something may have been counted for it meanwhile, without the node. */
  const stateNow = ({ state }: Whole) => ({ ...state, version: state.version + failures * A_LEAVE });

  return {
    ask: async (requests) => {
      for (let attempt = 0; ; attempt++) {
        const first = members.length === 1 ? requests : requests.map(askOfEach);
        const given = await Promise.all(members.map((member) => giveOf(member, first)));
        checkAny(given);
        const state = readWhole(requests, given);
        if (state?.torn && attempt < MOST_TORN_WAITS) {
          await sleep(TORN_WAIT_MS);
          continue;
        }
        const parts = members.length === 1 ? [] : await askForParts(requests, given);
        return requests.map((request, r) => {
          if (request.fromEach) return { hits: state ? [stateNow(state)] : [], total: 0, facets: {} };
          const answers = given.flatMap((one) => (Array.isArray(one) ? (one[r] ?? []) : []));
          const [only] = answers;
          return members.length === 1 && only ? only : mergeAnswers(request, answers, parts[r]);
        });
      }
    },

    presence: () => {
      const there = members.map(({ awayError }) => awayError === null);
      if (!whole) return { nodes: members.length, answering: there.filter(Boolean).length, failures, misses };
      const answering = whole.places.filter((place, n) => place && there[n]).length;
      return {
        nodes: whole.of,
        answering: Math.min(answering, whole.torn ? whole.of - 1 : whole.of),
        failures,
        misses,
      };
    },

    away: () => members.filter(({ awayError }) => awayError !== null).map(({ name }) => name),
  };
};

const missingOf = ({ of, places }: Whole): number => of - places.filter(Boolean).length;
