import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READERS } from '../../indexer/readers/index.ts';
import { SETTINGS } from '../../src/config.ts';
import { packageRoot } from '../../src/package-root.ts';
import { parseSearchRequest } from '../../src/queries/request.ts';
import { formatAnswer } from '../../src/terminal.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

const DOCUMENTS = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'docs/guide.md',
  'docs/operations.md',
  'docs/architecture.md',
  'docs/dependencies.md',
];

const read = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');

/** Headings as an address names them, the way code hosts do. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const text = read(name);
  const language = name === 'README.md' ? 'en' : 'zh';

  it('tells every setting with its default, and no other', () => {
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (.*?) ?\| (.+) \|$/gm)].map(
      ([, variable, fallback, meaning]) => ({ variable, fallback, meaning }),
    );
    expect(rows).toEqual(
      SETTINGS.map((setting) => ({
        variable: setting.name,
        fallback: setting.default === null ? '' : `\`${setting.default}\``,
        meaning: setting[language],
      })),
    );
  });

  it('names every format that can be read', () => {
    const formats = /(?:Formats: |格式：)([^。]+?)(?:\.\s|。)/s.exec(text)?.[1] ?? '';
    for (const { extensions } of READERS)
      expect(
        extensions.some((extension) => formats.includes(extension.slice(1))),
        extensions.join(),
      ).toBe(true);
  });

  it('gives commands that package.json knows', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const commands = [...text.matchAll(/^npm ci && npm (\w+)$/gm)].map(([, script]) => script);
    expect(commands).toEqual(['start', 'test']);
    for (const script of commands) expect(scripts).toHaveProperty(script ?? '');
  });
});

describe('the query that both show', () => {
  let collection: TestCollection;
  beforeAll(async () => {
    collection = createTestCollection();
    await collection.load([SAMPLE], { sample: true });
  });
  afterAll(() => collection.close());

  it.each(['README.md', 'README.zh-CN.md'])('answers as %s says', async (name) => {
    const [, query = '', shown = ''] =
      /^\$ npx zhengsou search (.+)\n([\s\S]+?)^```$/m.exec(read(name)) ?? [];
    const answer = await collection.queries.search(
      parseSearchRequest(new URLSearchParams({ q: query, pageSize: '10' })),
    );
    const withoutTime = (line: string): string => line.replace(/ · [\d.]+ ms$/, '');
    const real = formatAnswer(answer).split('\n').map(withoutTime);
    const lines = shown.split('\n').filter((line) => line !== '' && line !== '…');
    expect(lines.length).toBe(7);
    for (const line of lines) expect(real).toContain(withoutTime(line));
  });
});

describe.each(DOCUMENTS)('%s', (name) => {
  it('links only what is there', () => {
    const broken = [...read(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].flatMap(
      ([link, path = '', anchor]) => {
        const target = path === '' ? name : join(dirname(name), path);
        if (!existsSync(join(packageRoot, target))) return [link];
        return anchor === undefined || anchorsOf(read(target)).includes(anchor) ? [] : [link];
      },
    );
    expect(broken).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  it('says of every dependency why it is there', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'));
    const explained = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| .+ \|$/gm)].map(
      ([, name]) => name,
    );
    const present = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
    expect(explained.toSorted()).toEqual(present.toSorted());
  });

  it('matches exact versions, so that a release of theirs changes nothing here by itself', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'));
    for (const version of Object.values({ ...dependencies, ...optionalDependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/);
  });
});

it('the screenshot stays small', () => {
  expect(statSync(join(packageRoot, 'docs/images/search.png')).size).toBeLessThan(200 * 1024);
});
