import { TOPIC_CODES, type TopicCode } from '../../src/domain/topic.ts';
import type { TermMeaning } from './topics-lexicon.ts';

/** The few numbers that turn words into topics; tools/score-topics.ts shows what they are worth. */
export interface TopicSettings {
  /** What a topic must reach in a paragraph of no length… */
  readonly base: number;
  /** …and more for every 100 characters… */
  readonly perHundred: number;
  /** …but for a paragraph of up to so many, in which one plain word is what it speaks of… */
  readonly brief: number;
  /** …if it does not speak of another by far more… */
  readonly briefShare: number;
  readonly briefCeiling: number;
  /** …up to here: in a long summary two or three sentences on a topic are enough. */
  readonly ceiling: number;
  /** Share of the strongest topic's score that the others must reach… */
  readonly share: number;
  /** …which asks for so much at most. */
  readonly shareCeiling: number;
  /** Within a clause a weaker topic counts by its ratio to the strongest, to this power: 0 in full, 2 hardly. */
  readonly shadow: number;
  /** How much of its whole sentence's strength a topic brings into each clause when the strongest is sought. */
  readonly context: number;
  /** Set phrases (`none`) raise the threshold by so much at most. */
  readonly phraseCeiling: number;
  /** Words of the leading sentence count so many times. */
  readonly lead: number;
  /** Words of the heading right above count so many times, if the text itself says anything of the topic. */
  readonly heading: number;
  /** What the second and third mention of a term add, of its weight. */
  readonly repeat: number;
}

export const DEFAULT_SETTINGS: TopicSettings = {
  base: 3,
  perHundred: 0.7,
  brief: 60,
  briefShare: 0.8,
  briefCeiling: 3.5,
  ceiling: 12,
  share: 0.4,
  shareCeiling: 7,
  shadow: 1.5,
  context: 0.2,
  phraseCeiling: 12,
  lead: 2,
  heading: 0.2,
  repeat: 0.4,
};

/** One term found, and what it says. */
export interface Evidence {
  readonly term: string;
  readonly from: 'lead' | 'text' | 'heading';
  /** Which stretch between two punctuation marks it stands in; the heading's words have numbers of their own. */
  readonly clause: number;
  /** Which sentence, likewise. */
  readonly sentence: number;
  readonly meanings: readonly TermMeaning[];
}

/** What one term gave to a topic, all its mentions together. */
export interface TopicReason {
  readonly term: string;
  readonly from: Evidence['from'];
  readonly weight: number;
}

export interface TopicScore {
  readonly topic: TermMeaning['topic'];
  readonly score: number;
  /** Strongest first. */
  readonly reasons: readonly TopicReason[];
}

type Code = TermMeaning['topic'];

/** By place of a topic in this list; a topic without any has 0. Typed arrays: this is done for every clause there is. */
type Sums = Float64Array;
const CODES: readonly Code[] = [...TOPIC_CODES, 'none'];
const placeOf = new Map(CODES.map((code, place) => [code, place]));
const NONE = CODES.length - 1;

const MENTIONS_COUNTED = 3;
const NOTHING: Sums = new Float64Array(CODES.length);

const sumBy = (evidence: readonly Evidence[], unit: 'clause' | 'sentence'): Map<number, Sums> => {
  const sums = new Map<number, Sums>();
  let byTopic = NOTHING;
  let last: number | undefined;
  for (const { [unit]: place, meanings } of evidence) {
    if (place !== last) {
      byTopic = sums.get(place) ?? new Float64Array(CODES.length);
      sums.set(place, byTopic);
      last = place;
    }
    for (const { topic, weight } of meanings) {
      const at = placeOf.get(topic) ?? NONE;
      byTopic[at] = (byTopic[at] ?? 0) + weight;
    }
  }
  return sums;
};

/** How each topic stands in a clause against the strongest there: 1 for that, less for the others. Set phrases do not compete. */
const compareInClause = (clause: Sums, sentence: Sums, settings: TopicSettings): Sums => {
  const strengths = new Float64Array(CODES.length);
  let strongest = 0;
  for (let at = 0; at < NONE; at++) {
    const strength = (clause[at] ?? 0) + settings.context * (sentence[at] ?? 0);
    strengths[at] = strength;
    if (strength > strongest) strongest = strength;
  }
  for (let at = 0; at < NONE; at++) {
    const strength = strengths[at] ?? 0;
    // Weaker than the strongest and not absent: only they cost a power.
    if (strength === strongest) strengths[at] = 1;
    else if (strength !== 0) strengths[at] = (strength / strongest) ** settings.shadow;
  }
  return strengths;
};

/** Adds up the evidence by topic, strongest topic first. */
export const scoreTopics = (evidence: readonly Evidence[], settings: TopicSettings): TopicScore[] => {
  const factor = { lead: settings.lead, text: 1, heading: settings.heading };
  const clauses = sumBy(evidence, 'clause');
  const sentences = sumBy(evidence, 'sentence');
  const standings = new Map<number, Sums>();
  const mentionsOf = new Map<string, number>();
  const byTopic = new Map<Code, Map<string, { term: string; from: Evidence['from']; weight: number }>>();
  for (const { term, from, clause, sentence, meanings } of evidence) {
    const mentions = (mentionsOf.get(term) ?? 0) + 1;
    mentionsOf.set(term, mentions);
    if (mentions > MENTIONS_COUNTED) continue;
    const standing =
      standings.get(clause) ??
      compareInClause(clauses.get(clause) ?? NOTHING, sentences.get(sentence) ?? NOTHING, settings);
    standings.set(clause, standing);
    const mention = mentions === 1 ? factor[from] : settings.repeat * Math.min(1, factor[from]);
    for (const { topic, weight } of meanings) {
      const reasons = byTopic.get(topic) ?? new Map();
      byTopic.set(topic, reasons);
      const reason = reasons.get(term) ?? { term, from, weight: 0 };
      reason.weight +=
        topic === 'none'
          ? Math.min(weight, weight * mention)
          : weight * mention * (standing[placeOf.get(topic) ?? NONE] ?? 1);
      reasons.set(term, reason);
    }
  }
  return [...byTopic]
    .map(([topic, reasons]) => {
      const sorted = [...reasons.values()].sort((a, b) => b.weight - a.weight);
      return { topic, score: sorted.reduce((sum, { weight }) => sum + weight, 0), reasons: sorted };
    })
    .sort((a, b) => b.score - a.score);
};

/** The least score that makes a topic, for a text of `length` characters; set phrases (`none`) raise it. */
export const topicThreshold = (
  scores: readonly TopicScore[],
  length: number,
  settings: TopicSettings,
): number => {
  const strongest = scores.find(({ topic }) => topic !== 'none')?.score ?? 0;
  const setPhrases = scores.find(({ topic }) => topic === 'none')?.score ?? 0;
  const beyond = length > settings.brief ? length : 0;
  const byLength = Math.min(settings.base + (settings.perHundred * beyond) / 100, settings.ceiling);
  return Math.max(
    byLength + Math.min(setPhrases, settings.phraseCeiling),
    beyond === 0
      ? Math.min(settings.briefShare * strongest, settings.briefCeiling)
      : Math.min(settings.share * strongest, settings.shareCeiling),
  );
};

/** Topics that the text itself speaks of: a heading supports, it does not assign. */
export const isSupportedByText = ({ reasons }: TopicScore): boolean =>
  reasons.some(({ from }) => from !== 'heading');

export const isTopicCode = (topic: TermMeaning['topic']): topic is TopicCode => topic !== 'none';
