/** Where a term stands in the text: UTF-16 offsets, `end` exclusive; `term` is its index in the list given. */
interface TermMatch {
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

export type TermMatcher = (text: string) => TermMatch[];

interface Automaton {
  /** One map a state: character code → next state. */
  readonly next: Map<number, number>[];
  /** The same for state 0, where most characters end up: a table, not a map. */
  readonly first: Int32Array;
  /** Where to go on when no character fits. */
  readonly fail: number[];
  /** The term that ends here, or -1. */
  readonly term: number[];
  /** The nearest state on the fail path at which a term ends, or 0. */
  readonly shorter: number[];
}

const buildTrie = (terms: readonly string[]): Automaton => {
  const next: Map<number, number>[] = [new Map()];
  const term: number[] = [-1];
  terms.forEach((word, index) => {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      let child = next[state]?.get(code);
      if (child === undefined) {
        child = next.length;
        next[state]?.set(code, child);
        next.push(new Map());
        term.push(-1);
      }
      state = child;
    }
    if (state !== 0) term[state] = index;
  });
  const first = new Int32Array(0x10000);
  for (const [code, child] of next[0] ?? []) first[code] = child;
  return { next, first, fail: next.map(() => 0), term, shorter: next.map(() => 0) };
};

const step = ({ next, first, fail }: Automaton, from: number, code: number): number => {
  for (let state = from; state !== 0; state = fail[state] ?? 0) {
    const target = next[state]?.get(code);
    if (target !== undefined) return target;
  }
  return first[code] ?? 0;
};

/** Breadth first, so that every fail path points to a shorter, finished state. */
const linkFailures = (automaton: Automaton): Automaton => {
  const { next, fail, term, shorter } = automaton;
  const queue = [...(next[0]?.values() ?? [])];
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at] ?? 0;
    for (const [code, child] of next[state] ?? []) {
      const suffix = step(automaton, fail[state] ?? 0, code);
      fail[child] = suffix;
      shorter[child] = (term[suffix] ?? -1) >= 0 ? suffix : (shorter[suffix] ?? 0);
      queue.push(child);
    }
  }
  return automaton;
};

/** Keeps what is not inside a longer match: 食品安全 hides 安全, while 科技创新 and 创新中心 in 科技创新中心 both stay. */
const dropContained = (matches: TermMatch[]): TermMatch[] => {
  matches.sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return matches.filter(({ end }) => {
    if (end <= reached) return false;
    reached = end;
    return true;
  });
};

/**
 * Finds all of `terms` in one pass over a text (Aho–Corasick), in order of position.
 * Empty terms never match; of equal terms the last one given is reported.
 */
export const createTermMatcher = (terms: readonly string[]): TermMatcher => {
  const automaton = linkFailures(buildTrie(terms));
  const lengths = terms.map((word) => word.length);
  return (text) => {
    const matches: TermMatch[] = [];
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      state = step(automaton, state, text.charCodeAt(at));
      for (let ended = state; ended !== 0; ended = automaton.shorter[ended] ?? 0) {
        const term = automaton.term[ended] ?? -1;
        if (term >= 0) matches.push({ term, start: at + 1 - (lengths[term] ?? 0), end: at + 1 });
      }
    }
    return dropContained(matches);
  };
};
