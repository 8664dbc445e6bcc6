/** Longest first sentence that heads what follows it. Code units. */
const LONGEST_LEAD = 45;

/** Ends a sentence; a full stop where it stands between Chinese words. */
export const LEAD_END = /[。！!]|(?<=\p{Script=Han})\.(?=\p{Script=Han})/u;

/** The sentence that a numbered paragraph begins with, where it reads as a heading: short, whole, and neither clause nor list; empty otherwise. */
export const leadOf = (unnumbered: string): string => {
  const end = unnumbered.search(LEAD_END);
  const lead = end > 0 && end <= LONGEST_LEAD ? unnumbered.slice(0, end) : '';
  return /[:：;；]/u.test(lead) ? '' : lead;
};

const NUMBERED = /^(?:[（(][一二三四五六七八九十百〇零]{1,4}[）)]|[一二三四五六七八九十百]{1,4}、)\s*/u;

/** （三）持续推进城乡融合发展 of the paragraph that begins so: a heading that text goes on behind. Null where there is none. */
export const runInHeadingOf = (text: string): string | null => {
  const [mark] = NUMBERED.exec(text) ?? [];
  if (mark === undefined) return null;
  const lead = leadOf(text.slice(mark.length, mark.length + LONGEST_LEAD + 1));
  return lead === '' ? null : mark + lead;
};
