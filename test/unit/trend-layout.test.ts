import { expect, it } from 'vitest';
import { layOutTrend } from '../../web/charts/trend-layout.ts';
import type { TrendModel } from '../../web/charts/trend-model.ts';

const model = (measure: TrendModel['measure'], values: readonly number[]): TrendModel => ({
  measure,
  years: values.map((_, n) => ({ year: 2020 + n, held: null })),
  series: [
    {
      q: '垃圾分类',
      points: values.map((value, n) => ({
        ...{ year: 2020 + n, value },
        ...{ reports: 0, paragraphs: 0, occurrences: 0, reportsHeld: 0, characters: 0 },
      })),
    },
  ],
});
const namesOf = (measure: TrendModel['measure'], values: readonly number[]): string[] =>
  layOutTrend(model(measure, values), 'wide').ticks.map(({ text }) => text);

it('counts paragraphs on the axis in whole numbers, however few there are', () => {
  expect(namesOf('paragraphs', [1, 3])).toEqual(['0', '1', '2', '3']);
  expect(namesOf('paragraphs', [1_500, 4_000]).at(-1)).toBe('4,000');
});

it('names shares in per cent', () => {
  expect(namesOf('share', [0.1, 0.5])).toEqual(['0%', '10%', '20%', '30%', '40%', '50%']);
});

it('numbers the bars of reports held only where every bar has room for its number', () => {
  const heldOver = (years: number) =>
    layOutTrend(
      {
        ...model(
          'paragraphs',
          Array.from({ length: years }, () => 1),
        ),
        years: Array.from({ length: years }, (_, n) => ({
          year: 1960 + n,
          held: { year: 1960 + n, reports: n === years - 2 ? 18 : 16, characters: 1, paragraphs: 1 },
        })),
      },
      'narrow',
    );
  expect(heldOver(5)).toMatchObject({ numbered: true });
  expect(heldOver(60)).toMatchObject({ numbered: false, mostHeld: 18 });
});
