import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { type Jieba, loadJieba } from '../../../src/text/load-jieba.ts';

const sample = join(packageRoot, 'sample');
const texts = readdirSync(sample, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readFileSync(join(sample, name), 'utf8').split('\n'))
  .filter((line) => line !== '');
/** A tenth of the dictionary, one word after the other as no text has them: the rare ones too. */
const listed = (jieba: Jieba): string[] =>
  readFileSync(jieba.DEFAULT_DICT, 'utf8')
    .split('\n')
    .filter((_, n) => n % 10 === 0)
    .map((line) => line.split(' ')[0] ?? '');
const cutAll = (jieba: Jieba): string[][] =>
  [...texts, listed(jieba).join('')].flatMap((text) => [
    jieba.cut(text, true),
    jieba.cutForSearch(text, true),
  ]);
const keywords = (jieba: Jieba) => jieba.textRankExtract(texts.join('').slice(0, 5_000), 20);

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('jieba read once', () => {
  vi.stubEnv('TMPDIR', folder);
  const jieba = loadJieba();
  vi.unstubAllEnvs();
  const cuts = cutAll(jieba);
  const found = keywords(jieba);
  jieba.load();

  it('cuts as jieba read the usual way does', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect(cuts).toEqual(cutAll(jieba));
  });

  it('has no second dictionary', () => {
    expect(found).not.toEqual(keywords(jieba));
  });

  it('leaves nothing behind', () => {
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['no named pipe can be made', 'PATH', ''],
    ['nothing can be written', 'TMPDIR', '/nowhere/at/all'],
  ])('is read twice where %s, and cuts the same', (_, name, value) => {
    vi.stubEnv(name, value);
    const whole = loadJieba();
    vi.unstubAllEnvs();
    expect(cutAll(whole)).toEqual(cuts);
    expect(keywords(whole)).not.toEqual(found);
  });
});
