import { describe, expect, it } from 'vitest';
import { ALWAYS_FIRST } from '../../src/domain/reading-place.ts';
import type { OutlineEntry } from '../../web/parts/outline.ts';
import { chooseEntries } from '../../web/parts/outline.ts';
import { splitReport } from '../../web/parts/report-parts.ts';

const body = (length: number) => ({ kind: 'body' as const, text: '字'.repeat(length) });
const heading = { kind: 'heading' as const, text: '一、主要工作' };
const weighed = (paragraphs: readonly { text: string }[]): number =>
  paragraphs.reduce((sum, { text }) => sum + text.length, 0);

describe('a report in parts', () => {
  it('is one part where it is short, and where the rest would not be worth a turn of the page', () => {
    for (const count of [0, 1, 60, 150])
      expect(splitReport(Array.from({ length: count }, () => body(130)))).toEqual([{ from: 0, to: count }]);
  });

  it('has every paragraph once, in parts of about the same weight', () => {
    const paragraphs = Array.from({ length: 2_000 }, (_, n) =>
      n % 20 === 0 ? heading : body(90 + (n % 7) * 10),
    );
    const parts = splitReport(paragraphs);
    expect(parts.length).toBeGreaterThan(8);
    expect(parts.flatMap(({ from, to }) => paragraphs.slice(from, to))).toEqual(paragraphs);
    for (const { from, to } of parts) expect(weighed(paragraphs.slice(from, to))).toBeLessThanOrEqual(18_000);
    for (const { from } of parts.slice(1)) expect(paragraphs[from]).toBe(heading);
  });

  it('begins with so many that links to the first paragraphs need not name a part, however long they are', () => {
    const [first] = splitReport(Array.from({ length: 300 }, () => body(1_000)));
    expect(first).toEqual({ from: 0, to: ALWAYS_FIRST });
  });
});

describe('the outline of a long report', () => {
  const entry = (ordinal: number, level: number): OutlineEntry => ({
    ordinal,
    level,
    text: '标题',
    role: 'other',
    year: null,
    turns: false,
    matched: 0,
  });
  const entries = Array.from({ length: 400 }, (_, n) => entry(n * 5, n % 10 === 0 ? 1 : 2));

  it('names the upper levels everywhere, and all headings of the part that is read', () => {
    const chosen = chooseEntries(entries, { from: 900, to: 1_100 });
    expect(chosen.filter(({ level }) => level === 1)).toHaveLength(40);
    expect(
      chosen.filter(({ level }) => level === 2).every(({ ordinal }) => ordinal >= 900 && ordinal < 1_100),
    ).toBe(true);
    expect(chosen.filter(({ level }) => level === 2)).toHaveLength(36);
  });

  it('is whole where it is short', () => {
    expect(chooseEntries(entries.slice(0, 100), { from: 0, to: 50 })).toHaveLength(100);
  });
});
