import type { IndexWriter, Repeat, RepeatChange, ReportLines, ReportStamp } from '../../src/search/ports.ts';
import { findRepeats } from './find-repeats.ts';
import { PRINT } from './line-prints.ts';

type Member = Pick<ReportStamp, 'id' | 'institution' | 'reportYear' | 'duplicateOf'>;

/** Reports whose prints are in memory at a time, unless one institution has more: some 1.2 KB each. */
const READ_TOGETHER = 1_000;
/** Ids in one question to the engine. */
const ASKED_TOGETHER = 500;

const isEqual = (a: Repeat | undefined, b: Repeat | undefined): boolean =>
  a?.paragraphId === b?.paragraphId && a?.year === b?.year && a?.figuresChanged === b?.figuresChanged;

/** Null where everything is marked as it should be. */
const changeOf = (
  { id, lines = '', repeats: before = [] }: ReportLines,
  repeats: readonly Repeat[],
): RepeatChange | null => {
  const every = Array.from({ length: lines.length / PRINT }, (_, ordinal) => ordinal);
  if (before === null) return { id, repeats, ordinals: every };
  const was = new Map(before.map((repeat) => [repeat.ordinal, repeat]));
  const is = new Map(repeats.map((repeat) => [repeat.ordinal, repeat]));
  const ordinals = every.filter((ordinal) => !isEqual(was.get(ordinal), is.get(ordinal)));
  return ordinals.length === 0 ? null : { id, repeats, ordinals };
};

/** Every institution's reports together, those of a few institutions at a time. */
const batchesOf = function* (members: Iterable<Member>, touched: ReadonlySet<string>): Generator<Member[][]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    if (member.institution === null || !touched.has(member.institution)) continue;
    const group = groups.get(member.institution);
    if (group) group.push(member);
    else groups.set(member.institution, [member]);
  }
  let batch: Member[][] = [];
  let reports = 0;
  for (const group of groups.values()) {
    batch.push(group);
    reports += group.length;
    if (reports < READ_TOGETHER) continue;
    yield batch;
    batch = [];
    reports = 0;
  }
  if (batch.length > 0) yield batch;
};

/**
 * Marks what the reports of the touched institutions repeat from earlier years, and takes back marks that no longer hold. Copies
 * of other reports and reports without a year neither repeat nor are repeated.
 */
export const markRepeats = async (
  writer: Pick<IndexWriter, 'lines' | 'markRepeats'>,
  members: Iterable<Member>,
  touched: ReadonlySet<string>,
): Promise<void> => {
  for (const batch of batchesOf(members, touched)) {
    const ids = batch.flat().map(({ id }) => id);
    const held = new Map<string, ReportLines>();
    for (let at = 0; at < ids.length; at += ASKED_TOGETHER)
      for (const lines of await writer.lines(ids.slice(at, at + ASKED_TOGETHER))) held.set(lines.id, lines);
    const changes = batch.flatMap((group) => {
      const repeats = findRepeats(
        group.flatMap(({ id, reportYear: year, duplicateOf = null }) => {
          const lines = held.get(id)?.lines;
          return year === null || duplicateOf !== null || lines === undefined ? [] : [{ id, year, lines }];
        }),
      );
      return group.flatMap(({ id }) => {
        const lines = held.get(id);
        return (lines && changeOf(lines, repeats.get(id) ?? [])) ?? [];
      });
    });
    await writer.markRepeats(changes);
  }
};
