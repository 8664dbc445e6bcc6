import { describe, expect, it } from 'vitest';
import { en } from '../../web/i18n/en.ts';
import { zh } from '../../web/i18n/zh.ts';

/** `facets.region`, `summaryCount(2)`: every text with the number of values it takes. */
const listKeys = (texts: object, path = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value === 'object' && value !== null) return listKeys(value, `${path}${key}.`);
    return [`${path}${key}${typeof value === 'function' ? '()' : ''}`];
  });

const listStrings = (texts: object): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value === 'object' && value !== null) return listStrings(value);
    return typeof value === 'string' ? [[key, value] as [string, string]] : [];
  });

describe('the two languages', () => {
  it('have the same texts', () => {
    expect(listKeys(en).toSorted()).toEqual(listKeys(zh).toSorted());
  });

  it('leave none empty', () => {
    for (const [key, text] of [...listStrings(en), ...listStrings(zh)]) expect(text.trim(), key).not.toBe('');
  });

  it('are not mixed up: English texts hold no Chinese but the other language and what to type', () => {
    const chinese = listStrings(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(chinese.map(([key]) => key).toSorted()).toEqual([
      'otherLanguage',
      'searchPlaceholder',
      'termsPlaceholder',
    ]);
  });

  it('count in their own way', () => {
    expect(zh.summaryCount(1234, 5)).toBe('1,234 段，出自 5 份报告');
    expect(en.summaryCount(1234, 1)).toBe('1,234 paragraphs in 1 report');
  });
});
