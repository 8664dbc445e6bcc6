import { describe, expect, it } from 'vitest';
import { isOneEdit } from '../../../src/text/edits.ts';
import { logLikelihood } from '../../../src/text/log-likelihood.ts';
import { foldPinyin, isPinyinLike, loadPinyin, spell } from '../../../src/text/pinyin.ts';

describe('what letters spell', () => {
  it.each([
    ['ljfl', 'whole'],
    ['lajifenlei', 'whole'],
    ['ljfenl', 'whole'],
    ['lajif', 'beginning'],
    ['l', 'beginning'],
    ['ljflx', null],
    ['jifenlei', null],
  ])('%s: %s', async (letters, spelling) => {
    const toSyllables = await loadPinyin();
    expect(spell(letters, toSyllables('垃圾分类'))).toBe(spelling);
  });

  it('knows words of several readings by the word', async () => {
    const toSyllables = await loadPinyin();
    expect(toSyllables('重庆银行').join(' ')).toBe('chong qing yin hang');
    expect(toSyllables('绿色')[0]).toBe('lv');
  });

  it('is told from other text', () => {
    expect(['ljfl', "xi'an", 'GDP'].map(isPinyinLike)).toEqual([true, true, true]);
    expect(['', '垃圾', 'a1', '5g', 'a b'].map(isPinyinLike)).toEqual([false, false, false, false, false]);
    expect(foldPinyin("Xi'An")).toBe('xian');
  });
});

describe('log-likelihood', () => {
  it('is nothing where shares are equal, and what is published for a table', () => {
    expect(logLikelihood(10, 100, 90, 900)).toBeCloseTo(0, 9);
    // 2 Σ O ln(O/E) over the table 30, 70, 10, 890 by hand: E = 4, 96, 36, 864.
    const byHand =
      2 *
      (30 * Math.log(30 / 4) + 70 * Math.log(70 / 96) + 10 * Math.log(10 / 36) + 890 * Math.log(890 / 864));
    expect(logLikelihood(30, 100, 10, 900)).toBeCloseTo(byHand, 9);
    expect(logLikelihood(0, 100, 0, 900)).toBe(0);
  });
});

describe('one slip of the pen', () => {
  it.each([
    ['垃圾分类', '垃极分类', true],
    ['垃圾分类', '垃圾类', true],
    ['垃圾分类', '垃圾分分类', true],
    ['垃圾分类', '垃圾类分', true],
    ['垃圾分类', '垃圾分类', false],
    ['垃圾分类', '垃圾处理', false],
    ['垃圾分类', '类分垃圾', false],
  ])('%s, %s: %s', (a, b, expected) => {
    expect(isOneEdit([...a], [...b])).toBe(expected);
    expect(isOneEdit([...b], [...a])).toBe(expected);
  });
});
