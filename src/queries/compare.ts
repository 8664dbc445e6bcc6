import {
  COMPARE_COLS,
  COMPARE_ROWS,
  type CompareAnswer,
  type CompareCols,
  type CompareRows,
} from '../domain/compare.ts';
import { fault } from '../domain/faults/fault.ts';
import { InvalidRequest } from '../domain/problem.ts';
import type { Filters } from '../domain/query.ts';
import { regionPaths } from '../domain/region.ts';
import { LEVELS } from '../domain/report.ts';
import { ROLE_CODES } from '../domain/role.ts';
import { TOPIC_CODES } from '../domain/topic.ts';
import type { HeldReport, Holding, SearchIndex, Tallied, Tally } from '../search/ports.ts';
import type { Lexicon } from '../text/lexicon.ts';
import {
  addTally,
  type CountRequest,
  type Counts,
  interpretCounted,
  noCounts,
  parseCountRequest,
  rememberBy,
} from './counted.ts';
import { labelOf } from './facets.ts';
import { choiceIn } from './request.ts';

/** Queries side by side: a pasted list. */
export const MAX_COMPARED = 20;
export const MAX_ROWS = 100;
export const MAX_REGION_DEPTH = 4;

export interface CompareRequest extends CountRequest {
  readonly rows: CompareRows;
  readonly cols: CompareCols;
  /** Null: provinces, or what lies directly below the selected region. */
  readonly depth: number | null;
  /** Most rows of the answer. */
  readonly most: number;
}

/** @throws {InvalidRequest} */
export const parseCompareRequest = (params: URLSearchParams): CompareRequest => {
  const rows = choiceIn(params, 'rows', COMPARE_ROWS, 'institution');
  const cols = choiceIn(params, 'cols', COMPARE_COLS, 'year');
  const depth = params.get('depth') || null;
  if (depth !== null && !/^[1-4]$/.test(depth))
    throw new InvalidRequest('depth', fault('notDepth', { parameter: 'depth' }));
  const request = parseCountRequest(params, MAX_COMPARED);
  if (rows === 'query' && cols === 'query') throw new InvalidRequest('cols', fault('queriesBothWays'));
  if (rows !== 'query' && cols !== 'query' && request.q.length > 1)
    throw new InvalidRequest('q', fault('severalNeedQueries'));
  return { ...request, rows, cols, depth: depth === null ? null : Number(depth), most: MAX_ROWS };
};

/** Depth of the rows: below the one selected region, and never beyond the deepest. */
const chooseDepth = (asked: number | null, filters: Filters, held: readonly HeldReport[]): number => {
  if (asked !== null) return asked;
  const [only] = filters.region;
  if (only === undefined || filters.region.length > 1) return 1;
  const path = held
    .flatMap(({ region }) => regionPaths(region))
    .find((other) => other === only || other.endsWith(`/${only}`));
  return path === undefined ? 1 : Math.min(MAX_REGION_DEPTH, path.split('/').length + 1);
};

const rowOf = (report: HeldReport, rows: CompareRows, depth: number): string | null => {
  if (rows === 'institution') return report.institution;
  if (rows === 'level') return report.level;
  return regionPaths(report.region)[depth - 1] ?? null;
};

/** The columns that a group of paragraphs belongs to. */
const colsOf = ({ year, topics, role }: Holding, cols: CompareCols): readonly string[] => {
  if (cols === 'year') return year === null ? [] : [String(year)];
  if (cols === 'topic') return topics;
  return cols === 'role' ? [role] : [];
};

interface Held {
  reportsHeld: number;
  characters: number;
}
const nothingHeld = (): Held => ({ reportsHeld: 0, characters: 0 });

/** What is held in a row, and in each of its columns. */
interface HeldRow {
  readonly held: Readonly<Held>;
  readonly heldBy: ReadonlyMap<string, Readonly<Held>>;
}

interface Row extends HeldRow {
  readonly value: string;
  /** By column. */
  readonly counts: Map<string, Counts>;
  readonly total: Counts;
}

const toRow = (value: string, { held, heldBy }: HeldRow): Row => ({
  ...{ value, held, heldBy },
  counts: new Map(),
  total: noCounts(),
});

const sumHeld = (reports: readonly HeldReport[], cols: CompareCols): HeldRow => {
  const held = nothingHeld();
  const heldBy = new Map<string, Held>();
  for (const { holdings } of reports) {
    held.reportsHeld++;
    const seen = new Set<string>();
    for (const holding of holdings) {
      held.characters += holding.characters;
      for (const col of colsOf(holding, cols)) {
        const sum = heldBy.get(col) ?? nothingHeld();
        if (!seen.has(col)) sum.reportsHeld++;
        seen.add(col);
        sum.characters += holding.characters;
        heldBy.set(col, sum);
      }
    }
  }
  return { held, heldBy };
};

/** What is held is the same whatever is counted in it. */
const holdAll = rememberBy(sumHeld);
const holdRows = rememberBy(
  (reports: readonly HeldReport[], rows: CompareRows, cols: CompareCols, depth: number) => {
    const grouped = new Map<string, HeldReport[]>();
    let outside = 0;
    for (const report of reports) {
      const value = rowOf(report, rows, depth);
      if (value === null) {
        outside++;
        continue;
      }
      const group = grouped.get(value) ?? [];
      group.push(report);
      grouped.set(value, group);
    }
    return {
      outside,
      rows: [...grouped].map(([value, group]) => ({
        value,
        sums: sumHeld(group, cols),
        ids: group.map(({ id }) => id),
      })),
    };
  },
);

