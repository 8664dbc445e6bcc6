import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { MEASURES } from '../domain/measure.ts';
import { compareQuerySchema } from './compare.ts';
import { describeFile } from './route.ts';
import { trendQuerySchema } from './trend.ts';

const measure = z.enum(MEASURES).optional();

/** The figures as pictures: drawn beside the pages that show them, documented with the API. */
export const describeChartFiles = (api: OpenAPIHono): void => {
  const shared = {
    description: '单独可用的 SVG，写明检索式、条件、收录版本、词典版本、日期和地址',
    mediaType: 'image/svg+xml',
  };
  describeFile(api, {
    ...shared,
    path: '/trend.svg',
    summary: '趋势图，SVG 文件',
    query: trendQuerySchema.extend({ measure }),
  });
  describeFile(api, {
    ...shared,
    path: '/compare.svg',
    summary: '对比的热力图，SVG 文件',
    query: compareQuerySchema.extend({ measure, order: z.string().optional() }),
  });
};
