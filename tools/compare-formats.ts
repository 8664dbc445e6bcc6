// Writes the same reports in every format with real programs and shows where reading them differs from the text file.
//   npx tsx tools/compare-formats.ts [--reports 20] [--folder kept/]
// LibreOffice (soffice) makes docx, doc, rtf and pdf, Chromium prints pdf. What is not installed is skipped, and said so.
// Ends with 1 where anything differs. What may differ, and why, is told in docs/formats.md.
import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import iconv from 'iconv-lite';
import type { RawLine, RawReport } from '../indexer/reader.ts';
import { readerFor } from '../indexer/readers/index.ts';
import { createUnderstand, type UnderstoodReport } from '../indexer/understand.ts';
import { packageRoot } from '../src/package-root.ts';
import { launchBrowser } from '../test/support/browser.ts';

const { values: options } = parseArgs({
  options: { reports: { type: 'string', default: '20' }, folder: { type: 'string' } },
});
const count = Number(options.reports);
const folder = options.folder ? resolve(options.folder) : mkdtempSync(join(tmpdir(), 'zhengsou-formats-'));

const understand = createUnderstand({ annotateTopics: () => [] });

const read = async (path: string): Promise<RawReport> => {
  const reader = readerFor(path);
  if (!reader) throw new Error(`no reader for ${path}`);
  const file = { absolutePath: path, sourcePath: basename(path), size: statSync(path).size };
  for await (const item of reader.read(file, () => createReadStream(path))) {
    if ('report' in item) return item.report;
    throw new Error(item.failure.reason);
  }
  throw new Error(`nothing in ${path}`);
};

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Paragraphs, and rows in tables: what somebody would have typed. */
const toMarkup = (lines: readonly RawLine[]): string => {
  const parts: string[] = [];
  for (const [i, { text, tableRow }] of lines.entries()) {
    if (tableRow && !lines[i - 1]?.tableRow) parts.push('<table border="1" cellpadding="7">');
    const cells = text.split(' | ').map((cell) => `<td>${escapeText(cell)}</td>`);
    if (tableRow) parts.push(`<tr>${cells.join('')}</tr>`);
    else if (text.trim() !== '') parts.push(`<p style="text-indent:2em">${escapeText(text.trim())}</p>`);
    if (tableRow && !lines[i + 1]?.tableRow) parts.push('</table>');
  }
  return parts.join('\n');
};

const STYLE = 'body{font:16px/1.8 "Noto Serif CJK SC",serif}td{padding:2px 8px}';
const toDocument = (title: string, lines: readonly RawLine[]): string =>
  `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeText(title)}</title><style>${STYLE}</style></head><body>\n${toMarkup(lines)}\n</body></html>`;

/** The same inside what a government site puts around it. */
const toPage = (title: string, lines: readonly RawLine[]): string =>
  `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeText(title)}</title></head><body>
<div class="top"><a href="/">首页</a><a href="/gk">政务公开</a><a href="/fw">政务服务</a></div>
<div class="crumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/gk">信息公开</a> &gt; 正文</div>
<div class="share"><a>微信</a><a>微博</a> 字体：<a>大</a> <a>中</a> <a>小</a> <a>打印</a></div>
<div id="zoom">${toMarkup(lines)}</div>
<div class="foot"><p>版权所有 网站地图 联系我们</p><p>网站标识码：9900000001</p></div></body></html>`;

/** Reports of the sample, an equal share of those kept as text and as docx. */
const listSources = (): string[] => {
  const root = join(packageRoot, 'sample');
  const all = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:txt|docx)$/.test(path))
    .sort()
    .map((path) => join(root, path));
  return all.filter(
    (_, i) => Math.floor((i * count) / all.length) !== Math.floor(((i - 1) * count) / all.length),
  );
};

