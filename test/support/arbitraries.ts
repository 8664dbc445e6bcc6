import fc from 'fast-check';

/** Few characters, so that pairs and phrases repeat by chance as they do in real reports. */
const HAN = Array.from('经济社会和发展垃圾分类处理工作');

/** What stands between words: marks, quotation marks, white space, things that cannot be seen. */
const BETWEEN = ['，', '。', '、', '；', '“', '”', '《', '》', ' ', '\u3000', '\n', '\u200b', '|', '%', '.'];

const RUNS = ['GDP', 'gdp', '5G', 'ABC', '2022', '202', '36.8', '36', '8', '２０２２', '①', '㎡', 'ⅷ'];

/** Characters that make trouble: beyond the basic plane, combining, traditional, half of a pair. */
const ODD = ['𠮷', '👍', 'e\u0301', '會', '經', '々', '〇', '\ud842', '\u202e', 'ß', 'İ', '가', 'Я'];

/** A run of Han characters. */
export const hanRun = (minLength = 1, maxLength = 12): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...HAN), { minLength, maxLength }).map((characters) => characters.join(''));

/** Text as it stands in a report, odder. */
export const reportText = (maxLength = 40): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...HAN) },
        { weight: 2, arbitrary: fc.constantFrom(...BETWEEN) },
        { weight: 1, arbitrary: fc.constantFrom(...RUNS) },
        { weight: 1, arbitrary: fc.constantFrom(...ODD) },
      ),
      { maxLength },
    )
    .map((parts) => parts.join(''));

/** Anything that can be typed or pasted into the box: its syntax, report text, and any Unicode at all. */
export const boxInput = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            ...[
              '"',
              '“',
              '”',
              '„',
              '「',
              '」',
              '『',
              '』',
              '＂',
              '-',
              '－',
              '|',
              '｜',
              '~',
              ' ~ ',
              '～',
              '{3}',
              '｛２｝',
              '{0}',
              ' ',
              '\u3000',
              ':',
              '：',
              '..',
            ],
            ...[
              '年份:',
              '机构:',
              '地区：',
              '主题:',
              '环节:',
              'year:',
              'Region:',
              'AND',
              'OR',
              'NOT',
              '*',
              '\\',
              '(',
              ')',
            ],
            ...['2021', '2021..2023', '1066', '城管', '安排', '"', 'a|b', '-x', '\u0000', '\u0001'],
          ),
          hanRun(1, 6),
          reportText(8),
        ),
        { maxLength: 14 },
      )
      .map((parts) => parts.join('')),
  );
