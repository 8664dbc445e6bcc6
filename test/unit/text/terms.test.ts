import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePair, encodeRun, encodeUnit } from '../../../src/text/terms.ts';
import { toUnits } from '../../../src/text/units.ts';
import { reportText } from '../../support/arbitraries.ts';

/** Units as texts have them: cut from anything at all, punctuation left out. */
const unit = fc
  .oneof(
    fc.integer({ min: 0x2e80, max: 0x323af }).map((code) => String.fromCodePoint(code)),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    fc.stringMatching(/^[a-z0-9]{1,8}$/),
    fc.stringMatching(/^[a-z]{58,130}$/),
    reportText(3),
  )
  .map((text) => toUnits(text).find(({ punctuation }) => !punctuation)?.value)
  .filter((value) => value !== undefined);

describe('codes of terms', () => {
  it('differ where units differ', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(encodeUnit(a) === encodeUnit(b)).toBe(a === b);
      }),
      { numRuns: 2_000 },
    );
  });

  it('differ where pairs differ, and from every single unit', () => {
    fc.assert(
      fc.property(fc.tuple(unit, unit), fc.tuple(unit, unit), unit, (one, other, single) => {
        const same = one[0] === other[0] && one[1] === other[1];
        expect(encodePair(...one) === encodePair(...other)).toBe(same);
        expect(encodePair(...one)).not.toBe(encodeUnit(single));
      }),
      { numRuns: 2_000 },
    );
  });

  it('tell apart pairs whose letters run together alike', () => {
    const pairs = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc', 'd'],
      ['1', '23'],
      ['12', '3'],
      ['垃', '圾'],
      ['圾', '垃'],
    ] as const;
    expect(new Set(pairs.map(([a, b]) => encodePair(a, b))).size).toBe(pairs.length);
  });

  it('are different for every Han character there is', () => {
    const characters = Array.from({ length: 0x323af - 0x2e80 }, (_, n) =>
      String.fromCodePoint(0x2e80 + n),
    ).filter((character) => /\p{Script=Han}/u.test(character));
    expect(characters.length).toBeGreaterThan(90_000);
    expect(new Set(characters.map(encodeUnit)).size).toBe(characters.length);
  });

  it('are words that the engine neither cuts, folds nor drops: ASCII letters and digits, at most 121', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        for (const term of [encodeUnit(a), encodePair(a, b)]) expect(term).toMatch(/^[w-z][a-z0-9]{1,120}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('terms of a run', () => {
  it('are its pairs, or its only unit', () => {
    expect(encodeRun([])).toEqual([]);
    expect(encodeRun(['垃'])).toEqual([encodeUnit('垃')]);
    expect(encodeRun(['垃', '圾', '分'])).toEqual([encodePair('垃', '圾'), encodePair('圾', '分')]);
  });
});
