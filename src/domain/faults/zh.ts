/** What people call a parameter. */
const NAMES: Readonly<Record<string, string>> = {
  q: '检索式',
  mode: '匹配方式',
  synonyms: '同义词',
  sort: '排序',
  group: '显示方式',
  page: '页码',
  pageSize: '每页条数',
  institution: '机构',
  region: '地区',
  year: '年份',
  yearFrom: '起始年份',
  yearTo: '截止年份',
  publishedFrom: '最早发布日期',
  publishedTo: '最晚发布日期',
  topic: '主题',
  role: '环节',
  docType: '文种',
  level: '机构类型',
  report: '报告',
  repeated: '照搬往年的段落',
  rows: '行',
  cols: '列',
  depth: '地区级别',
  width: '左右字数',
  format: '文件格式',
  measure: '数值',
  order: '行的次序',
  colOrder: '列的次序',
  lang: '语言',
  related: '相关的词',
  font: '字体',
  part: '第几部分',
  at: '段号',
};

const nameOf = (parameter: string): string =>
  NAMES[parameter] === undefined ? `参数 ${parameter} ` : `${NAMES[parameter]}（${parameter}）`;

/**
 * Everything that can be wrong with a request or with the service, in words. This catalogue says which faults there are and what
 * values each takes; the English one is held to it by the compiler.
 */
