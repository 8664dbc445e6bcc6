import { type Fault, fault } from '../domain/faults/fault.ts';
import type { Filters } from '../domain/query.ts';
import { ROLES, type RoleCode } from '../domain/role.ts';
import { TOPICS, type TopicCode } from '../domain/topic.ts';
import { normaliseText } from './fold.ts';

type FieldName = 'institution' | 'region' | 'year' | 'topic' | 'role';

const FIELD_NAMES: ReadonlyMap<string, FieldName> = new Map([
  ['机构', 'institution'],
  ['institution', 'institution'],
  ['地区', 'region'],
  ['region', 'region'],
  ['年份', 'year'],
  ['year', 'year'],
  ['主题', 'topic'],
  ['topic', 'topic'],
  ['环节', 'role'],
  ['role', 'role'],
]);

const ROLE_WORDS: ReadonlyMap<string, RoleCode> = new Map<string, RoleCode>([
  ['成效', 'achievement'],
  ['成绩', 'achievement'],
  ['总结', 'achievement'],
  ['问题', 'problem'],
  ['不足', 'problem'],
  ['安排', 'plan'],
  ['计划', 'plan'],
]);

export const isQueryField = (name: string): boolean => FIELD_NAMES.has(name.toLowerCase());

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads one `field:value` of the box into `filters`; returns a fault when the value means nothing. */
export const applyField = (name: string, value: string, filters: Writable<Filters>): Fault | null => {
  const field = FIELD_NAMES.get(name.toLowerCase());
  const text = value.trim();
  if (text === '' || field === undefined) return fault('fieldWithoutValue', { name });
  switch (field) {
    case 'institution':
      if (text.length > 200) return fault('institutionTooLong', { text: text.slice(0, 20) });
      filters.institution = [...filters.institution, text];
      return null;
    case 'region':
      if (text.length > 200) return fault('regionTooLong', { text: text.slice(0, 20) });
      filters.region = [...filters.region, text];
      return null;
    case 'year':
      return applyYears(text, filters);
    case 'topic': {
      const topic = oneOf(text, TOPICS);
      if (!topic) return fault('unknownTopic', { text, ...listChoices(TOPICS) });
      filters.topic = [...filters.topic, topic as TopicCode];
      return null;
    }
    case 'role': {
      const role = ROLE_WORDS.get(normaliseText(text)) ?? (oneOf(text, ROLES) as RoleCode | null);
      if (!role) return fault('unknownRole', { text, ...listChoices(ROLES) });
      filters.role = [...filters.role, role];
      return null;
    }
  }
};

const listChoices = (values: readonly (readonly [string, string])[]) => ({
  labels: values.map(([, label]) => label).join('、'),
  codes: values.map(([code]) => code).join(', '),
});

/** A code, a whole label, or a part that only one label has. */
const oneOf = (text: string, values: readonly (readonly [string, string])[]): string | null => {
  const wanted = normaliseText(text);
  const whole = values.find(([code, label]) => code === wanted || normaliseText(label) === wanted);
  if (whole) return whole[0];
  const partial = wanted === '' ? [] : values.filter(([, label]) => normaliseText(label).includes(wanted));
  return partial.length === 1 ? (partial[0]?.[0] ?? null) : null;
};

const YEARS = /^(\d{4})?\s*(?:(\.\.|…|-|－|~|～|至|—)\s*(\d{4})?)?年?$/u;

const applyYears = (text: string, filters: Writable<Filters>): Fault | null => {
  const [, from, range, to] = YEARS.exec(text.normalize('NFKC').replace('...', '..')) ?? [];
  const notAYear = fault('notAYear', { text });
  if (from === undefined && to === undefined) return notAYear;
  for (const year of [from, to])
    if (year !== undefined && (Number(year) < 1949 || Number(year) > 2100)) return notAYear;
  if (range === undefined) {
    filters.year = [...filters.year, Number(from)];
    return null;
  }
  if (from !== undefined && to !== undefined && Number(from) > Number(to))
    return fault('yearsReversed', { text });
  filters.yearFrom = from === undefined ? null : Number(from);
  filters.yearTo = to === undefined ? null : Number(to);
  return null;
};
