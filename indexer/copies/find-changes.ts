import type { CopyChange, ReportStamp } from '../../src/search/ports.ts';
import { findCopies } from './find-copies.ts';

/** A report of the collection as it will be at the end of a run. */
export type Member = Pick<
  ReportStamp,
  | 'id'
  | 'title'
  | 'titleDerived'
  | 'institution'
  | 'sourcePath'
  | 'sourceUrl'
  | 'reportYear'
  | 'region'
  | 'likeness'
  | 'paragraphs'
  | 'sample'
  | 'duplicateOf'
>;

/** The reports that become copies, stand for another one or stand for themselves again. The invented samples are no copies of anything. */
export const findChanges = async (members: readonly Member[]): Promise<CopyChange[]> => {
  const copies = await findCopies(
    members.flatMap((member) =>
      member.sample || !member.likeness ? [] : [{ ...member, ...member.likeness }],
    ),
  );
  return members.flatMap(({ id, paragraphs, duplicateOf: before = null }) => {
    const duplicateOf = copies.get(id) ?? null;
    return duplicateOf === before ? [] : [{ id, paragraphs, duplicateOf }];
  });
};
