import { stat } from 'node:fs/promises';
import type { SourceFile } from './reader.ts';

/** Files that are asked about at most: it must cost less than what it saves. */
const MOST_ASKED = 2_000;

/** How many of the files came, or changed, after this moment. A guess from the clock of the disk: none where there are many. */
export const countCameSince = async (
  files: readonly Pick<SourceFile, 'absolutePath'>[],
  moment: string,
): Promise<number> => {
  if (files.length > MOST_ASKED) return 0;
  const changes = await Promise.all(
    files.map(({ absolutePath }) =>
      stat(absolutePath).then(
        // Not mtime, which a copied or unpacked file brings along.
        ({ ctimeMs }) => ctimeMs,
        () => 0,
      ),
    ),
  );
  return changes.filter((changed) => changed > Date.parse(moment)).length;
};
