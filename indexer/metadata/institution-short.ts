/** What stands before the abbreviated part of a department's name: a rank or a whole name of a place, or nothing. */
const short = (words: string, kinds = '局'): RegExp =>
  new RegExp(`(?<=^|[省市区县州旗盟])${words}(?=[${kinds}]$)`, 'u');

/** Abbreviations whose full form is the same everywhere. */
const IN_FULL: readonly (readonly [RegExp, string])[] = [
  [short('市场监管', '局厅'), '市场监督管理'],
  [short('药监'), '药品监督管理'],
  [short('城管'), '城市管理'],
  [short('应急', '局厅'), '应急管理'],
  [short('住建', '局厅'), '住房和城乡建设'],
  [short('人社', '局厅'), '人力资源和社会保障'],
  [short('文旅', '局厅'), '文化和旅游'],
  [short('经信', '局厅'), '经济和信息化'],
  [short('工信', '局厅'), '工业和信息化'],
  [short('资规'), '自然资源和规划'],
  [short('医保'), '医疗保障'],
  [short('林草'), '林业和草原'],
  [short('退役军人', '局厅'), '退役军人事务'],
  [short('卫健'), '卫生健康'],
  [short('(?:发改|发展改革)'), '发展和改革'],
  [short('卫(?:健|生健康)', '委'), '卫生健康委员会'],
  [short('(?:发改|发展改革)', '委'), '发展和改革委员会'],
  [short('国资', '委'), '国有资产监督管理委员会'],
  [short('住建', '委'), '住房和城乡建设委员会'],
  [short('交通', '委'), '交通委员会'],
  [/(?<=(?:卫生健康|发展和改革|国有资产监督管理|住房和城乡建设|交通)委员会)委$/u, ''],
  [/(?<=[省市区县州旗])中级法院$/u, '中级人民法院'],
  [/(?<=[省市区县州旗])高级法院$/u, '高级人民法院'],
  [/(?<=[省市区县州旗])法院$/u, '人民法院'],
  [/(?<=[省市区县州旗])检察院$/u, '人民检察院'],
  [/管委会$/u, '管理委员会'],
  // 某市第十六届人民代表大会常务委员会: one body, whatever its term.
  [/第[一二三四五六七八九十\d]{1,3}届(?=人民代表大会|人大|委员会)/u, ''],
  [/人大(?:常委会)?$/u, '人民代表大会常务委员会'],
  [/^政协(?=.+委员会$)/u, '中国人民政治协商会议'],
];
/** 区城管局 → 区城市管理局; a name in full stays. */
export const writeInFull = (name: string): string =>
  IN_FULL.reduce((text, [short, full]) => text.replace(short, full), name);
