import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fragment } from '../../../src/domain/hit.ts';
import { excerpt, FRAGMENT_WIDTH, markMatches } from '../../../src/text/fragments.ts';
import { matchRanges, type Range } from '../../../src/text/match.ts';
import { toUnits } from '../../../src/text/units.ts';
import { hanRun, reportText } from '../../support/arbitraries.ts';

const joined = (fragments: readonly Fragment[]): string => fragments.map(({ text }) => text).join('');
const marked = (fragments: readonly Fragment[]): string[] =>
  fragments.filter(({ match }) => match).map(({ text }) => text);
const rangesOf = (text: string, ...phrases: string[]): Range[] =>
  matchRanges(
    toUnits(text),
    phrases.map((phrase) => toUnits(phrase).map(({ value }) => value)),
  );

const textAndPhrases = fc.tuple(reportText(120), fc.array(hanRun(1, 3), { maxLength: 3 }));
/** Without the sign of a cut, so that it can be told from the text's own. */
const plain = textAndPhrases.filter(([text]) => text !== '' && !text.includes('…'));

describe('a whole text, marked', () => {
  it('is the text when joined, and its matches are the ranges', () => {
    fc.assert(
      fc.property(textAndPhrases, ([text, phrases]) => {
        const ranges = rangesOf(text, ...phrases);
        const fragments = markMatches(text, ranges);
        expect(joined(fragments)).toBe(text);
        expect(marked(fragments)).toEqual(ranges.map(({ start, end }) => text.slice(start, end)));
        expect(fragments.every(({ text: piece }) => piece !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is one piece where nothing matches', () => {
    expect(markMatches('垃圾分类', [])).toEqual([{ text: '垃圾分类', match: false }]);
    expect(markMatches('', [])).toEqual([]);
  });
});

describe('an excerpt', () => {
  it('is the whole of a short text', () => {
    const text = '推进垃圾分类。'.repeat(10);
    expect(joined(excerpt(text, rangesOf(text, '垃圾')))).toBe(text);
  });

  it('is a piece of the text between its cuts, however it is cut', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 4, max: 60 }), ([text, phrases], width) => {
        const ranges = rangesOf(text, ...phrases);
        const shown = joined(excerpt(text, ranges, width));
        const piece = shown.replace(/^…/, '').replace(/…$/, '');
        expect(text).toContain(piece);
        expect(shown === text).toBe(piece.length === text.length);
        if (text.length <= width) expect(shown).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('marks just the matches that fall into it', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 4, max: 60 }), ([text, phrases], width) => {
        const ranges = rangesOf(text, ...phrases);
        const fragments = excerpt(text, ranges, width);
        const shown = joined(fragments);
        const piece = shown.replace(/^…/, '').replace(/…$/, '');
        // The piece may occur twice in the text: one of its places must explain all marks.
        const places: number[] = [];
        for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) places.push(at);
        const expected = places.map((from) =>
          ranges
            .map(({ start, end }) => text.slice(Math.max(start, from), Math.min(end, from + piece.length)))
            .filter(
              (cut, n) => cut !== '' && ranges[n]!.start < from + piece.length && ranges[n]!.end > from,
            ),
        );
        expect(expected).toContainEqual(marked(fragments));
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows a match wherever there is one', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 4, max: 60 }), ([text, phrases], width) => {
        const ranges = rangesOf(text, ...phrases);
        expect(marked(excerpt(text, ranges, width)).length > 0).toBe(ranges.length > 0);
      }),
    );
  });

  it('never cuts a character in two', () => {
    const text = '𠮷'.repeat(400);
    for (let width = 5; width < 40; width++)
      expect(() => encodeURIComponent(joined(excerpt(text, [], width)))).not.toThrow();
  });

  it('is no longer than its width, a whole match and the signs of a cut apart', () => {
    const text = `${'经济发展。'.repeat(80)}垃圾分类${'经济发展。'.repeat(80)}`;
    expect(joined(excerpt(text, rangesOf(text, '垃圾分类'))).length).toBeLessThanOrEqual(FRAGMENT_WIDTH + 2);
  });

  it('is taken where most matches stand together', () => {
    const far = '经济发展'.repeat(100);
    const text = `垃圾一处${far}垃圾甲垃圾乙垃圾丙${far}垃圾末处`;
    const fragments = excerpt(text, rangesOf(text, '垃圾'));
    expect(joined(fragments)).toContain('垃圾甲垃圾乙垃圾丙');
    expect(marked(fragments)).toEqual(['垃圾', '垃圾', '垃圾']);
  });

  it('is the earliest of windows that are alike', () => {
    const far = '经济发展'.repeat(100);
    const text = `${far}甲垃圾${far}乙垃圾${far}`;
    expect(joined(excerpt(text, rangesOf(text, '垃圾')))).toContain('甲垃圾');
  });

  it('begins with a sentence where one begins near by', () => {
    const far = '经济发展'.repeat(100);
    const text = `${far}。我们推进垃圾分类工作，${far}`;
    expect(joined(excerpt(text, rangesOf(text, '垃圾分类')))).toMatch(/^…我们推进垃圾分类/);
  });

  it('shows the beginning where nothing matches', () => {
    const text = '经济发展'.repeat(100);
    expect(joined(excerpt(text, []))).toBe(`${text.slice(0, FRAGMENT_WIDTH)}…`);
  });

  it('shows a match whole that is wider than the window', () => {
    const text = `经济${'垃圾'.repeat(200)}经济`;
    const range = { start: 2, end: 402 };
    expect(marked(excerpt(text, [range], 50))).toEqual(['垃圾'.repeat(200)]);
  });
});
