/** The English of what the routes say of themselves in Chinese: of the API, of a call, of an answer. */
const DOCS_ENGLISH: Readonly<Record<string, string>> = {
  '本站的 OpenSearch 说明，浏览器据此添加搜索引擎':
    'OpenSearch description, by which browsers add this site as a search engine',
  'OpenSearch 1.1 说明文件': 'the OpenSearch 1.1 document',
  '运行指标，Prometheus 格式': 'Figures of the service, for Prometheus',
  各项指标: 'the figures',

  '浏览器地址栏里的补全：[输入的字, [补全]]':
    'Suggestions for a browser’s address bar: [what was typed, [suggestions]]',
  '趋势图，SVG 文件': 'The trend as an SVG file',
  '对比的热力图，SVG 文件': 'The heat map of a comparison as an SVG file',
  '单独可用的 SVG，写明检索式、条件、收录版本、词典版本、日期和地址':
    'an SVG that stands alone, with query, filters, versions of collection and dictionary, date and address',

  '中国政府工作报告的段落检索。精确检索等于逐字扫描；每个数字都可以引用。错误一律为 RFC 9457 问题文档，默认中文，lang=en 或 Accept-Language 要英文时为英文。':
    'Search over Chinese government work reports by the paragraph. Exact search equals a scan of the text, so every number can be quoted. Errors are RFC 9457 problem documents, in Chinese unless lang=en or Accept-Language asks for English.',

  '检索段落，并按地区、机构、年份、主题、环节、层级、文种计数':
    'Paragraphs found, with counts by region, institution, year, topic, role, level and type',
  在一个筛选项的取值中查找: 'Finds values of one facet',
  '补全正在输入的词：收录里的词语、机构和标题，也认拼音和首字母（ljfl → 垃圾分类）':
    'Completes what is being typed: terms, institutions and titles of the collection; pinyin and initials too (ljfl → 垃圾分类)',
  '命中的段落里格外突出的词：与全部收录相比（对数似然比）':
    'Terms that stand out in the paragraphs found against the whole collection (log-likelihood)',
  '几个检索式逐年的段落数、报告数、出现次数，以及各年收录了多少':
    'Paragraphs, reports and occurrences of several queries by year, and what is held of each year',
  '机构、地区或层级对年份、主题、环节或一组检索式的完整计数表':
    'The full table of counts: institutions, regions or levels by year, topic, role or a list of queries',
  '语境：检索词的每一处，连同左右的文字':
    'Concordance: every place where the query stands, with the text around it',
  '趋势的全部数字，可直接用表格软件打开': 'All numbers of a trend, for spreadsheets',
  '对比的全部行与列，可直接用表格软件打开': 'All rows and columns of a comparison, for spreadsheets',
  '语境的全部各处，流式，不设上限': 'Every place of a concordance, streamed, without a limit',
  '报告清单，新的在前；筛选参数与检索相同': 'The reports, newest first; filters as in search',
  '一份报告及其全部段落；给出 q 时标出命中的字':
    'One report with all its paragraphs; with q, its matches are marked',
  一个段落及其前后文: 'One paragraph and its neighbours',
  一份报告的引文: 'The citation of a report',
  '一个段落的引文；quote 为原文加 GB/T 7714 引文':
    'The citation of a paragraph; quote is its text with the GB/T 7714 citation',
  '其他报告中与这一段最相近的段落，至多十段，最相近的在前':
    'The paragraphs of other reports most like this one, ten at most, the closest first',
  '导出全部命中，流式，不设上限；不给 q 时导出全部。jsonl、csv 逐段，bibtex、ris、gbt7714 每份报告一条；检索式、时间、收录版本和词典版本在应答头 Zhengsou-* 中，csv 与文献格式的文件里也有':
    'All that was found, streamed, without a limit; without q, everything. jsonl and csv by the paragraph, bibtex, ris and gbt7714 one entry a report; query, time and the versions of collection and dictionary are in the headers Zhengsou-*, and in csv and reference files too',
  '符合条件的最新报告，Atom 订阅源；检索与筛选参数与 /api/search 相同':
    'The newest reports that match, as an Atom feed; query and filters as in /api/search',
  '报告的原件：收录时读到的字节': 'The original of a report: the bytes as they were read',
  进程在运行: 'The process is running',
  '可以检索：设置已就位，首次启动的示例已载入，引擎有应答':
    'Searches can be answered: settings are in place, the sample of a first start is loaded, the engine answers',

  成功: 'success',
  参数有误: 'a parameter is wrong',
  没有找到: 'not found',
  搜索引擎暂不可用: 'the search engine is not available at the moment',
  没有变化: 'not changed',
  在运行: 'running',
  就绪: 'ready',
  '还不能检索，detail 说明在等什么': 'cannot search yet; detail says what it waits for',
  '原件；类型随文件而定': 'the original; its type is that of the file',
  'RFC 4287；带 ETag 与 Last-Modified': 'RFC 4287, with ETag and Last-Modified',
  '引文，纯文本或文献管理软件的格式': 'the citation, as plain text or for reference managers',
  '一行一个检索式的一年；开头以 # 起首的各行载明检索式、条件和版本':
    'a line for each query and year; the first lines, which begin with #, give queries, filters and versions',
  '一行一格，行数不设上限；开头以 # 起首的各行载明检索式、条件和版本':
    'a line for each cell, without a limit; the first lines, which begin with #, give queries, filters and versions',
  '一行一处，按报告和段落的次序；开头以 # 起首的各行载明检索式、条件和版本':
    'a line for each place, in the order of reports and paragraphs; the first lines, which begin with #, give query, filters and versions',
  '一行一处，按报告和段落的次序；每行带检索式和版本':
    'a line for each place, in the order of reports and paragraphs, with query and versions',
  'jsonl：一行一个段落；csv：可直接用表格软件打开；bibtex、ris、gbt7714：参考文献，每份报告一条，命中的段落列在附注里（gbt7714 不列）':
    'jsonl: a line for each paragraph; csv: for spreadsheets; bibtex, ris, gbt7714: references, one a report, with the paragraphs found in a note (not in gbt7714)',
};

/** A text of the document in both languages, “中文 / English”, as parameters and fields are. */
export const inBothLanguages = (chinese: string): string => {
  const english = DOCS_ENGLISH[chinese];
  return english === undefined ? chinese : `${chinese} / ${english}`;
};
