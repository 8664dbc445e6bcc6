import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { constants, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Config } from './config.ts';
import { connectIndex } from './connect.ts';
import { dumpEngine } from './engine/dump.ts';
import { type Engine, openEngine } from './engine/engine.ts';
import { openFolder } from './engine/folder.ts';
import { acquireIndexerLock } from './engine/indexer-lock.ts';
import type { Log } from './log.ts';

/** A backup that cannot be made or restored as asked: says why, and the way out. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
}

const DUMP = 'engine.dump';
const MANIFEST = 'backup.json';
const FILES = 'files';

/** What a backup says of itself, written last: a folder without it is no backup. */
const manifestSchema = z.object({
  madeAt: z.iso.datetime(),
  /** Of the dump, which holds both indexes and their settings. */
  dumpSha256: z.string().regex(/^[0-9a-f]{64}$/),
  reports: z.number().int().nonnegative(),
  paragraphs: z.number().int().nonnegative(),
  characters: z.number().int().nonnegative(),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** Reading a dump of a million paragraphs takes the engine minutes. */
const IMPORT_TIMEOUT_MS = 6 * 3_600_000;

const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** The engine keeps its own folder, and locks name processes of this machine. */
const isKept = (name: string): boolean => name !== 'engine' && !name.endsWith('.lock');

const copyTree = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE, errorOnExist: true, force: false });

const holdingsOf = async (engine: Engine) => {
  const { reports, paragraphs, characters } = await connectIndex(engine).totals();
  return { reports, paragraphs, characters };
};

const refuseRemote = ({ engineUrls }: Config): void => {
  if (engineUrls.length > 0)
    throw new BackupRefused(
      '搜索引擎在 MEILI_URL，备份须在那台服务器上做（引擎自己的 dump 或 snapshot），再另存本机的数据文件夹。' +
        ' The engine at MEILI_URL has to be backed up where it runs.',
    );
};

/** Refuses a target that holds something, or that lies inside what is copied. */
const checkTarget = async (target: string, dataFolder: string): Promise<void> => {
  if (`${target}${sep}`.startsWith(`${dataFolder}${sep}`))
    throw new BackupRefused(`备份不能放在数据文件夹里面：${target}`);
  if (existsSync(target) && (await readdir(target)).length > 0)
    throw new BackupRefused(`备份文件夹不是空的：${target}；请另给一个`);
};

/**
 * Copies a whole collection into a new folder: a dump of the engine, the original reports, and whatever the user keeps beside them
 * (dictionaries, synonyms, the memory of addresses). Searches go on; a load is waited for by its user, not by us.
 * @throws {BackupRefused} {AlreadyRunning} {TaskFailed} {EngineUnavailable}
 */
export const makeBackup = async (config: Config, log: Log, folder: string): Promise<BackupManifest> => {
  refuseRemote(config);
  const target = resolve(folder);
  await checkTarget(target, config.dataFolder);
  const lock = await acquireIndexerLock(config.dataFolder);
  // Under its name only when whole.
  const partial = join(dirname(target), `.${basename(target)}.partial`);
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true, mode: 0o700 });
    const engine = await openEngine(config, log);
    try {
      const dump = await dumpEngine(config, engine);
      try {
        await cp(dump, join(partial, DUMP), { mode: constants.COPYFILE_FICLONE });
      } finally {
        await rm(dump, { force: true });
      }
      await mkdir(join(partial, FILES));
      for (const name of (await readdir(config.dataFolder)).filter(isKept))
        await copyTree(join(config.dataFolder, name), join(partial, FILES, name));
      const manifest: BackupManifest = {
        madeAt: new Date().toISOString(),
        dumpSha256: await hashFile(join(partial, DUMP)),
        ...(await holdingsOf(engine)),
      };
      await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      await rm(target, { recursive: true, force: true });
      await rename(partial, target);
      return manifest;
    } finally {
      await engine.close();
    }
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  } finally {
    lock.release();
  }
};

const readManifest = async (folder: string): Promise<BackupManifest> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) throw new BackupRefused(`${folder} 不是完整的备份：里面没有 ${MANIFEST}`);
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new BackupRefused(`${folder} 里的 ${MANIFEST} 读不懂，备份可能已损坏`, { cause });
  }
};

/**
 * Makes an empty data folder what it was when the backup was made. Nothing is written before the backup has been found whole.
 * @throws {BackupRefused} {AlreadyRunning} {EngineStartFailed}
 */
export const restoreBackup = async (config: Config, log: Log, folder: string): Promise<BackupManifest> => {
  refuseRemote(config);
  const source = resolve(folder);
  const manifest = await readManifest(source);
  const dump = join(source, DUMP);
  if ((await hashFile(dump).catch(() => '')) !== manifest.dumpSha256)
    throw new BackupRefused(`备份里的 ${DUMP} 与记录的校验值不符，可能没有复制完整：${dump}`);
  const { dataFolder } = config;
  const { db } = openFolder(dataFolder);
  const present = (await readdir(dataFolder)).filter(isKept);
  if (existsSync(db) || present.length > 0)
    throw new BackupRefused(
      `数据文件夹里已有内容：${dataFolder}；请用 ZHENGSOU_DATA 指定一个空文件夹，或先移走它`,
    );
  const lock = await acquireIndexerLock(dataFolder);
  try {
    for (const name of await readdir(join(source, FILES)))
      await copyTree(join(source, FILES, name), join(dataFolder, name));
    const engine = await openEngine(config, log, { importDump: dump, timeoutMs: IMPORT_TIMEOUT_MS });
    try {
      const { reports, paragraphs } = await holdingsOf(engine);
      if (reports !== manifest.reports || paragraphs !== manifest.paragraphs)
        throw new BackupRefused(
          `恢复后有 ${reports} 份报告、${paragraphs} 段，备份记录的是 ${manifest.reports} 份、${manifest.paragraphs} 段`,
        );
      return manifest;
    } finally {
      await engine.close();
    }
  } finally {
    lock.release();
  }
};
