import { type Filters, NO_FILTERS, type ParsedQuery, type Phrase } from '../domain/query.ts';
import { applyField, isQueryField } from './query-fields.ts';
import { scanQuery } from './query-tokens.ts';
import { isPunctuation } from './runs.ts';
import { toUnits } from './units.ts';

/** The engine reads ten terms of a query and ignores the rest without a word, so more are refused. */
export const MAX_TERMS = 10;
/** Alternatives multiply: each combination is a query of its own in the engine. */
export const MAX_COMBINATIONS = 32;

export type QueryResult = { readonly query: ParsedQuery } | { readonly problem: string };

/** How a sentence is punctuated; signs that mean something (5.2%, C++, 10℃) stay. */
const AROUND = /^[,.;:!?、。…—–\-·~()[\]{}【】〔〕]$/u;

const toPhrase = (text: string, quoted: boolean): Phrase | null => {
  const values = toUnits(text).map((unit) => unit.value);
  // Punctuation around a term is how it was copied, not what is sought; punctuation inside is checked on the text.
  while (AROUND.test(values[0] ?? '')) values.shift();
  while (AROUND.test(values.at(-1) ?? '')) values.pop();
  return values.some((value) => !isPunctuation(value)) ? { text: text.trim(), units: values, quoted } : null;
};

const samePhrase = (a: Phrase, b: Phrase): boolean => a.units.join('\u0001') === b.units.join('\u0001');

const sameGroup = (a: readonly Phrase[], b: readonly Phrase[]): boolean =>
  a.length === b.length && a.every((phrase) => b.some((other) => samePhrase(phrase, other)));

const OR_OF_FIELDS = '“|”只能连接词；一个筛选条件要几个值，请分开写：年份:2022 年份:2023';
const OR_OF_EXCLUSIONS = '“|”不能与排除的词相连；要排除几个词，请分开写：-甲 -乙';

/**
 * Parses the search box. Any input gives a query or one sentence that says what to change; never an engine error.
 *
 * `a b` both · `"a b"` `“a b”` `「a b」` a phrase · `-a` without · `a|b` either · `机构:` `地区:` `年份:2021..2023` `主题:` `环节:` filters.
 */
export const parseQuery = (input: string): QueryResult => {
  const filters: { -readonly [K in keyof Filters]: Filters[K] } = { ...NO_FILTERS };
  const all: Phrase[][] = [];
  const none: Phrase[] = [];
  let sawText = false;
  // What `|` would join to: the term just read, or something that has no alternatives.
  let before: 'nothing' | 'term' | 'field' | 'exclusion' = 'nothing';
  let joinNext = false;

  for (const token of scanQuery(input, isQueryField)) {
    if (token.kind === 'or') {
      if (before === 'field') return { problem: OR_OF_FIELDS };
      if (before === 'exclusion') return { problem: OR_OF_EXCLUSIONS };
      joinNext = before === 'term';
      continue;
    }
    if (token.kind === 'field') {
      if (token.negated) return { problem: `暂不支持排除条件“-${token.name}:”；请用筛选项选择要保留的值` };
      if (joinNext) return { problem: OR_OF_FIELDS };
      const problem = applyField(token.name, token.value, filters);
      if (problem) return { problem };
      before = 'field';
      continue;
    }
    sawText = true;
    const phrase = toPhrase(token.text, token.quoted);
    if (!phrase) continue;
    if (token.negated) {
      if (joinNext) return { problem: OR_OF_EXCLUSIONS };
      if (!none.some((other) => samePhrase(other, phrase))) none.push(phrase);
      before = 'exclusion';
      continue;
    }
    const group = joinNext ? all.at(-1) : undefined;
    if (!group) all.push([phrase]);
    else if (!group.some((other) => samePhrase(other, phrase))) group.push(phrase);
    before = 'term';
    joinNext = false;
  }

  const wanted = all.filter((group, at) => all.findIndex((other) => sameGroup(other, group)) === at);
  if (sawText && wanted.length === 0 && none.length === 0)
    return { problem: '查询里没有可以检索的文字：标点和空白不参与检索' };
  if (wanted.length > MAX_TERMS || none.length > MAX_TERMS)
    return {
      problem: `一次最多检索 ${MAX_TERMS} 个词（另可排除 ${MAX_TERMS} 个），请去掉一些，或用引号把它们连成短语`,
    };
  const combinations = wanted.reduce((product, group) => product * group.length, 1);
  if (combinations > MAX_COMBINATIONS)
    return { problem: `“|”的组合太多（${combinations} 种，最多 ${MAX_COMBINATIONS} 种），请减少可选的词` };
  return { query: { all: wanted, none, filters } };
};
