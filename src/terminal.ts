import pc from 'picocolors';
import type { SearchAnswer } from './domain/hit.ts';
import { formatRegion } from './domain/region.ts';
import { ROLE_LABELS } from './domain/role.ts';

/** Text of a report must not steer the terminal: control characters are shown as their picture. */
export const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');

/** A search answer for people at a terminal; colours only where the stream has them. */
export const formatAnswer = (answer: SearchAnswer): string => {
  const head = pc.bold(`${answer.total} 段 · ${answer.totalReports} 份报告`) + pc.dim(` · ${answer.took} ms`);
  const expanded = answer.query.expanded.flatMap(({ term, added }) =>
    added.length === 0 ? [] : [`${term} → ${added.join('、')}`],
  );
  const synonyms = expanded.length === 0 ? [] : [pc.dim(harmless(`同义词：${expanded.join('；')}`))];
  const hits = answer.hits.map((hit) => {
    const place = [hit.report.institution ?? formatRegion(hit.report.region), hit.year, ROLE_LABELS[hit.role]]
      .filter(Boolean)
      .join(' · ');
    const text = hit.fragments
      .map(({ text: piece, match }) => (match ? pc.bold(pc.red(harmless(piece))) : harmless(piece)))
      .join('');
    return `${pc.cyan(harmless(place))}\n${text}\n${pc.dim(`${harmless(hit.report.title)}  ${hit.links.paragraph}`)}`;
  });
  return [[head, ...synonyms].join('\n'), ...hits].join('\n\n');
};
