import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

const FOLDERS = ['src', 'indexer', 'web', 'bin', 'test', 'tools'];

const listSources = (): string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.replaceAll('\\', '/')}`,
    ),
  ).filter((path) => /\.(?:ts|tsx|js)$/.test(path) && !/(?:^|\/)(?:fixtures|assets)\//.test(path));

interface Import {
  readonly from: string;
  /** Path from the root for a file of ours, otherwise the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every import, re-export and dynamic import, read by the compiler's own parser. */
const importsOf = (path: string): Import[] => {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(packageRoot, path), 'utf8'),
    ts.ScriptTarget.Latest,
    false,
  );
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { text } = specifier;
    const to = text.startsWith('.') ? relative(packageRoot, join(packageRoot, dirname(path), text)) : text;
    found.push({ from: path, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const sources = listSources();
const imports = sources.flatMap(importsOf);
const isOurs = ({ to }: Import): boolean => FOLDERS.some((folder) => to.startsWith(`${folder}/`));

/** Parts of the house. `composition` puts things together: the command line and what only it uses. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  ['root', /^src\/package-root\.ts$/],
  ['domain', /^src\/domain\//],
  ['text', /^src\/text\//],
  ['adapter', /^src\/search\/meilisearch\//],
  ['ports', /^src\/search\//],
  ['queries', /^src\/queries\//],
  ['engine', /^src\/engine\//],
  ['http', /^src\/http\//],
  ['web', /^web\//],
  ['app', /^src\/app\.ts$/],
  ['cli', /^src\/cli\.ts$/],
  ['commands', /^src\/commands\//],
  ['base', /^src\/(?:config|log)\.ts$/],
  ['composition', /^src\/(?:backup|connect|connect-writer|serve|live|listen|terminal)\.ts$/],
  ['indexer', /^indexer\//],
  ['bin', /^bin\//],
  ['test', /^test\//],
  ['tools', /^tools\//],
];
const partOf = (path: string): string => PARTS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'nothing';

/** What each part may import besides itself and `root`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  root: [],
  domain: [],
  text: ['domain'],
  ports: ['domain', 'text'],
  adapter: ['domain', 'text', 'ports'],
  queries: ['domain', 'text', 'ports'],
  base: [],
  engine: ['domain', 'base'],
  http: ['domain', 'text', 'queries'],
  web: ['domain', 'text', 'queries'],
  app: ['domain', 'queries', 'http', 'web', 'base'],
  composition: ['domain', 'text', 'queries', 'ports', 'adapter', 'engine', 'http', 'app', 'base'],
  indexer: ['domain', 'text', 'ports'],
  cli: ['domain', 'commands'],
  commands: [
    'domain',
    'text',
    'queries',
    'ports',
    'adapter',
    'engine',
    'http',
    'base',
    'composition',
    'indexer',
    'app',
  ],
};

const shown = ({ from, to }: Import): string => `${from} → ${to}`;

describe('who may import whom', () => {
  it('is said for every file', () => {
    expect(sources.filter((path) => partOf(path) === 'nothing')).toEqual([]);
    expect(sources.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(400);
  });

  it('is read from files that are there', () => {
    const missing = imports.filter(
      (edge) => isOurs(edge) && !edge.to.includes('/assets/') && !existsSync(join(packageRoot, edge.to)),
    );
    expect(missing.map(shown)).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))('holds for %s', (part) => {
    const allowed = new Set([part, 'root', ...MAY_IMPORT[part]!]);
    const wrong = imports.filter(
      (edge) => partOf(edge.from) === part && isOurs(edge) && !allowed.has(partOf(edge.to)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('lets the domain use nothing but zod', () => {
    const used = imports
      .filter((edge) => partOf(edge.from) === 'domain' && !isOurs(edge))
      .map(({ to }) => to);
    expect([...new Set(used)]).toEqual(['zod']);
  });

  it('lets nothing import the command line but the command', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        to.endsWith('src/cli.ts') || (to.endsWith('src/cli.js') && from !== 'bin/zhengsou.js'),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('lets only the command line import its commands', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        to.startsWith('src/commands/') && from !== 'src/cli.ts' && !from.startsWith('src/commands/'),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('lets only the command line and the tests reach both the app and the indexer', () => {
    const reaches = (path: string, part: string): boolean => {
      const seen = new Set<string>();
      const queue = [path];
      for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
        if (seen.has(file)) continue;
        seen.add(file);
        if (partOf(file) === part) return true;
        queue.push(...(edges.get(file) ?? []));
      }
      return false;
    };
    const edges = new Map<string, string[]>();
    for (const edge of imports)
      if (isOurs(edge)) edges.set(edge.from, [...(edges.get(edge.from) ?? []), edge.to]);
    const both = sources.filter(
      (path) => !/^(?:test|tools|bin)\//.test(path) && reaches(path, 'app') && reaches(path, 'indexer'),
    );
    expect(both).toEqual(['src/cli.ts', 'src/commands/serve.ts']);
  });

  it('lets only one file read the environment', () => {
    const reading = sources.filter(
      (path) =>
        /^(?:src|indexer|web)\//.test(path) &&
        /process\s*\.\s*env\b/.test(readFileSync(join(packageRoot, path), 'utf8')),
    );
    expect(reading).toEqual(['src/config.ts']);
  });
});

describe('the name of the engine', () => {
  const ALLOWED = /^src\/(?:search\/meilisearch|engine)\//;

  it('is imported only by its adapter and its keeper', () => {
    const wrong = imports.filter(
      ({ from, to }) => /^meilisearch(?:\/|$)/.test(to) && !ALLOWED.test(from) && partOf(from) !== 'test',
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('is written nowhere else in the sources, but in the path of the adapter', () => {
    const wrong = sources.filter((path) => {
      if (!/^(?:src|indexer|web)\//.test(path) || ALLOWED.test(path)) return false;
      const text = readFileSync(join(packageRoot, path), 'utf8');
      const ownPaths = imports.filter(
        ({ from, to }) => from === path && to.startsWith('src/search/meilisearch/'),
      ).length;
      return [...text.matchAll(/meilisearch/gi)].length > ownPaths;
    });
    expect(wrong).toEqual([]);
  });
});
