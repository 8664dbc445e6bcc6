import { describe, expect, it } from 'vitest';
import { findOverlap } from '../../../src/text/overlap.ts';

describe('what two paragraphs share', () => {
  it('is whole where one was copied into the other, punctuation aside', () => {
    const copied = '今年以来，推进垃圾分类、建成投放点52处；群众满意。';
    const { share, ranges } = findOverlap('推进垃圾分类，建成投放点52处。', copied);
    expect(share).toBe(1);
    expect(ranges.map(({ start, end }) => copied.slice(start, end))).toEqual([
      '推进垃圾分类、建成投放点52处',
    ]);
  });

  it('is nothing where only short words are the same', () => {
    expect(findOverlap('推进垃圾分类', '垃圾的分类，推进不快')).toEqual({ share: 0, ranges: [] });
    expect(findOverlap('谢谢', '谢谢')).toEqual({ share: 0, ranges: [] });
    expect(findOverlap('', '')).toEqual({ share: 0, ranges: [] });
  });

  it('is counted of the first: a short paragraph may stand whole in a long one', () => {
    const long = `${'甲乙丙丁戊己庚辛'}推进垃圾分类`;
    expect(findOverlap('推进垃圾分类', long).share).toBe(1);
    expect(findOverlap(long, '推进垃圾分类').share).toBeCloseTo(6 / 14);
  });
});
