import type { CopyChange, IndexWriter } from '../src/search/ports.ts';
import type { Member } from './copies/find-changes.ts';
import { markRepeats } from './repeats/mark-repeats.ts';
import type { RecordEvent } from './run-summary.ts';

/**
 * What can be told only when all reports are there: which are copies of another, then which paragraphs are repeated from an earlier
 * year. `touched` are the institutions of which a report came, changed or went; `copies` are the reports that become copies or are
 * copies no longer; `writer` is null where nothing is to be changed.
 */
export const settle = async (
  collection: Map<string, Member>,
  touched: Set<string>,
  copies: readonly CopyChange[],
  writer: Pick<IndexWriter, 'markCopies' | 'lines' | 'markRepeats'> | null,
  record: RecordEvent,
): Promise<void> => {
  await writer?.markCopies(copies);
  for (const { id, duplicateOf } of copies) {
    const member = collection.get(id);
    if (!member) continue;
    collection.set(id, { ...member, duplicateOf });
    if (member.institution !== null) touched.add(member.institution);
    const of = duplicateOf === null ? undefined : collection.get(duplicateOf)?.sourcePath;
    if (of) record({ kind: 'copies', path: member.sourcePath, of });
  }
  if (writer) await markRepeats(writer, collection.values(), touched);
};
