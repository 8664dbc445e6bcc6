import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Filters, NO_FILTERS } from '../../src/domain/query.ts';
import { ROLE_CODES } from '../../src/domain/role.ts';
import { TOPIC_CODES } from '../../src/domain/topic.ts';
import {
  fromHeldDocument,
  holdUnder,
  packHoldings,
  withoutParagraphs,
} from '../../src/search/meilisearch/holdings.ts';
import type { Holding } from '../../src/search/ports.ts';

const paragraph = fc.record({
  year: fc.option(fc.integer({ min: 2020, max: 2024 })),
  role: fc.constantFrom(...ROLE_CODES),
  topics: fc.subarray([...TOPIC_CODES.slice(0, 2), ...TOPIC_CODES.slice(-2)]),
  text: fc.constantFrom('垃圾分类', '𠮷野家', '老旧小区改造，加装电梯'),
});
const year = fc.option(fc.integer({ min: 2019, max: 2025 }));
const filters: fc.Arbitrary<Filters> = fc
  .record({
    year: fc.subarray([2020, 2022, 2025]),
    yearFrom: year,
    yearTo: year,
    role: fc.subarray([...ROLE_CODES]),
    topic: fc.subarray([...TOPIC_CODES.slice(0, 1), ...TOPIC_CODES.slice(-2)]),
  })
  .map((some) => ({ ...NO_FILTERS, ...some }));

type Paragraph = Parameters<typeof packHoldings>[0][number];
const held = (paragraphs: readonly Paragraph[]) =>
  fromHeldDocument({
    id: 'r',
    institution: null,
    region: [],
    level: null,
    sortDay: 0,
    holdings: packHoldings(paragraphs),
  });
/** What a reader would count, one paragraph after the other. */
const isUnder = ({ year, role, topics }: Paragraph, { yearFrom, yearTo, ...wanted }: Filters): boolean =>
  (wanted.year.length === 0 || (year !== null && wanted.year.includes(year))) &&
  (yearFrom === null || (year !== null && year >= yearFrom)) &&
  (yearTo === null || (year !== null && year <= yearTo)) &&
  (wanted.role.length === 0 || wanted.role.includes(role)) &&
  (wanted.topic.length === 0 || topics.some((topic) => wanted.topic.includes(topic)));
const sums = (entries: Iterable<readonly [key: string, paragraphs: number, characters: number]>) => {
  const by: Record<string, [number, number]> = {};
  for (const [key, paragraphs, characters] of entries) {
    const [p, c] = by[key] ?? [0, 0];
    by[key] = [p + paragraphs, c + characters];
  }
  return by;
};
const keyOf = ({ year, role, topics }: Omit<Holding, 'paragraphs' | 'characters'>): string =>
  `${year} ${role} ${[...topics].sort()}`;
const counted = (paragraphs: readonly Paragraph[], under: Filters) =>
  sums(
    paragraphs
      .filter((one) => isUnder(one, under))
      .map((one) => [keyOf(one), 1, Array.from(one.text).length] as const),
  );
const answered = (reports: ReturnType<typeof holdUnder>) =>
  sums(
    reports.flatMap(({ holdings }) =>
      [...holdings].map((one) => [keyOf(one), one.paragraphs, one.characters] as const),
    ),
  );

describe('what a report holds', () => {
  it('is what its paragraphs are, under any filters', () => {
    fc.assert(
      fc.property(fc.array(paragraph), filters, (paragraphs, under) => {
        expect(answered(holdUnder([held(paragraphs)], under))).toEqual(counted(paragraphs, under));
      }),
    );
  });

  it('can be gone through again', () => {
    const [report] = holdUnder(
      [held([{ year: 2023, role: 'plan', topics: ['ecology'], text: '垃圾分类' }])],
      NO_FILTERS,
    );
    expect([...report!.holdings]).toEqual([...report!.holdings]);
    expect([...report!.holdings]).toHaveLength(1);
  });

  it('is less without some of its paragraphs', () => {
    fc.assert(
      fc.property(fc.array(paragraph), fc.array(paragraph), (left, gone) => {
        const without = withoutParagraphs(held([...left, ...gone]), gone);
        expect(answered(holdUnder([without], NO_FILTERS))).toEqual(counted(left, NO_FILTERS));
      }),
    );
  });

  it('is nothing where no paragraph is under the filters', () => {
    const report = held([{ year: null, role: 'other', topics: [], text: '垃圾分类' }]);
    expect(holdUnder([report], { ...NO_FILTERS, yearTo: 2024 })).toEqual([]);
  });
});
