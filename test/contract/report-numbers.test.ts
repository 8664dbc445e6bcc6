import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../src/engine/client.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { parseSearchRequest } from '../../src/queries/request.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';

const requestOf = (params: Record<string, string>) => parseSearchRequest(new URLSearchParams(params));
const TEXTS = ['推进垃圾分类。', '垃圾分类全覆盖。'];
const reportOf = (name: string, texts: readonly string[] = TEXTS) =>
  makeReport(name, texts, {
    paragraph: (ordinal) => ({ year: 2023 + ordinal, role: 'plan', topics: ['ecology', 'cityscape'] }),
  });
const NAMES = ['月桥', '汀浦', '沧澜', '芸窗', '澄州', '溪口'];

let collection: TestCollection;
afterEach(() => collection.close());

/** Numbers by title, as the collection has them. */
const numbers = async (): Promise<Record<string, number | undefined>> => {
  const found: [string, number | undefined][] = [];
  for await (const { title, number } of collection.writer.stamps()) found.push([title, number]);
  return Object.fromEntries(found.sort());
};

describe.each([1, 2, 3])('numbers of reports (%i nodes)', (nodes) => {
  beforeEach(() => {
    collection = createTestCollection(nodes);
  });

  it('are each of one report, stay with one that is loaded again, and are not given to another', async () => {
    await loadReports(
      collection,
      NAMES.map((name) => reportOf(name)),
    );
    const first = await numbers();
    expect(new Set(Object.values(first)).size).toBe(NAMES.length);
    await loadReports(collection, [reportOf('月桥', ['垃圾分类']), reportOf('新来')]);
    const { 新来: last, ...rest } = await numbers();
    expect(rest).toEqual(first);
    expect(Object.values(first)).not.toContain(last);
  });

  it('count the reports of every year, topic and role', async () => {
    await loadReports(
      collection,
      NAMES.map((name) => reportOf(name)),
    );
    const { facets } = await collection.queries.search(requestOf({ q: '垃圾分类' }));
    const counts = Object.fromEntries(
      facets.map(({ name, values }) => [
        name,
        values.map(({ value, count, reports }) => [value, count, reports]),
      ]),
    );
    expect(counts.year).toEqual([
      ['2024', 6, 6],
      ['2023', 6, 6],
    ]);
    expect(counts.role).toEqual([['plan', 12, 6]]);
    expect(counts.topic).toEqual([
      ['cityscape', 12, 6],
      ['ecology', 12, 6],
    ]);
  });
});

it('are known of a report whose paragraphs are in before it is recorded', async () => {
  collection = createTestCollection(1);
  await loadReports(collection, [reportOf('月桥'), reportOf('汀浦')]);
  const { engines, suffix, queries } = collection;
  const { id } = reportOf('月桥').report;
  for (const { url, writeKey } of engines) {
    const client = createClient(url, writeKey);
    await awaitTask(client, client.index(`reports${suffix}`).deleteDocument(id));
  }
  const { hits, totalReports } = await queries.search(requestOf({ q: '垃圾分类', group: 'report' }));
  expect(totalReports).toBe(2);
  expect(hits.map(({ reportId }) => reportId)).toContain(id);
  const { series } = await queries.trend({ ...requestOf({}), q: ['垃圾分类'] });
  expect(series[0]?.points.map(({ year, reports }) => [year, reports])).toEqual([
    [2023, 2],
    [2024, 2],
  ]);
});
