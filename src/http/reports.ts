import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { fault } from '../domain/faults/fault.ts';
import { fragmentSchema, hitReportSchema, linksSchema } from '../domain/hit.ts';
import { collectedParagraphSchema } from '../domain/paragraph.ts';
import { reportSchema } from '../domain/report.ts';
import type { Queries } from '../queries/queries.ts';
import { parseSearchRequest, searchRequestSchema } from '../queries/request.ts';
import { notFound, sendProblem } from './problem.ts';
import { mount, paramsOf } from './route.ts';

const readParagraphSchema = collectedParagraphSchema.extend({
  fragments: z.array(fragmentSchema),
  links: linksSchema,
});
const listSchema = z.object({
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
  reports: z.array(reportSchema.extend({ paragraphs: z.number().int() })),
});
const nameSchema = reportSchema.pick({
  id: true,
  title: true,
  institution: true,
  publishedOn: true,
  sourceUrl: true,
  sourcePath: true,
});
const markQuery = searchRequestSchema.pick({ q: true, mode: true, synonyms: true }).partial();

export const mountReports = (api: OpenAPIHono, queries: Queries): void => {
  mount(api, {
    path: '/api/reports',
    summary: '报告清单，新的在前；筛选参数与检索相同',
    query: searchRequestSchema
      .omit({ mode: true, synonyms: true, sort: true, group: true, repeated: true })
      .partial(),
    answer: listSchema,
    handle: async (c) => {
      const { reports, ...rest } = await queries.reports(parseSearchRequest(paramsOf(c)));
      return { ...rest, reports: [...reports] };
    },
  });
  mount(api, {
    path: '/api/reports/{id}',
    summary: '一份报告及其全部段落；给出 q 时标出命中的字',
    params: z.object({ id: z.string() }),
    query: markQuery,
    answer: z.object({
      report: reportSchema,
      duplicateOf: nameSchema.nullable(),
      copies: z.array(nameSchema),
      paragraphs: z.array(readParagraphSchema),
    }),
    problems: [404],
    handle: async (c) => {
      const request = parseSearchRequest(paramsOf(c));
      const found = await queries.report(c.req.param('id') ?? '', request.q, request);
      if (!found) return sendProblem(c, notFound(fault('noReport')));
      return { ...found, copies: [...found.copies], paragraphs: found.paragraphs.map(mutable) };
    },
  });
  mount(api, {
    path: '/api/paragraphs/{id}',
    summary: '一个段落及其前后文',
    params: z.object({ id: z.string() }),
    query: markQuery,
    answer: z.object({
      paragraph: readParagraphSchema,
      report: hitReportSchema,
      before: z.array(readParagraphSchema),
      after: z.array(readParagraphSchema),
    }),
    problems: [404],
    handle: async (c) => {
      const request = parseSearchRequest(paramsOf(c));
      const found = await queries.paragraph(c.req.param('id') ?? '', request.q, request);
      if (!found) return sendProblem(c, notFound(fault('noParagraph')));
      return {
        paragraph: mutable(found.paragraph),
        report: found.report,
        before: found.before.map(mutable),
        after: found.after.map(mutable),
      };
    },
  });
};

const mutable = <T extends { readonly fragments: readonly unknown[] }>(paragraph: T) => ({
  ...paragraph,
  fragments: [...paragraph.fragments] as T['fragments'][number][],
});
