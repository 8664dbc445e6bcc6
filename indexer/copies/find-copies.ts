import { setImmediate as giveWay } from 'node:timers/promises';
import type { Likeness } from '../../src/search/ports.ts';
import { normaliseText } from '../../src/text/fold.ts';
import { PRINTS } from './fingerprint.ts';

/** What recognising copies needs of a report. */
export interface Candidate extends Likeness {
  readonly id: string;
  readonly title: string;
  readonly titleDerived: boolean;
  readonly sourceUrl: string | null;
  readonly reportYear: number | null;
  readonly region: readonly string[];
}

/** Share of prints that must agree. No two of 49 real reports agree in more than 12% unless they are one. */
const SIMILAR = 0.8;
const MAY_DIFFER = Math.floor(PRINTS * (1 - SIMILAR) + 1e-9);
/**
 * Prints are looked up six together, in twenty bands: two texts that agree in 80% share a band with a probability of 0.998, two that
 * agree in 40% with 8%.
 */
const ROWS = 6;
const BANDS = PRINTS / ROWS;
/** Reports of a band that one is compared with: texts made from one form by the thousand must not cost their square. */
const MOST_COMPARED = 64;
/** Reports after which others get their turn: some milliseconds. */
const AT_A_TIME = 64;

/** Which of several copies is counted: one that can be looked up at its source, then the one that says most, then any, but always the same. */
const byMerit = (a: Candidate, b: Candidate): number =>
  Number(b.sourceUrl !== null) - Number(a.sourceUrl !== null) ||
  b.richness - a.richness ||
  (a.id < b.id ? -1 : 1);

/** 关于印发《…》的通知 and the report itself name the same thing; two towns' names do not. */
const titlesAgree = (a: Candidate, b: Candidate): boolean => {
  if (a.titleDerived || b.titleDerived) return true;
  const [one, other] = [normaliseText(a.title), normaliseText(b.title)];
  return one.includes(other) || other.includes(one);
};

/**
 * Last year's report with its numbers changed, or the neighbour town's from the same form, is another report. As numbers: of texts
 * made from one form by the thousand, millions of pairs are asked about.
 */
const createSetting = (reports: readonly Candidate[]) => {
  const years = Int32Array.from(reports, ({ reportYear }) => reportYear ?? 0);
  const numbers = new Map<string, number>();
  const numberOf = (path: string): number => {
    const number = numbers.get(path) ?? numbers.size;
    numbers.set(path, number);
    return number;
  };
  /** Of each report the numbers of its province, of its city in that province and so on. */
  const places = reports.map(({ region }) =>
    region.map((_, level) => numberOf(region.slice(0, level + 1).join('\n'))),
  );
  return {
    /** One year and one place, as far as both are known. */
    agrees: (a: number, b: number): boolean => {
      const [year = 0, other = 0] = [years[a], years[b]];
      if (year !== other && year !== 0 && other !== 0) return false;
      const [one = [], two = []] = [places[a], places[b]];
      const last = Math.min(one.length, two.length) - 1;
      return last < 0 || one[last] === two[last];
    },
  };
};

/** Chains of reports that share a key, in typed arrays: a Map of arrays would take ten times the memory. */
const createChains = (count: number) => {
  const bits = Math.max(4, Math.ceil(Math.log2(count + 1)) + 1);
  const first = new Int32Array(BANDS << bits).fill(-1);
  const next = new Int32Array(BANDS * count).fill(-1);
  const slot = (band: number, key: number): number => (band << bits) | (key >>> (32 - bits));
  return {
    add: (band: number, key: number, report: number): void => {
      const at = slot(band, key);
      next[band * count + report] = first[at] ?? -1;
      first[at] = report;
    },
    /** Latest first. */
    visit: (band: number, key: number, compare: (report: number) => void): void => {
      let report = first[slot(band, key)] ?? -1;
      for (let n = 0; report >= 0 && n < MOST_COMPARED; n++) {
        compare(report);
        report = next[band * count + report] ?? -1;
      }
    },
  };
};

const keyOf = (prints: Uint16Array, report: number, band: number): number => {
  let key = band;
  const from = report * PRINTS + band * ROWS;
  for (let row = from; row < from + ROWS; row++)
    key = Math.imul(key ^ (prints[row] ?? 0), 0x9e3779b1) ^ (key >>> 15);
  return Math.imul(key, 0x85ebca6b);
};

/**
 * For each report that is a copy of another, the one that is counted in its place. Reports are taken from the best down; one
 * joins the best that it is like, else stands for itself. So the answer depends on what is there and not on how it came, and every
 * copy is like the report that stands for it, not only like a copy of a copy. Gives way now and then: loads are under way meanwhile.
 */
export const findCopies = async (candidates: readonly Candidate[]): Promise<Map<string, string>> => {
  await giveWay();
  const reports = [...candidates].sort(byMerit);
  const prints = new Uint16Array(reports.length * PRINTS);
  for (const [n, report] of reports.entries())
    if (report.prints !== null)
      Buffer.from(prints.buffer, n * PRINTS * 2, PRINTS * 2).write(report.prints, 'base64');
  const isSimilar = (a: number, b: number): boolean => {
    let mayDiffer = MAY_DIFFER;
    for (let at = 0; at < PRINTS; at++)
      if (prints[a * PRINTS + at] !== prints[b * PRINTS + at] && --mayDiffer < 0) return false;
    return true;
  };

  const setting = createSetting(reports);
  const copies = new Map<string, string>();
  // The report that each was last compared with: most bands name the same ones.
  const comparedWith = new Int32Array(reports.length).fill(-1);
  const byText = new Map<string, number>();
  const chains = createChains(reports.length);
  const keys = new Int32Array(BANDS);
  for (const [n, report] of reports.entries()) {
    if (n % AT_A_TIME === 0) await giveWay();
    let best = byText.get(report.text) ?? -1;
    if (best < 0 && report.prints !== null) {
      for (let band = 0; band < BANDS; band++) keys[band] = keyOf(prints, n, band);
      const compare = (other: number): void => {
        const known = reports[other];
        if (!known || comparedWith[other] === n || (best >= 0 && other > best)) return;
        comparedWith[other] = n;
        // What costs least, and rules out most, comes first.
        if (setting.agrees(n, other) && isSimilar(n, other) && titlesAgree(report, known)) best = other;
      };
      for (let band = 0; band < BANDS; band++) chains.visit(band, keys[band] ?? 0, compare);
    }
    const counted = reports[best];
    if (counted) {
      copies.set(report.id, counted.id);
      continue;
    }
    byText.set(report.text, n);
    if (report.prints !== null) for (let band = 0; band < BANDS; band++) chains.add(band, keys[band] ?? 0, n);
  }
  return copies;
};
