import type { CompareCols, CompareRows } from '../../src/domain/compare.ts';
import type { ConcordanceSort } from '../../src/domain/concordance.ts';
import type { Measure } from '../../src/domain/measure.ts';
import { formatCount } from '../format.ts';
import type { counting as zhCounting } from './zh-counting.ts';

const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
const paragraphs = (count: number): string => plural(count, 'paragraph');
const reports = (count: number): string => plural(count, 'report');

const measures: Record<Measure, string> = {
  paragraphs: 'Paragraphs',
  reports: 'Reports',
  share: 'Share of reports',
  rate: 'Frequency',
};
const measureAxis: Record<Measure, string> = {
  paragraphs: 'Paragraphs',
  reports: 'Reports',
  share: 'Per cent of the reports held',
  rate: 'Occurrences per 10,000 characters',
};
const measureNotes: Record<Measure, string> = {
  paragraphs:
    'Paragraphs that contain the term. Where more reports are held there are more paragraphs: to compare years, use the share or the frequency.',
  reports: 'Reports with at least one paragraph that contains the term. To compare years, use the share.',
  share: 'Reports that contain the term, as a percentage of the reports held under the same filters.',
  rate: 'Occurrences of the term, divided by the characters held under the same filters, times 10,000.',
};
const compareRows: Record<CompareRows, string> = {
  institution: 'Institution',
  region: 'Region',
  level: 'Kind of body',
  query: 'Terms',
};
const compareCols: Record<CompareCols, string> = {
  year: 'Year',
  topic: 'Topic',
  role: 'Role',
  query: 'Terms',
};
const depths: Record<'1' | '2' | '3' | '4', string> = {
  1: 'Province',
  2: 'City',
  3: 'District or county',
  4: 'Township',
};
const concordanceSorts: Record<ConcordanceSort, string> = {
  position: 'Reading order',
  left: 'Left context',
  right: 'Right context',
};

export const counting: typeof zhCounting = {
  viewsLabel: 'Views of this search',
  viewSearch: 'Paragraphs',
  viewTrend: 'Trend',
  viewCompare: 'Compare',
  viewConcordance: 'Context',

  termsLabel: (most) => `Queries, one a line, ${most} at most`,
  termsPlaceholder: '垃圾分类\n养老服务',
  termsButton: 'Count',
  countError: 'Nothing was counted',
  measureLabel: 'Measure',
  measures,
  measureAxis,
  measureNotes,
  filtersCounted: 'The numbers are the paragraphs and reports held under these filters.',
  collectionLine: (collection, dictionary, date) =>
    `Collection version ${collection} · dictionary version ${dictionary} · counted ${date}`,
  chartSvg: 'SVG',
  chartPng: 'PNG',
  pngFailed: 'The browser could not draw the PNG; please use the SVG.',

  trendTitle: 'Trend',
  trendHeading: (terms) => `${terms} by year`,
  trendIntro:
    'How much was written about several terms, year by year. The number of reports held each year stands below; years without any are left blank, not counted as zero.',
  trendExamples: 'For example',
  trendChart: (terms, measure) => `${measure} by year for ${terms}; the data is in the table below`,
  trendHeld: 'Reports held',
  trendHeldShort: 'Held',
  trendNotHeld: 'none held',
  trendPoint: (year, q, value, held) => `${year} “${q}”: ${value} (${reports(held)} held)`,
  trendMissing: (years) => `No report is held for ${years}; the gap is not silence.`,
  trendOneYear: 'Only one year is held, so there is no trend to see yet.',
  trendUndated: (counts) =>
    `Of no known year and not in the chart: ${counts.map(([q, count]) => `“${q}” ${paragraphs(count)}`).join(', ')}.`,
  trendNothing: (q) => `“${q}” stands in none of the years held.`,
  trendTable: 'Data',
  trendYear: 'Year',
  trendNoYear: 'No year',
  trendReportsHeld: 'Reports held',
  trendCharactersHeld: 'Characters held',
  noReports: 'No report is held under these filters, so there is nothing to count. Remove some of them.',
  measureShort: {
    paragraphs: 'Paragraphs',
    reports: 'Reports',
    share: 'Share',
    rate: 'Per 10,000',
  },

  compareTitle: 'Compare',
  compareHeading: (terms, rows, cols) => `${terms}: ${rows.toLowerCase()} × ${cols.toLowerCase()}`,
  compareIntro:
    'Which institutions and regions wrote about it, which were silent, and which are not held at all: one number a cell, each opening its paragraphs. A list of terms can be pasted.',
  rowsLabel: 'Rows',
  colsLabel: 'Columns',
  depthLabel: 'Level',
  compareRows,
  compareCols,
  depths,
  compareTable: (rows, cols) => `Counts, ${rows.toLowerCase()} by ${cols.toLowerCase()}; scrolls sideways`,
  colOrderLabel: 'Column order',
  colOrders: { most: 'most first', fixed: 'fixed' },
  compareEmptyCols: (names) =>
    `Topics without a paragraph are left out of the table: ${names.join(', ')}; the files have them all.`,
  compareExamples: {
    institutions: 'which institutions wrote about it, year by year',
    regions: 'which regions wrote about them, four terms side by side',
    years: 'in which years, one term a row',
  },
  compareHeld: 'Reports held',
  compareTotal: 'Total',
  compareNotHeld: 'not held',
  compareSilent: 'silent',
  compareLegend: 'Legend',
  compareNotHeldLegend: 'no report held',
  compareSilentLegend: 'reports held, term absent',
  compareOpen: 'A number opens the paragraphs it counts; the name of a column sorts by it.',
  compareCell: (row, col) => `${row}, ${col}`,
  sortBy: (label) => `Sort by ${label}`,
  compareSilentUntil: (from, to) =>
    `Nothing from ${from} to ${to}: these years are left out of the table; the files have them all.`,
  compareHasMore: (count) =>
    `Only the first ${count} rows are listed; the CSV has them all, and filters narrow them down.`,
  compareOutside: (count) => `${reports(count)} more belong to no row (not stated, or above this level).`,
  compareMultiple: 'A paragraph may have several topics, so the columns add up to more than the total.',

  concordanceTitle: 'Context',
  concordanceIntro: 'Every place where the query stands, a line each, aligned at the match.',
  concordanceHeading: (q) => `${q} in context`,
  concordanceTotal: (count) => plural(count, 'place'),
  concordanceSortLabel: 'Sort',
  concordanceSorts,
  concordanceSortedBy: (by) => `sorted by ${by.toLowerCase()}`,
  widthLabel: 'Characters each side',
  concordanceSorted: (count) =>
    `Sorted by context, only the first ${formatCount(count)} places are listed; the exported file has them all.`,
  concordanceEnd: 'That is all of them.',
  concordanceCut: (count) => `Paging ends at place ${formatCount(count)}; the export has them all.`,
  concordanceLoading: 'Loading more…',
  concordanceFailed: 'More could not be loaded; “Next” tries again.',
  concordanceNone: (q) => `“${q}” stands nowhere`,
  concordanceNoneHow: 'Remove some filters, write it otherwise, or try smart matching under “Paragraphs”.',
};
