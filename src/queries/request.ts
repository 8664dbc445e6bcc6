import { z } from 'zod';
import { InvalidRequest } from '../domain/problem.ts';
import { type Filters, MODES, SORTS } from '../domain/query.ts';
import {
  DOC_TYPES,
  docTypeSchema,
  isoDateSchema,
  LEVELS,
  levelSchema,
  yearSchema,
} from '../domain/report.ts';
import { ROLE_CODES, roleSchema } from '../domain/role.ts';
import { TOPIC_CODES, topicSchema } from '../domain/topic.ts';

/** Longest text in the search box, in UTF-16 units. */
export const MAX_QUERY_LENGTH = 2_000;
/** Most values of one repeatable filter. */
export const MAX_FILTER_VALUES = 100;
export const MAX_PAGE_SIZE = 100;
/** Deepest hit that paging reaches; beyond it the export is the way. */
export const MAX_DEPTH = 10_000;

const number = (schema: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number)
    .pipe(schema);
const many = <T extends z.ZodType>(schema: T) => z.array(schema).max(MAX_FILTER_VALUES);
const name = z.string().trim().min(1).max(200);

const filterFields = {
  institution: many(name),
  region: many(name),
  year: many(number(yearSchema)),
  topic: many(topicSchema),
  role: many(roleSchema),
  docType: many(docTypeSchema),
  level: many(levelSchema),
  report: many(z.string().regex(/^[a-z0-9]{1,32}$/)),
  yearFrom: number(yearSchema).nullable(),
  yearTo: number(yearSchema).nullable(),
  publishedFrom: isoDateSchema.nullable(),
  publishedTo: isoDateSchema.nullable(),
};

const SWITCH = ['0', '1'] as const;

/** Every parameter of a search, parsed; the URL is its only other form. */
export const searchRequestSchema = z.object({
  q: z.string().max(MAX_QUERY_LENGTH),
  mode: z.enum(MODES),
  synonyms: z.enum(SWITCH).transform((value) => value === '1'),
  ...filterFields,
  page: number(z.number().int().min(1).max(MAX_DEPTH)),
  pageSize: number(z.number().int().min(1).max(MAX_PAGE_SIZE)),
  sort: z.enum(SORTS),
  group: z.enum(['none', 'report']),
});
export type SearchRequest = z.output<typeof searchRequestSchema>;

const REPEATABLE = ['institution', 'region', 'year', 'topic', 'role', 'docType', 'level', 'report'] as const;
const SINGLE = ['yearFrom', 'yearTo', 'publishedFrom', 'publishedTo'] as const;
const DEFAULTS = {
  q: '',
  mode: 'exact',
  synonyms: '0',
  page: '1',
  pageSize: '20',
  sort: 'relevance',
  group: 'none',
} as const;

const YEAR_RULE = '写四位数的年份，例如 2023（1949 到 2100）';
const DATE_RULE = '写成 年-月-日，例如 2023-01-31';
const NAME_RULE = `至多 ${MAX_FILTER_VALUES} 个，每个不超过 200 字`;

/** How to write what has no list of allowed values. */
const RULES: Partial<Record<string, string>> = {
  q: `检索式至多 ${MAX_QUERY_LENGTH} 字`,
  institution: NAME_RULE,
  region: NAME_RULE,
  year: YEAR_RULE,
  yearFrom: YEAR_RULE,
  yearTo: YEAR_RULE,
  publishedFrom: DATE_RULE,
  publishedTo: DATE_RULE,
  report: '写报告编号，即报告页地址 /reports/ 之后的小写字母和数字',
  page: `写 1 到 ${MAX_DEPTH} 的整数`,
  pageSize: `写 1 到 ${MAX_PAGE_SIZE} 的整数`,
};

const ALLOWED: Partial<Record<string, readonly string[]>> = {
  mode: MODES,
  synonyms: SWITCH,
  sort: SORTS,
  group: ['none', 'report'],
  topic: TOPIC_CODES,
  role: ROLE_CODES,
  docType: DOC_TYPES,
  level: LEVELS,
};

/** Parses URL parameters; unknown ones are ignored, an invalid value of a known one throws InvalidRequest naming it. */
export const parseSearchRequest = (params: URLSearchParams): SearchRequest => {
  const raw: Record<string, unknown> = {};
  for (const [key, fallback] of Object.entries(DEFAULTS)) raw[key] = params.get(key) || fallback;
  for (const key of REPEATABLE) raw[key] = params.getAll(key).filter((value) => value !== '');
  for (const key of SINGLE) raw[key] = params.get(key) || null;
  const parsed = searchRequestSchema.safeParse(raw);
  if (parsed.success) {
    if (parsed.data.page * parsed.data.pageSize > MAX_DEPTH + parsed.data.pageSize)
      throw new InvalidRequest('page', `翻页最深到第 ${MAX_DEPTH} 条；要全部结果请用导出 (/api/export)`);
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  const parameter = String(issue?.path[0] ?? 'q');
  const allowed = ALLOWED[parameter];
  const detail = allowed ? `可用的值：${allowed.join(' · ')}` : (RULES[parameter] ?? issue?.message ?? '');
  throw new InvalidRequest(parameter, `参数 ${parameter} 的值无效。${detail}`);
};

/** The URL parameters of a request, defaults left out: the inverse of parseSearchRequest. */
export const formatSearchRequest = (request: Partial<SearchRequest>): URLSearchParams => {
  const params = new URLSearchParams();
  for (const [key, fallback] of Object.entries(DEFAULTS)) {
    const value = request[key as keyof typeof DEFAULTS];
    const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
    if (value !== undefined && text !== fallback) params.set(key, text);
  }
  for (const key of REPEATABLE) for (const value of request[key] ?? []) params.append(key, String(value));
  for (const key of SINGLE) {
    const value = request[key];
    if (value !== null && value !== undefined) params.set(key, String(value));
  }
  return params;
};

/** The filter part of a request. */
export const filtersOf = (request: SearchRequest): Filters => ({
  institution: request.institution,
  region: request.region,
  year: request.year,
  topic: request.topic,
  role: request.role,
  docType: request.docType,
  level: request.level,
  report: request.report,
  yearFrom: request.yearFrom,
  yearTo: request.yearTo,
  publishedFrom: request.publishedFrom,
  publishedTo: request.publishedTo,
});
