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
  let joinNext = false;

  for (const token of scanQuery(input, isQueryField)) {
    if (token.kind === 'or') {
      joinNext = all.length > 0;
      continue;
    }
    if (token.kind === 'field') {
      if (token.negated) return { problem: `暂不支持排除条件“-${token.name}:”；请用筛选项选择要保留的值` };
      const problem = applyField(token.name, token.value, filters);
      if (problem) return { problem };
      joinNext = false;
      continue;
    }
    sawText = true;
    const phrase = toPhrase(token.text, token.quoted);
    if (!phrase) continue;
    if (token.negated) {
      if (joinNext) return { problem: `“|”两边要写同样的词，不能与排除“-${token.text}”相连` };
      if (!none.some((other) => samePhrase(other, phrase))) none.push(phrase);
    } else if (joinNext) {
      const group = all.at(-1);
      if (group && !group.some((other) => samePhrase(other, phrase))) group.push(phrase);
    } else if (!all.some((group) => group.length === 1 && group[0] && samePhrase(group[0], phrase)))
      all.push([phrase]);
    joinNext = false;
  }

  if (sawText && all.length === 0 && none.length === 0)
    return { problem: '查询里没有可以检索的文字：标点和空白不参与检索' };
  if (all.length > MAX_TERMS || none.length > MAX_TERMS)
    return {
      problem: `一次最多检索 ${MAX_TERMS} 个词（另可排除 ${MAX_TERMS} 个），请去掉一些，或用引号把它们连成短语`,
    };
  const combinations = all.reduce((product, group) => product * group.length, 1);
  if (combinations > MAX_COMBINATIONS)
    return { problem: `“|”的组合太多（${combinations} 种，最多 ${MAX_COMBINATIONS} 种），请减少可选的词` };
  return { query: { all, none, filters } };
};
