// Shows how far from both sides the limit is at which two texts count as the same report (docs/adr/0010).
//   npx tsx tools/measure-likeness.ts <reports…> [--most 10]
// Prints the share of prints that agree: for the most similar pairs of different reports, and for each report against itself as it
// would come out of another format. Reports recognised as the same by their whole text are left out of the pairs.
import { parseArgs } from 'node:util';
import { fingerprintOf, PRINTS } from '../indexer/copies/fingerprint.ts';
import { discover } from '../indexer/discover.ts';
import { readReports } from '../indexer/read-reports.ts';
import { createUnderstand } from '../indexer/understand.ts';

/** As a page loses its header to the page around it, or a reader to a table. */
const FIRST_LINES = 3;
/** Characters of a printed page. */
const PAGE = 600;
const PAGES_OF = new RegExp(`.{${PAGE}}`, 'gsu');

/** What another format, reader or site makes of the same report. */
const VARIATIONS: Readonly<Record<string, (lines: readonly string[]) => string[]>> = {
  'header lost': (lines) => lines.slice(FIRST_LINES),
  'longest paragraph missing': (lines) => {
    const longest = lines.reduce((a, b) => (b.length > a.length ? b : a), '');
    return lines.filter((line) => line !== longest);
  },
  'every tenth paragraph missing': (lines) => lines.filter((_, n) => n % 10 !== 9),
  'page numbers inside': (lines) => {
    let page = 0;
    return [lines.join('\n').replace(PAGES_OF, (text) => `${text}— ${++page} —`)];
  },
  'source and share lines around': (lines) => [
    '来源：区政府办公室 发布日期：2024-01-15 浏览次数：1024 字体：大 中 小',
    ...lines,
    '扫一扫在手机打开当前页 打印本页 关闭窗口 上一篇：工作要点 下一篇：没有了',
  ],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '10' } },
});
if (positionals.length === 0)
  throw new Error('usage: npx tsx tools/measure-likeness.ts <reports…> [--most 10]');

interface Measured {
  readonly path: string;
  readonly text: string;
  readonly prints: Uint16Array;
  readonly lines: readonly string[];
}

const unpack = (prints: string): Uint16Array => {
  const bytes = Buffer.from(prints, 'base64');
  return Uint16Array.from({ length: PRINTS }, (_, n) => bytes.readUInt16LE(n * 2));
};

const agreeing = (a: Uint16Array, b: Uint16Array): number => {
  let same = 0;
  for (let n = 0; n < PRINTS; n++) if (a[n] === b[n]) same++;
  return same / PRINTS;
};

const measure = (path: string, lines: readonly string[]): Measured | null => {
  const { text, prints } = fingerprintOf(lines);
  return prints === null ? null : { path, text, prints: unpack(prints), lines };
};

const percent = (share: number): string => `${(share * 100).toFixed(0).padStart(4)}%`;

const reports: Measured[] = [];
let short = 0;
const understand = createUnderstand({ annotateTopics: () => [] });
for await (const found of discover(positionals)) {
  if (!('file' in found)) continue;
  for await (const outcome of readReports(found.file, understand, () => false)) {
    if (!('understood' in outcome)) continue;
    const { report, paragraphs } = outcome.understood;
    const measured = measure(
      report.sourcePath,
      paragraphs.map(({ text }) => text),
    );
    if (measured) reports.push(measured);
    else short++;
  }
}

const pairs = reports.flatMap((a, n) =>
  reports
    .slice(n + 1)
    .filter((b) => b.text !== a.text)
    .map((b) => ({ share: agreeing(a.prints, b.prints), names: `${a.path} | ${b.path}` })),
);
pairs.sort((a, b) => b.share - a.share);
console.log(`${reports.length} reports (${short} too short for prints), ${pairs.length} pairs`);
console.log('\nthe most similar different reports');
for (const { share, names } of pairs.slice(0, Number(values.most))) console.log(percent(share), names);

console.log('\nthe same report: least, median, most');
for (const [name, vary] of Object.entries(VARIATIONS)) {
  const shares = reports
    .flatMap(({ path, prints, lines }) => {
      const varied = measure(path, vary(lines));
      return varied ? [agreeing(prints, varied.prints)] : [];
    })
    .sort((a, b) => a - b);
  const [least = 0, median = 0, most = 0] = [shares[0], shares[shares.length >> 1], shares.at(-1)];
  console.log([least, median, most].map(percent).join(' '), ` ${name}`);
}
