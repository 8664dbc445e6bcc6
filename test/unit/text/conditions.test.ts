import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Term } from '../../../src/domain/query.ts';
import { satisfies, termRanges } from '../../../src/text/conditions.ts';
import { parseQuery } from '../../../src/text/query.ts';
import { splitSentences } from '../../../src/text/sentences.ts';
import { toUnits } from '../../../src/text/units.ts';
import { reportText } from '../../support/arbitraries.ts';

const term = (q: string): Term => {
  const result = parseQuery(q);
  const found = 'query' in result ? result.query.all[0]?.[0] : undefined;
  if (!found) throw new Error(q);
  return found;
};
const holds = (q: string, text: string): boolean => satisfies(text, term(q));
const marked = (q: string, text: string): string[] =>
  termRanges(text, [term(q)]).map(({ start, end }) => text.slice(start, end));
const sentences = (text: string): string[] =>
  splitSentences(text, toUnits(text)).map((units) => units.map(({ value }) => value).join(''));

describe('sentences', () => {
  it('end at 。！？； of either width and at line breaks, marks that follow each other ending one', () => {
    expect(sentences('推进分类。成效明显！！还要加强？是的；完成了\n第二行;end!next')).toEqual([
      '推进分类。',
      '成效明显!!',
      '还要加强?',
      '是的;',
      '完成了',
      '第二行;',
      'end!',
      'next',
    ]);
  });

  it('do not end at commas, decimal points, or full stops of abbreviations', () => {
    expect(sentences('增长36.8%，比上年高、好：U.S.A')).toHaveLength(1);
  });

  it('hold every unit once, in order, whatever the text', () => {
    fc.assert(
      fc.property(reportText(60), (text) => {
        const units = toUnits(text);
        const cut = splitSentences(text, units);
        expect(cut.flat()).toEqual(units);
        expect(cut.filter((sentence) => sentence.length === 0)).toEqual([]);
      }),
    );
  });
});

describe('a ~ b', () => {
  it('wants both in one sentence, in any order', () => {
    expect(holds('垃圾分类 ~ 志愿者', '志愿者上门宣传垃圾分类。')).toBe(true);
    expect(holds('垃圾分类 ~ 志愿者', '推进垃圾分类。志愿者上门。')).toBe(false);
    expect(holds('垃圾分类 ~ 志愿者', '推进垃圾分类\n志愿者上门')).toBe(false);
    expect(holds('垃圾分类 ~ 志愿者', '推进垃圾分类，志愿者上门')).toBe(true);
    expect(holds('垃圾分类 ~ 志愿者 ~ 宣传', '志愿者上门，推进垃圾分类；宣传。')).toBe(false);
  });

  it('does not take a word that a line break cuts in two', () => {
    expect(holds('垃圾 ~ 分类', '垃\n圾分类')).toBe(false);
    expect(holds('工工 ~ 分类', '工\n工工分类')).toBe(true);
  });

  it('marks only what stands in such a sentence', () => {
    expect(marked('垃圾 ~ 分类', '垃圾很多。垃圾要分类，分类。分类好。')).toEqual(['垃圾', '分类', '分类']);
  });
});

describe('a{3}', () => {
  it('counts occurrences that do not overlap', () => {
    expect(holds('工作{3}', '工作，工作。工作')).toBe(true);
    expect(holds('工作{4}', '工作，工作。工作')).toBe(false);
    expect(holds('工工{2}', '工工工')).toBe(false);
    expect(holds('工工{2}', '工工工工')).toBe(true);
    expect(marked('工作{2}', '工作和工作')).toEqual(['工作', '工作']);
    expect(marked('工作{2}', '“工作{2}”两次工作')).toEqual(['工作', '工作']);
  });
});
