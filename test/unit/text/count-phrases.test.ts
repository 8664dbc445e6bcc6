import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPhraseCounter } from '../../../src/text/count-phrases.ts';
import { findPhrase } from '../../../src/text/match.ts';
import { toUnits } from '../../../src/text/units.ts';
import { reportText } from '../../support/arbitraries.ts';

const unitsOf = (text: string): string[] => toUnits(text).map(({ value }) => value);

it('counts as findPhrase finds, in one text after the other', () => {
  const texts = fc.array(reportText(), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      texts,
      fc.array(fc.tuple(fc.nat(), fc.nat(3)), { minLength: 1, maxLength: 4 }),
      (all, cuts) => {
        const units = all.flatMap(unitsOf);
        const phrases = cuts.map(([from, length]) => {
          const start = units.length === 0 ? 0 : from % units.length;
          return units.slice(start, start + 1 + length);
        });
        const count = createPhraseCounter(phrases);
        for (const text of all)
          expect(count(text)).toEqual({
            length: toUnits(text).length,
            counts: phrases.map((phrase) => findPhrase(toUnits(text), phrase).length),
          });
      },
    ),
  );
});

it('tells numbers, letters and characters beyond the first plane apart', () => {
  const count = createPhraseCounter([['36.8'], ['36'], ['5g'], ['𠮷'], ['a'], ['工', '工'], []]);
  expect(count('增长36.8%，36个，5Ｇ网络，𠮷祥，A级，工工工工工').counts).toEqual([1, 1, 0, 1, 1, 2, 0]);
  expect(count('').counts).toEqual([0, 0, 0, 0, 0, 0, 0]);
});
