import { type Citation, sayPlace } from './citation.ts';

/** Braces are written as commands: BibTeX counts `\{` as a brace, and one alone would swallow the entries after it. */
const COMMANDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escapeText = (text: string): string =>
  text.replace(/[\\{}~^#$%&_]/g, (sign) => COMMANDS[sign] ?? `\\${sign}`);

/** Addresses are set as they are: only what would end the field is written in percent. */
const escapeUrl = (url: string): string =>
  url.replace(/[\\{}\s"]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `@techreport` asks for author and year; a report without either is `@misc`. */
export const toBibtex = (citation: Citation): string => {
  const { key, author, title, titleDerived, docType, publishedOn, accessedOn, url, places } = citation;
  const [year, month] = publishedOn?.split('-') ?? [];
  const isReport = author !== null && year !== undefined;
  const notes = places.map((place) => `${sayPlace(place)} ${place.permalink}`).join('; ');
  const fields: [string, string][] = [
    ...(author === null ? [] : ([['author', `{{${escapeText(author)}}}`]] as [string, string][])),
    ['title', `{{${escapeText(title)}}}`],
    ...(isReport
      ? ([
          ['institution', `{${escapeText(author)}}`],
          ['type', `{${escapeText(docType)}}`],
        ] as [string, string][])
      : ([['howpublished', `{${escapeText(docType)}}`]] as [string, string][])),
    ...(year === undefined
      ? []
      : ([
          ['year', `{${year}}`],
          ['month', MONTHS[Number(month) - 1] ?? '{}'],
          ['date', `{${publishedOn}}`],
        ] as [string, string][])),
    ['url', `{${escapeUrl(url)}}`],
    ['urldate', `{${accessedOn}}`],
    ['langid', '{chinese}'],
    ...(titleDerived ? ([['note', '{题名系拟定}']] as [string, string][]) : []),
    ...(notes === '' ? [] : ([['annote', `{${escapeText(notes)}}`]] as [string, string][])),
  ];
  const lines = fields.map(([name, value]) => `  ${name} = ${value}`).join(',\n');
  return `@${isReport ? 'techreport' : 'misc'}{${key},\n${lines}\n}\n`;
};
