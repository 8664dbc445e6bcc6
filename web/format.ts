const counts = new Intl.NumberFormat('en-US');

/** 12,345 — the same in both languages. */
export const formatCount = (count: number): string => counts.format(count);
