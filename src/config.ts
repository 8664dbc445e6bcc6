import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** One environment variable as the documentation shows it. `default` is null where leaving it out means “none”. */
export type Setting = { name: SettingName; default: string | null; zh: string; en: string };

type SettingName = (typeof NAMES)[number];

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the process was told from outside; paths are absolute, null where nothing was said. */
export type Config = {
  port: number;
  host: string;
  /** Origin and path under which people reach the service, without a trailing slash. */
  publicUrl: string | null;
  /** Holds the engine's data, keys, logs and the original reports. */
  dataFolder: string;
  /** Of several, the collection is spread over all; empty where the service starts its own. */
  engineUrls: readonly string[];
  engineKey: string | null;
  engineBinary: string | null;
  /** PATH, to look for an engine on. */
  searchPath: string;
  logLevel: LogLevel;
  /** Names besides PUBLIC_URL's under which the service answers; addresses and localhost always are. */
  allowedHosts: readonly string[];
  /** What a reader of a private collection must show. */
  accessToken: string | null;
  /** Header in which a trusted proxy names who has signed in, in lower case. */
  identityHeader: string | null;
  /** Addresses and ranges of the proxies whose forwarded-for and identity headers are believed. */
  trustedProxies: readonly string[];
  /** Requests a minute from one client, 0 for no limit; null: by where the service listens. */
  rateLimit: number | null;
  /** Whether requests are logged with what was searched for. */
  logQueries: boolean;
};

const NAMES = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'ZHENGSOU_DATA',
  'MEILI_URL',
  'MEILI_API_KEY',
  'MEILI_BIN',
  'LOG_LEVEL',
  'LOG_QUERIES',
  'ALLOWED_HOSTS',
  'ACCESS_TOKEN',
  'IDENTITY_HEADER',
  'TRUSTED_PROXIES',
  'RATE_LIMIT',
] as const;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', default: '3000', zh: '网页服务的端口', en: 'port of the web service' },
  {
    name: 'HOST',
    default: '127.0.0.1',
    zh: '监听地址；默认只有本机能访问',
    en: 'address to listen on; only this machine by default',
  },
  {
    name: 'PUBLIC_URL',
    default: null,
    zh: '对外网址，订阅和链接用它；默认按 HOST 和 PORT',
    en: 'public address used in feeds and links; from HOST and PORT by default',
  },
  {
    name: 'ZHENGSOU_DATA',
    default: 'data/',
    zh: '存放搜索引擎的数据、密钥、日志和报告原件的文件夹',
    en: "folder for the engine's data, keys and logs, and the original reports",
  },
  {
    name: 'MEILI_URL',
    default: null,
    zh: '已有的搜索引擎的网址，几个节点用逗号隔开，报告分在各节点上；不填则由程序自己启动一个',
    en: 'address of an engine already running, or of several, separated by commas, over which the reports are spread; without it one is started',
  },
  {
    name: 'MEILI_API_KEY',
    default: null,
    zh: 'MEILI_URL 的管理密钥，用来生成权限最小的密钥',
    en: 'admin key of MEILI_URL, from which the least privileged keys are made',
  },
  {
    name: 'MEILI_BIN',
    default: null,
    zh: '要启动的搜索引擎程序的路径',
    en: 'path of the engine binary to start',
  },
  { name: 'LOG_LEVEL', default: 'info', zh: `日志级别：${LOG_LEVELS.join('、')}`, en: 'how much to log' },
  {
    name: 'LOG_QUERIES',
    default: '0',
    zh: '1：请求的日志里带检索词；默认不带',
    en: '1: log requests with what was searched for; without it by default',
  },
  {
    name: 'ALLOWED_HOSTS',
    default: null,
    zh: '除 PUBLIC_URL 外还可用来访问的域名，逗号分隔；IP 地址和 localhost 总是可以',
    en: "host names to answer to besides PUBLIC_URL's, separated by commas; addresses and localhost always are",
  },
  {
    name: 'ACCESS_TOKEN',
    default: null,
    zh: '访问口令（16 个字符以上）：作 Bearer 令牌，或在浏览器里作密码；不填则不需要',
    en: 'token (16 characters or more) needed to read: as bearer token, or as the password in a browser; none by default',
  },
  {
    name: 'IDENTITY_HEADER',
    default: null,
    zh: '登录代理写明用户的请求头，例如 X-Forwarded-User；须同时设置 TRUSTED_PROXIES',
    en: 'header in which a signing-in proxy names the user, such as X-Forwarded-User; needs TRUSTED_PROXIES',
  },
  {
    name: 'TRUSTED_PROXIES',
    default: null,
    zh: '可信代理的地址或网段，逗号分隔；只采信它们的 X-Forwarded-For 和 IDENTITY_HEADER',
    en: 'addresses or ranges of proxies, separated by commas; only their X-Forwarded-For and IDENTITY_HEADER are believed',
  },
  {
    name: 'RATE_LIMIT',
    default: null,
    zh: '每个客户端每分钟的请求数；0 表示不限。默认本机监听时不限，否则 600',
    en: 'requests a minute from one client; 0 for no limit. By default none on loopback, otherwise 600',
  },
];

