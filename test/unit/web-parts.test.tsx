import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FacetValue } from '../../src/domain/facet.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import { countMatches, firstInContext, layOutMap } from '../../web/parts/matches.ts';
import { listOutline } from '../../web/parts/outline.ts';
import { pageNumbers } from '../../web/parts/paging.tsx';
import { layOutRegions, type RegionNode } from '../../web/parts/region-tree.ts';
import { alignByYear, gapAt } from '../../web/parts/years.ts';

const region = (value: string, count: number): FacetValue => ({
  value,
  label: value,
  count,
  reports: 1,
  selected: false,
});

const paragraph = (ordinal: number, rest: Partial<ReadParagraph>): ReadParagraph => ({
  id: `0000000000000000-${ordinal}`,
  reportId: '0000000000000000',
  ordinal,
  kind: 'body',
  headingLevel: null,
  text: '文',
  headings: [],
  role: 'other',
  year: null,
  topics: [],
  continued: false,
  page: null,
  repeatedFrom: null,
  fragments: [{ text: '文', match: false }],
  links: { paragraph: '', permalink: '', source: null },
  ...rest,
});

describe('the region tree', () => {
  const values = [
    region('浙江省', 9),
    region('江苏省', 12),
    region('浙江省/宁波市', 5),
    region('浙江省/杭州市', 4),
    region('浙江省/宁波市/海曙区', 5),
    region('江苏省/苏州市', 12),
  ];
  /** `+` before a branch that is open. */
  const draw = (nodes: readonly RegionNode[], depth = 0): string[] =>
    nodes.flatMap(({ name, children, open }) => [
      `${'-'.repeat(depth)}${open ? '+' : ''}${name}`,
      ...draw(children, depth + 1),
    ]);
  const show = (selected: string | null) => draw(layOutRegions(values, (path) => path === selected));

  it('hangs each region below its parent, each level by count', () => {
    expect(show(null)).toEqual(['江苏省', '-+苏州市', '浙江省', '-宁波市', '--+海曙区', '-杭州市']);
  });

  it('opens what leads to the selected region', () => {
    expect(show('浙江省/宁波市')).toEqual([
      '江苏省',
      '-+苏州市',
      '+浙江省',
      '-+宁波市',
      '--+海曙区',
      '-杭州市',
    ]);
  });

  it('says how many of a branch are not listed', () => {
    const [root] = layOutRegions(
      [{ ...region('浙江省', 9), below: 11 }, region('浙江省/宁波市', 5)],
      () => false,
    );
    expect(root?.missing).toBe(10);
  });

  it('hangs a region whose parent is not listed under the nearest one that is', () => {
    const rows = layOutRegions([region('浙江省', 2), region('浙江省/宁波市/海曙区', 2)], () => false);
    expect(draw(rows)).toEqual(['+浙江省', '-+宁波市 › 海曙区']);
  });
});

describe('page numbers', () => {
  it('leave out the middle, but never a single page', () => {
    expect(pageNumbers(1, 3)).toEqual([1, 2, 3]);
    expect(pageNumbers(6, 20)).toEqual([1, null, 4, 5, 6, 7, 8, null, 20]);
    expect(pageNumbers(5, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('hold the first, the last and the current page, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b) => {
        const [current, last] = a < b ? [a, b] : [b, a];
        const pages = pageNumbers(current, last).filter((page) => page !== null);
        expect(pages[0]).toBe(1);
        expect(pages.at(-1)).toBe(last);
        expect(pages).toContain(current);
        expect(pages).toEqual([...new Set(pages)].toSorted((x, y) => x - y));
      }),
    );
  });
});

