import { describe, expect, it } from 'vitest';
import { countReports } from '../../src/search/meilisearch/reports-per-value.ts';

const FACETS = ['yearInReport', 'topicInReport'];
const counted = (answer: unknown): unknown =>
  JSON.parse(countReports(Buffer.from(JSON.stringify(answer)), FACETS).toString());

describe('reports per value', () => {
  it('are counted, and all else stays as it was', () => {
    const rest = { regionPaths: { 沧澜省: 3, '沧澜省/汀浦市': 2 }, reportId: { aaaa: 1, bbbb: 2 } };
    expect(
      counted({
        results: [
          {
            hits: [{ id: 'aaaa-1', text: '垃圾分类“全覆盖”' }],
            facetDistribution: {
              ...rest,
              topicInReport: { 'eco/aaaa': 7, 'eco/bbbb': 1, 'edu/aaaa': 2 },
              yearInReport: { '2021/aaaa': 1, '2022/aaaa': 1, '2022/bbbb': 12 },
            },
          },
          { hits: [], facetDistribution: { yearInReport: { '1998/cccc': 1 }, topicInReport: {} } },
        ],
      }),
    ).toEqual({
      results: [
        {
          hits: [{ id: 'aaaa-1', text: '垃圾分类“全覆盖”' }],
          facetDistribution: {
            ...rest,
            topicInReport: { eco: 2, edu: 1 },
            yearInReport: { 2021: 1, 2022: 2 },
          },
        },
        { hits: [], facetDistribution: { yearInReport: { 1998: 1 }, topicInReport: {} } },
      ],
    });
  });

  it('are not seen in a text that looks like them', () => {
    const text = '"yearInReport":{"2021/aaaa":1,"2021/bbbb":1}';
    const answer = { hits: [{ text }, { text: JSON.stringify({ text }) }] };
    expect(counted(answer)).toEqual(answer);
  });

  it('are the same in whatever order they come', () => {
    expect(counted({ yearInReport: { '2021/a': 1, '2022/a': 1, '2021/b': 1 } })).toEqual({
      yearInReport: { 2021: 2, 2022: 1 },
    });
  });
});
