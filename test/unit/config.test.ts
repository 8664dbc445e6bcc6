import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InvalidConfig, loadConfig, SETTINGS } from '../../src/config.ts';
import { packageRoot } from '../../src/package-root.ts';

it('needs no setting at all', () => {
  expect(loadConfig({}, '/home/researcher')).toEqual({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: null,
    dataFolder: '/home/researcher/data',
    engineUrls: [],
    engineKey: null,
    engineBinary: null,
    searchPath: '',
    logLevel: 'info',
    allowedHosts: [],
    accessToken: null,
    identityHeader: null,
    trustedProxies: [],
    rateLimit: null,
    logQueries: false,
  });
});

it('reads every setting', () => {
  const env = {
    PATH: '/usr/bin',
    PORT: '8080',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://zhengsou.example.cn/search/',
    ZHENGSOU_DATA: '/srv/zhengsou',
    MEILI_URL: 'http://engine:7700/, http://engine-2:7700',
    MEILI_API_KEY: 'a-key',
    MEILI_BIN: 'bin/engine',
    LOG_LEVEL: 'debug',
    LOG_QUERIES: '1',
    ALLOWED_HOSTS: 'search.example.cn, zhengsou.example.org',
    ACCESS_TOKEN: 'long-enough-to-be-one',
    IDENTITY_HEADER: 'X-Forwarded-User',
    TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8',
    RATE_LIMIT: '300',
  };
  expect(loadConfig(env, '/app')).toEqual({
    port: 8080,
    host: '0.0.0.0',
    publicUrl: 'https://zhengsou.example.cn/search',
    dataFolder: '/srv/zhengsou',
    engineUrls: ['http://engine:7700', 'http://engine-2:7700'],
    engineKey: 'a-key',
    engineBinary: '/app/bin/engine',
    searchPath: '/usr/bin',
    logLevel: 'debug',
    allowedHosts: ['search.example.cn', 'zhengsou.example.org'],
    accessToken: 'long-enough-to-be-one',
    identityHeader: 'x-forwarded-user',
    trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
    rateLimit: 300,
    logQueries: true,
  });
  expect(Object.keys(env)).toEqual(['PATH', ...SETTINGS.map(({ name }) => name)]);
});

it('takes an empty variable for an absent one', () => {
  const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, ' ']));
  expect(loadConfig(empty, '/x')).toEqual(loadConfig({}, '/x'));
});

it('has the defaults that it documents', () => {
  const documented = Object.fromEntries(
    SETTINGS.map((setting) => [setting.name, setting.default ?? undefined]),
  );
  expect(loadConfig(documented, '/x')).toEqual(loadConfig({}, '/x'));
});

it.each([
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '30.5'],
  ['HOST', 'two words'],
  ['PUBLIC_URL', 'zhengsou.example.cn'],
  ['PUBLIC_URL', 'ftp://zhengsou.example.cn'],
  ['MEILI_URL', 'engine:7700'],
  ['LOG_LEVEL', 'loud'],
])('names %s and the value %s that it cannot use', (name, value) => {
  const load = (): unknown => loadConfig({ [name]: value });
  expect(load).toThrow(InvalidConfig);
  expect(load).toThrow(`环境变量 ${name} 的值“${value}”不能用`);
});

it('names every wrong variable at once, and never shows a key', () => {
  const load = (): unknown => loadConfig({ PORT: 'x', LOG_LEVEL: 'y', MEILI_API_KEY: 'my secret' });
  expect(load).toThrow(/PORT[\s\S]*MEILI_API_KEY[\s\S]*LOG_LEVEL/);
  expect(load).not.toThrow(/my secret/);
});

it('says that a key without an address is of no use', () => {
  expect(() => loadConfig({ MEILI_API_KEY: 'k' })).toThrow('没有 MEILI_URL');
});

it('is the only reader of the environment', () => {
  const files = ['src', 'indexer', 'web'].flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  );
  const readers = files
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => readFileSync(join(packageRoot, name), 'utf8').includes('process.env'));
  expect(readers).toEqual(['src/config.ts']);
});
