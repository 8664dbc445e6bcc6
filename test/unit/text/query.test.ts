import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordFault } from '../../../src/domain/faults/fault.ts';
import { NO_FILTERS, type ParsedQuery, type Term } from '../../../src/domain/query.ts';
import { phrasesOf, termKey } from '../../../src/text/conditions.ts';
import { MAX_COMBINATIONS, MAX_TERMS, parseQuery } from '../../../src/text/query.ts';
import { showTerm, typeTerm } from '../../../src/text/query-format.ts';
import { isPunctuation } from '../../../src/text/runs.ts';
import { boxInput, hanRun } from '../../support/arbitraries.ts';

const parsed = (input: string): ParsedQuery => {
  const result = parseQuery(input);
  if ('fault' in result) throw new Error(wordFault(result.fault, 'zh'));
  return result.query;
};
const problemOf = (input: string): string => {
  const result = parseQuery(input);
  return 'fault' in result ? wordFault(result.fault, 'zh') : `no problem: ${JSON.stringify(result.query)}`;
};
const texts = (terms: readonly Term[]): string[] => terms.map(showTerm);
const all = (input: string): string[][] => parsed(input).all.map(texts);
const none = (input: string): string[] => texts(parsed(input).none);
const units = (input: string): (readonly string[])[] =>
  parsed(input)
    .all.flat()
    .flatMap(phrasesOf)
    .map((phrase) => phrase.units);

