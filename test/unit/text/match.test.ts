import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText } from '../../../src/text/fold.ts';
import { containsPhrase, findPhrase, matchRanges } from '../../../src/text/match.ts';
import { toUnits } from '../../../src/text/units.ts';
import { hanRun, reportText } from '../../support/arbitraries.ts';

const phraseOf = (text: string): string[] => toUnits(text).map(({ value }) => value);
const contains = (text: string, phrase: string): boolean => containsPhrase(toUnits(text), phraseOf(phrase));
const matched = (text: string, ...phrases: string[]): string[] =>
  matchRanges(toUnits(text), phrases.map(phraseOf)).map(({ start, end }) => text.slice(start, end));

describe('whether a text contains a phrase', () => {
  it('is what String.includes says of the folded text, for phrases of Han characters', () => {
    let found = 0;
    fc.assert(
      fc.property(reportText(60), hanRun(1, 4), (text, phrase) => {
        const answer = contains(text, phrase);
        if (answer) found++;
        expect(answer).toBe(normaliseText(text).includes(phrase));
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('is true of every piece cut from the text between units', () => {
    fc.assert(
      fc.property(reportText(), fc.nat(), fc.nat(), (text, a, b) => {
        const units = toUnits(text);
        fc.pre(units.length > 0);
        const [from, to] = [a % units.length, b % units.length].sort((x, y) => x - y);
        expect(
          containsPhrase(
            units,
            units.slice(from, to! + 1).map(({ value }) => value),
          ),
        ).toBe(true);
      }),
    );
  });

  it.each([
    ['2022年', '202', false],
    ['2022年', '2022', true],
    ['增长36.8%', '36', false],
    ['增长36.8%', '6.8', false],
    ['增长36.8%', '36.8%', true],
    ['推广ABCD', 'ABC', false],
    ['推广5G', '5g', true],
    ['垃圾，分类', '垃圾分类', false],
    ['垃圾，分类', '垃圾，分类', true],
    ['垃圾,分类', '垃圾，分类', true],
    ['《垃圾》“分类”', '垃圾分类', true],
    ['垃 圾\n分类', '垃圾分类', true],
    ['垃圾分類', '垃圾分类', true],
    ['和经济相关的经济社会', '和经济社会', false],
  ])('%s: %s → %s', (text, phrase, expected) => {
    expect(contains(text, phrase)).toBe(expected);
  });

  it('is false of nothing', () => {
    expect(containsPhrase(toUnits('垃圾'), [])).toBe(false);
    expect(findPhrase(toUnits('垃圾'), [])).toEqual([]);
    expect(contains('', '垃圾')).toBe(false);
  });

  it('agrees with where the phrase is found', () => {
    fc.assert(
      fc.property(reportText(60), hanRun(1, 4), (text, phrase) => {
        const units = toUnits(text);
        expect(containsPhrase(units, phraseOf(phrase))).toBe(findPhrase(units, phraseOf(phrase)).length > 0);
      }),
    );
  });
});

describe('occurrences', () => {
  it('do not overlap', () => {
    expect(findPhrase(toUnits('工工工工工'), ['工', '工'])).toEqual([0, 2]);
    expect(findPhrase(toUnits('和和经济'), ['和', '经', '济'])).toEqual([1]);
  });
});

describe('the characters that matched', () => {
  it('take in what vanished inside an occurrence, not what stands around it', () => {
    expect(matched('推进“垃 圾”分\u200b类，', '垃圾分类')).toEqual(['垃 圾”分\u200b类']);
    expect(matched('推进“垃圾分类”工作', '垃圾分类')).toEqual(['垃圾分类']);
  });

  it('are merged where they overlap and kept apart where they touch', () => {
    expect(matched('垃圾分类处理', '垃圾分', '分类')).toEqual(['垃圾分类']);
    expect(matched('垃圾分类', '垃圾', '分类')).toEqual(['垃圾', '分类']);
  });

  it('are in order, apart from each other, and each holds one of the phrases', () => {
    fc.assert(
      fc.property(reportText(60), fc.array(hanRun(1, 3), { maxLength: 4 }), (text, phrases) => {
        const ranges = matchRanges(toUnits(text), phrases.map(phraseOf));
        for (const [n, { start, end }] of ranges.entries()) {
          expect(start).toBeGreaterThanOrEqual(ranges[n - 1]?.end ?? 0);
          const piece = normaliseText(text.slice(start, end));
          expect(phrases.some((phrase) => piece.includes(phrase))).toBe(true);
        }
        const any = phrases.some((phrase) => contains(text, phrase));
        expect(ranges.length > 0).toBe(any);
      }),
    );
  });

  it('cover every occurrence', () => {
    fc.assert(
      fc.property(hanRun(0, 30), hanRun(1, 3), (text, phrase) => {
        const ranges = matchRanges(toUnits(text), [phraseOf(phrase)]);
        const expected: string[] = [];
        for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length))
          expected.push(phrase);
        expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
      }),
    );
  });
});
