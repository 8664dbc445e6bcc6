import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { expand } from '../../../src/text/expand.ts';
import { parseQuery, toPhrase } from '../../../src/text/query.ts';
import { showTerm } from '../../../src/text/query-format.ts';
import { createSynonyms, joinSynonyms, parseSynonyms, type Synonyms } from '../../../src/text/synonyms.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const of = (synonyms: Synonyms, text: string): string[] =>
  synonyms(toPhrase(text, false)!).map((phrase) => phrase.text);
const shipped = parseSynonyms(readFileSync(join(packageRoot, 'src/text/data/synonyms.txt'), 'utf8'));

describe('the file of synonyms', () => {
  it('has one group a line, by = or by spaces, with comments and blank lines', () => {
    const groups = parseSynonyms(
      '\uFEFF# 说明\n垃圾分类 = 分类投放 ＝ 垃圾 减量 # 试试\r\n\n河长制 湖长制\n，。\n单独\n重复=重複=重复',
    );
    expect(groups.map((group) => group.map(({ text }) => text))).toEqual([
      ['垃圾分类', '分类投放', '垃圾 减量'],
      ['河长制', '湖长制'],
      ['单独'],
      ['重复'],
    ]);
  });

  it('ships with groups that each hold at least two ways to say a thing, no term in two groups', () => {
    expect(shipped.length).toBeGreaterThan(60);
    expect(shipped.filter((group) => group.length < 2)).toEqual([]);
    const terms = shipped.flat().map(({ units }) => units.join(''));
    expect(terms.filter((term, at) => terms.indexOf(term) !== at)).toEqual([]);
  });

  it('of the user adds groups, changes shipped ones and switches them off', () => {
    const ours = parseSynonyms('甲=乙=丙\n丁=戊');
    const synonyms = joinSynonyms(ours, parseSynonyms('乙=己\n丁\n庚=辛\n庚=壬'));
    expect(of(synonyms, '甲')).toEqual([]);
    expect(of(synonyms, '乙')).toEqual(['己']);
    expect(of(synonyms, '丁')).toEqual([]);
    expect(of(synonyms, '戊')).toEqual([]);
    expect(of(synonyms, '庚')).toEqual(['辛', '壬']);
  });

  it('is read again when it was edited', async () => {
    const path = join(folder, 'synonyms.txt');
    const synonyms = createSynonyms(path);
    expect(of(synonyms, '垃圾分类')).toContain('分类投放');
    expect(of(synonyms, '岫云')).toEqual([]);
    writeFileSync(path, '岫云=岫雲县\n');
    await sleep(1_100);
    expect(of(synonyms, '岫云')).toEqual(['岫雲县']);
  });
});

describe('a query with synonyms', () => {
  const synonyms = joinSynonyms([], parseSynonyms('垃圾分类=生活垃圾分类=分类投放=垃圾减量\n志愿者=义工'));
  const expanded = (q: string, most = 32) => {
    const parsed = parseQuery(q);
    if ('fault' in parsed) throw new Error(parsed.fault.code);
    const { groups, expansions } = expand(
      parsed.query.all,
      synonyms,
      (sizes) => sizes.reduce((product, size) => product * size, 1) <= most,
    );
    return {
      terms: groups.map((group) => group.map(showTerm)),
      added: expansions.map(({ phrase, added, leftOut }) => [
        phrase.text,
        added.map(({ text }) => text),
        leftOut.map(({ text }) => text),
      ]),
    };
  };

  it('takes them as alternatives, but none that only says more', () => {
    expect(expanded('垃圾分类 养老')).toEqual({
      terms: [['垃圾分类', '分类投放', '垃圾减量'], ['养老']],
      added: [['垃圾分类', ['分类投放', '垃圾减量'], []]],
    });
    expect(expanded('生活垃圾分类').terms).toEqual([['生活垃圾分类', '垃圾分类', '分类投放', '垃圾减量']]);
  });

  it('leaves a quoted phrase as it is', () => {
    expect(expanded('“垃圾分类”')).toEqual({ terms: [['垃圾分类']], added: [] });
  });

  it('takes them within a sentence and for a number of times', () => {
    expect(expanded('垃圾分类 ~ 义工').terms).toEqual([
      [
        '垃圾分类 ~ 义工',
        '垃圾分类 ~ 志愿者',
        '分类投放 ~ 义工',
        '分类投放 ~ 志愿者',
        '垃圾减量 ~ 义工',
        '垃圾减量 ~ 志愿者',
      ],
    ]);
    expect(expanded('志愿者{2}').terms).toEqual([['志愿者{2}', '义工{2}']]);
  });

  it('says which there was no room for', () => {
    expect(expanded('垃圾分类 志愿者', 4)).toEqual({
      terms: [
        ['垃圾分类', '分类投放'],
        ['志愿者', '义工'],
      ],
      added: [
        ['垃圾分类', ['分类投放'], ['垃圾减量']],
        ['志愿者', ['义工'], []],
      ],
    });
  });
});
