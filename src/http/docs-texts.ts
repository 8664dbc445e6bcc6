import { MAX_DEPTH, MAX_PAGE_SIZE } from '../queries/request.ts';

/** What people read about one parameter, and what the type alone does not say. */
export interface ParameterText {
  readonly zh: string;
  readonly en: string;
  readonly fallback?: string | number;
  /** A number that travels as text, with its limits. */
  readonly between?: readonly [number, number];
}

const YEARS = [1949, 2100] as const;

/** By the parameter's name; a name means the same wherever it occurs. */
export const PARAMETER_TEXTS: Readonly<Record<string, ParameterText>> = {
  q: {
    zh: '检索式，写法与网页的检索框相同（见 /help）；不给则不限文字',
    en: 'query, written as in the search box (see /help); without it any text will do',
  },
  mode: {
    zh: 'exact 一字不差；smart 拆成词，按相关度',
    en: 'exact: as typed; smart: cut into words, by relevance',
    fallback: 'exact',
  },
  synonyms: {
    zh: '1 表示同义词也算；加了哪些见 query.expanded',
    en: '1: synonyms count too; query.expanded says which',
    fallback: '0',
  },
  institution: { zh: '机构全称', en: 'full name' },
  region: {
    zh: '地区：任一级的名称，或自上而下的路径，如 浙江省/宁波市/海曙区',
    en: 'name of any level, or a path from the top, like 浙江省/宁波市/海曙区',
  },
  year: {
    zh: '段落所述的年份',
    en: 'the year that the paragraph speaks of',
    between: YEARS,
  },
  topic: { zh: '主题代码', en: 'topic code' },
  role: { zh: '环节代码', en: 'role code' },
  docType: { zh: '文种', en: 'kind of document' },
  level: { zh: '发布机构的层级', en: 'level of the issuer' },
  report: { zh: '报告编号', en: 'report id' },
  yearFrom: { zh: '所述年份不早于', en: 'year at least', between: YEARS },
  yearTo: { zh: '所述年份不晚于', en: 'year at most', between: YEARS },
  publishedFrom: { zh: '发布日期不早于，YYYY-MM-DD', en: 'published on or after' },
  publishedTo: { zh: '发布日期不晚于，YYYY-MM-DD', en: 'published on or before' },
  page: {
    zh: `第几页；最深到第 ${MAX_DEPTH} 条，要全部请用导出`,
    en: `page; at most ${MAX_DEPTH} hits deep, the export has them all`,
    fallback: 1,
    between: [1, MAX_DEPTH],
  },
  pageSize: { zh: '每页条数', en: 'hits a page', fallback: 20, between: [1, MAX_PAGE_SIZE] },
  sort: { zh: '排序：相关度、最新、最早', en: 'order', fallback: 'relevance' },
  group: {
    zh: 'report 表示每份报告只列一段',
    en: 'report: one paragraph of each report',
    fallback: 'none',
  },
  rows: {
    zh: '行：机构、地区或层级',
    en: 'rows: institutions, regions or levels',
    fallback: 'institution',
  },
  cols: {
    zh: '列：年份、主题、环节，或各个检索式（query，可给几个 q）',
    en: 'columns: years, topics, roles, or the queries themselves',
    fallback: 'year',
  },
  depth: {
    zh: '行为地区时取哪一级：1 省、2 市、3 区县、4 街道乡镇；不给则取省，或所选地区的下一级',
    en: 'which level of regions: 1 province to 4 township; else provinces, or below the selected one',
  },
  width: {
    zh: '左右各显示几个字',
    en: 'characters on each side',
    fallback: 20,
    between: [1, 100],
  },
  query: {
    zh: '在取值的名称里查找，出现在任何位置都算',
    en: 'sought in the labels of the values, anywhere',
  },
  format: { zh: '格式；不给则为第一种', en: 'format; the first one where absent' },
  name: { zh: '筛选项', en: 'facet' },
  id: { zh: '报告或段落的编号，取自检索结果', en: 'id of a report or paragraph, from a search' },
};

const PAGE_OF_ORIGINAL =
  '在原件的第几页（pdf），没有页码的格式为 null / page of the original (pdf), null where there are none';