/** A list of queries as rows: each stands before all that is held under the filters. */
const layQueries = (
  held: readonly HeldReport[],
  tallies: readonly { readonly q: string; readonly tallied: Tallied }[],
  cols: CompareCols,
): Row[] =>
  tallies.map(({ q, tallied }) => {
    const row = toRow(q, holdAll(held, cols));
    countInto(new Map(held.map(({ id }) => [id, row])), [{ col: null, tallied }]);
    return row;
  });

/** Rows with what they hold, by report. */
const layRows = (reports: readonly HeldReport[], { rows, cols }: CompareRequest, depth: number) => {
  const held = holdRows(reports, rows, cols, depth);
  const byReport = new Map<string, Row>();
  const laid = held.rows.map(({ value, sums, ids }) => {
    const row = toRow(value, sums);
    for (const id of ids) byReport.set(id, row);
    return row;
  });
  return { rows: laid, byReport, outside: held.outside };
};

const addToCell = ({ counts }: Row, col: string, tally: Tally): void => {
  const sum = counts.get(col) ?? noCounts();
  addTally(sum, tally);
  counts.set(col, sum);
};

const countInto = (
  byReport: ReadonlyMap<string, Row>,
  tallies: readonly { readonly col: string | null; readonly tallied: Tallied }[],
): void => {
  for (const { col, tallied } of tallies) {
    for (const tally of tallied.reports) {
      const row = byReport.get(tally.reportId);
      if (!row) continue;
      addTally(row.total, tally);
      if (col !== null) addToCell(row, col, tally);
    }
    if (col !== null) continue;
    for (const tally of tallied.values) {
      const row = byReport.get(tally.reportId);
      if (row) addToCell(row, tally.value, tally);
    }
  }
};

/**
 * Columns under which anything is held: years as they run, codes in their own order. Were topics ordered by count, each query
 * would shuffle them, and two tables side by side, or the same one under another filter, could no longer be compared at a glance;
 * what is most is told by the shades. A paragraph has several topics; those that were not asked for would show only what else the
 * chosen ones touch on.
 */
const listCols = (
  rows: readonly Row[],
  cols: CompareCols,
  q: readonly string[],
  { topic }: Filters,
): string[] => {
  if (cols === 'query') return [...q];
  const present = new Set(rows.flatMap(({ heldBy }) => [...heldBy.keys()]));
  if (cols === 'topic' && topic.length > 0)
    for (const code of present) if (!(topic as readonly string[]).includes(code)) present.delete(code);
  const order: readonly string[] =
    cols === 'topic' ? TOPIC_CODES : cols === 'role' ? ROLE_CODES : [...present].sort();
  return order.filter((col) => present.has(col));
};

const byCount = (a: Row, b: Row): number =>
  b.total.paragraphs - a.total.paragraphs ||
  b.held.reportsHeld - a.held.reportsHeld ||
  (a.value < b.value ? -1 : 1);

/** Queries stay as they were listed, levels run from the state down; everything else by count. */
const arrangeRows = (rows: Row[], by: CompareRows): Row[] =>
  by === 'query'
    ? rows
    : by === 'level'
      ? rows.sort(
          (a, b) =>
            (LEVELS as readonly string[]).indexOf(a.value) - (LEVELS as readonly string[]).indexOf(b.value),
        )
      : rows.sort(byCount);

const layCounted = (
  held: readonly HeldReport[],
  tallies: Parameters<typeof countInto>[1],
  request: CompareRequest,
  depth: number,
) => {
  const { byReport, ...laid } = layRows(held, request, depth);
  countInto(byReport, tallies);
  return laid;
};

/** Counts every cell of rows by columns, and what the collection holds there. @throws {InvalidRequest} {EngineUnavailable} */
export const compare = async (
  index: SearchIndex,
  lexicon: Lexicon,
  request: CompareRequest,
): Promise<CompareAnswer> => {
  const { queries, filters, taken } = interpretCounted(request, lexicon);
  const { cols } = request;
  const [held, ...tallies] = await Promise.all([
    index.holdings(filters),
    ...queries.map(async ({ q, interpretation: { selection, marked } }) => ({
      q,
      col: cols === 'query' ? q : null,
      tallied: await index.tally(selection, marked, cols === 'query' ? null : cols),
    })),
  ]);
  const depth = request.rows === 'region' ? chooseDepth(request.depth, filters, held) : null;
  const { rows, outside } =
    request.rows === 'query'
      ? { rows: layQueries(held, tallies, cols), outside: 0 }
      : layCounted(held, tallies, request, depth ?? 1);
  const shownCols = listCols(rows, cols, request.q, filters);
  const shown = arrangeRows(rows, request.rows).slice(0, request.most);
  return {
    rows: shown.map((row) => ({
      value: row.value,
      label: request.rows === 'query' ? row.value : labelOf(request.rows, row.value),
      ...(cols === 'query' ? { paragraphs: null, reports: null, occurrences: null } : row.total),
      ...row.held,
    })),
    cols: shownCols.map((value) => ({
      value,
      label: cols === 'query' ? value : labelOf(cols, value),
    })),
    cells: shown.flatMap((row) =>
      shownCols.map((col) => ({
        row: row.value,
        col,
        ...(row.counts.get(col) ?? noCounts()),
        ...(cols === 'query' ? row.held : (row.heldBy.get(col) ?? nothingHeld())),
        // Topics and roles divide a report: it is held whole though it has nothing under one of them.
        ...(cols === 'year' ? {} : { reportsHeld: row.held.reportsHeld }),
      })),
    ),
    hasMore: shown.length < rows.length,
    depth,
    outside,
    taken,
  };
};
