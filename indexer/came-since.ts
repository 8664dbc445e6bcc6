import { stat } from 'node:fs/promises';
import type { SourceFile } from './reader.ts';

/** Files that are asked about at most: it must cost less than what it saves. */
const MOST_ASKED = 2_000;

/** Did any of the files come, or change, after this moment? A guess from the clock of the disk: false where there are many. */
export const hasComeSince = async (
  files: readonly Pick<SourceFile, 'absolutePath'>[],
  moment: string,
): Promise<boolean> => {
  if (files.length > MOST_ASKED) return false;
  const changes = await Promise.all(
    files.map(({ absolutePath }) =>
      stat(absolutePath).then(
        // Not mtime, which a copied or unpacked file brings along.
        ({ ctimeMs }) => ctimeMs,
        () => 0,
      ),
    ),
  );
  return changes.some((changed) => changed > Date.parse(moment));
};
