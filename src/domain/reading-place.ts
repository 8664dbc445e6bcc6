/** Paragraphs that a report's first page always holds, however long the report: an address of one of them needs not say which part. */
export const ALWAYS_FIRST = 60;

/**
 * Where a paragraph is read. A server never sees what stands behind the `#`, so beyond the first paragraphs `at` says it too: a long
 * report then opens at the part that holds it, without a script. `params` go along.
 */
export const paragraphPath = (reportId: string, ordinal: number, params?: URLSearchParams): string => {
  const all = new URLSearchParams(params);
  if (ordinal >= ALWAYS_FIRST) all.set('at', String(ordinal));
  const query = all.toString();
  return `/reports/${reportId}${query ? `?${query}` : ''}#p${ordinal}`;
};
