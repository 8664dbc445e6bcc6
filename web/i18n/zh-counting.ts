import type { CompareCols, CompareRows } from '../../src/domain/compare.ts';
import type { ConcordanceSort } from '../../src/domain/concordance.ts';
import type { Measure } from '../../src/domain/measure.ts';
import { formatCount } from '../format.ts';

const paragraphs = (count: number): string => `${formatCount(count)} 段`;
const reports = (count: number): string => `${formatCount(count)} 份报告`;

const measures: Record<Measure, string> = {
  paragraphs: '段落数',
  reports: '报告数',
  share: '提及报告占比',
  rate: '词频',
};
const measureAxis: Record<Measure, string> = {
  paragraphs: '段落数',
  reports: '报告数',
  share: '占收录报告的百分比',
  rate: '每万字出现次数',
};
const measureNotes: Record<Measure, string> = {
  paragraphs: '含有检索词的段落数。收录的报告多了，段落数也会多：跨年比较请看占比或词频。',
  reports: '至少有一段含有检索词的报告数。跨年比较请看占比。',
  share: '含有检索词的报告，占同样条件下收录的报告的百分比。',
  rate: '检索词出现的次数，除以同样条件下收录的字数，乘以一万。',
};
const compareRows: Record<CompareRows, string> = {
  institution: '机构',
  region: '地区',
  level: '机构类型',
  query: '检索词',
};
const compareCols: Record<CompareCols, string> = {
  year: '年份',
  topic: '主题',
  role: '环节',
  query: '检索词',
};
const depths: Record<'1' | '2' | '3' | '4', string> = { 1: '省', 2: '市', 3: '区县', 4: '街道乡镇' };
const concordanceSorts: Record<ConcordanceSort, string> = {
  position: '报告次序',
  left: '左边的字',
  right: '右边的字',
};

/** Texts of the pages that count: trend, compare, concordance. */
export const counting = {
  viewsLabel: '同一检索的几种看法',
  viewSearch: '段落',
  viewTrend: '趋势',
  viewCompare: '对比',
  viewConcordance: '语境',

  termsLabel: (most: number) => `检索式，一行一个，最多 ${most} 个`,
  termsPlaceholder: '垃圾分类\n养老服务',
  termsButton: '计数',
  countError: '没有计数',
  measureLabel: '数值',
  measures,
  measureAxis,
  measureNotes,
  filtersCounted: '各项的数是同样条件下收录的段落和报告。',
  collectionLine: (collection: number, dictionary: string, date: string) =>
    `收录版本 ${collection} · 词典版本 ${dictionary} · ${date} 检索`,
  chartSvg: 'SVG',
  chartPng: 'PNG',
  pngFailed: '浏览器没能画出 PNG，请改用 SVG。',

  trendTitle: '趋势',
  trendHeading: (terms: string) => `${terms}：逐年`,
  trendIntro: '几个词逐年写了多少。每年收录了多少份报告始终画在下面，没有收录的年份留空，不算作零。',
  trendExamples: '例如',
  trendChart: (terms: string, measure: string) => `${terms}逐年的${measure}，数据见下表`,
  trendHeld: '收录的报告',
  trendHeldShort: '收录',
  trendNotHeld: '未收录',
  trendPoint: (year: number, q: string, value: string, held: number) =>
    `${year} 年 “${q}”：${value}（收录 ${reports(held)}）`,
  trendMissing: (years: string) => `${years} 没有收录报告，图中留空：那不是没有提到。`,
  trendOneYear: '只收录了一个年份，还看不出趋势。',
  trendUndated: (counts: readonly (readonly [string, number])[]) =>
    `没有写明年份、不在图中：${counts.map(([q, count]) => `“${q}” ${paragraphs(count)}`).join('，')}。`,
  trendNothing: (q: string) => `收录的年份里都没有“${q}”。`,
  trendTable: '数据表',
  trendYear: '年份',
  trendNoYear: '年份不详',
  trendReportsHeld: '收录报告',
  trendCharactersHeld: '收录字数',
  noReports: '这些条件下没有收录任何报告，无从计数。去掉一些条件再看。',
  measureShort: { paragraphs: '段', reports: '报告', share: '占比', rate: '每万字' } as Record<
    Measure,
    string
  >,

  compareTitle: '对比',
  compareHeading: (terms: string, rows: string, cols: string) => `${terms}：${rows} × ${cols}`,
  compareIntro:
    '哪些机构、地区写得多，哪些没写，哪些根本没有收录：一格一数，点开就是段落。可以贴一列检索词。',
  rowsLabel: '行',
  colsLabel: '列',
  depthLabel: '级别',
  compareRows,
  compareCols,
  depths,
  compareTable: (rows: string, cols: string) => `${rows}对${cols}的计数表，可左右滚动`,
  colOrderLabel: '列序',
  colOrders: { most: '多的在前', fixed: '固定' },
  compareEmptyCols: (names: readonly string[]) =>
    `没有一段提到、表中略去的主题：${names.join('、')}；导出的文件有全部主题。`,
  compareExamples: {
    institutions: '哪些机构写了，逐年多少',
    regions: '哪些地区写了，四个词并排',
    years: '哪一年写得多，一个词一行',
  },
  compareHeld: '收录报告',
  compareTotal: '合计',
  compareNotHeld: '未收录',
  compareSilent: '未提及',
  compareLegend: '图例',
  compareNotHeldLegend: '没有收录报告',
  compareSilentLegend: '有报告，未提及',
  compareOpen: '点一个数字，看它所计的段落；点列名，按这一列排序。',
  compareCell: (row: string, col: string) => `${row}，${col}`,
  sortBy: (label: string) => `按“${label}”排序`,
  compareSilentUntil: (from: string, to: string) =>
    `${from} 至 ${to} 年没有一段提到，表中略去；导出的文件有全部年份。`,
  compareHasMore: (count: number) => `只列出前 ${count} 行；导出的 CSV 有全部行，加条件可缩小范围。`,
  compareOutside: (count: number) => `另有 ${reports(count)}不属于任何一行（没有写明，或在这一级之上）。`,
  compareMultiple: '一个段落可以有几个主题，各列之和会大于合计。',

  concordanceTitle: '语境',
  concordanceIntro: '检索词的每一处，连同左右的文字，一行一处，对齐在检索词上。',
  concordanceHeading: (q: string) => `${q}：语境`,
  concordanceTotal: (count: number) => `${formatCount(count)} 处`,
  concordanceSortLabel: '排序',
  concordanceSorts,
  concordanceSortedBy: (by: string) => `按${by}排序`,
  widthLabel: '左右字数',
  concordanceSorted: (count: number) =>
    `按左右的字排序时，只排前 ${formatCount(count)} 处；导出的文件有全部各处。`,
  concordanceEnd: '到此为止，全部列出了。',
  concordanceCut: (count: number) => `翻页到第 ${formatCount(count)} 处为止；全部各处请用导出。`,
  concordanceLoading: '正在读取后面的各处…',
  concordanceFailed: '后面的没有读到，可以再点“下一页”。',
  concordanceNone: (q: string) => `没有一处“${q}”`,
  concordanceNoneHow: '去掉一些条件，换个写法，或者到“段落”里用智能匹配。',
};
