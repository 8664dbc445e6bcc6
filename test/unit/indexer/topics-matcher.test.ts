import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTermMatcher } from '../../../indexer/annotate/topics-matcher.ts';

const found = (terms: string[], text: string) =>
  createTermMatcher(terms)(text).map(({ start, end }) => text.slice(start, end));

describe('term matcher', () => {
  it('lets a longer term hide those inside it', () => {
    expect(found(['安全', '食品', '食品安全'], '食品安全与生产安全')).toEqual(['食品安全', '安全']);
  });

  it('keeps terms that only overlap', () => {
    expect(found(['科技创新', '创新中心'], '科技创新中心')).toEqual(['科技创新', '创新中心']);
  });

  it('finds a term that begins inside a failed one', () => {
    expect(found(['社会保险', '会保', '保险业'], '社会保险业')).toEqual(['社会保险', '保险业']);
    expect(found(['甲乙丙丁', '乙丙'], '甲乙丙戊')).toEqual(['乙丙']);
  });

  it('finds nothing for no terms and in no text', () => {
    expect(found([], '任何文字')).toEqual([]);
    expect(found(['任何'], '')).toEqual([]);
  });

  it('agrees with a plain scan on any terms and text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
        (terms, text) => {
          const all = terms.flatMap((term) =>
            Array.from(text, (_, start) => ({ start, end: start + term.length })).filter(({ start }) =>
              text.startsWith(term, start),
            ),
          );
          const outer = all
            .filter(
              (a) =>
                !all.some((b) => b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start),
            )
            .sort((a, b) => a.start - b.start);
          expect(createTermMatcher(terms)(text).map(({ start, end }) => ({ start, end }))).toEqual(outer);
        },
      ),
    );
  });
});