/** By the field's name, or `parent.name` where a name means something else there. Chinese, then English. */
export const FIELD_TEXTS: Readonly<Record<string, string>> = {
  query: '检索式的理解 / the query as understood',
  q: '原样的检索式 / as given',
  mode: '匹配方式 / mode',
  sort: '排序 / order',
  group: '分组 / grouping',
  terms: '须出现的词，每个内层数组中任一即可 / what must occur; each inner list is alternatives',
  excluded: '不得出现的词 / what must not occur',
  synonyms: '是否计入同义词 / whether synonyms count',
  expanded: '同义词的补充，逐词 / what synonyms added, term by term',
  term: '检索式中的词 / the term as typed',
  added: '加入的说法 / wordings added',
  leftOut: '组合太多而未加入的说法 / wordings there was no room for',
  total: '总数：检索时为段落，清单时为报告 / paragraphs found, or reports listed',
  totalReports: '命中的报告数 / reports found',
  exact: 'false 表示候选极多、仍在逐段核对 / false while very many candidates are being verified',
  page: '第几页 / page',
  'hits.page': PAGE_OF_ORIGINAL,
  'paragraphs.page': PAGE_OF_ORIGINAL,
  'paragraph.page': PAGE_OF_ORIGINAL,
  'before.page': PAGE_OF_ORIGINAL,
  'after.page': PAGE_OF_ORIGINAL,

  pageSize: '每页条数 / hits a page',
  hits: '命中的段落 / paragraphs found',
  facets: '各筛选项的计数，不受本项已选值影响 / counts, each without its own filter',
  took: '毫秒 / milliseconds',
  id: '段落编号 / paragraph id',
  'report.id': '报告编号 / report id',
  'reports.id': '报告编号 / report id',
  reportId: '所在报告的编号 / id of its report',
  ordinal: '在报告中的位置，从 0 起；页面锚点为 #p{ordinal} / position from 0',
  kind: '标题或正文 / heading or body',
  headingLevel: '标题级别 1–4，正文为 null / 1–4, null for body text',
  text: '段落全文 / whole text',
  'fragments.text': '一截文字 / a piece of text',
  'fragments.match': '是否命中的字 / whether these characters matched',
  headings: '上级标题，由外到内 / headings above, outermost first',
  role: '环节代码 / role code',
  year: '所述年份，无从得知为 null / year spoken of, or null',
  topics: '主题代码 / topic codes',
  continued: '是否过长的行拆分后的后续部分 / continues an over-long line',
  fragments: '要显示的文字，命中处单列 / text to show, matches set apart',
  report: '所在报告 / its report',
  title: '标题 / title',
  titleDerived: '标题系拟定，原文没有 / composed, for the report states none',
  institution: '发布机构，未载明为 null / issuer, or null',
  region: '地区路径，自省而下 / path from the province down',
  regionInferred: '地区系推定 / the region was inferred',
  provenance: '各项从何得知 / where each value was read',
  inferred: '是否由此推得，而非照录 / whether it follows from the words, rather than being them',
  from: '所在之处 / where the words stand',
  words: '据以判定的原文 / the words that decided',
  level: '层级 / level',
  reportYear: '报告年份 / year of the report',
  publishedOn: '发布日期 / date of publication',
  docType: '文种 / kind of document',
  indexNumber: '索引号 / index number',
  documentNumber: '文号 / document number',
  sourceUrl: '原文网址，未知为 null / address of the original, or null',
  sourcePath: '收录时的相对路径 / relative path it was read from',
  sha256: '原件的 SHA-256 / of the original bytes',
  characters: '全文字数（Unicode 码点） / length in code points',
  links: '链接 / links',
  'links.paragraph': '本站的位置 / place on this site',
  'links.permalink':
    '固定链接，报告重新发布后仍找得到这一段 / permalink, good after the report is published anew',
  'links.source': '原文网页（带文字定位），未知为 null / original page with a text fragment, or null',
  groupSize: '按报告分组时，该报告命中的段落数 / with group=report, how many match',
  name: '筛选项 / facet',
  hasMore: '还有更多取值 / there are more values',
  values: '取值 / values',
  value: '传给同名参数的值 / goes into the parameter of that name',
  label: '中文名称 / label in Chinese',
  count: '段落数 / paragraphs',
  reports: '报告 / reports',
  'values.reports': '报告数 / reports',
  selected: '是否已选 / whether selected',
  below: '地区直接下辖、有命中的地区数，列出与否都算 / regions directly below it with matches, listed or not',
  paragraphs: '全部段落，按原文次序 / all paragraphs, in order',
  'reports.paragraphs': '段落数 / how many paragraphs',
  paragraph: '该段落 / the paragraph',
  before: '前文，至多两段 / up to two before',
  after: '后文，至多两段 / up to two after',
  series: '各检索式，次序同请求 / the queries, in the order asked',
  points: '逐年，收录所及的每一年，没有的为 0 / every year held, zeros included',
  'points.paragraphs': '命中的段落数 / paragraphs found',
  'points.reports': '命中的报告数 / reports found',
  'undated.paragraphs': '段落数 / paragraphs',
  'undated.reports': '报告数 / reports',
  'undated.characters': '字数 / characters',
  undated: '年份无从得知的段落 / paragraphs of no known year',
  occurrences: '出现次数 / occurrences in the text',
  totals: '同样的筛选之下，各年收录了多少 / what is held each year under the same filters',
  'totals.year': '年份 / year',
  'points.year': '年份 / year',
  'totals.paragraphs': '收录的段落数 / paragraphs held',
  'totals.reports': '收录的报告数 / reports held',
  'totals.characters': '收录的字数 / characters held',
  rows: '行 / rows',
  cols: '列 / columns',
  'cols.value': '传给同名参数的值；列为检索式时即该检索式 / goes into the parameter of that name',
  cells: '逐行逐列，一格不缺 / row by row, every column',
  row: '行的值 / value of the row',
  col: '列的值 / value of the column',
  'cells.paragraphs': '命中的段落数 / paragraphs found',
  'cells.reports': '命中的报告数 / reports found',
  'cells.characters': '该行在该列收录的字数 / characters held there',
  'rows.paragraphs':
    '整行命中的段落数，列为检索式时为 null / of the whole row; null where columns are queries',
  'rows.reports': '整行命中的报告数，列为检索式时为 null / of the whole row; null where columns are queries',
  'rows.occurrences':
    '整行的出现次数，列为检索式时为 null / of the whole row; null where columns are queries',
  'rows.characters': '该行收录的字数 / characters held',
  reportsHeld:
    '收录的报告数，列为年份时限该年；0 即没有收录，不同于没有提到 / reports held (of that year); 0 is not silence',
  depth: '地区行的级数，否则为 null / level of the regions, or null',
  outside: '不属于任何一行的报告数 / reports that belong to no row',
  lines: '每处一行 / a line each',
  left: '左边的文字 / text before',
  match: '命中的文字 / the match',
  right: '右边的文字 / text after',
  paragraphId: '段落编号 / paragraph id',
  type: '错误类型 / kind',
  'Problem.title': '错误名称 / what kind of error',
  status: '状态码 / status',
  detail: '说明，含解决办法 / what is wrong and what to do',
  parameter: '有误的参数 / the parameter that was wrong',
};

