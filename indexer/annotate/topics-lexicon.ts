import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TOPIC_CODES, type TopicCode, topicSchema } from '../../src/domain/topic.ts';
import { packageRoot } from '../../src/package-root.ts';
import { normaliseText } from '../../src/text/fold.ts';

/** What one term says: for a topic, or (`none`) that the paragraph is a set phrase that speaks of no topic. */
export interface TermMeaning {
  readonly topic: TopicCode | 'none';
  readonly weight: number;
}

/** Normalised term → what it says. No meaning at all: the term only hides the shorter ones inside it. */
export type TopicLexicon = ReadonlyMap<string, readonly TermMeaning[]>;

/** A lexicon that cannot be used as it stands; names file and line, in Chinese. */
export class TopicLexiconError extends Error {
  override name = 'TopicLexiconError';
}

const codeSchema = z.union([topicSchema, z.literal('none'), z.literal('hide')], {
  error: (issue) =>
    `主题代码“${String(issue.input)}”不存在，应为 ${TOPIC_CODES.join('、')}、none 或 hide 之一`,
});

const weightSchema = z
  .string()
  .regex(/^\d(\.\d)?$/, { error: (issue) => `权重“${String(issue.input)}”不是 0 到 9.9 之间的数` })
  .transform(Number);

const rowSchema = z.tuple(
  [
    codeSchema,
    z
      .string()
      .transform(normaliseText)
      .refine((term) => term.length >= 2, { error: '词语至少要有两个字' }),
    weightSchema,
  ],
  {
    error: (issue) =>
      issue.code === 'invalid_type' ? undefined : '每行应有三列：主题代码、词语、权重，以制表符分隔',
  },
);

const parseLine = (line: string, place: string): z.infer<typeof rowSchema> => {
  const row = rowSchema.safeParse(line.split('\t').map((cell) => cell.trim()));
  if (row.success) return row.data;
  throw new TopicLexiconError(
    `${place}：${row.error.issues[0]?.message ?? '无法读取'}。请改正这一行后重试。`,
  );
};

/**
 * Reads a lexicon from its text: one `code<TAB>term<TAB>weight` a line, `#` begins a comment line.
 * Throws TopicLexiconError naming `file` and the line.
 */
export const parseTopicLexicon = (text: string, file = 'topic-lexicon.tsv'): TopicLexicon => {
  const lexicon = new Map<string, TermMeaning[]>();
  const firstLine = new Map<string, number>();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === '' || line.startsWith('#')) return;
      const place = `${file} 第 ${index + 1} 行`;
      const [topic, term, weight] = parseLine(line, place);
      const earlier = firstLine.get(`${topic} ${term}`);
      if (earlier !== undefined)
        throw new TopicLexiconError(`${place}：“${term}”已在第 ${earlier} 行归入 ${topic}。请删去其中一行。`);
      firstLine.set(`${topic} ${term}`, index + 1);
      const meanings = lexicon.get(term) ?? [];
      if (topic !== 'hide') meanings.push({ topic, weight });
      lexicon.set(term, meanings);
    });
  return lexicon;
};

/**
 * The shipped lexicon with the user's own terms at `path`, where that file is: a term of theirs stands in place of all that
 * the shipped list says of it, and `hide` silences it. Throws TopicLexiconError.
 */
export const loadTopicLexiconWith = (path: string): TopicLexicon => {
  const shipped = loadTopicLexicon();
  return existsSync(path) ? new Map([...shipped, ...loadTopicLexicon(path)]) : shipped;
};

/** The lexicon that ships with the project, or the one at `path`. Throws TopicLexiconError. */
export const loadTopicLexicon = (
  path = join(packageRoot, 'indexer/data/topic-lexicon.tsv'),
): TopicLexicon => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TopicLexiconError(`读不到主题词表 ${path}。请检查路径与读取权限。`, { cause });
  }
  return parseTopicLexicon(text, path);
};
