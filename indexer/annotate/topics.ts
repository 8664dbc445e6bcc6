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

/** By character code, for it is asked of every character: 1 ends a clause, 2 a sentence too. */
const ENDS = new Uint8Array(0x10000);
for (const mark of ',:') ENDS[mark.charCodeAt(0)] = 1;
for (const mark of ';。!?') ENDS[mark.charCodeAt(0)] = 2;

/** Clauses of a heading are counted from here: no text has so many of its own. */
const HEADING_PARTS = 1_000_000;
const NO_EVIDENCE: readonly Evidence[] = [];

const leadLength = (text: string): number => {
  const end = text.search(/[。;!]/);
  return end > 0 && end <= LONGEST_LEAD && end < text.length - 1 ? end : 0;
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

  const meaningsOf = terms.map((term) => lexicon.get(term) ?? []);

  const gather = (text: string, lead: number, firstPart: number, from?: 'heading'): Evidence[] => {
    let clause = firstPart;
    let sentence = firstPart;
    let read = 0;
    return find(text).map(({ term, start }) => {
      for (; read <= start; read++) {
        const end = ENDS[text.charCodeAt(read)] ?? 0;
        if (end > 0) clause++;
        if (end > 1) sentence++;
      }
      return {
        term: terms[term] ?? '',
        from: from ?? (start < lead ? 'lead' : 'text'),
        clause,
        sentence,
        meanings: meaningsOf[term] ?? [],
      };
    });
  };

  /** All paragraphs under a heading, one after the other, ask for the same. */
  let last = { heading: '', evidence: NO_EVIDENCE };
  const gatherAbove = (heading: string): readonly Evidence[] => {
    if (heading !== last.heading)
      last = { heading, evidence: gather(normaliseText(heading), 0, HEADING_PARTS, 'heading') };
    return last.evidence;
  };

  return ({ text, headings, kind }) => {
    if (isNames(text)) return [];
    const normalised = normaliseText(text);
    const lead = kind === 'body' ? leadLength(normalised) : normalised.length;
    const above = kind === 'body' ? gatherAbove(headings.at(-1) ?? '') : NO_EVIDENCE;
    const evidence = [...gather(normalised, lead, 0), ...above];
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
