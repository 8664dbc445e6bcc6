/** — 3 —, -3-, — 3 / 12 —, 第 3 页, 第3页 共12页, 3/12, Page 3 of 12: a number that says by its form that it is one of a page. */
const DASHES = '[—―–\\-－_·•~]';
const PAGE_NUMBER = new RegExp(
  `^(?:${[
    `${DASHES}+\\s*\\d{1,4}(?:\\s*[/／]\\s*\\d{1,4})?\\s*${DASHES}+`,
    '\\d{1,4}\\s*[/／]\\s*\\d{1,4}',
    '第\\s*(?:\\d{1,4}|[一二三四五六七八九十百]+)\\s*页(?:\\s*[,，/]?\\s*[（(]?\\s*共\\s*\\d{1,4}\\s*页\\s*[）)]?)?',
    '共\\s*\\d{1,4}\\s*页\\s*[,，/]?\\s*第\\s*\\d{1,4}\\s*页',
    'page\\s*\\d{1,4}(?:\\s*of\\s*\\d{1,4})?',
  ].join('|')})$`,
  'iu',
);

export const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text);
