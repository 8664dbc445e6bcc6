import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText } from '../../../src/text/fold.ts';
import { toUnits } from '../../../src/text/units.ts';
import { hanRun, reportText } from '../../support/arbitraries.ts';

const values = (text: string): string[] => toUnits(text).map(({ value }) => value);

describe('what a unit is', () => {
  it.each<[string, string, string[]]>([
    ['one Han character', '垃圾分类', ['垃', '圾', '分', '类']],
    ['a whole Latin run, lower case', '推广5G和GDP增长', ['推', '广', '5', 'g', '和', 'gdp', '增', '长']],
    ['a whole run of digits', '2022年', ['2022', '年']],
    ['a decimal', '增长36.8%', ['增', '长', '36.8', '%']],
    ['a decimal before a full stop', '增长36.8.', ['增', '长', '36.8', '.']],
    ['a number before a full stop', '共36.', ['共', '36', '.']],
    ['a date in numbers', '2024.3.1', ['2024', '.', '3', '.', '1']],
    ['a range in dots', '2021..2023', ['2021', '.', '.', '2023']],
    ['a dot before digits', '.5', ['.', '5']],
    ['a thousands mark', '1,234', ['1', ',', '234']],
    ['punctuation, one by one', '好！？', ['好', '!', '?']],
    ['full-width letters and digits', 'ＧＤＰ２０２２', ['gdp', '2022']],
    ['full-width decimal', '３６．８％', ['36.8', '%']],
    ['traditional characters', '經濟發展與環境', ['经', '济', '发', '展', '与', '环', '境']],
    ['circled and bracketed numbers', '①⑽', ['1', '(', '10', ')']],
    ['square metres', '㎡', ['m', '2']],
    ['Han characters beyond the basic plane', '𠮷野', ['𠮷', '野']],
    ['iteration mark and round zero', '二〇二二々', ['二', '〇', '二', '二', '々']],
    ['kana and hangul as letters', 'かな가', ['かな가']],
  ])('is %s', (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it.each([
    ['white space', '垃 圾\u3000分\n类\t处\u00a0理'],
    ['quotation marks', '“垃圾”《分类》‘处’"理"'],
    ['zero width characters and byte order marks', '垃\u200b圾\u200d分\ufeff类\u2060处理'],
    ['control characters', '垃\u0000圾\u0007分类\u009f处理'],
  ])('leaves out %s', (_, text) => {
    expect(values(text)).toEqual(Array.from('垃圾分类处理'));
  });

  it('lets white space separate runs of letters and digits', () => {
    expect(values('GDP CPI 20 22')).toEqual(['gdp', 'cpi', '20', '22']);
  });

  it('does not let what cannot be seen separate them', () => {
    expect(values('G\u200bDP 20\u00ad22 36\u200b.8')).toEqual(['gdp', '2022', '36.8']);
  });

  it('takes half of a surrogate pair for a mark and goes on', () => {
    expect(toUnits('好\ud842好').map(({ punctuation }) => punctuation)).toEqual([false, true, false]);
  });
});

describe('where a unit stands', () => {
  it('is exact in the original, whatever vanished or widened before it', () => {
    const text = '“ＧＤＰ” \u200b增长 ㎡𠮷36.8%';
    expect(toUnits(text).map(({ value, start, end }) => [value, text.slice(start, end)])).toEqual([
      ['gdp', 'ＧＤＰ'],
      ['增', '增'],
      ['长', '长'],
      ['m', '㎡'],
      ['2', '㎡'],
      ['𠮷', '𠮷'],
      ['36.8', '36.8'],
      ['%', '%'],
    ]);
  });

  it('tells the numbers of a date apart', () => {
    const text = '于2024.3.1起';
    expect(toUnits(text).map(({ start, end }) => text.slice(start, end))).toEqual(
      Array.from('于').concat(['2024', '.', '3', '.', '1', '起']),
    );
  });

  it('runs forward and stays inside, in any text', () => {
    fc.assert(
      fc.property(fc.oneof(reportText(), fc.string({ unit: 'binary' })), (text) => {
        const units = toUnits(text);
        const wrong = units.filter(
          ({ start, end, value }, n) =>
            value === '' || end <= start || end > text.length || start < (units[n - 1]?.start ?? 0),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('holds just what folding leaves, in order', () => {
    fc.assert(
      fc.property(fc.oneof(reportText(), fc.string({ unit: 'binary' })), (text) => {
        expect(values(text).join('')).toBe(normaliseText(text));
      }),
      { numRuns: 500 },
    );
  });

  it('folds each unit to its own value', () => {
    fc.assert(
      fc.property(reportText(), (text) => {
        const wrong = toUnits(text).filter(
          ({ value, start, end }) => !normaliseText(text.slice(start, end)).includes(value),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});

describe('folding', () => {
  it('is done once: folded text folds to itself', () => {
    fc.assert(
      fc.property(fc.oneof(reportText(), fc.string({ unit: 'grapheme' })), (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on what stands around', () => {
    fc.assert(
      fc.property(reportText(), hanRun(), reportText(), (before, han, after) => {
        expect(normaliseText(before + han + after)).toBe(normaliseText(before) + han + normaliseText(after));
      }),
    );
  });
});
