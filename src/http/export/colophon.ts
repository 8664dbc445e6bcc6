import type { Edition } from '../../queries/queries.ts';
import { oneLine } from '../../text/citations/citation.ts';

/** What it takes to make the same export again: it goes with every one, so that a figure in a paper can be checked. */
export interface Colophon {
  /** The parameters of the request, without the format. */
  readonly params: URLSearchParams;
  /** Address of the search that shows the same. */
  readonly address: string;
  /** ISO time. */
  readonly exportedAt: string;
  readonly edition: Edition;
}

export const createColophon = (params: URLSearchParams, origin: string, edition: Edition): Colophon => {
  const kept = new URLSearchParams(params);
  for (const name of ['format', 'page', 'pageSize', 'sort', 'group', 'lang']) kept.delete(name);
  const query = kept.toString();
  return {
    params: kept,
    address: `${origin}/${query === '' ? '' : `?${query}`}`,
    exportedAt: new Date().toISOString(),
    edition,
  };
};

/** For people, a line each. */
export const sayColophon = ({ params, address, exportedAt, edition }: Colophon): string[] => [
  `政搜 zhengsou 导出 · 检索式：${oneLine(params.get('q') ?? '') || '（全部）'}`,
  `检索地址：${address}`,
  `导出时间：${exportedAt} · 收录版本：${edition.collection}（${edition.changedAt ?? '空'}）· 词典版本：${edition.dictionary}`,
];

/** For programs. The query is as in an address, since a header is ASCII. */
export const toHeaders = ({ params, exportedAt, edition }: Colophon): Record<string, string> => ({
  'zhengsou-query': params.toString(),
  'zhengsou-exported-at': exportedAt,
  'zhengsou-index-version': String(edition.collection),
  'zhengsou-index-changed-at': edition.changedAt ?? '',
  'zhengsou-dictionary-version': edition.dictionary,
});
