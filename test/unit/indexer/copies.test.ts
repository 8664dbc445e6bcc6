import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, findCopies } from '../../../indexer/copies/find-copies.ts';
import { fingerprintOf } from '../../../indexer/copies/fingerprint.ts';

/** A report as an office writes it: what it did in a year, place by place and number by number. */
const reportOf = (place: string, year: number, lines = 60): string[] => [
  `${place}${year}年工作总结`,
  ...Array.from({ length: lines }, (_, n) => {
    const figure = (place.charCodeAt(0) * 31 + year * 17 + n * 7919) % 9973;
    const task = String.fromCharCode(0x4e00 + ((figure * 13 + n) % 20_000));
    const other = String.fromCharCode(0x4e00 + ((figure * 29 + n * 3) % 20_000));
    return `${place}围绕${task}${other}工作，全年完成${figure}项，推进${other}${task}整治${figure % 97}处。`;
  }),
];

const candidate = (id: string, texts: readonly string[], about: Partial<Candidate> = {}): Candidate => ({
  id,
  title: '工作总结',
  titleDerived: true,
  sourceUrl: null,
  reportYear: 2023,
  region: ['沧澜省', '溟州市'],
  richness: 4,
  ...fingerprintOf(texts),
  ...about,
});
const copiesOf = async (...candidates: Candidate[]) => Object.fromEntries(await findCopies(candidates));

const REPORT = reportOf('月桥街道', 2023);

describe('a report in other clothes', () => {
  it('is recognised whatever its line breaks, punctuation and characters', async () => {
    const rewritten = [
      REPORT.join('').replaceAll('，', ', ').replaceAll('围绕', '圍繞').replaceAll('。', ' 。\u3000'),
    ];
    expect(fingerprintOf(rewritten)).toEqual(fingerprintOf(REPORT));
    expect(await copiesOf(candidate('a', REPORT), candidate('b', rewritten))).toEqual({ b: 'a' });
  });

  it('is recognised with what a page adds and an attachment loses', async () => {
    const page = [
      '索引号：A001',
      '发布机构：月桥街道办事处',
      ...REPORT,
      '责任编辑：某某',
      '扫一扫在手机打开当前页',
    ];
    const attachment = REPORT.filter((_, n) => n !== 17).map((line, n) =>
      n === 30 ? `${line}（见附表）` : line,
    );
    expect(await copiesOf(candidate('a', page), candidate('b', attachment))).toEqual({ b: 'a' });
  });

  it('is not the same as last year’s, though only the figures changed', async () => {
    const next = REPORT.map((line) => line.replace('2023', '2024'));
    expect(await copiesOf(candidate('a', REPORT), candidate('b', next, { reportYear: 2024 }))).toEqual({});
    expect(await copiesOf(candidate('a', REPORT), candidate('b', next))).toEqual({ b: 'a' });
  });

  it('is not the neighbour’s report from the same form', async () => {
    const form = REPORT.map((line) => line.replaceAll('月桥街道', '街道'));
    const ours = candidate('a', ['月桥街道', ...form], { region: ['沧澜省', '溟州市', '月桥街道'] });
    const theirs = candidate('b', ['荷塘街道', ...form], { region: ['沧澜省', '溟州市', '荷塘街道'] });
    const city = candidate('c', ['转载', ...form], { region: ['沧澜省', '溟州市'] });
    expect(await copiesOf(ours, theirs)).toEqual({});
    expect(await copiesOf(ours, city)).toEqual({ c: 'a' });
    // Also where nobody knows where they are, but by their names.
    const named = (id: string, title: string): Candidate =>
      candidate(id, [title, ...form], { title, titleDerived: false, region: [] });
    const [one, other] = [named('a', '月桥街道2023年工作总结'), named('b', '荷塘街道2023年工作总结')];
    const issued = named('c', '关于印发《月桥街道2023年工作总结》的通知');
    expect(await copiesOf(one, other, issued)).toEqual({ c: 'a' });
  });

  it('is not the longer report that holds it, nor one of its halves', async () => {
    const plan = reportOf('月桥街道计划', 2024);
    expect(await copiesOf(candidate('a', REPORT), candidate('b', [...REPORT, ...plan]))).toEqual({});
    expect(await copiesOf(candidate('a', REPORT), candidate('b', REPORT.slice(0, 30)))).toEqual({});
  });

  it('is known by its whole text alone where it is short', async () => {
    const notice = ['月桥街道2023年工作总结', '见附件。'];
    expect(fingerprintOf(notice).prints).toBeNull();
    expect(await copiesOf(candidate('a', notice), candidate('b', notice))).toEqual({ b: 'a' });
    expect(await copiesOf(candidate('a', notice), candidate('b', [...notice, '附件：一']))).toEqual({});
  });
});

describe('which one is counted', () => {
  it('is the one that can be looked up, then the one that says most, then always the same', async () => {
    const copies = [
      candidate('a', REPORT, { richness: 7 }),
      candidate('b', REPORT, { sourceUrl: 'https://example.com/1', richness: 1 }),
      candidate('c', REPORT, { sourceUrl: 'https://example.com/2', richness: 3 }),
      candidate('d', REPORT, { sourceUrl: 'https://example.com/3', richness: 3 }),
    ];
    expect(await copiesOf(...copies)).toEqual({ a: 'c', b: 'c', d: 'c' });
  });

  it('does not depend on the order in which reports came', async () => {
    const variants = (place: string, year: number): Candidate[] => {
      const texts = reportOf(place, year, 40);
      return [0, 1, 2].map((n) =>
        candidate(`${place}${year}${n}`, n === 0 ? texts : [...texts, `第${n}个网站转载`], {
          reportYear: year,
        }),
      );
    };
    const all = [...variants('月桥街道', 2022), ...variants('月桥街道', 2023), ...variants('荷塘镇', 2023)];
    const expected = await findCopies(all);
    expect(expected.size).toBe(6);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), async (shuffled) => {
        expect(new Map([...(await findCopies(shuffled))].sort())).toEqual(new Map([...expected].sort()));
      }),
      { numRuns: 50 },
    );
  });

  it('is found among thousands, also where all are made from one form', async () => {
    const form = Array.from({ length: 40 }, (_, n) => `按照统一部署，第${n}项工作已经完成，成效明显。`);
    const many = Array.from({ length: 3_000 }, (_, n) =>
      candidate(String(n).padStart(5, '0'), [...form, `本镇第${n}号`], { region: ['沧澜省', `第${n}镇`] }),
    );
    const begun = performance.now();
    const copies = await findCopies([
      ...many,
      candidate('copy', [...form, '本镇第2999号'], { region: ['沧澜省', '第2999镇'] }),
    ]);
    expect(Object.fromEntries(copies)).toEqual({ copy: '02999' });
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