/** A setting that cannot be used: names the variable, the value and the way out. */
export class InvalidConfig extends Error {
  override name = 'InvalidConfig';
}

const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const isRange = (text: string): boolean => ipaddr.isValid(text) || ipaddr.isValidCIDR(text);

const listed = (of: z.ZodString) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .pipe(z.array(of))
    .default([]);

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .prefault('3000'),
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1'),
  PUBLIC_URL: webAddress.nullable().default(null),
  ZHENGSOU_DATA: z.string().default('data/'),
  MEILI_URL: z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .pipe(z.array(webAddress))
    .refine((urls) => new Set(urls).size === urls.length)
    .default([]),
  MEILI_API_KEY: z.string().regex(/^\S+$/).nullable().default(null),
  MEILI_BIN: z.string().nullable().default(null),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  LOG_QUERIES: z.enum(['0', '1']).default('0'),
  ALLOWED_HOSTS: listed(z.string().regex(/^[a-z0-9.-]+$/i)),
  ACCESS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/)
    .nullable()
    .default(null),
  IDENTITY_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/i)
    .transform((name) => name.toLowerCase())
    .nullable()
    .default(null),
  TRUSTED_PROXIES: listed(z.string().refine(isRange)),
  RATE_LIMIT: z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .nullable()
    .default(null),
} satisfies Record<SettingName, z.ZodType>);

const EXPECTED: Record<SettingName, string> = {
  PORT: '0 到 65535 之间的整数，例如 3000（0 表示任选一个空闲端口）',
  HOST: '一个地址，例如 127.0.0.1',
  PUBLIC_URL: '以 http:// 或 https:// 开头的网址，例如 https://zhengsou.example.cn',
  ZHENGSOU_DATA: '一个文件夹的路径',
  MEILI_URL: '以 http:// 或 https:// 开头的网址，例如 http://127.0.0.1:7700；几个节点用逗号隔开，各写一次',
  MEILI_API_KEY: '不含空格的密钥',
  MEILI_BIN: '一个程序文件的路径',
  LOG_LEVEL: `${LOG_LEVELS.join('、')} 之一`,
  LOG_QUERIES: '0 或 1',
  ALLOWED_HOSTS: '域名，逗号分隔，例如 zhengsou.example.cn,search.example.cn',
  ACCESS_TOKEN: '16 个以上不含空格的英文字符',
  IDENTITY_HEADER: '一个请求头的名称，例如 X-Forwarded-User',
  TRUSTED_PROXIES: 'IP 地址或网段，逗号分隔，例如 127.0.0.1,10.0.0.0/8',
  RATE_LIMIT: '每分钟的请求数，例如 600；0 表示不限',
};

/** Values that no message shows. */
const SECRETS: ReadonlySet<SettingName> = new Set(['MEILI_API_KEY', 'ACCESS_TOKEN']);

const isSettingName = (value: unknown): value is SettingName => NAMES.some((name) => name === value);

/**
 * Reads the settings from the environment; an empty variable counts as absent.
 * @throws {InvalidConfig} naming every variable that cannot be used. A key's value is never shown.
 */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): Config => {
  const given = Object.fromEntries(NAMES.map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]).filter(isSettingName));
    throw new InvalidConfig([...names].map((name) => explain(name, given[name])).join('\n'));
  }
  const settings = parsed.data;
  if (settings.MEILI_API_KEY && settings.MEILI_URL.length === 0)
    throw new InvalidConfig(
      '设置了 MEILI_API_KEY 而没有 MEILI_URL：请一并设置 MEILI_URL，或去掉 MEILI_API_KEY。' +
        ' MEILI_API_KEY is only used together with MEILI_URL.',
    );
  if (settings.IDENTITY_HEADER && settings.TRUSTED_PROXIES.length === 0)
    throw new InvalidConfig(
      '设置了 IDENTITY_HEADER 而没有 TRUSTED_PROXIES：谁都能自称已登录。请写明代理的地址，例如 TRUSTED_PROXIES=127.0.0.1。' +
        ' IDENTITY_HEADER needs TRUSTED_PROXIES.',
    );
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    dataFolder: resolve(folder, settings.ZHENGSOU_DATA),
    engineUrls: settings.MEILI_URL,
    engineKey: settings.MEILI_API_KEY,
    engineBinary: settings.MEILI_BIN && resolve(folder, settings.MEILI_BIN),
    searchPath: env.PATH ?? '',
    logLevel: settings.LOG_LEVEL,
    allowedHosts: settings.ALLOWED_HOSTS,
    accessToken: settings.ACCESS_TOKEN,
    identityHeader: settings.IDENTITY_HEADER,
    trustedProxies: settings.TRUSTED_PROXIES,
    rateLimit: settings.RATE_LIMIT,
    logQueries: settings.LOG_QUERIES === '1',
  };
};

const explain = (name: SettingName, value: string | undefined): string => {
  const shown = SECRETS.has(name) ? '' : `“${value}”`;
  return `环境变量 ${name} 的值${shown}不能用：应当是${EXPECTED[name]}。 Invalid ${name}.`;
};
