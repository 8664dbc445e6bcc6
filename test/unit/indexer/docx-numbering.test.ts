import { describe, expect, it } from 'vitest';
import {
  chineseNumber,
  createNumbering,
  type NumberingList,
} from '../../../indexer/readers/docx-numbering.ts';

const list = (levels: [string, string, number?][], restarts: [number, number][] = []): NumberingList => ({
  abstractId: 'a',
  levels: new Map(levels.map(([format, text, start = 1], level) => [level, { format, text, start }])),
  restarts: new Map(restarts),
});

describe('chineseNumber', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [101, '一百零一'],
    [110, '一百一十'],
    [1002, '一千零二'],
    [9999, '九千九百九十九'],
    [0, '0'],
    [10000, '10000'],
  ])('%i is %s', (n, text) => {
    expect(chineseNumber(n)).toBe(text);
  });
});

describe('createNumbering', () => {
  it('counts each level, and begins the smaller anew under the next larger', () => {
    const numberOf = createNumbering(
      new Map([
        [
          '1',
          list([
            ['chineseCounting', '%1、'],
            ['chineseCounting', '（%2）'],
            ['decimal', '%3.'],
          ]),
        ],
      ]),
    );
    expect([0, 1, 1, 2, 2, 0, 1, 2].map((level) => numberOf('1', level))).toEqual([
      '一、',
      '（一）',
      '（二）',
      '1.',
      '2.',
      '二、',
      '（一）',
      '1.',
    ]);
  });

  it('goes on over lists of one definition, unless one restarts', () => {
    const shape = list([['decimal', '%1.']]);
    const numberOf = createNumbering(
      new Map([
        ['1', shape],
        ['2', shape],
        ['3', list([['decimal', '%1.']], [[0, 1]])],
      ]),
    );
    expect([numberOf('1', 0), numberOf('2', 0), numberOf('3', 0), numberOf('3', 0)]).toEqual([
      '1.',
      '2.',
      '1.',
      '2.',
    ]);
  });

  it('writes letters, circles, stems and roman numbers, and nothing for bullets', () => {
    const formats = [
      'lowerLetter',
      'decimalEnclosedCircle',
      'ideographTraditional',
      'upperRoman',
      'bullet',
      'none',
    ];
    const numberOf = createNumbering(
      new Map(formats.map((format, i) => [format, { ...list([[format, '%1', 4]]), abstractId: String(i) }])),
    );
    expect(formats.map((format) => numberOf(format, 0))).toEqual(['d', '④', '丁', 'IV', '', '']);
    expect(numberOf('unknown', 0)).toBe('');
  });
});
