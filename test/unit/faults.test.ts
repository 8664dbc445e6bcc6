import { describe, expect, it } from 'vitest';
import { CATALOGUES, type FaultCode, fault, wordFault } from '../../src/domain/faults/fault.ts';

const { zh, en } = CATALOGUES;
const CODES = Object.keys(zh.details) as FaultCode[];

/** A value of every name that a sentence may ask for. */
const EVERYTHING = new Proxy<Record<string, string>>({}, { get: (_, name) => `{${String(name)}}` });
const word = (code: FaultCode, lang: 'zh' | 'en'): string => wordFault({ code, values: EVERYTHING }, lang);
const named = (text: string): string[] => [...new Set(text.match(/\{[a-z]+\}/gi))].toSorted();

describe('what can go wrong', () => {
  it('is said in both languages', () => {
    expect(Object.keys(en.details)).toEqual(Object.keys(zh.details));
    expect(Object.keys(en.titles)).toEqual(Object.keys(zh.titles));
  });

  it('names the same values in both; topics and parts by their labels in Chinese, by their codes in English', () => {
    for (const code of CODES)
      expect(named(word(code, 'en')), code).toEqual(named(word(code, 'zh').replace('{labels}', '{codes}')));
  });

  it('is Chinese in Chinese, and English in English but for examples of what to type', () => {
    for (const code of CODES) {
      expect(word(code, 'zh'), code).toMatch(/\p{Script=Han}{4}/u);
      const english = word(code, 'en').replaceAll(/垃圾分类|甲|乙|丙/g, '');
      expect(english, code).not.toMatch(/\p{Script=Han}|[，。：；（）、]/u);
      expect(english, code).toMatch(/^\P{L}*[“A-Z]/u);
    }
  });

  it('quotes what was given', () => {
    const years = fault('yearsReversed', { text: '2024..2021' });
    expect(wordFault(years, 'zh')).toBe('年份范围颠倒：2024..2021');
    expect(wordFault(years, 'en')).toContain('2024..2021');
  });
});
