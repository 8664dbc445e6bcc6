import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { MEASURES } from '../domain/measure.ts';
import { compareQuerySchema } from './compare.ts';
import { describeProblems } from './route.ts';
import { trendQuerySchema } from './trend.ts';

const measure = z.enum(MEASURES).optional();

/** The figures as pictures: drawn beside the pages that show them, documented with the API. */
export const describeChartFiles = (api: OpenAPIHono): void => {
  const describe = (path: string, summary: string, query: z.ZodObject): void =>
    api.openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      request: { query },
      responses: {
        200: {
          description: '单独可用的 SVG，写明检索式、条件、收录版本、词典版本、日期和地址',
          content: { 'image/svg+xml': { schema: z.string() } },
        },
        ...describeProblems([400, 503]),
      },
    });
  describe('/trend.svg', '趋势图，SVG 文件', trendQuerySchema.extend({ measure }));
  describe(
    '/compare.svg',
    '对比的热力图，SVG 文件',
    compareQuerySchema.extend({ measure, order: z.string().optional() }),
  );
};