const office = (to: string, from: readonly string[], folderOf: string, ...more: string[]): void => {
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${join(folder, 'office')}`,
      '--headless',
      ...more,
      '--convert-to',
      to,
      '--outdir',
      folderOf,
      ...from,
    ],
    { stdio: 'pipe' },
  );
};

const isInstalled = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

const METADATA = [
  'title',
  'institution',
  'region',
  'level',
  'reportYear',
  'publishedOn',
  'docType',
  'indexNumber',
  'documentNumber',
] as const;

const differences = (expected: UnderstoodReport, found: UnderstoodReport): string[] => {
  const lines: string[] = [];
  for (const field of METADATA) {
    const [a, b] = [JSON.stringify(expected.report[field]), JSON.stringify(found.report[field])];
    if (a !== b) lines.push(`${field}: ${a} → ${b}`);
  }
  // White space means nothing to a search, and a pdf knows only gaps.
  const squash = (text: string): string => text.replace(/\s+/gu, '');
  const label = ({ text, kind, role, year, headings }: UnderstoodReport['paragraphs'][number]): string =>
    `${squash(text)}  [${kind} ${role} ${year} ${squash(headings.join('›'))}]`;
  const have = new Set(found.paragraphs.map(label));
  const want = new Set(expected.paragraphs.map(label));
  for (const one of want) if (!have.has(one)) lines.push(`- ${one}`);
  for (const one of have) if (!want.has(one)) lines.push(`+ ${one}`);
  const order = (of: UnderstoodReport) => of.paragraphs.map(({ text }) => squash(text)).join('\n');
  if (lines.length === 0 && order(expected) !== order(found))
    lines.push('the same paragraphs in another order');
  return lines;
};

const main = async (): Promise<number> => {
  const formats: { name: string; folder: string; extension: string }[] = [];
  const add = (name: string, extension: string): string => {
    const place = join(folder, name);
    mkdirSync(place, { recursive: true });
    formats.push({ name, folder: place, extension });
    return place;
  };
  const reports = await Promise.all(
    listSources().map(async (path) => {
      const { lines } = await read(path);
      return { name: basename(path).replace(/\.[^.]+$/, ''), lines };
    }),
  );
  const txt = add('txt', 'txt');
  const gbk = add('txt-gb18030', 'txt');
  const html = add('html', 'html');
  const plain = join(folder, 'plain');
  mkdirSync(plain, { recursive: true });
  for (const { name, lines } of reports) {
    const text = `${lines.map((line) => line.text).join('\r\n')}\r\n`;
    writeFileSync(join(txt, `${name}.txt`), text);
    writeFileSync(join(gbk, `${name}.txt`), iconv.encode(text, 'gb18030'));
    writeFileSync(join(html, `${name}.html`), toPage(name, lines));
    writeFileSync(join(plain, `${name}.html`), toDocument(name, lines));
  }
  const inFolder = (place: string, extension: string): string[] =>
    reports.map(({ name }) => join(place, `${name}.${extension}`)).filter(existsSync);
  if (isInstalled('soffice')) {
    const docx = add('docx', 'docx');
    office('docx:MS Word 2007 XML', inFolder(plain, 'html'), docx, '--infilter=HTML (StarWriter)');
    office('doc:MS Word 97', inFolder(docx, 'docx'), add('doc', 'doc'));
    if (readerFor('x.rtf')) office('rtf', inFolder(docx, 'docx'), add('rtf', 'rtf'));
    office('pdf', inFolder(docx, 'docx'), add('pdf-libreoffice', 'pdf'));
  } else
    console.log(
      'SKIPPED: docx, doc, rtf and pdf of LibreOffice — soffice is not installed (Debian: libreoffice-writer)',
    );
  try {
    const browser = await launchBrowser();
    const printed = add('pdf-chromium', 'pdf');
    const page = await browser.newPage();
    for (const { name, lines } of reports) {
      await page.setContent(toDocument(name, lines));
      await page.pdf({
        path: join(printed, `${name}.pdf`),
        format: 'A4',
        margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' },
      });
    }
    await browser.close();
  } catch (error) {
    console.log(`SKIPPED: pdf of Chromium — ${error instanceof Error ? error.message : String(error)}`);
  }

  let different = 0;
  for (const { name: format, folder: place, extension } of formats) {
    const wrong: string[] = [];
    for (const { name } of reports) {
      const expected = understand(await read(join(txt, `${name}.txt`)));
      const found = await read(join(place, `${name}.${extension}`))
        .then(understand)
        .catch((error: Error) => error);
      const lines = found instanceof Error ? [found.message] : differences(expected, found);
      if (lines.length > 0) wrong.push(`  ${name}\n${lines.map((line) => `    ${line}`).join('\n')}`);
    }
    different += wrong.length;
    console.log(
      `${format}: ${reports.length - wrong.length} of ${reports.length} reports read the same as txt`,
    );
    if (wrong.length > 0) console.log(wrong.join('\n'));
  }
  if (!options.folder) rmSync(folder, { recursive: true });
  return different > 0 ? 1 : 0;
};

process.exitCode = await main();
