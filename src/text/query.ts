import { type Filters, NO_FILTERS, type ParsedQuery, type Phrase, type Term } from '../domain/query.ts';
import { phrasesOf, termKey } from './conditions.ts';
import { applyField, isQueryField } from './query-fields.ts';
import { conjoinInSentence } from './query-sentences.ts';
import { scanQuery } from './query-tokens.ts';
import { isPunctuation } from './runs.ts';
import { toUnits } from './units.ts';

/** The engine reads ten terms of a query and ignores the rest without a word, so more are refused. */
export const MAX_TERMS = 10;
/** Alternatives multiply: each combination is a query of its own in the engine. */
export const MAX_COMBINATIONS = 32;
/** Most occurrences that can be asked for. */
export const MAX_TIMES = 99;

export type QueryResult = { readonly query: ParsedQuery } | { readonly problem: string };

/** How a sentence is punctuated; signs that mean something (5.2%, C++, 10℃) stay. */
const AROUND = /^[,.;:!?、。…—–\-·~()[\]{}【】〔〕]$/u;

/** A phrase of what was typed; null where nothing but punctuation was. */
export const toPhrase = (text: string, quoted: boolean): Phrase | null => {
  const values = toUnits(text).map((unit) => unit.value);
  // Punctuation around a term is how it was copied, not what is sought; punctuation inside is checked on the text.
  while (AROUND.test(values[0] ?? '')) values.shift();
  while (AROUND.test(values.at(-1) ?? '')) values.pop();
  return values.some((value) => !isPunctuation(value))
    ? { kind: 'phrase', text: text.trim(), units: values, quoted }
    : null;
};

/** Adds a term unless the same is there. */
const addTerm = (terms: Term[], term: Term): void => {
  const key = termKey(term);
  if (!terms.some((other) => termKey(other) === key)) terms.push(term);
};

const sameGroup = (a: readonly Term[], b: readonly Term[]): boolean => {
  const keys = new Set(b.map(termKey));
  return a.length === b.length && a.every((term) => keys.has(termKey(term)));
};

const OR_OF_FIELDS = '“|”只能连接词；一个筛选条件要几个值，请分开写：年份:2022 年份:2023';
const OR_OF_EXCLUSIONS = '“|”不能与排除的词相连；要排除几个词，请分开写：-甲 -乙';
const NEAR_OF_FIELDS = '“~”只能连接词：两边的词须在同一句里；筛选条件请另写，例如 甲 ~ 乙 年份:2023';
const NEAR_OF_EXCLUSIONS =
  '“~”不能与排除的词相连：它要求两边的词都在同一句里；要排除一个词，请另写，例如 甲 ~ 乙 -丙';

/** What `|` and `~` would join to: the term just read, or something that they cannot join. */
type Before = 'nothing' | 'term' | 'field' | 'exclusion';
type Join = 'or' | 'near' | null;

const problemOfJoin = (join: Join, to: Before): string | null => {
  if (join === null || to === 'term' || to === 'nothing') return null;
  if (join === 'or') return to === 'field' ? OR_OF_FIELDS : OR_OF_EXCLUSIONS;
  return to === 'field' ? NEAR_OF_FIELDS : NEAR_OF_EXCLUSIONS;
};

const toTerm = (phrase: Phrase, times: number | null): Term | { problem: string } => {
  if (times === null || times === 1) return phrase;
  if (times < 1 || times > MAX_TIMES)
    return {
      problem: `“${phrase.text}{${times}}”：至少出现几次，请写 2 到 ${MAX_TIMES} 之间的数，例如 垃圾分类{3}`,
    };
  return { kind: 'repeated', phrase, times };
};

/**
 * Parses the search box. Any input gives a query or one sentence that says what to change; never an engine error.
 *
 * `a b` both · `"a b"` `“a b”` `「a b」` a phrase · `-a` without · `a|b` either · `a ~ b` both in one sentence · `a{3}` at least
 * three times · `机构:` `地区:` `年份:2021..2023` `主题:` `环节:` filters. `|` binds closest, then `~`, then white space.
 */
export const parseQuery = (input: string): QueryResult => {
  const filters: { -readonly [K in keyof Filters]: Filters[K] } = { ...NO_FILTERS };
  /** Each is what one sentence must hold, part by part, and of each part the alternatives; nearly always one part. */
  const chains: Term[][][] = [];
  const none: Term[] = [];
  let sawText = false;
  let before: Before = 'nothing';
  let join: Join = null;

  for (const token of scanQuery(input, isQueryField)) {
    if (token.kind === 'or' || token.kind === 'near') {
      const problem = problemOfJoin(token.kind, before);
      if (problem) return { problem };
      join = before === 'term' ? token.kind : null;
      continue;
    }
    if (token.kind === 'field') {
      if (token.negated) return { problem: `暂不支持排除条件“-${token.name}:”；请用筛选项选择要保留的值` };
      const problem = problemOfJoin(join, 'field') ?? applyField(token.name, token.value, filters);
      if (problem) return { problem };
      before = 'field';
      continue;
    }
    sawText = true;
    const phrase = toPhrase(token.text, token.quoted);
    if (!phrase) continue;
    const term = toTerm(phrase, token.times);
    if ('problem' in term) return term;
    if (token.negated) {
      const problem = problemOfJoin(join, 'exclusion');
      if (problem) return { problem };
      addTerm(none, term);
      before = 'exclusion';
      continue;
    }
    const chain = join === null ? undefined : chains.at(-1);
    const part = join === 'or' ? chain?.at(-1) : undefined;
    if (part) addTerm(part, term);
    else if (chain) chain.push([term]);
    else chains.push([[term]]);
    before = 'term';
    join = null;
  }

  if (sawText && chains.length === 0 && none.length === 0)
    return { problem: '查询里没有可以检索的文字：标点和空白不参与检索' };
  const all: (readonly Term[])[] = [];
  for (const chain of chains) {
    const group = conjoinInSentence(chain);
    if ('problem' in group) return group;
    if (!all.some((other) => sameGroup(other, group.terms))) all.push(group.terms);
  }
  const words = all.reduce((sum, group) => sum + Math.max(...group.map((term) => phrasesOf(term).length)), 0);
  if (words > MAX_TERMS || none.length > MAX_TERMS)
    return {
      problem: `一次最多检索 ${MAX_TERMS} 个词（另可排除 ${MAX_TERMS} 个），请去掉一些，或用引号把它们连成短语`,
    };
  const combinations = all.reduce((product, group) => product * group.length, 1);
  if (combinations > MAX_COMBINATIONS)
    return { problem: `“|”的组合太多（${combinations} 种，最多 ${MAX_COMBINATIONS} 种），请减少可选的词` };
  return { query: { all, none, filters } };
};
