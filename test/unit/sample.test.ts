import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gazetteer } from '../../indexer/metadata/gazetteer.ts';
import { readerFor } from '../../indexer/readers/index.ts';
import { createUnderstand } from '../../indexer/understand.ts';
import { packageRoot } from '../../src/package-root.ts';

const FOLDER = join(packageRoot, 'sample');
const DECLARATION = '（本文为政搜示例文本，所述地名、机构和数字均属虚构）';

interface Sample {
  /** Relative to sample/, with `/` between folders. */
  readonly path: string;
  /** Folders of the issuing place or office. */
  readonly place: string;
  /** First year in the file name. */
  readonly year: number;
  readonly bytes: number;
  readonly text: string;
  readonly warnings: readonly string[];
  /** As it is understood, from the province down. */
  readonly region: readonly string[];
}

const understand = createUnderstand({ annotateTopics: () => [] });

const readSample = async (path: string): Promise<Sample> => {
  const absolutePath = join(FOLDER, path);
  const size = statSync(absolutePath).size;
  const lines: string[] = [];
  const warnings: string[] = [];
  let region: readonly string[] = [];
  const file = { absolutePath, sourcePath: path, size };
  for await (const read of readerFor(path)!.read(file, () => createReadStream(absolutePath))) {
    if ('failure' in read) throw new Error(read.failure.reason);
    lines.push(...read.report.lines.map((line) => line.text));
    warnings.push(...read.report.warnings);
    region = understand(read.report).report.region;
  }
  const folders = path.split('/');
  const year = Number(/20\d\d/.exec(folders.at(-1)!)?.[0]);
  return {
    path,
    place: folders.slice(0, -1).join('/'),
    year,
    bytes: size,
    text: lines.join('\n'),
    warnings,
    region,
  };
};

const listReports = (): string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(?:txt|docx)$/.test(path));

const count = (text: string, term: string): number => text.split(term).length - 1;

let samples: Sample[] = [];
beforeAll(async () => {
  samples = await Promise.all(listReports().map(readSample));
});

/** Occurrences of a term in all reports of a year. */
const inYear = (term: string, year: number): number =>
  samples.filter((s) => s.year === year).reduce((sum, s) => sum + count(s.text, term), 0);

/** The same by 10,000 characters. */
const rate = (term: string, year: number): number => {
  const characters = samples.filter((s) => s.year === year).reduce((sum, s) => sum + s.text.length, 0);
  return (inYear(term, year) / characters) * 10_000;
};

describe('the sample collection', () => {
  it('holds at least 24 reports, in both formats, each small and long enough to read', () => {
    expect(samples.length).toBeGreaterThanOrEqual(24);
    const docx = samples.filter((s) => s.path.endsWith('.docx')).length;
    expect(docx).toBeGreaterThanOrEqual(8);
    expect(samples.length - docx).toBeGreaterThanOrEqual(16);
    for (const { path, bytes, text } of samples) {
      expect(bytes, path).toBeLessThanOrEqual(60 * 1024);
      expect(text.length, path).toBeGreaterThanOrEqual(1200);
    }
  });

  it('covers at least 6 places over at least 4 years each', () => {
    const years = new Map<string, Set<number>>();
    for (const { place, year } of samples) years.set(place, (years.get(place) ?? new Set()).add(year));
    expect([...years.values()].filter((seen) => seen.size >= 4).length).toBeGreaterThanOrEqual(6);
  });

  it('says in every report that it is a sample', () => {
    for (const { path, text } of samples) expect(count(text, DECLARATION), path).toBe(1);
  });

  it('writes out the place in every report, from the province down', () => {
    for (const { path, place, text } of samples) {
      const regions = place.split('/').filter((name) => !/局$/.test(name));
      // The street may stand apart from its district (发布机构：锚湾街道 … 沧澜省溟州市归帆区).
      expect(text, path).toContain(regions.slice(0, 3).join(''));
      expect(text, path).toContain(regions.at(-1));
    }
  });

  it('is understood to come from just that place', () => {
    for (const { path, place, region } of samples)
      expect(region.join('/'), path).toBe(place.replace(/\/[^/]+局$/, ''));
  });

  it('speaks only of places that do not exist', () => {
    const names = new Set(samples.flatMap((s) => s.place.split('/')));
    expect([...names].filter((name) => gazetteer().named(name).length > 0)).toEqual([]);
  });

  it('has one street name in two districts of two provinces', () => {
    const streets = new Set(samples.map((s) => s.place).filter((place) => place.endsWith('/听泉街道')));
    expect(new Set([...streets].map((place) => place.split('/')[0])).size).toBe(2);
  });

  it('has a report in GB18030, and it reads like the others', () => {
    const encoded = samples.filter(({ path }) => path.endsWith('听泉街道2021年工作总结和2022年工作打算.txt'));
    expect(encoded).toHaveLength(1);
    expect(encoded[0]!.text).toContain('垃圾分类走进深巷');
    expect(samples.filter((s) => s.text.includes('\uFFFD'))).toEqual([]);
  });
});

describe('topics over the years', () => {
  it('lets 垃圾分类 rise until 2022, then level off, in at least 12 reports of 4 places', () => {
    expect(inYear('垃圾分类', 2020)).toBeLessThan(inYear('垃圾分类', 2021));
    expect(inYear('垃圾分类', 2021)).toBeLessThan(inYear('垃圾分类', 2022));
    expect(rate('垃圾分类', 2020)).toBeLessThan(rate('垃圾分类', 2021));
    expect(rate('垃圾分类', 2021)).toBeLessThan(rate('垃圾分类', 2022));
    expect(rate('垃圾分类', 2024)).toBeGreaterThan(rate('垃圾分类', 2022) / 2);
    const mentioning = samples.filter((s) => s.text.includes('垃圾分类'));
    expect(mentioning.length).toBeGreaterThanOrEqual(12);
    expect(new Set(mentioning.map((s) => s.place)).size).toBeGreaterThanOrEqual(4);
  });

  it('ends 疫情防控 and 核酸检测 with what is told of 2022', () => {
    expect(inYear('疫情防控', 2021)).toBeGreaterThan(0);
    for (const year of [2024, 2025]) {
      expect(inYear('疫情防控', year)).toBe(0);
      expect(inYear('核酸检测', year)).toBe(0);
    }
  });

  it('begins 低空经济 and 新质生产力 no earlier than 2023', () => {
    for (const term of ['低空经济', '新质生产力']) {
      for (const year of [2020, 2021, 2022]) expect(inYear(term, year)).toBe(0);
      expect(inYear(term, 2024)).toBeGreaterThan(inYear(term, 2023));
    }
  });

  it('lets 养老 rise all the way', () => {
    const rates = [2020, 2021, 2022, 2023, 2024].map((year) => rate('养老', year));
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });
});
