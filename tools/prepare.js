#!/usr/bin/env node
// Builds unless the last build is newer than everything it was made from. npm runs it after `npm ci`, and again when
// `npx zhengsou` first links the checkout into its cache: without this, that call would build a second time, under the
// feet of a service that may be running.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
const sources = [
  'src',
  'indexer',
  'web',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** @param {string} path */
const newest = (path) => {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};

const changed = Math.max(...sources.map((name) => newest(join(root, name))));
if (!existsSync(stamp) || statSync(stamp).mtimeMs <= changed) {
  const { status } = spawnSync('npm', ['run', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, '');
}
