import { describe, expect, it } from 'vitest';
import { countHeld } from '../../src/queries/overview.ts';
import type { HeldReport } from '../../src/search/ports.ts';

let id = 0;
const held = (region: string, years: readonly (number | null)[], level = '市'): HeldReport => ({
  id: `${id++}`,
  institution: null,
  region: region === '' ? [] : region.split('/'),
  level,
  day: 0,
  holdings: years.map((year) => ({ year, role: 'other', topics: [], paragraphs: 1, characters: 1 })),
});
const show = (rows: ReturnType<typeof countHeld>) =>
  rows.map(({ region, reports }) => `${region} ${reports}`);

describe('reports held by place and year', () => {
  it('are counted by province, the places below included, each report once a year', () => {
    const rows = countHeld([
      held('浙江省/宁波市', [2022, 2022, 2023, null]),
      held('浙江省', [2023]),
      held('江苏省', [2023]),
      held('云南省', []),
      held('', [2020], '国家'),
    ]);
    expect(show(rows)).toEqual(
      ['浙江省 2', '', '云南省', '江苏省'].map((row) => (/\d/.test(row) ? row : `${row} 1`)),
    );
    expect([...rows[0]!.years]).toEqual([
      [2022, 1],
      [2023, 2],
    ]);
  });

  it('of few provinces are laid out by their cities, each below its own', () => {
    const rows = countHeld([
      held('浙江省/宁波市', [2022]),
      held('浙江省/杭州市', [2022]),
      held('浙江省/杭州市', [2023]),
      held('江苏省/苏州市', [2022]),
    ]);
    expect(show(rows)).toEqual([
      '浙江省 3',
      '浙江省/杭州市 2',
      '浙江省/宁波市 1',
      '江苏省 1',
      '江苏省/苏州市 1',
    ]);
  });

  it('of a place that is not known are left out rather than guessed', () => {
    expect(countHeld([held('', [2022], '部门')])).toEqual([]);
  });
});
