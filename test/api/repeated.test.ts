import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareAnswer } from '../../src/domain/compare.ts';
import type { ConcordanceAnswer } from '../../src/domain/concordance.ts';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import { address, countPlainly, holdPlainly } from '../support/count.ts';
import { countFacet, fromExportLine, idsOf, type PlainQuery, type Scanned, scan } from '../support/scan.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { readAll } from './counts.ts';
import { problemAt } from './problems.ts';

/** A street that says much the same three years running, beside the sample. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const SAME = '坚持党建引领社区治理，完善网格化管理、精细化服务、信息化支撑的治理平台。';
const FIGURES = (year: number): string =>
  `全年走访社区困难群众${year * 3}户次，开展志愿服务活动，化解邻里之间的矛盾纠纷。`;
const NEW: Readonly<Record<number, string>> = {
  2021: '启动老旧小区改造，社区加装电梯，修缮屋面，新增停车泊位和充电设施。',
  2022: '建成社区助餐点，由镇食堂统一配送，解决高龄独居老人的吃饭难题。',
  2023: '完成河道清淤疏浚，水质由劣五类提升到三类，沿岸绿道全线贯通。',
};

let collection: TestCollection;
let all: Scanned[];
let fresh: Scanned[];
beforeAll(async () => {
  collection = createTestCollection();
  for (const [year, text] of Object.entries(NEW))
    writeFileSync(
      join(folder, `月桥街道${year}年工作总结.txt`),
      [
        `澄州市月桥街道${year}年工作总结`,
        '一、主要工作',
        SAME,
        text,
        FIGURES(Number(year)),
        '月桥街道办事处',
      ].join('\n'),
    );
  await collection.load([SAMPLE, folder]);
  all = await readAll(collection);
  fresh = all.filter(({ repeatedFrom }) => repeatedFrom === null);
}, 60_000);
afterAll(async () => {
  await collection?.close();
  rmSync(folder, { recursive: true, force: true });
});

const QUERY: PlainQuery = { all: [['社区']], none: [] };
const ask = async <T>(path: string, params: Record<string, string | readonly string[]>): Promise<T> => {
  const { status, body } = await collection.get(address(path, params));
  expect(status).toBe(200);
  return body as T;
};
const readText = async (path: string): Promise<string> => (await collection.app.request(path)).text();
const reportsIn = (paragraphs: readonly Scanned[]): number =>
  new Set(paragraphs.map(({ reportId }) => reportId)).size;

describe('repeated=hide', () => {
  it('leaves out what was copied, and by default nothing is', async () => {
    expect(all.length - fresh.length).toBeGreaterThanOrEqual(4);
    for (const [repeated, expected] of [
      ['hide', scan(fresh, QUERY)],
      ['show', scan(all, QUERY)],
    ] as const) {
      const answer = await ask<SearchAnswer>('/api/search', { q: '社区', repeated, pageSize: '100' });
      expect([answer.total, answer.totalReports]).toEqual([expected.length, reportsIn(expected)]);
      for (const { name, values } of answer.facets)
        for (const { value, count, reports } of values)
          expect({ count, reports }, `${name} ${value}`).toEqual(countFacet(name, expected).get(value));
    }
    const plain = await ask<SearchAnswer>('/api/search', { q: '社区' });
    expect(plain.total).toBe(scan(all, QUERY).length);
  });

  it('holds in smart mode, for alternatives and for reports one by one', async () => {
    for (const params of [{ mode: 'smart' }, { q: '社区|河道' }, { group: 'report' }]) {
      const answer = await ask<SearchAnswer>('/api/search', {
        q: '社区',
        repeated: 'hide',
        pageSize: '100',
        ...params,
      });
      expect(answer.hits.length).toBeGreaterThan(0);
      expect(answer.hits.filter(({ repeatedFrom }) => repeatedFrom !== null)).toEqual([]);
    }
  });

  it('is obeyed by exports, concordance and feed', async () => {
    const expected = scan(fresh, QUERY);
    const lines = (await readText('/api/export?q=社区&repeated=hide')).trim().split('\n');
    expect(idsOf(lines.map(fromExportLine))).toEqual(idsOf(expected));
    expect(
      (await readText('/api/export?q=社区&repeated=hide&format=csv')).match(/repeated=hide/),
    ).not.toBeNull();
    const { total } = await ask<ConcordanceAnswer>('/api/concordance', { q: '社区', repeated: 'hide' });
    expect(total).toBe(countPlainly(fresh, QUERY).occurrences);
    const feed = await readText('/feed.atom?q=网格化管理&repeated=hide');
    expect(feed.match(/<entry>/g)).toHaveLength(1);
    expect(feed).toContain('略去照搬的段落');
    expect((await readText('/feed.atom?q=网格化管理')).match(/<entry>/g)).toHaveLength(3);
  });

  it('changes trend and comparison above and below the line', async () => {
    const trend = await ask<TrendAnswer>('/api/trend', { q: '社区', repeated: 'hide' });
    for (const [n, { year, ...counted }] of trend.series[0]!.points.entries()) {
      const ofYear = fresh.filter((paragraph) => paragraph.year === year);
      expect({ year, ...counted }).toEqual({ year, ...countPlainly(ofYear, QUERY) });
      expect(trend.totals[n]).toEqual({
        year,
        paragraphs: ofYear.length,
        reports: reportsIn(ofYear),
        characters: holdPlainly(ofYear).characters,
      });
    }
    const { cells } = await ask<CompareAnswer>('/api/compare', { q: '社区', cols: 'role', repeated: 'hide' });
    for (const { row, col, paragraphs, occurrences, reports, characters } of cells) {
      const held = fresh.filter(({ report, role }) => report.institution === row && role === col);
      expect({ paragraphs, occurrences, reports, characters }, `${row} ${col}`).toEqual({
        ...countPlainly(held, QUERY),
        characters: holdPlainly(held).characters,
      });
    }
  });

  it('goes with other filters, and is refused where it is something else', async () => {
    const { total } = await ask<SearchAnswer>('/api/search', { q: '社区', year: '2022', repeated: 'hide' });
    expect(total).toBe(scan(fresh, QUERY).filter(({ year }) => year === 2022).length);
    expect(await problemAt(collection.app, '/api/search?repeated=x', 400)).toMatchObject({
      parameter: 'repeated',
    });
  });

  it('is a switch among the filters of every page, a chip, and part of each address', async () => {
    for (const path of ['/', '/trend', '/compare', '/concordance']) {
      const off = await readText(`${path}?q=社区`);
      expect(off, path).toMatch(/href="[^"]*repeated=hide"[^>]*data-key="repeated:hide"/);
      const on = await readText(`${path}?q=社区&repeated=hide`);
      expect(on, path).toMatch(/class="chip"[^>]*>.*?略去照搬往年的段落/s);
      expect(on, path).toMatch(/aria-current="true"[^>]*data-key="repeated:hide"/);
      const [views = ''] = on.match(/<nav class="views".*?<\/nav>/s) ?? [];
      expect(views.match(/href="[^"]*repeated=hide/g), path).toHaveLength(4);
      for (const [, href] of on.matchAll(/href="(\/(?:api|feed|trend\.svg|compare\.svg)[^"]*q=[^"]*)"/g))
        expect(href, path).toContain('repeated=hide');
    }
  });
});
