import { TOPIC_CODES, type TopicCode } from '../../src/domain/topic.ts';
import { normaliseText } from '../../src/text/fold.ts';
import { loadTopicLexicon, type TopicLexicon } from './topics-lexicon.ts';
import { createTermMatcher } from './topics-matcher.ts';
import {
  DEFAULT_SETTINGS,
  type Evidence,
  isSupportedByText,
  isTopicCode,
  scoreTopics,
  type TopicReason,
  type TopicSettings,
  topicThreshold,
} from './topics-scoring.ts';

/** The part of a paragraph that tells its topics. */
export interface TopicInput {
  readonly text: string;
  /** The headings above it, outermost first. */
  readonly headings: readonly string[];
  readonly kind: 'heading' | 'body';
}

/** Topics of one paragraph in display order; none for salutations and slogans. */
export type TopicAnnotator = (paragraph: TopicInput) => TopicCode[];

/** Why a topic was given or not: its score against the paragraph's threshold, and the words behind it. */
export interface TopicExplanation {
  readonly topic: TopicCode;
  readonly assigned: boolean;
  readonly score: number;
  readonly threshold: number;
  readonly reasons: readonly TopicReason[];
}

export type TopicExplainer = (paragraph: TopicInput) => TopicExplanation[];

/** Longest first sentence that is read as a run-in heading. Characters. */
const LONGEST_LEAD = 45;

const codesOf = (marks: string): Set<number> => new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));
const CLAUSE_ENDS = codesOf(',;:。!?');
const SENTENCE_ENDS = codesOf(';。!?');

const leadLength = (text: string): number => {
  const end = text.search(/[。;!]/);
  return end > 0 && end <= LONGEST_LEAD && end < text.length - 1 ? end : 0;
};

/** For every character how many of the marks stand before it. */
const numberParts = (text: string, marks: ReadonlySet<number>): Uint16Array => {
  const partAt = new Uint16Array(text.length);
  let part = 0;
  for (let at = 0; at < text.length; at++) {
    if (marks.has(text.charCodeAt(at))) part++;
    partAt[at] = part;
  }
  return partAt;
};

/** 青禾县统计局　国家统计局青禾调查队: a line that only names bodies, as under a title or as a signature, speaks of nothing. */
const isNames = (text: string): boolean =>
  text.length <= 40 &&
  /^(?:[\p{Script=Han}]{2,24}(?:局|厅|委员会|政府|办事处|办公室|调查队|管委会|法院|检察院)[\s、]*)+$/u.test(
    text.trim(),
  );

/** Explains every topic of which a paragraph has any word, strongest first. Pure; parses the lexicon once. */
export const createTopicExplainer = (
  lexicon: TopicLexicon = loadTopicLexicon(),
  settings: TopicSettings = DEFAULT_SETTINGS,
): TopicExplainer => {
  const terms = [...lexicon.keys()];
  const find = createTermMatcher(terms);

  const gather = (text: string, lead: number, firstPart: number, from?: 'heading'): Evidence[] => {
    const clauseAt = numberParts(text, CLAUSE_ENDS);
    const sentenceAt = numberParts(text, SENTENCE_ENDS);
    return find(text).map(({ term, start }) => {
      const word = terms[term] ?? '';
      return {
        term: word,
        from: from ?? (start < lead ? 'lead' : 'text'),
        clause: firstPart + (clauseAt[start] ?? 0),
        sentence: firstPart + (sentenceAt[start] ?? 0),
        meanings: lexicon.get(word) ?? [],
      };
    });
  };

  return ({ text, headings, kind }) => {
    if (isNames(text)) return [];
    const normalised = normaliseText(text);
    const lead = kind === 'body' ? leadLength(normalised) : normalised.length;
    const above = kind === 'body' ? normaliseText(headings.at(-1) ?? '') : '';
    const evidence = [...gather(normalised, lead, 0), ...gather(above, 0, normalised.length, 'heading')];
    const scores = scoreTopics(evidence, settings);
    const threshold = topicThreshold(scores, normalised.length, settings);
    return scores.flatMap((entry) => {
      const { topic, score, reasons } = entry;
      if (!isTopicCode(topic)) return [];
      return [{ topic, assigned: score >= threshold && isSupportedByText(entry), score, threshold, reasons }];
    });
  };
};

/** Builds the annotator: `createTopicAnnotator()({ text: '推进垃圾分类…', headings: [], kind: 'body' })` → `['cityscape']`. */
export const createTopicAnnotator = (
  lexicon: TopicLexicon = loadTopicLexicon(),
  settings: TopicSettings = DEFAULT_SETTINGS,
): TopicAnnotator => {
  const explain = createTopicExplainer(lexicon, settings);
  return (paragraph) => {
    const assigned = new Set(explain(paragraph).flatMap(({ topic, assigned }) => (assigned ? [topic] : [])));
    return TOPIC_CODES.filter((topic) => assigned.has(topic));
  };
};

let shippedExplainer: TopicExplainer | undefined;

/** Explains by the lexicon that ships with the project. */
export const explainTopics: TopicExplainer = (paragraph) => {
  shippedExplainer ??= createTopicExplainer();
  return shippedExplainer(paragraph);
};
