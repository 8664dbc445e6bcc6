import { describe, expect, it } from 'vitest';
import { findRepeats } from '../../../indexer/repeats/find-repeats.ts';
import { linePrintsOf } from '../../../indexer/repeats/line-prints.ts';

const SAME = '坚持党建引领基层治理，完善网格化管理、精细化服务、信息化支撑的治理平台。';
const counted = (households: string, tons: string): string =>
  `全年走访困难群众${households}户次，开展志愿服务活动，清运建筑垃圾和大件垃圾${tons}吨。`;

const report = (id: string, year: number, ...texts: string[]) => ({
  id,
  year,
  lines: linePrintsOf(texts.map((text) => ({ kind: text.length < 12 ? 'heading' : 'body', text }))),
});

describe('what is copied from year to year', () => {
  it('is told from what only has other figures, and from what is new', () => {
    const repeats = findRepeats([
      report('b', 2022, '一、基层治理', SAME, counted('1,240', '36.8')),
      report(
        'c',
        2023,
        '一、基层治理',
        '建成村级助餐点并由食堂统一配送，解决独居老人吃饭难题。',
        SAME,
        counted('980', '41'),
      ),
    ]);
    expect(repeats.get('b')).toBeUndefined();
    expect(repeats.get('c')).toEqual([
      { ordinal: 2, paragraphId: 'b-1', year: 2022, figuresChanged: false },
      { ordinal: 3, paragraphId: 'b-2', year: 2022, figuresChanged: true },
    ]);
  });

  it('is the same in other characters and punctuation', () => {
    const other = SAME.replace('，', ', ').replace('党', '黨').replace('。', '；');
    expect(findRepeats([report('a', 2021, SAME), report('b', 2022, other)]).get('b')).toMatchObject([
      { paragraphId: 'a-0', figuresChanged: false },
    ]);
  });

  it('is neither a heading nor a phrase that anybody would write', () => {
    const short = '各项工作有序推进，取得明显成效。';
    expect(
      findRepeats([report('a', 2021, '一、主要工作', short), report('b', 2022, '一、主要工作', short)]).size,
    ).toBe(0);
  });

  it('names the latest year, word for word before other figures, whatever the order', () => {
    const reports = [
      report('a', 2019, SAME, counted('10', '2')),
      report('b', 2020, counted('11', '2'), SAME),
      report('c', 2022, SAME, counted('10', '2')),
    ];
    const expected = new Map([
      [
        'b',
        [
          { ordinal: 0, paragraphId: 'a-1', year: 2019, figuresChanged: true },
          { ordinal: 1, paragraphId: 'a-0', year: 2019, figuresChanged: false },
        ],
      ],
      [
        'c',
        [
          { ordinal: 0, paragraphId: 'b-1', year: 2020, figuresChanged: false },
          { ordinal: 1, paragraphId: 'a-1', year: 2019, figuresChanged: false },
        ],
      ],
    ]);
    expect(findRepeats(reports)).toEqual(expected);
    expect(findRepeats([...reports].reverse())).toEqual(expected);
  });

  it('is nothing between the reports of one year', () => {
    expect(findRepeats([report('a', 2022, SAME), report('b', 2022, SAME)]).size).toBe(0);
  });
});