export const zh = {
  /** What a status means, in a few words. */
  titles: {
    400: '请求有误',
    401: '需要登录',
    404: '没有找到',
    405: '只能读取',
    421: '不是本站的网址',
    429: '请求太多',
    500: '服务出错',
    503: '暂时无法检索',
  },
  /** What happened, to which value, and the way out. */
  details: {
    // The search box
    nothingToSearch: '查询里没有可以检索的文字：标点和空白不参与检索',
    tooManyTerms: ({ most }: { most: number }) =>
      `一次最多检索 ${most} 个词（另可排除 ${most} 个），请去掉一些，或用引号把它们连成短语`,
    tooManyCombinations: ({ combinations, most }: { combinations: number; most: number }) =>
      `“|”的组合太多（${combinations} 种，最多 ${most} 种），请减少可选的词`,
    tooManySentenceCombinations: ({ combinations }: { combinations: number }) =>
      `“~”两边的“|”组合太多（${combinations} 种），请减少可选的词`,
    timesOutOfRange: ({ text, times, most }: { text: string; times: number; most: number }) =>
      `“${text}{${times}}”：至少出现几次，请写 2 到 ${most} 之间的数，例如 垃圾分类{3}`,
    orOfFields: '“|”只能连接词；一个筛选条件要几个值，请分开写：年份:2022 年份:2023',
    orOfExclusions: '“|”不能与排除的词相连；要排除几个词，请分开写：-甲 -乙',
    nearOfFields: '“~”只能连接词：两边的词须在同一句里；筛选条件请另写，例如 甲 ~ 乙 年份:2023',
    nearOfExclusions:
      '“~”不能与排除的词相连：它要求两边的词都在同一句里；要排除一个词，请另写，例如 甲 ~ 乙 -丙',
    nearOfRepeated: ({ text, times }: { text: string; times: number }) =>
      `“${text}{${times}}”数的是整段，不能用“~”放进同一句；请分开写：${text}{${times}} 乙`,
    nearAcrossSentences: ({ text }: { text: string }) =>
      `“${text}”跨了句子，不会在同一句里；请在“~”两边只写句内的词`,
    negatedField: ({ name }: { name: string }) => `暂不支持排除条件“-${name}:”；请用筛选项选择要保留的值`,
    fieldWithoutValue: ({ name }: { name: string }) => `“${name}:”后面要写一个值，例如 年份:2023`,
    institutionTooLong: ({ text }: { text: string }) => `机构名过长：${text}…`,
    regionTooLong: ({ text }: { text: string }) => `地区名过长：${text}…`,
    unknownTopic: ({ text, labels }: { text: string; labels: string; codes: string }) =>
      `没有唯一对应“${text}”的主题。可用的主题：${labels}`,
    unknownRole: ({ text, labels }: { text: string; labels: string; codes: string }) =>
      `没有“${text}”这个环节。可用的环节：${labels}`,
    notAYear: ({ text }: { text: string }) => `“${text}”不是年份。写法：年份:2023 或 年份:2021..2023`,
    yearsReversed: ({ text }: { text: string }) => `年份范围颠倒：${text}`,
    // Parameters
    notAllowed: ({ parameter, labels }: { parameter: string; labels: string; codes: string }) =>
      `${nameOf(parameter)}没有这一项。可以是：${labels}`,
    notDepth: ({ parameter }: { parameter: string }) =>
      `${nameOf(parameter)}没有这一项。可以是：1 省 · 2 市 · 3 区县 · 4 街道乡镇`,
    notYear: ({ parameter }: { parameter: string }) =>
      `${nameOf(parameter)}写得不对。写四位数的年份，例如 2023（1949 到 2100）`,
    notDate: ({ parameter }: { parameter: string }) =>
      `${nameOf(parameter)}写得不对。写成 年-月-日，例如 2023-01-31`,
    notNames: ({ parameter, most }: { parameter: string; most: number }) =>
      `${nameOf(parameter)}写得不对。至多 ${most} 个，每个不超过 200 字`,
    notReportId: ({ parameter }: { parameter: string }) =>
      `${nameOf(parameter)}写得不对。写报告编号，即报告页地址 /reports/ 之后的小写字母和数字`,
    notWithin: ({ parameter, most }: { parameter: string; most: number }) =>
      `${nameOf(parameter)}写得不对。写 1 到 ${most} 的整数`,
    notWidth: ({ parameter, most }: { parameter: string; most: number }) =>
      `${nameOf(parameter)}写得不对：左右各显示的字数，1 到 ${most}`,
    queryTooLong: ({ parameter, most }: { parameter: string; most: number }) =>
      `${nameOf(parameter)}写得不对。检索式至多 ${most} 字`,
    tooDeep: ({ most }: { most: number }) => `翻页最深到第 ${most} 条；要全部结果请用导出 (/api/export)`,
    unknownFacet: ({ allowed }: { allowed: string }) => `没有这个筛选项。可用的：${allowed}`,
    soughtTooLong: ({ most }: { most: number }) => `要找的字太多：最多 ${most} 个字`,
    rangeReversed: ({ from, to }: { from: string; to: string }) =>
      `起止颠倒：从 ${from} 到 ${to}。请把较早的写在前面`,
    givenTwice: ({ parameter }: { parameter: string }) => `${nameOf(parameter)}给了几个不同的值，只能给一个`,
    // Counts
    nothingToCount: '请给出要数的词，例如 q=垃圾分类',
    nothingToList: '请给出检索词，例如 q=垃圾分类',
    tooManyQueries: ({ most, given }: { most: number; given: number }) =>
      `一次最多比较 ${most} 个检索式（给了 ${given} 个），请分几次比较`,
    noTermToCount: ({ q }: { q: string }) => `“${q}”里没有可以计数的词：请至少写一个要出现的词`,
    noTermToList: ({ q }: { q: string }) => `“${q}”里没有可以逐行列出的词：请至少写一个要出现的词`,
    filtersInSeveral: ({ q }: { q: string }) =>
      `几个检索式一起比较时，“${q}”里的条件请改用筛选参数，对全部检索式有效`,
    severalNeedQueries:
      '几个检索式并列时，行或列须是检索词（rows=query 或 cols=query）；机构、地区、层级按年份、主题、环节分列时，请只给一个检索式',
    queriesBothWays: '行和列不能都是检索词：请把其中一个换成年份、主题、环节，或机构、地区、层级',
    // What is not there
    noReport: '没有这份报告；它可能已被移出',
    noParagraph: '没有这个段落；它所在的报告可能已被移出',
    noOriginal: '这份报告的原件不在数据文件夹里',
    onlyRead: ({ method }: { method: string }) => `这里只供读取，不接受 ${method}；请用 GET`,
    noPath: ({ path }: { path: string }) => `没有这个接口：${path}；接口说明见 /docs`,
    // Who may come in
    signIn: '请从登录入口进入本站',
    showToken: '请出示访问口令：作为 Bearer 令牌，或在浏览器里作为密码（用户名任意）',
    otherHost: '请用本站公布的网址访问；若这是本站的另一个域名，请把它加入环境变量 ALLOWED_HOSTS',
    tooManyRequests: ({ limit, seconds }: { limit: number; seconds: number }) =>
      `每分钟最多 ${limit} 次请求（导出、对比一次算几次），请过 ${seconds} 秒再试`,
    // The service itself
    internal: '服务内部出错，已记入日志',
    engineStarting: '搜索引擎正在启动',
    engineRestarting: '搜索引擎意外停止，正在重新启动',
    engineSilent: '搜索引擎没有回应，请稍后再试',
    engineSilentAt: ({ url, seconds }: { url: string; seconds: number }) =>
      `MEILI_URL ${url} 没有回应（等了 ${seconds} 秒）：请检查地址，以及那里的搜索引擎是否在运行`,
    nodesOverlap:
      'MEILI_URL 列出的两个搜索引擎收着同一部分：同一个引擎写了两次，或各是一个单独的收录；请每个只写一次，并从空的引擎加起',
    nodesMissing: ({ of, listed }: { of: number; listed: number }) =>
      `这个收录分在 ${of} 个搜索引擎上，MEILI_URL 列出的 ${listed} 个里没有找全：请把它们都列出来，并等它们都有回应`,
    nodeSilent: ({ name }: { name: string }) =>
      `搜索引擎节点 ${name} 没有回应。它收着的报告暂时查不到，收录须等它恢复；恢复后再运行一次 zhengsou index`,
    nodeWaiting: ({ name, writes }: { name: string; writes: number }) =>
      `搜索引擎节点 ${name} 没有回应。要写给它的 ${writes} 批内容已记在数据文件夹的 waiting 里，其余节点已收录；它恢复后再运行一次 zhengsou index（不必给路径）即补上，不丢不重`,
    nodeLeft: '一个搜索引擎节点在读取途中没有回应，请再试一次',
    engineFails: ({ reason }: { reason: string }) =>
      `搜索引擎出错：${reason}（磁盘满了时常见，腾出空间后再试一次）`,
    engineStuck: ({ task, minutes }: { task: number; minutes: number }) =>
      `搜索引擎已有 ${minutes} 分钟没有进展（任务 ${task}）：请看那里的磁盘是否满了、它的日志说了什么；处理后再运行一次，已收录的不受影响`,
    diskFull: ({ folder, free }: { folder: string; free: number }) =>
      `磁盘已满（ENOSPC）：${folder} 所在的磁盘只剩 ${free} MB，搜索引擎写不下去。请腾出空间后再运行一次，已收录的不受影响`,
    noRoom: ({ folder, free, needed }: { folder: string; free: number; needed: number }) =>
      `磁盘快满了（ENOSPC）：${folder} 所在的磁盘只剩 ${free} MB，不到 ${needed} MB 就不开始收录。请腾出空间后再运行一次，已收录的不受影响`,
    littleRoom: ({ folder, free, needed }: { folder: string; free: number; needed: number }) =>
      `磁盘空间可能不够：这次收录约需 ${needed} MB，${folder} 所在的磁盘只剩 ${free} MB。写满时会停下并说明，已收录的不受影响`,
    loadingSample: '正在载入示例报告',
    preparingIndex: '正在准备索引',
    rebuildingIndex: '正在按新版本重建索引',
    nothingIndexed: '还没有收录任何报告：请先运行 zhengsou index <路径>',
  },
};
