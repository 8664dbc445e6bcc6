/** What a figure shows: how much was found, or how much of what is held. */
export const MEASURES = ['paragraphs', 'reports', 'share', 'rate'] as const;
export type Measure = (typeof MEASURES)[number];
