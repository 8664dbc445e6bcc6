import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExactFields, toExactFields } from '../../src/search/meilisearch/exact-fields.ts';
import { toRuns } from '../../src/text/runs.ts';
import { encodeRun, encodeUnit } from '../../src/text/terms.ts';
import { toUnits, type Unit } from '../../src/text/units.ts';
import { reportText } from '../support/arbitraries.ts';

/** The fields as they are defined, without regard to speed. */
const defined = (units: readonly Unit[]): ExactFields => {
  const runs = toRuns(units);
  const alone = new Set(runs.filter(({ length }) => length === 1).flat());
  const singles = [...new Set(runs.flat())].filter((unit) => !alone.has(unit));
  const times = new Map<string, number>();
  const repeats: string[] = [];
  for (const pair of runs.filter(({ length }) => length > 1).flatMap(encodeRun)) {
    const now = (times.get(pair) ?? 0) + 1;
    times.set(pair, now);
    if (now > 1 && now <= 9) repeats.push(now === 2 ? pair : `${pair}_${now}`);
  }
  return {
    exact: [...runs.map((run) => encodeRun(run).join(' ')), ...singles.map(encodeUnit)].join('. '),
    repeats,
  };
};

describe('fields of exact search', () => {
  it('hold the pairs, then each unit alone, and name the pairs that repeat', () => {
    const { exact, repeats } = toExactFields(toUnits('垃圾，分类分类'));
    expect(exact).toBe(
      [
        ...[
          ['垃', '圾'],
          ['分', '类', '分', '类'],
        ].map((run) => encodeRun(run).join(' ')),
        ...['垃', '圾', '分', '类'].map(encodeUnit),
      ].join('. '),
    );
    expect(repeats).toEqual(encodeRun(['分', '类']));
  });

  it('say how often a pair stands there, up to nine times', () => {
    const [pair] = encodeRun(['分', '类']);
    const { repeats } = toExactFields(toUnits('分类，'.repeat(12)));
    expect(repeats).toEqual([pair, ...[3, 4, 5, 6, 7, 8, 9].map((times) => `${pair}_${times}`)]);
  });

  it('are what their definition says, for any text', () => {
    const any = fc.oneof(
      reportText(60),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.constantFrom('甲', '乙', 'a', '1.5', '。', '𠀀', '-', ' '), { maxLength: 60 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(any, (text) => {
        expect(toExactFields(toUnits(text))).toEqual(defined(toUnits(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('stay right after a text far longer than those before it', () => {
    const long = Array.from({ length: 30_000 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)),
    );
    for (const text of [long.join(''), '甲乙', `${'甲乙'.repeat(9_000)}。甲`])
      expect(toExactFields(toUnits(text))).toEqual(defined(toUnits(text)));
  });
});
