import { type Citation, oneLine, sayPlace } from './citation.ts';

const slashed = (date: string): string => `${date.replaceAll('-', '/')}/`;

/** One record of RIS; `notes` stand after the places. Every value is one line, so that no text of a report can begin a tag; lines end in CR LF. */
export const toRis = (citation: Citation, notes: readonly string[] = []): string => {
  const { key, author, title, titleDerived, docType, publishedOn, accessedOn, url, places } = citation;
  const tags: (readonly [string, string])[] = [
    ['TY', 'RPRT'],
    ['ID', key],
    ...(author === null ? [] : ([['AU', author]] as const)),
    ['TI', title],
    ...(publishedOn === null
      ? []
      : ([
          ['PY', publishedOn.slice(0, 4)],
          ['DA', slashed(publishedOn)],
        ] as const)),
    ...(author === null ? [] : ([['PB', author]] as const)),
    ['M3', docType],
    ['UR', url],
    ['Y2', slashed(accessedOn)],
    ['LA', 'zh-CN'],
    ...(titleDerived ? ([['N1', '题名系拟定']] as const) : []),
    ...places.map((place) => ['N1', `${sayPlace(place)} ${place.permalink}`] as const),
    ...notes.map((note) => ['N1', note] as const),
    ['ER', ''],
  ];
  return `${tags.map(([tag, value]) => `${tag}  - ${oneLine(value)}`).join('\r\n')}\r\n\r\n`;
};
