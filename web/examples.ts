import type { Messages } from './i18n/messages.ts';

export interface Example {
  readonly label: string;
  readonly params: URLSearchParams;
}

/** Three searches that show what the site is for: a word, a word among plans only, a question. */
export const examples = (t: Messages): Example[] => [
  { label: t.exampleWord, params: new URLSearchParams({ q: '垃圾分类' }) },
  { label: t.examplePlan, params: new URLSearchParams({ q: '老旧小区改造', role: 'plan' }) },
  { label: t.exampleSmart, params: new URLSearchParams({ q: '缓解停车难', mode: 'smart' }) },
];
