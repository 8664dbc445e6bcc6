import type { EvidenceSource, ProvenanceField, ProvenanceMap } from '../../src/domain/provenance.ts';
import { DOC_TYPES, type DocType } from '../../src/domain/report.ts';
import { describeFormer } from './former-divisions.ts';
import type { FoundRegion } from './region.ts';

/** Evidence as the finders give it; what is not said to be inferred was read as it stands. */
export interface Found {
  readonly from: EvidenceSource;
  readonly words: string;
  readonly inferred?: boolean;
}

/** Longest quotation. Characters. */
const LONGEST = 60;

const quote = (words: string): string => {
  const plain = words.replace(/\s+/gu, ' ').trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
};

/** 江东区（2016年起为宁波市鄞州区） behind the words that named a place which is no longer one. */
export const wordsOfPlace = ({ words, former }: FoundRegion): string =>
  former ? `${quote(words)}；${describeFormer(former)}` : words;

/** What decided the kind of report: its owner, its title, else its headings; nothing where it is 其他 for want of any. */
export const docTypeEvidence = (
  stated: string | undefined,
  docType: DocType,
  title: string | null,
  headings: readonly string[],
): Found | null => {
  if (DOC_TYPES.some((type) => type === stated)) return { from: 'manifest', words: stated ?? '' };
  if (title !== null) return { from: 'title', words: title, inferred: true };
  const [heading] = headings;
  return heading && docType !== '其他' ? { from: 'headings', words: heading, inferred: true } : null;
};

export const gatherProvenance = (found: Readonly<Record<ProvenanceField, Found | null>>): ProvenanceMap =>
  Object.fromEntries(
    Object.entries(found).flatMap(([field, value]) =>
      value ? [[field, { inferred: value.inferred ?? false, from: value.from, words: quoteOf(value) }]] : [],
    ),
  );

/** What was said of a place that was goes with the words, however long they are. */
const quoteOf = ({ words }: Found): string => (words.includes('；') ? words : quote(words));
