import { basename } from 'node:path';

export const isHiddenName = (name: string): boolean =>
  name.startsWith('.') || name.startsWith('~$') || name === '__MACOSX';

/** A README beside the reports is not one of them. */
export const isAbout = (name: string): boolean => /^readme(\.|$)/i.test(name);

const ASSETS = /^(.+)(?:_files|\.files|_文件)$/iu;

/** The page whose pictures and frames a folder holds, if it is one that a browser or Word saved beside it; by their names. */
export const pageOfAssets = (folder: string, beside: readonly string[]): string | undefined => {
  const stem = ASSETS.exec(basename(folder))?.[1];
  return stem === undefined
    ? undefined
    : beside.find((name) => /\.(?:s?html?|xhtml|mht)$/i.test(name) && name.replace(/\.[^.]+$/, '') === stem);
};

/** The file that a report was read from: without the row behind `#`, and the archive rather than what is in it. */
export const fileOfOrigin = (origin: string): string =>
  origin.replace(/#\d+$/, '').replace(/(\.zip)\/.*$/iu, '$1');