/** Path and query of one call a reader can try, by path. */
export const EXAMPLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '/api/search': [
    ['q', '垃圾分类'],
    ['role', 'plan'],
    ['pageSize', '5'],
  ],
  '/api/facets/{name}': [
    ['q', '垃圾分类'],
    ['query', '街道'],
  ],
  '/api/trend': [
    ['q', '垃圾分类'],
    ['q', '养老'],
  ],
  '/api/compare': [
    ['q', '垃圾分类'],
    ['rows', 'institution'],
    ['cols', 'year'],
  ],
  '/api/concordance': [
    ['q', '垃圾分类'],
    ['sort', 'right'],
  ],
  '/api/trend.csv': [
    ['q', '垃圾分类'],
    ['q', '养老'],
  ],
  '/api/compare.csv': [
    ['q', '垃圾分类'],
    ['rows', 'region'],
  ],
  '/api/concordance.csv': [['q', '垃圾分类']],
  '/api/concordance.jsonl': [['q', '垃圾分类']],
  '/api/reports': [
    ['docType', '政府工作报告'],
    ['pageSize', '5'],
  ],
  '/api/reports/{id}': [['q', '垃圾分类']],
  '/api/paragraphs/{id}': [['q', '垃圾分类']],
  '/feed.atom': [
    ['q', '垃圾分类'],
    ['region', '浙江省'],
  ],
  '/api/export': [
    ['q', '垃圾分类'],
    ['format', 'csv'],
  ],
};
