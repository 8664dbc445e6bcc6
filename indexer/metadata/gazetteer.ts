import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

/** A province, city, county-level division, or street, town or township of the mainland's official list. */
export interface Division {
  /** GB/T 2260: 2 digits for a province, 4 a city, 6 a county-level division, 9 a street or town. */
  readonly code: string;
  readonly name: string;
}

export interface Gazetteer {
  /** Divisions with exactly this official name, from the largest down. */
  named(name: string): readonly Division[];
  /** Divisions called this without their suffix: 海曙 → 海曙区, 宁夏 → 宁夏回族自治区. Streets are left out: their stems are everyday words. */
  calledShort(stem: string): readonly Division[];
  /** Streets and towns of this stem: 荷花池 → 荷花池街道. */
  streetsCalled(stem: string): readonly Division[];
  /** Whether any name or stem begins with these two characters: a quick no for most of a text. */
  begins(two: string): boolean;
  /** The division itself, if the list has the code. */
  byCode(code: string): Division | undefined;
  /** Official names from the province down; levels that only group others on paper are left out. */
  path(code: string): string[];
}

const FILE = join(packageRoot, 'indexer/data/gazetteer.tsv');

/** Whose stem no rule gives. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  内蒙古自治区: '内蒙古',
  广西壮族自治区: '广西',
  西藏自治区: '西藏',
  宁夏回族自治区: '宁夏',
  新疆维吾尔自治区: '新疆',
  香港特别行政区: '香港',
  澳门特别行政区: '澳门',
};

const PEOPLES =
  '哈萨克|蒙古|柯尔克孜|塔吉克|锡伯|维吾尔|回|壮|藏|苗|彝|侗|土家|羌|黎|瑶|傣|白|满|裕固|保安|东乡|撒拉|土|布依|水|仡佬|畲|毛南|仫佬|佤|拉祜|纳西|景颇|傈僳|普米|怒|独龙|哈尼|朝鲜|鄂伦春|鄂温克|达斡尔|布朗|各';
const AUTONOMY = new RegExp(`(?:(?:${PEOPLES})(?:族)?)*自治[州县旗]$`);

/** 海曙区 → 海曙, 延边朝鲜族自治州 → 延边, 月湖街道 → 月湖. A stem of one character stays whole (东区, 郊区). */
export const stemOf = (name: string): string => {
  const known = SHORT_NAMES[name];
  if (known) return known;
  const bare = name
    .replace(AUTONOMY, '')
    .replace(/(?:街道|民族乡|苏木|地区|林区|新区|[省市区县旗盟州镇乡])$/, '');
  return bare.length >= 2 ? bare : name;
};

const ancestors = (code: string): string[] =>
  [2, 4, 6, 9].filter((n) => n <= code.length).map((n) => code.slice(0, n));

const add = (map: Map<string, string[]>, key: string, code: string): void => {
  const codes = map.get(key);
  if (codes) codes.push(code);
  else map.set(key, [code]);
};

const build = (): Gazetteer => {
  const names = new Map<string, string>();
  const byName = new Map<string, string[]>();
  const byStem = new Map<string, string[]>();
  const byStreetStem = new Map<string, string[]>();
  const beginnings = new Set<string>();

  const put = (code: string, name: string, stems: Map<string, string[]>): void => {
    names.set(code, name);
    if (name === '') return;
    beginnings.add(name.slice(0, 2));
    add(byName, name, code);
    const stem = stemOf(name);
    if (stem !== name) add(stems, stem, code);
  };

  for (const line of readFileSync(FILE, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [code = '', name = '', streets = ''] = line.split('\t');
    put(code, name, byStem);
    if (streets === '') continue;
    for (const street of streets.split(',')) put(code + street.slice(0, 3), street.slice(3), byStreetStem);
  }

  const divisions = (codes: readonly string[] | undefined): Division[] =>
    (codes ?? []).map((code) => ({ code, name: names.get(code) ?? '' }));

  return {
    named: (name) => divisions(byName.get(name)).sort((a, b) => a.code.length - b.code.length),
    calledShort: (stem) => divisions(byStem.get(stem)),
    streetsCalled: (stem) => divisions(byStreetStem.get(stem)),
    begins: (two) => beginnings.has(two),
    byCode: (code) => {
      const name = names.get(code);
      return name ? { code, name } : undefined;
    },
    // 东莞市 has towns and no counties: the list has the city once more in the place of its one county.
    path: (code) =>
      ancestors(code)
        .flatMap((part) => names.get(part) || [])
        .filter((name, i, path) => name !== path[i - 1]),
  };
};

let loaded: Gazetteer | undefined;

/** The official list, read on first use (0.7 MB; some 15 MB once indexed) and kept. */
export const gazetteer = (): Gazetteer => {
  loaded ??= build();
  return loaded;
};
