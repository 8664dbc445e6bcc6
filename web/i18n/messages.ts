import { en } from './en.ts';
import { zh } from './zh.ts';

export type Lang = 'zh' | 'en';

/** The Chinese texts say which there are; the compiler holds the English ones to them. */
export type Messages = typeof zh;

export const messages: Readonly<Record<Lang, Messages>> = { zh, en };

/** `lang` of the page itself; report text is `zh-CN` whatever the page is. */
export const HTML_LANG: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en' };
