import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestText, findPlace, parsePlace, permalinkOf } from '../../../src/text/permalink.ts';

const REPORT = '0123456789abcdef';
const lay = (texts: readonly string[]) => texts.map((text, ordinal) => ({ reportId: REPORT, ordinal, text }));
const placeIn = (permalink: string) => parsePlace(permalink.split('/').at(-1)!)!;

describe('a permalink', () => {
  const before = lay(['一、回顾', '推进垃圾分类。', '谢谢大家！']);

  it('is of one form', () => {
    expect(permalinkOf(before[1]!)).toBe(`/p/${REPORT}/1-${digestText('推进垃圾分类。')}`);
    // Written down: whoever changes the digest breaks every permalink that is in print.
    expect(digestText('推进垃圾分类。')).toBe('c654efa7');
  });

  it('finds its paragraph after lines were put before it', () => {
    const after = lay(['新的一行', '又一行', ...before.map(({ text }) => text)]);
    expect(findPlace(after, placeIn(permalinkOf(before[1]!)))).toEqual(after[3]);
  });

  it('finds none where the text was changed, rather than what stands there now', () => {
    expect(
      findPlace(lay(['一、回顾', '推进垃圾分类工作。', '谢谢大家！']), placeIn(permalinkOf(before[1]!))),
    ).toBeNull();
  });

  it('takes the nearest of several paragraphs with the same text', () => {
    const texts = ['谢谢', '甲', '谢谢', '乙', '谢谢'];
    const place = placeIn(permalinkOf({ reportId: REPORT, ordinal: 3, text: '谢谢' }));
    expect(findPlace(lay(texts), place)?.ordinal).toBe(2);
    expect(findPlace(lay(texts), { ...place, ordinal: 900 })?.ordinal).toBe(4);
  });

  it('does not mind white space, width or invisible characters, and minds everything else', () => {
    expect(digestText('　2023 年，推进\u200b垃圾分类。')).toBe(digestText('２０２３年,推进 垃圾分类。'));
    expect(digestText('垃圾分类')).not.toBe(digestText('垃圾分类。'));
  });

  it('is read strictly', () => {
    for (const place of ['', '1', '1-xyz', '-1-0123abcd', '1-0123abcd-', '1234567890-0123abcd', '1-0123ABCD'])
      expect(parsePlace(place)).toBeNull();
  });

  it('leads back to its paragraph in any report that did not change', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 }), (texts) => {
        const all = lay(texts);
        for (const paragraph of all)
          expect(findPlace(all, placeIn(permalinkOf(paragraph)))).toEqual(paragraph);
      }),
    );
  });
});
