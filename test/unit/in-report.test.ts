import { describe, expect, it } from 'vitest';
import { ROLE_CODES } from '../../src/domain/role.ts';
import { TOPIC_CODES } from '../../src/domain/topic.ts';
import { countReports } from '../../src/search/meilisearch/count-reports.ts';
import { FIELDS_IN_REPORT, splitInReport, valuesInReport } from '../../src/search/meilisearch/in-report.ts';
import type { InnerFacet } from '../../src/search/ports.ts';

const counted = (answer: unknown): unknown =>
  JSON.parse(countReports(Buffer.from(JSON.stringify(answer)), Object.values(FIELDS_IN_REPORT)).toString());

type Said = Parameters<typeof valuesInReport>[1];
const nothing: Said = { year: null, role: 'other', topics: [] };

/** A facet as the engine counts it: each value with the number of its paragraphs. */
const facetOf = (field: string, paragraphs: readonly [number, Partial<Said>][]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [reportNumber, said] of paragraphs)
    for (const value of valuesInReport(reportNumber, { ...nothing, ...said })[field] ?? [])
      counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

describe('values in a report', () => {
  it('are numbers that say which report and which value', () => {
    const values: [InnerFacet, string, Partial<Said>][] = [
      ...[1949, 2025, 2100].map((year) => ['year', String(year), { year }] as [InnerFacet, string, Said]),
      ...ROLE_CODES.map((role) => ['role', role, { role }] as [InnerFacet, string, Said]),
      ...TOPIC_CODES.map((topic) => ['topic', topic, { topics: [topic] }] as [InnerFacet, string, Said]),
    ];
    for (const [facet, value, said] of values)
      for (const reportNumber of [1, 255, 256, 9_272, 10_000_000]) {
        const [number] = valuesInReport(reportNumber, { ...nothing, ...said })[FIELDS_IN_REPORT[facet]] ?? [];
        expect(splitInReport(facet, number!)).toEqual({ value, reportNumber });
      }
  });

  it('are none where a paragraph has no year and no topic', () => {
    expect(valuesInReport(7, nothing)).toMatchObject({ yearInReport: [], topicInReport: [] });
  });
});

describe('reports per value', () => {
  it('are counted, and all else stays as it was', () => {
    const rest = { regionPaths: { 沧澜省: 3, '沧澜省/汀浦市': 2 }, reportNumber: { 1: 1, 2: 2 } };
    const topics = facetOf('topicInReport', [
      [1, { topics: ['ecology', 'education'] }],
      [1, { topics: ['ecology'] }],
      [2, { topics: ['ecology'] }],
    ]);
    const years = facetOf('yearInReport', [
      [1, { year: 2021 }],
      [1, { year: 2022 }],
      [2, { year: 2022 }],
    ]);
    const hits = [{ id: 'aaaa-1', text: '垃圾分类“全覆盖”' }];
    const [other] = Object.entries(facetOf('yearInReport', [[3, { year: 1998 }]]));
    expect(
      counted({
        results: [
          { hits, facetDistribution: { ...rest, topicInReport: topics, yearInReport: years } },
          {
            hits: [],
            facetDistribution: { yearInReport: Object.fromEntries([other ?? []]), topicInReport: {} },
          },
        ],
      }),
    ).toEqual({
      results: [
        {
          hits,
          facetDistribution: {
            ...rest,
            topicInReport: { ecology: 2, education: 1 },
            yearInReport: { 2021: 1, 2022: 2 },
          },
        },
        { hits: [], facetDistribution: { yearInReport: { 1998: 1 }, topicInReport: {} } },
      ],
    });
  });

  it('are not seen in a text that looks like them', () => {
    const text = '"yearInReport":{"256":1,"512":1}';
    const answer = { hits: [{ text }, { text: JSON.stringify({ text }) }] };
    expect(counted(answer)).toEqual(answer);
  });

  it('are the same in whatever order they come', () => {
    const years = facetOf('yearInReport', [
      [2, { year: 2021 }],
      [1, { year: 2022 }],
      [1, { year: 2021 }],
    ]);
    const backwards = Object.entries(years)
      .reverse()
      .map(([key, count]) => `"${key}":${count}`);
    const answer = Buffer.from(`{"yearInReport":{${backwards.join()}}}`);
    expect(JSON.parse(countReports(answer, ['yearInReport']).toString())).toEqual({
      yearInReport: { 2021: 2, 2022: 1 },
    });
  });
});
