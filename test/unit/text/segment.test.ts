import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Phrase } from '../../../src/domain/query.ts';
import { createSegmenter } from '../../../src/text/segment.ts';
import { toPairs, toWords } from '../../../src/text/smart.ts';
import { toUnits } from '../../../src/text/units.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = createSegmenter();
const { segment, segmentFinely } = shipped;
const phrase = (text: string): Phrase => ({
  kind: 'phrase',
  text,
  units: toUnits(text).map(({ value }) => value),
  quoted: false,
});
const words = (text: string): string[] =>
  toWords(phrase(text), segment, segmentFinely).map((word) => word.text);

describe('words of a text', () => {
  it.each([
    ['生产总值增长36.8%', '36.8'],
    ['推进垃圾分类工作', '垃圾分类'],
    ['落实河长制', '河长制'],
    ['深化五水共治', '五水共治'],
    ['推进污水零直排区建设', '污水零直排区'],
    ['实现GDP增长', 'gdp'],
  ])('of %s: %s stays whole', (text, word) => {
    expect(segment(text)).toContain(word);
  });

  it('are folded and have no punctuation among them', () => {
    expect(segment('推進垃圾分類，ＧＤＰ增長！')).toEqual(['推进', '垃圾分类', 'gdp', '增长']);
    expect(segment('，。！“”')).toEqual([]);
    expect(segment('')).toEqual([]);
  });

  it('hold every character of the text that is not punctuation', () => {
    const text = '2023年，全区实现地区生产总值1234.5亿元，同比增长6.8%（可比价）。';
    const letters = toUnits(text).filter(({ punctuation }) => !punctuation);
    expect(segment(text).join('')).toBe(letters.map(({ value }) => value).join(''));
  });
});

describe('a user dictionary', () => {
  const path = join(folder, 'dictionary.txt');
  const text = '开展银辉守望计划和小巷管家行动';

  it('keeps its words whole and changes the version', () => {
    expect(segment(text)).not.toContain('银辉守望计划');
    writeFileSync(path, '# 本地说法\n银辉守望计划 10 n\n\r\n小巷管家 # 志愿者\n');
    const own = createSegmenter(path);
    expect(own.segment(text)).toEqual(expect.arrayContaining(['银辉守望计划', '小巷管家']));
    expect(own.version).not.toBe(shipped.version);
    expect(createSegmenter(path).version).toBe(own.version);
  });

  it('need not be there', () => {
    expect(createSegmenter(join(folder, 'none.txt')).version).toBe(shipped.version);
  });
});

describe('what a smart query counts', () => {
  it('is words that carry a subject, each once', () => {
    expect(words('垃圾分类的做法和垃圾分类的问题')).toEqual(['垃圾分类', '做法']);
  });

  it('is what a question asks about, not that it asks', () => {
    expect(words('哪些地方在做老年人助餐')).toEqual(['老年人', '助餐']);
  });

  it('is the term itself where no word carries a subject', () => {
    expect(words('的')).toEqual(['的']);
    expect(words('怎么做')).toEqual(['怎么做']);
  });

  it('cuts long words again', () => {
    expect(words('污水零直排区')).toContain('污水');
  });

  it('keeps numbers and Latin words, single ones too', () => {
    expect(words('5G建设')).toEqual(expect.arrayContaining(['建设', expect.stringMatching(/5/)]));
  });

  it('counts neighbouring pairs, not across punctuation', () => {
    expect(toPairs(phrase('垃圾分，类处圾分'))).toEqual([
      ['垃', '圾'],
      ['圾', '分'],
      ['类', '处'],
      ['处', '圾'],
    ]);
    expect(toPairs(phrase('GDP'))).toEqual([]);
  });
});
