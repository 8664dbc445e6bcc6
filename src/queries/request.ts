import { z } from 'zod';
import { type Fault, fault } from '../domain/faults/fault.ts';
import { InvalidRequest } from '../domain/problem.ts';
import { type Filters, MODES, REPEATED, SORTS } from '../domain/query.ts';
import {
  DOC_TYPES,
  docTypeSchema,
  isoDateSchema,
  LEVELS,
  levelSchema,
  yearSchema,
} from '../domain/report.ts';
import { ROLE_CODES, ROLE_LABELS, roleSchema } from '../domain/role.ts';
import { TOPIC_CODES, TOPIC_LABELS, topicSchema } from '../domain/topic.ts';

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
  repeated: z.enum(REPEATED),
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
/** Parameters that restrict by a value, as the API calls them. */
export const FILTER_PARAMETERS = [...REPEATABLE, ...SINGLE] as const;
const DEFAULTS = {
  q: '',
  mode: 'exact',
  synonyms: '0',
  page: '1',
  pageSize: '20',
  sort: 'relevance',
  group: 'none',
  repeated: 'show',
} as const;

const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  topic: TOPIC_LABELS,
  role: ROLE_LABELS,
};
const labelled = (labels: Readonly<Record<string, string>> | undefined, code: string): string =>
  labels?.[code] === undefined ? code : `${labels[code]} ${code}`;

/** A value that is none of those allowed. */
const notOneOf = (parameter: string, allowed: readonly string[]): Fault =>
  fault('notAllowed', {
    parameter,
    codes: allowed.join(' · '),
    labels: allowed.map((code) => labelled(LABELS[parameter], code)).join(' · '),
  });

/** Two values where one is taken: whichever was read, the other would be left out without a word. */
const refuseSeveral = (params: URLSearchParams, parameter: string): void => {
  const given = new Set(params.getAll(parameter).filter((value) => value !== ''));
  if (given.size > 1) throw new InvalidRequest(parameter, fault('givenTwice', { parameter }));
};

/** The one of several values that a parameter takes; `fallback` where the address says nothing. @throws {InvalidRequest} */
export const choiceIn = <Choice extends string>(
  params: URLSearchParams,
  parameter: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice => {
  refuseSeveral(params, parameter);
  const given = params.get(parameter) || fallback;
  const choice = choices.find((other) => other === given);
  if (choice === undefined) throw new InvalidRequest(parameter, notOneOf(parameter, choices));
  return choice;
};

const notYear = (parameter: string): Fault => fault('notYear', { parameter });
const notDate = (parameter: string): Fault => fault('notDate', { parameter });
const notNames = (parameter: string): Fault => fault('notNames', { parameter, most: MAX_FILTER_VALUES });

/** How to write what has no list of allowed values. */
const RULES: Partial<Record<string, (parameter: string) => Fault>> = {
  institution: notNames,
  region: notNames,
  year: notYear,
  yearFrom: notYear,
  yearTo: notYear,
  publishedFrom: notDate,
  publishedTo: notDate,
  report: (parameter) => fault('notReportId', { parameter }),
  page: (parameter) => fault('notWithin', { parameter, most: MAX_DEPTH }),
  pageSize: (parameter) => fault('notWithin', { parameter, most: MAX_PAGE_SIZE }),
};

const ALLOWED: Partial<Record<string, readonly string[]>> = {
  mode: MODES,
  synonyms: SWITCH,
  sort: SORTS,
  group: ['none', 'report'],
  repeated: REPEATED,
  topic: TOPIC_CODES,
  role: ROLE_CODES,
  docType: DOC_TYPES,
  level: LEVELS,
};

/** Parses URL parameters; unknown ones are ignored, an invalid value of a known one throws InvalidRequest naming it. */
export const parseSearchRequest = (params: URLSearchParams): SearchRequest => {
  const raw: Record<string, unknown> = {};
  for (const key of [...Object.keys(DEFAULTS), ...SINGLE]) refuseSeveral(params, key);
  for (const [key, fallback] of Object.entries(DEFAULTS)) raw[key] = params.get(key) || fallback;
  for (const key of REPEATABLE) raw[key] = params.getAll(key).filter((value) => value !== '');
  for (const key of SINGLE) raw[key] = params.get(key) || null;
  const parsed = searchRequestSchema.safeParse(raw);
  if (parsed.success) {
    if (parsed.data.page * parsed.data.pageSize > MAX_DEPTH + parsed.data.pageSize)
      throw new InvalidRequest('page', fault('tooDeep', { most: MAX_DEPTH }));
    const { yearFrom, yearTo, publishedFrom, publishedTo } = parsed.data;
    if (yearFrom !== null && yearTo !== null && yearFrom > yearTo)
      throw new InvalidRequest(
        'yearFrom',
        fault('rangeReversed', { from: String(yearFrom), to: String(yearTo) }),
      );
    if (publishedFrom !== null && publishedTo !== null && publishedFrom > publishedTo)
      throw new InvalidRequest(
        'publishedFrom',
        fault('rangeReversed', { from: publishedFrom, to: publishedTo }),
      );
    return parsed.data;
  }
  const parameter = String(parsed.error.issues[0]?.path[0] ?? 'q');
  const allowed = ALLOWED[parameter];
  throw new InvalidRequest(
    parameter,
    allowed
      ? notOneOf(parameter, allowed)
      : (RULES[parameter]?.(parameter) ?? fault('queryTooLong', { parameter, most: MAX_QUERY_LENGTH })),
  );
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
  repeated: request.repeated,
});
