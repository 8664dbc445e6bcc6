import type { Messages } from './i18n/messages.ts';

export interface Example {
  readonly label: string;
  readonly params: URLSearchParams;
}

/** Three searches that show what the site is for: a word, a word among plans only, a question. */
export const examples = (t: Messages): Example[] => [
  { label: t.exampleWord, params: new URLSearchParams({ q: '垃圾分类' }) },
  { label: t.examplePlan, params: new URLSearchParams({ q: '养老服务', role: 'plan' }) },
  { label: t.exampleSmart, params: new URLSearchParams({ q: '老旧小区加装电梯', mode: 'smart' }) },
];
