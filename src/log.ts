import pc from 'picocolors';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/** Field names whose values never reach a log, at the top and one or two levels down. */
const SECRET_FIELDS = [
  'key',
  'apiKey',
  'masterKey',
  'searchKey',
  'writeKey',
  'engineKey',
  'token',
  'authorization',
];

type LogOptions = {
  level?: LogLevel;
  /** Where lines go; standard error by default, since standard output belongs to results. */
  stream?: NodeJS.WritableStream & { isTTY?: boolean };
};

/** A logger to standard error: JSON lines for machines, one short plain line each on a terminal. */
export const createLog = ({ level = 'info', stream = process.stderr }: LogOptions = {}): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[hidden]',
      },
    },
    stream.isTTY ? toPlainLines(stream) : stream,
  );

const LEVEL_MARKS: Record<number, string> = {
  10: '·',
  20: '·',
  30: ' ',
  40: pc.yellow('!'),
  50: pc.red('✗'),
  60: pc.red('✗'),
};

const toPlainLines = (stream: NodeJS.WritableStream): DestinationStream => ({
  write: (line) => {
    const { level, time, msg, err, ...fields } = JSON.parse(line);
    const details = Object.entries(fields).map(([name, value]) =>
      pc.dim(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
    );
    const error = err ? explainError(err, msg) : '';
    const clock = pc.dim(new Date(time).toTimeString().slice(0, 8));
    stream.write(`${clock} ${LEVEL_MARKS[level] ?? ' '} ${[msg ?? '', ...details].join(' ')}${error}\n`);
  },
});

/** What the line does not say yet: the error's own message, and where it came from. */
const explainError = ({ message, stack = '' }: Error, said: string): string => {
  const frames = /\n\s+at [\s\S]*/.exec(stack)?.[0].trimEnd() ?? '';
  return `${message === said ? '' : `\n${message}`}${frames}`;
};
