import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  loadTopicLexicon,
  loadTopicLexiconWith,
  parseTopicLexicon,
} from '../../../indexer/annotate/topics-lexicon.ts';
import { pipelineVersion } from '../../../indexer/version.ts';
import { TOPIC_CODES, TOPIC_LABELS } from '../../../src/domain/topic.ts';
import { packageRoot } from '../../../src/package-root.ts';

describe('topic lexicon', () => {
  it('that ships is sound and has words for every topic', () => {
    const lexicon = loadTopicLexicon();
    const topics = new Set([...lexicon.values()].flat().map(({ topic }) => topic));
    for (const topic of TOPIC_CODES) expect(topics).toContain(topic);
  });

  it('reads comments, blank lines, several topics for a term, and words that only hide', () => {
    const lexicon = parseTopicLexicon(
      '\uFEFF# 说明\r\n\r\ncare\t医养结合\t3\r\nhealth\t医养结合\t1\r\nhide\t学习教育\t0\r\n',
    );
    expect(lexicon.get('医养结合')).toEqual([
      { topic: 'care', weight: 3 },
      { topic: 'health', weight: 1 },
    ]);
    expect(lexicon.get('学习教育')).toEqual([]);
  });

  it.each([
    ['culture\t非遗\t3\nsport\t足球\t3', /own\.tsv 第 2 行：主题代码“sport”不存在/],
    ['culture\t非遗', /第 1 行：每行应有三列/],
    ['culture 非遗 3', /第 1 行：每行应有三列/],
    ['culture\t非遗\t很高', /第 1 行：权重“很高”不是/],
    ['culture\t非遗\t-1', /第 1 行：权重“-1”不是/],
    ['culture\t书\t3', /第 1 行：词语至少要有两个字/],
    ['culture\t非遗\t3\n\nculture\t非遺\t2', /第 3 行：“非遗”已在第 1 行/],
  ])('names the line of a mistake: %j', (text, message) => {
    expect(() => parseTopicLexicon(text, 'own.tsv')).toThrow(message);
  });

  it('says which file cannot be read', () => {
    expect(() => loadTopicLexicon('/nowhere/lexicon.tsv')).toThrow(/读不到主题词表 \/nowhere\/lexicon\.tsv/);
  });
});

describe('docs/topics.md', () => {
  it('lists every topic with its label', () => {
    const page = readFileSync(join(packageRoot, 'docs/topics.md'), 'utf8');
    for (const topic of TOPIC_CODES) expect(page).toContain(`| \`${topic}\` | ${TOPIC_LABELS[topic]} |`);
  });

  it('shows lines that the lexicon accepts', () => {
    const page = readFileSync(join(packageRoot, 'docs/topics.md'), 'utf8');
    const [, example = ''] = /```\n(care\t[\s\S]*?)```/.exec(page) ?? [];
    expect(parseTopicLexicon(example).size).toBe(3);
  });

  it('takes the user’s terms in place of its own, and what they change is processed again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
    try {
      const own = join(folder, 'topic-lexicon.tsv');
      const before = pipelineVersion(1, 'x', own);
      expect(loadTopicLexiconWith(own)).toEqual(loadTopicLexicon());

      writeFileSync(own, 'culture\t云溪竹编\t4\nhide\t垃圾分类\t0\n');
      const lexicon = loadTopicLexiconWith(own);
      expect(lexicon.get('云溪竹编')).toEqual([{ topic: 'culture', weight: 4 }]);
      expect(lexicon.get('垃圾分类')).toEqual([]);
      expect(lexicon.get('网格员')).toEqual(loadTopicLexicon().get('网格员'));
      expect(pipelineVersion(1, 'x', own)).not.toBe(before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
