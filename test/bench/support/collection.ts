/* What the benches load: real reports, and as many copies of them as it takes, handed out over the country and ten years. */
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTopicAnnotator } from '../../../indexer/annotate/topics.ts';
import { discover } from '../../../indexer/discover.ts';
import { readReports } from '../../../indexer/read-reports.ts';
import { createUnderstand, type UnderstoodReport } from '../../../indexer/understand.ts';
import { packageRoot } from '../../../src/package-root.ts';

export const readOriginals = async (paths: readonly string[]): Promise<UnderstoodReport[]> => {
  const understand = createUnderstand({ annotateTopics: createTopicAnnotator() });
  const originals: UnderstoodReport[] = [];
  for await (const found of discover(paths)) {
    if (!('file' in found)) continue;
    for await (const outcome of readReports(found.file, understand, () => false))
      if ('understood' in outcome) originals.push(outcome.understood);
  }
  return originals;
};

/** Cities and prefectures with their province, and all counties of the country by name. */
const readDivisions = (): { cities: string[]; counties: string[] } => {
  const names = new Map<string, string>();
  const counties: string[] = [];
  for (const line of readFileSync(join(packageRoot, 'indexer/data/gazetteer.tsv'), 'utf8').split('\n')) {
    const [code = '', name = ''] = line.split('\t');
    if (!/^\d+$/.test(code) || name === '') continue;
    names.set(code, name);
    if (code.length === 6) counties.push(name);
  }
  const cities = [...names]
    .filter(([code]) => code.length === 4)
    .map(([code, name]) => `${names.get(code.slice(0, 2))}/${name}`);
  return { cities, counties };
};

const FIRST_YEAR = 2016;
const YEARS = 10;

export interface Collection {
  readonly reports: number;
  readonly paragraphs: number;
}

/** Where a bench's report stands: another city with each report, another year once every city has had one. */
const placeOf = (n: number, cities: readonly string[]) => {
  const region = cities[n % cities.length] ?? '';
  const year = FIRST_YEAR + (Math.floor(n / cities.length) % YEARS);
  return {
    region,
    institution: `${region.split('/')[1]}人民政府`,
    reportYear: year,
    publishedOn: `${year + 1}-${String(1 + (n % 3)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
  };
};

/**
 * Writes at least so many paragraphs as one jsonl file, a report a line. Copies have titles, places and years of their own, and every
 * body paragraph names a county: so none counts as a copy of another, facets are as long as in life, and rare terms occur.
 */
export const writeCollection = async (
  folder: string,
  originals: readonly UnderstoodReport[],
  paragraphs: number,
): Promise<Collection> => {
  const { cities, counties } = readDivisions();
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, 'reports.jsonl'));
  let reports = 0;
  let written = 0;
  for (let copy = 0; written < paragraphs; copy++)
    for (const original of originals) {
      const { region, ...stated } = placeOf(reports, cities);
      const texts = original.paragraphs.map(({ kind, text }, n) =>
        kind === 'heading'
          ? text
          : `${text}（${counties[(reports * 131 + n * 17) % counties.length]}${copy}）`,
      );
      const row = {
        title: `第${copy}种${original.report.title}`,
        text: texts.join('\n'),
        sourceUrl: `https://example.invalid/${reports}`,
        region,
        ...stated,
      };
      if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain');
      reports++;
      written += texts.length;
      if (written >= paragraphs) break;
    }
  file.end();
  await once(file, 'finish');
  return { reports, paragraphs: written };
};