describe('matches of a report', () => {
  const hit = { text: '养老', match: true };
  const gap = { text: '，', match: false };
  const paragraphs = [
    paragraph(0, { kind: 'heading', headingLevel: 1, text: '一、回顾', role: 'achievement', year: 2022 }),
    paragraph(1, { fragments: [hit, gap, hit], role: 'achievement', year: 2022 }),
    paragraph(2, { kind: 'heading', headingLevel: 2, text: '（一）民生', role: 'achievement', year: 2022 }),
    paragraph(3, { fragments: [gap] }),
    paragraph(4, { fragments: [hit] }),
  ];

  it('are numbered through', () => {
    const { total, ordinals, first } = countMatches(paragraphs);
    expect(total).toBe(3);
    expect(ordinals).toEqual([1, 4]);
    expect([...first]).toEqual([
      [1, 1],
      [4, 3],
    ]);
  });

  it('are counted by heading, which names role and year where they turn', () => {
    expect(listOutline(paragraphs).map(({ text, turns, matched }) => [text, turns, matched])).toEqual([
      ['一、回顾', true, 1],
      ['（一）民生', false, 1],
    ]);
  });

  it('are counted by the headings that text goes on behind, too: 136 paragraphs have more than five', () => {
    const under = { headings: ['二、安排'], role: 'plan' as const };
    const outline = listOutline([
      paragraph(0, { kind: 'heading', headingLevel: 2, text: '二、安排', role: 'plan' }),
      paragraph(1, { ...under, text: '（一）稳住经济大盘。依托区位优势。' }),
      paragraph(2, { ...under, text: '（二）保障和改善民生。坚持尽力而为。', fragments: [hit] }),
      paragraph(3, { ...under, text: '促进就业。要落实政策。', fragments: [hit] }),
      paragraph(4, { ...under, text: '（三）任务：甲；乙。' }),
      paragraph(5, { ...under, text: '（四）接上一行。', continued: true }),
      paragraph(6, { text: '（一）没有标题的清单。' }),
    ]);
    expect(outline.map(({ text, level, matched }) => [text, level, matched])).toEqual([
      ['二、安排', 2, 0],
      ['（一）稳住经济大盘', 3, 0],
      ['（二）保障和改善民生', 3, 2],
    ]);
  });

  it('leave the title of a report unlabelled, which is of no section though its year is known', () => {
    const title = paragraph(0, { kind: 'heading', headingLevel: 1, text: '2022年工作总结', year: 2022 });
    const outline = listOutline([title, ...paragraphs.map((each, n) => ({ ...each, ordinal: n + 1 }))]);
    expect(outline.map(({ text, turns }) => [text, turns])).toEqual([
      ['2022年工作总结', false],
      ['一、回顾', true],
      ['（一）民生', false],
    ]);
  });

  it('know the matched paragraphs before and after', () => {
    expect(countMatches(paragraphs).around.get(1)).toEqual({ before: null, after: 4 });
  });

  it('stand on the map where they stand in the report, over the roles', () => {
    const { bands, cells } = layOutMap(paragraphs, countMatches(paragraphs));
    expect(bands.map(({ role }) => role)).toEqual(['achievement', 'other']);
    expect(bands[0]?.to).toBe(bands[1]?.from);
    expect(bands[1]?.to).toBe(1);
    expect(cells.map(({ ordinal }) => ordinal)).toEqual([1, 4]);
    for (const { from, to } of cells) expect(to - from).toBeCloseTo(1 / 120);
  });

  it('share a place on the map where there are more than it has places', () => {
    const many = Array.from({ length: 2_000 }, (_, n) => paragraph(n, { fragments: [hit] }));
    const { cells } = layOutMap(many, countMatches(many));
    expect(cells).toHaveLength(120);
    expect(cells.reduce((sum, cell) => sum + cell.paragraphs, 0)).toBe(2_000);
  });

  it('are listed with a little of what stands around the first', () => {
    const long = { text: '甲'.repeat(50), match: false };
    expect(firstInContext([long, hit, long, hit]).map(({ text }) => text)).toEqual([
      `…${'甲'.repeat(12)}`,
      '养老',
      `${'甲'.repeat(28)}…`,
    ]);
    expect(firstInContext([hit]).map(({ text }) => text)).toEqual(['', '养老', '']);
    expect(firstInContext([gap])).toEqual([]);
  });
});

describe('reports by year', () => {
  it('keep every year between, so that a missing report is seen', () => {
    const of = (reportYear: number | null, name: string) => ({ reportYear, name });
    const { years, undated } = alignByYear([of(2021, '甲'), of(2024, '乙'), of(null, '丙'), of(2024, '丁')]);
    expect(years.map(({ year, reports }) => [year, reports.map(({ name }) => name).join('')])).toEqual([
      [2024, '乙丁'],
      [2023, ''],
      [2022, ''],
      [2021, '甲'],
    ]);
    expect(undated.map(({ name }) => name)).toEqual(['丙']);
    expect(alignByYear([])).toEqual({ years: [], undated: [] });
  });

  it('takes years without a report that follow each other together', () => {
    const { years } = alignByYear([2024, 2022, 1958].map((reportYear) => ({ reportYear })));
    expect(years.flatMap((_, at) => gapAt(years, at) ?? [])).toEqual([2023, 2023, 1959, 2021]);
  });
});
