import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { similarAnswerSchema } from '../../src/domain/similar.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { problemAt } from './problems.ts';

const TEXT = '全面推行垃圾分类定时定点投放，新建投放点五十二处，组建桶边督导队伍三百人，准确投放率升至八成。';
const original = makeReport('芸窗区2023年工作总结', ['一、工作回顾', TEXT, TEXT]);
const copied = makeReport('枕溪区2023年工作总结', [`今年以来，${TEXT}群众满意。`]);
const kindred = makeReport('归帆区2023年工作总结', ['推行垃圾分类，桶边督导队伍入户宣传，投放点改造完成。']);

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
  await loadReports(collection, [original, copied, kindred]);
}, 60_000);
afterAll(() => collection?.close());

const similarTo = async (id: string) => {
  const { status, body } = await collection.get(`/api/paragraphs/${id}/similar`);
  expect(status).toBe(200);
  return similarAnswerSchema.parse(body).similar;
};

describe('GET /api/paragraphs/{id}/similar', () => {
  it('finds what was copied first, then what speaks of the same, and never the report itself', async () => {
    const similar = await similarTo(`${original.report.id}-1`);
    expect(similar[0]).toMatchObject({ reportId: copied.report.id, shared: 1 });
    expect(similar[0]!.fragments.filter(({ match }) => match).map(({ text }) => text)).toEqual([
      TEXT.slice(0, -1),
    ]);
    expect(similar.map(({ reportId }) => reportId)).toContain(kindred.report.id);
    expect(similar.map(({ reportId }) => reportId)).not.toContain(original.report.id);
    const scores = similar.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(similar.length).toBeLessThanOrEqual(10);
  });

  it('is of both sides', async () => {
    expect((await similarTo(`${copied.report.id}-0`))[0]!.reportId).toBe(original.report.id);
  });

  it('answers every paragraph of a report, however short', async () => {
    for (const { id } of original.paragraphs) await similarTo(id);
  });

  it('is a 404 where there is no such paragraph', async () => {
    await problemAt(collection.app, `/api/paragraphs/${original.report.id}-99/similar`, 404);
    await problemAt(collection.app, '/api/paragraphs/x/similar', 404);
  });
});
