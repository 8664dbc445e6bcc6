import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { Queries } from '../../src/queries/queries.ts';
import { CONTENT_SECURITY_POLICY } from '../../web/headers.ts';

const nothingAsked = {} as Queries;
const app = createApp({
  queries: nothingAsked,
  findOriginal: () => '',
  checkReady: async () => null,
  publicUrl: 'https://zhengsou.example.cn/search',
  log: createLog({ level: 'silent' }),
});

interface Schema {
  description?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
}
interface Operation {
  summary: string;
  parameters?: { name: string; description?: string; schema: Record<string, unknown> }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

interface Document {
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, Schema> };
}

const readDocument = async (): Promise<Document> =>
  (await (await app.request('/openapi.json')).json()) as Document;

const readPage = async (path: string): Promise<string> => (await app.request(path)).text();

/** Paths of the fields that nobody has explained. */
const unexplained = (schema: Schema, path: string): string[] => [
  ...(schema.items ? unexplained(schema.items, `${path}[]`) : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(field.description ? [] : [`${path}.${name}`]),
    ...unexplained(field, `${path}.${name}`),
  ]),
];

describe('the API document', () => {
  it('explains every parameter and every field, in Chinese and in English', async () => {
    const { paths, components } = await readDocument();
    const missing = Object.entries(paths).flatMap(([path, { get }]) => [
      ...(get.parameters ?? [])
        .filter(({ description }) => !description?.includes(' / '))
        .map(({ name }) => `${path} ?${name}`),
      ...Object.values(get.responses)
        .flatMap(({ content }) => Object.values(content ?? {}))
        .flatMap(({ schema }) => unexplained(schema, path)),
    ]);
    missing.push(
      ...Object.entries(components.schemas).flatMap(([name, schema]) => unexplained(schema, name)),
    );
    // The health answers are one word each.
    expect(missing.filter((path) => !/z\.status$/.test(path))).toEqual([]);
  });

  it('says numbers are numbers, with their limits and defaults', async () => {
    const { paths } = await readDocument();
    const schemaOf = (name: string) =>
      paths['/api/search']?.get.parameters?.find((parameter) => parameter.name === name)?.schema;
    expect(schemaOf('pageSize')).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
    expect(schemaOf('year')).toMatchObject({ type: 'array', items: { type: 'integer', minimum: 1949 } });
    expect(schemaOf('publishedFrom')).toEqual({ type: 'string', format: 'date' });
    expect(schemaOf('mode')).toEqual({ type: 'string', enum: ['exact', 'smart'], default: 'exact' });
  });
});

describe('the page /docs', () => {
  it('lists every path with its parameters and a call under the public address', async () => {
    const { paths } = await readDocument();
    const page = await readPage('/docs');
    for (const path of Object.keys(paths)) expect(page).toContain(`GET ${path}`);
    expect(page).toContain('https://zhengsou.example.cn/search/api/search');
    expect(page).toContain('<code>cityscape</code><span lang="zh-CN"> 市容环境与城市管理</span>');
    expect(page).toContain('hits[].report.publishedOn');
    expect(page).toContain('RFC 9457');
  });

  it('is Chinese unless asked for English', async () => {
    expect(await readPage('/docs')).toContain('<th scope="col">意思</th>');
    const english = await readPage('/docs?lang=en');
    expect(english).toContain('<th scope="col">Meaning</th>');
    expect(english).toContain('the year that the paragraph speaks of');
    expect(english).toContain('The newest reports that match, as an Atom feed');
    expect(english).not.toContain('参数有误');
  });

  it('says every call and every answer in both languages', async () => {
    const { paths } = await readDocument();
    const texts = Object.values(paths).flatMap(({ get }) => [
      get.summary,
      ...Object.values(get.responses).map(({ description }) => description),
    ]);
    expect(texts.filter((text) => !/\p{Script=Han}.* \/ .*[a-z]/u.test(text) && !/^RFC/.test(text))).toEqual(
      [],
    );
  });

  it('keeps the policy of the other pages: nothing inline', async () => {
    const response = await app.request('/docs');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    const page = await response.text();
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/\sstyle="|<style|\son[a-z]+="/);
  });
});

describe('the decisions', () => {
  const folder = join(packageRoot, 'docs/adr');
  const decisions = readdirSync(folder);

  it('have a number each, in the name and in the title', () => {
    const numbers = decisions.map((file) => Number(file.slice(0, 4)));
    expect(numbers).toEqual([...new Set(numbers)]);
    for (const file of decisions)
      expect(readFileSync(join(folder, file), 'utf8')).toMatch(
        new RegExp(`^# ${Number(file.slice(0, 4))}\\. \\S`),
      );
  });

  it('are there where they are referred to', () => {
    const texts = [
      ...readdirSync(join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' }).map(
        (path) => `docs/${path}`,
      ),
      'README.md',
      'README.zh-CN.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
    ].filter((path) => path.endsWith('.md'));
    const named = texts.flatMap((path) =>
      [...readFileSync(join(packageRoot, path), 'utf8').matchAll(/\b\d{4}-[a-z0-9-]+\.md\b/g)].map(
        ([file]) => `${path}: ${file}`,
      ),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !decisions.includes(name.split(': ')[1] ?? ''))).toEqual([]);
  });
});
