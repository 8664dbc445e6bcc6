import { resolve } from 'node:path';
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
  engineUrl: string | null;
  engineKey: string | null;
  engineBinary: string | null;
  /** PATH, to look for an engine on. */
  searchPath: string;
  logLevel: LogLevel;
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
    zh: '已有的搜索引擎的网址；不填则由程序自己启动一个',
    en: 'address of an engine already running; without it one is started',
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
];

/** A setting that cannot be used: names the variable, the value and the way out. */
export class InvalidConfig extends Error {
  override name = 'InvalidConfig';
}

const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

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
  MEILI_URL: webAddress.nullable().default(null),
  MEILI_API_KEY: z.string().regex(/^\S+$/).nullable().default(null),
  MEILI_BIN: z.string().nullable().default(null),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
} satisfies Record<SettingName, z.ZodType>);

const EXPECTED: Record<SettingName, string> = {
  PORT: '0 到 65535 之间的整数，例如 3000（0 表示任选一个空闲端口）',
  HOST: '一个地址，例如 127.0.0.1',
  PUBLIC_URL: '以 http:// 或 https:// 开头的网址，例如 https://zhengsou.example.cn',
  ZHENGSOU_DATA: '一个文件夹的路径',
  MEILI_URL: '以 http:// 或 https:// 开头的网址，例如 http://127.0.0.1:7700',
  MEILI_API_KEY: '不含空格的密钥',
  MEILI_BIN: '一个程序文件的路径',
  LOG_LEVEL: `${LOG_LEVELS.join('、')} 之一`,
};

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
  if (settings.MEILI_API_KEY && !settings.MEILI_URL)
    throw new InvalidConfig(
      '设置了 MEILI_API_KEY 而没有 MEILI_URL：请一并设置 MEILI_URL，或去掉 MEILI_API_KEY。' +
        ' MEILI_API_KEY is only used together with MEILI_URL.',
    );
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    dataFolder: resolve(folder, settings.ZHENGSOU_DATA),
    engineUrl: settings.MEILI_URL,
    engineKey: settings.MEILI_API_KEY,
    engineBinary: settings.MEILI_BIN && resolve(folder, settings.MEILI_BIN),
    searchPath: env.PATH ?? '',
    logLevel: settings.LOG_LEVEL,
  };
};

const explain = (name: SettingName, value: string | undefined): string => {
  const shown = name === 'MEILI_API_KEY' ? '' : `“${value}”`;
  return `环境变量 ${name} 的值${shown}不能用：应当是${EXPECTED[name]}。 Invalid ${name}.`;
};
