import { expect } from 'vitest';
import { fromExportLine, type PlainQuery, type Scanned } from '../support/scan.ts';
import type { TestCollection } from '../support/service.ts';

const one = (...phrases: string[]): PlainQuery => ({ all: phrases.map((phrase) => [phrase]), none: [] });

/** Terms that stand often and rarely, of one character and of many, repeated within a paragraph, with digits and signs. */
export const COUNTED: readonly PlainQuery[] = [
  ...[
    '垃圾分类',
    '社区',
    '老旧小区改造',
    '养老',
    '工作',
    '年',
    '的',
    '建设',
    '高质量发展',
    '加装电梯',
    '志愿者',
    '2023',
    '2023年',
    '12.5%',
    '5G',
    '养老、托育',
    '街道办事处',
    '数字化',
    '营商环境',
    '安全生产',
    '量子计算机房',
    '推进推进',
  ].map((phrase) => one(phrase)),
  one('社区', '居民'),
  one('养老', '服务', '建设'),
  { all: [['垃圾分类', '分类']], none: [] },
  { all: [['养老', '托育'], ['社区']], none: ['改造'] },
  { all: [['工作']], none: ['建设', '发展'] },
];

/** The whole collection, as the export gives it. */
export const readAll = async (collection: TestCollection, filters = ''): Promise<Scanned[]> => {
  const response = await collection.app.request(`/api/export?format=jsonl&${filters}`);
  expect(response.status).toBe(200);
  return (await response.text()).split('\n').filter(Boolean).map(fromExportLine);
};
