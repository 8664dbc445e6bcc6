import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HitReport } from '../../../src/domain/hit.ts';
import { toBibtex } from '../../../src/text/citations/bibtex.ts';
import { type Citation, citeReport, placeOf, todayInChina } from '../../../src/text/citations/citation.ts';
import { toGbt7714, toQuotation } from '../../../src/text/citations/gbt7714.ts';
import { toRis } from '../../../src/text/citations/ris.ts';

const report: HitReport = {
  id: '0123456789abcdef',
  title: '云州市临江区2023年政府工作报告',
  titleDerived: false,
  institution: '云州市临江区人民政府',
  region: ['云川省', '云州市', '临江区'],
  level: '区县',
  reportYear: 2023,
  publishedOn: '2024-01-20',
  docType: '政府工作报告',
  sourceUrl: 'https://www.linjiang.example/zfgzbg/2024_1.html?a=1&b=%E4%B8%AD#top',
};
const context = { origin: 'https://zs.example', accessedOn: '2026-11-25' };
const place = placeOf({ reportId: report.id, ordinal: 5, text: '推进垃圾分类。', page: 3 }, context.origin);
const cite = (changes: Partial<HitReport> = {}, places = [place]): Citation =>
  citeReport({ ...report, ...changes }, places, context);

describe('GB/T 7714', () => {
  it('names issuer, title, date of publication, date of access and address', () => {
    expect(toGbt7714(cite())).toBe(
      '云州市临江区人民政府. 云州市临江区2023年政府工作报告[R/OL]. (2024-01-20)[2026-11-25]. https://www.linjiang.example/zfgzbg/2024_1.html?a=1&b=%E4%B8%AD#top.',
    );
  });

  it('leaves out what is not known, and leads here where no address is', () => {
    expect(toGbt7714(cite({ institution: null, publishedOn: null, sourceUrl: null }))).toBe(
      '云州市临江区2023年政府工作报告[R/OL]. [2026-11-25]. https://zs.example/reports/0123456789abcdef.',
    );
  });

  it('puts a composed title in brackets', () => {
    expect(toGbt7714(cite({ titleDerived: true }))).toContain('. [云州市临江区2023年政府工作报告][R/OL]. ');
  });

  it('goes under the quotation, whose own quotation marks are nested', () => {
    expect(toQuotation('以“一巷一口”为\n抓手，做到‘包干’。', cite()).split('\n')).toEqual([
      '“以‘一巷一口’为 抓手，做到“包干”。”',
      toGbt7714(cite()),
    ]);
  });
});

describe('BibTeX', () => {
  it('is a techreport with the issuer as one name', () => {
    expect(toBibtex(cite())).toBe(`@techreport{zhengsou-0123456789abcdef,
  author = {{云州市临江区人民政府}},
  title = {{云州市临江区2023年政府工作报告}},
  institution = {云州市临江区人民政府},
  type = {政府工作报告},
  year = {2024},
  month = jan,
  date = {2024-01-20},
  url = {https://www.linjiang.example/zfgzbg/2024_1.html?a=1&b=%E4%B8%AD#top},
  urldate = {2026-11-25},
  langid = {chinese},
  annote = {第 6 段（原件第 3 页） ${place.permalink}}
}
`);
  });

  it('is misc where issuer or date are not known: a techreport must have both', () => {
    const entry = toBibtex(cite({ institution: null, publishedOn: null, titleDerived: true }, []));
    expect(entry).toMatch(/^@misc\{/);
    expect(entry).not.toMatch(/author|institution|year|date = \{\d{4}-01|annote/);
    expect(entry).toContain('note = {题名系拟定}');
  });

  it('keeps a hostile title inside its braces', () => {
    const title = '},\n@comment{x}\\input{/etc/passwd} 100% $#_&~^ {';
    const entry = toBibtex(cite({ title, institution: '{{', sourceUrl: 'https://x.example/}{\\' }));
    expect(entry).toContain(
      'title = {{\\textbraceright{}, @comment\\textbraceleft{}x\\textbraceright{}\\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{} 100\\% \\$\\#\\_\\&\\textasciitilde{}\\textasciicircum{} \\textbraceleft{}}}',
    );
    expect(entry).toContain('url = {https://x.example/%7D%7B%5C}');
  });
});

describe('RIS', () => {
  it('is a report whose lines end in CR LF', () => {
    expect(toRis(cite()).split('\r\n')).toEqual([
      'TY  - RPRT',
      'ID  - zhengsou-0123456789abcdef',
      'AU  - 云州市临江区人民政府',
      'TI  - 云州市临江区2023年政府工作报告',
      'PY  - 2024',
      'DA  - 2024/01/20/',
      'PB  - 云州市临江区人民政府',
      'M3  - 政府工作报告',
      'UR  - https://www.linjiang.example/zfgzbg/2024_1.html?a=1&b=%E4%B8%AD#top',
      'Y2  - 2026/11/25/',
      'LA  - zh-CN',
      `N1  - 第 6 段（原件第 3 页） ${place.permalink}`,
      'ER  - ',
      '',
      '',
    ]);
  });
});

/** Line ends of every kind, braces, tags of RIS and entries of BibTeX. */
const hostile = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '\\',
      '"',
      '\n',
      '\r',
      '\u2028',
      '\u0085',
      '\v',
      'TY  - BOOK',
      'ER  - ',
      '@misc{a,',
      ',',
      '%',
      '垃圾分类',
      '\u202e',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('whatever a report says of itself', () => {
  it('stays one entry of BibTeX: braces balance and close at the end only', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.boolean(), (title, institution, titleDerived) => {
        const entry = toBibtex(cite({ title, institution, titleDerived }));
        let depth = 0;
        const closings: number[] = [];
        for (let at = 0; at < entry.length; at++) {
          if (entry[at] === '{') depth++;
          if (entry[at] === '}' && --depth === 0) closings.push(at);
        }
        expect(closings).toEqual([entry.length - 2]);
        // Every line begins as we write it.
        for (const line of entry.trimEnd().split('\n'))
          expect(line).toMatch(/^(@(techreport|misc)\{zhengsou-[0-9a-f]{16},| {2}[a-z]+ = |\})/);
      }),
    );
  });

  it('stays one record of RIS: one TY, one ER, every line a tag of ours', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, institution, url) => {
        const record = toRis(cite({ title, institution, sourceUrl: `https://x.example/${url}` }));
        const lines = record.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
        expect(lines.slice(-2)).toEqual(['', '']);
        for (const line of lines.slice(0, -2))
          expect(line).toMatch(/^(TY|ID|AU|TI|PY|DA|PB|M3|UR|Y2|LA|N1|ER) {2}- /);
        expect(lines.filter((line) => line.startsWith('TY'))).toEqual(['TY  - RPRT']);
        expect(lines.filter((line) => line.startsWith('ER'))).toEqual(['ER  - ']);
      }),
    );
  });

  it('stays one line of GB/T 7714', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, institution) => {
        expect(toGbt7714(cite({ title, institution }))).not.toMatch(/[\n\r\v\f\u0085\u2028\u2029\u202e]/);
      }),
    );
  });
});

it('the date of access is the day in China', () => {
  expect(todayInChina(new Date('2026-11-25T15:59:59Z'))).toBe('2026-11-25');
  expect(todayInChina(new Date('2026-11-25T16:00:00Z'))).toBe('2026-11-26');
});