describe('any input at all', () => {
  it('gives a query or one sentence that says what to change', () => {
    fc.assert(
      fc.property(boxInput(), (input) => {
        const result = parseQuery(input);
        if ('fault' in result) {
          expect(wordFault(result.fault, 'zh')).toMatch(/\p{Script=Han}{2}/u);
          return;
        }
        const { all, none } = result.query;
        const phrases = [...all.flat(), ...none].flatMap(phrasesOf);
        expect(all.length).toBeLessThanOrEqual(MAX_TERMS);
        expect(none.length).toBeLessThanOrEqual(MAX_TERMS);
        expect(all.reduce((product, group) => product * group.length, 1)).toBeLessThanOrEqual(
          MAX_COMBINATIONS,
        );
        expect(phrases.filter((phrase) => phrase.units.every(isPunctuation))).toEqual([]);
        expect(all.filter((group) => group.length === 0)).toEqual([]);
        for (const term of [...all.flat(), ...none]) {
          if (term.kind === 'sentence') expect(term.phrases.length).toBeGreaterThan(1);
          if (term.kind === 'repeated') expect(term.times).toBeGreaterThan(1);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('means the same when it is typed again from what was understood', () => {
    fc.assert(
      fc.property(boxInput(), (input) => {
        const result = parseQuery(input);
        if ('fault' in result) return;
        const { all, none } = result.query;
        // A sentence with alternatives was written out, one combination each: those are typed apart.
        for (const term of all.flat()) {
          const again = parsed(typeTerm(term));
          expect(
            again.all.map((group) => group.map(termKey)),
            typeTerm(term),
          ).toEqual([[termKey(term)]]);
        }
        for (const term of none)
          expect(parsed(`-${typeTerm(term)}`).none.map(termKey)).toEqual([termKey(term)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives bare Han terms back as they were typed, in order and each once', () => {
    fc.assert(
      fc.property(
        fc.array(hanRun(1, 4), { maxLength: 10 }),
        fc.constantFrom(' ', '\u3000', '\t ', '\n'),
        (terms, space) => {
          expect(all(terms.join(space))).toEqual([...new Set(terms)].map((term) => [term]));
        },
      ),
    );
  });
});

describe('terms and phrases', () => {
  it('are bare words, cut at white space of any width', () => {
    expect(all('垃圾分类　河长制 GDP')).toEqual([['垃圾分类'], ['河长制'], ['GDP']]);
  });

  it.each([
    '"垃圾 分类"',
    '“垃圾 分类”',
    '「垃圾 分类」',
    '『垃圾 分类』',
    '＂垃圾 分类＂',
    '”垃圾 分类”',
    '“垃圾 分类"',
  ])('are phrases in %s', (input) => {
    expect(parsed(input).all).toEqual([
      [{ kind: 'phrase', text: '垃圾 分类', units: ['垃', '圾', '分', '类'], quoted: true }],
    ]);
  });

  it('run to the end where a quotation mark was not closed', () => {
    expect(all('“垃圾 分类')).toEqual([['垃圾 分类']]);
    expect(all('河长制 "')).toEqual([['河长制']]);
  });

  it('keep a quotation mark inside a word for what it is: nothing', () => {
    expect(units('学习“二十大”精神')).toEqual([Array.from('学习二十大精神')]);
  });

  it('lose the punctuation around them, keep what stands inside and what means something', () => {
    expect(units('，垃圾分类。')).toEqual([Array.from('垃圾分类')]);
    expect(units('垃圾，分类')).toEqual([Array.from('垃圾,分类')]);
    expect(units('5.2% C++ 10℃')).toEqual([
      ['5.2', '%'],
      ['c', '+', '+'],
      ['10', '°', 'c'],
    ]);
  });

  it('are folded: full-width, traditional, capitals', () => {
    expect(units('ＧＤＰ')).toEqual([['gdp']]);
    expect(units('經濟發展')).toEqual([Array.from('经济发展')]);
  });

  it('are the same term however they are written', () => {
    expect(all('GDP gdp ＧＤＰ “GDP”')).toEqual([['GDP']]);
  });

  it('may be very long', () => {
    const long = '垃圾分类处理工作'.repeat(200);
    expect(units(long)).toEqual([Array.from(long)]);
  });

  it.each(['AND', 'OR', 'NOT', 'and', 'or', 'not', 'TO', 'IN', 'null'])(
    'take %s for a word like any other',
    (word) => {
      expect(all(`垃圾 ${word} 分类`)).toEqual([['垃圾'], [word], ['分类']]);
    },
  );

  it.each(['比例:3', '完成率：98%', 'http://a.cn', '时间:10:30', 'constructor:1', '__proto__:1'])(
    'take %s for text, since it names no field',
    (input) => {
      expect(all(input)).toEqual([[input]]);
      expect(parsed(input).filters).toEqual(NO_FILTERS);
    },
  );
});

describe('exclusions', () => {
  it('are terms and phrases after any minus', () => {
    expect(none('垃圾 -分类 －处理 −"工作 总结"')).toEqual(['分类', '处理', '工作 总结']);
    expect(all('垃圾 -分类 －处理 −"工作 总结"')).toEqual([['垃圾']]);
  });

  it('may stand alone', () => {
    expect(parsed('-分类')).toMatchObject({ all: [], none: [{ text: '分类' }] });
  });

  it('are not what a minus inside a word or before nothing is', () => {
    expect(none('2021-2023 - 垃圾')).toEqual([]);
    expect(all('2021-2023 - 垃圾')).toEqual([['2021-2023'], ['垃圾']]);
  });
});

describe('alternatives', () => {
  it('are joined by a bar, with or without space, in either width', () => {
    expect(all('垃圾|河长制｜GDP | "a b" 分类')).toEqual([['垃圾', '河长制', 'GDP', 'a b'], ['分类']]);
  });

  it('may be half typed', () => {
    expect(all('垃圾|')).toEqual([['垃圾']]);
    expect(all('|垃圾')).toEqual([['垃圾']]);
    expect(all('垃圾||分类')).toEqual([['垃圾', '分类']]);
  });

  it('belong to the term right before them, also when that was said before', () => {
    expect(all('垃圾 垃圾|分类')).toEqual([['垃圾'], ['垃圾', '分类']]);
    expect(all('垃圾|分类 分类|垃圾')).toEqual([['垃圾', '分类']]);
  });

  it.each(['垃圾 -分类|处理', '-分类|处理', '垃圾|-分类', '-垃圾|-分类'])(
    'cannot be exclusions: %s',
    (input) => {
      expect(problemOf(input)).toContain('排除');
    },
  );

  it.each(['垃圾 年份:2022|2023', '年份:2022|年份:2023', '垃圾|年份:2022'])(
    'cannot be filters: %s',
    (input) => {
      expect(problemOf(input)).toContain('筛选条件');
    },
  );
});

describe('one sentence', () => {
  it('is asked for by a ~ that stands apart, of any width', () => {
    for (const input of [
      '垃圾 ~ 分类',
      '垃圾 ～ 分类',
      '垃圾~ 分类',
      '垃圾 ~分类',
      '“垃圾”~“分类”',
      '垃圾 〜 分类',
    ])
      expect(all(input), input).toEqual([['垃圾 ~ 分类']]);
    expect(all('垃圾 ~ 分类 ~ 处理 工作')).toEqual([['垃圾 ~ 分类 ~ 处理'], ['工作']]);
  });

  it('is not what a ~ inside a word or a range of years is', () => {
    expect(all('5~10年')).toEqual([['5~10年']]);
    expect(units('5~10年')).toEqual([['5', '~', '10', '年']]);
    expect(parsed('年份:2021~2023').filters).toMatchObject({ yearFrom: 2021, yearTo: 2023 });
    expect(parsed('垃圾 年份:2021~').filters).toMatchObject({ yearFrom: 2021, yearTo: null });
  });

  it('takes alternatives on either side', () => {
    expect(all('老旧小区|城中村 ~ 改造|更新')).toEqual([
      ['老旧小区 ~ 改造', '老旧小区 ~ 更新', '城中村 ~ 改造', '城中村 ~ 更新'],
    ]);
  });

  it('is the same whatever the order, and of one word just that word', () => {
    expect(all('垃圾 ~ 分类 分类 ~ 垃圾')).toHaveLength(1);
    expect(all('垃圾 ~ 垃圾')).toEqual([['垃圾']]);
  });

  it('may be half typed', () => {
    expect(all('垃圾 ~')).toEqual([['垃圾']]);
    expect(all('~ 垃圾')).toEqual([['垃圾']]);
    expect(all('垃圾 ~ ~ 分类')).toEqual([['垃圾 ~ 分类']]);
    expect(all('~')).toEqual([]);
  });

  it.each([
    ['垃圾 ~ -分类', '排除'],
    ['-垃圾 ~ 分类', '排除'],
    ['垃圾 ~ 年份:2022', '筛选条件'],
    ['年份:2022 ~ 垃圾', '筛选条件'],
    ['垃圾{2} ~ 分类', '整段'],
    ['“垃圾。分类” ~ 处理', '跨了句子'],
    ['甲|乙|丙|丁 ~ 戊|己|庚|辛 ~ 壬|癸|子', '48'],
    [Array.from('甲乙丙丁戊己庚辛壬癸子').join(' ~ '), '10'],
  ])('cannot be %s', (input, words) => {
    expect(problemOf(input)).toContain(words);
  });
});

describe('a number of times', () => {
  it('stands in braces right behind a term or phrase', () => {
    expect(parsed('垃圾分类{3}').all).toMatchObject([
      [{ kind: 'repeated', times: 3, phrase: { text: '垃圾分类', quoted: false } }],
    ]);
    expect(all('“垃圾 分类”{3} 处理｛１２｝')).toEqual([['垃圾 分类{3}'], ['处理{12}']]);
    expect(all('垃圾{2}|分类')).toEqual([['垃圾{2}', '分类']]);
    expect(none('垃圾 -分类{2}')).toEqual(['分类{2}']);
  });

  it('of one is the term itself; braces that hold no number are text', () => {
    expect(all('垃圾{1} 垃圾')).toEqual([['垃圾']]);
    expect(all('“垃圾{3}” {3} a{b}')).toEqual([['垃圾{3}'], ['{3}'], ['a{b}']]);
    expect(parsed('“垃圾{3}”').all[0]?.[0]?.kind).toBe('phrase');
  });

  it.each(['垃圾{0}', '垃圾{100}', '-垃圾{1000}'])('is refused beyond sense: %s', (input) => {
    expect(problemOf(input)).toContain('2 到 99');
  });
});

describe('too much', () => {
  const words = Array.from('甲乙丙丁戊己庚辛壬癸子丑');

  it('is an eleventh term, or an eleventh exclusion', () => {
    expect(all(words.slice(0, 10).join(' '))).toHaveLength(10);
    expect(problemOf(words.slice(0, 11).join(' '))).toContain('10');
    expect(
      none(
        words
          .slice(0, 10)
          .map((word) => `-${word}`)
          .join(' '),
      ),
    ).toHaveLength(10);
    expect(
      problemOf(
        words
          .slice(0, 11)
          .map((word) => `-${word}`)
          .join(' '),
      ),
    ).toContain('10');
  });

  it('is more combinations of alternatives than the engine should be asked', () => {
    expect(all('甲|乙 丙|丁 戊|己 庚|辛 壬|癸')).toHaveLength(5);
    expect(problemOf('甲|乙 丙|丁 戊|己 庚|辛 壬|癸 子|丑')).toContain('64');
  });
});

describe('too little', () => {
  it.each(['', '   ', '\u3000', '|', '||'])('is nothing to search for, and no error: %j', (input) => {
    expect(parsed(input)).toEqual({ all: [], none: [], filters: NO_FILTERS });
  });

  it.each(['，。', '"', '""', '…… ！', '-。', '“，”', '\u0000', '\u200b'])(
    'is only punctuation, and said so: %j',
    (input) => {
      expect(problemOf(input)).toContain('标点');
    },
  );

  it('is not punctuation beside a term', () => {
    expect(all('垃圾 ， 。')).toEqual([['垃圾']]);
  });
});

describe('filters in the box', () => {
  it.each([
    ['机构:城管局', { institution: ['城管局'] }],
    ['institution:城管局', { institution: ['城管局'] }],
    ['机构："甲 乙"', { institution: ['甲 乙'] }],
    ['机构:“甲 乙”', { institution: ['甲 乙'] }],
    ['地区:浙江省/宁波市 地区：海曙区', { region: ['浙江省/宁波市', '海曙区'] }],
    ['年份:2023', { year: [2023] }],
    ['年份:2022 YEAR:2023', { year: [2022, 2023] }],
    ['年份:２０２３年', { year: [2023] }],
    ['年份:2021..2023', { yearFrom: 2021, yearTo: 2023 }],
    ['年份:2021...2023', { yearFrom: 2021, yearTo: 2023 }],
    ['年份:2021-2023', { yearFrom: 2021, yearTo: 2023 }],
    ['年份:2021—2023', { yearFrom: 2021, yearTo: 2023 }],
    ['年份:2021至2023年', { yearFrom: 2021, yearTo: 2023 }],
    ['年份:2021～2023', { yearFrom: 2021, yearTo: 2023 }],
    ['年份:2021..', { yearFrom: 2021, yearTo: null }],
    ['年份:..2023', { yearFrom: null, yearTo: 2023 }],
    ['主题:cityscape', { topic: ['cityscape'] }],
    ['主题:市容环境与城市管理', { topic: ['cityscape'] }],
    ['主题:市容', { topic: ['cityscape'] }],
    ['topic:教育', { topic: ['education'] }],
    ['环节:plan', { role: ['plan'] }],
    ['环节:工作安排', { role: ['plan'] }],
    ['环节:问题', { role: ['problem'] }],
    ['环节:計劃', { role: ['plan'] }],
  ])('%s', (input, filters) => {
    expect(parsed(`垃圾 ${input}`)).toMatchObject({
      all: [[{ text: '垃圾' }]],
      filters: { ...NO_FILTERS, ...filters },
    });
  });

  it('may stand without a term', () => {
    expect(parsed('年份:2023')).toMatchObject({ all: [], none: [], filters: { year: [2023] } });
  });

  it.each([
    ['年份:', '要写一个值'],
    ['机构：', '要写一个值'],
    ['机构:""', '要写一个值'],
    ['年份:去年', '不是年份'],
    ['年份:1066', '不是年份'],
    ['年份:2200', '不是年份'],
    ['年份:20231', '不是年份'],
    ['年份:2023..2021', '颠倒'],
    ['年份:..', '不是年份'],
    ['主题:火星', '可用的主题'],
    ['主题:与', '可用的主题'],
    ['主题:，', '可用的主题'],
    ['环节:总之', '可用的环节'],
    ['-年份:2023', '排除条件'],
    [`机构:${'长'.repeat(201)}`, '过长'],
    [`地区:${'长'.repeat(201)}`, '过长'],
  ])('%s is said to be wrong, and how', (input, words) => {
    expect(problemOf(`垃圾 ${input}`)).toContain(words);
  });
});
