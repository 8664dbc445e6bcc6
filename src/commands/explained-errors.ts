import { InvalidAddressList } from '../../indexer/addresses/address-list.ts';
import { TopicLexiconError } from '../../indexer/annotate/topics-lexicon.ts';
import { ParserBroken } from '../../indexer/parse-process.ts';
import { CannotRebuild } from '../../indexer/rebuild.ts';
import { CannotReport } from '../../indexer/run-report.ts';
import { BackupRefused } from '../backup.ts';
import { InvalidConfig } from '../config.ts';
import { wordFault } from '../domain/faults/fault.ts';
import { EngineUnavailable, InvalidRequest } from '../domain/problem.ts';
import { AlreadyRunning, EngineNotFound, EngineStartFailed, TaskFailed } from '../engine/errors.ts';
import { CannotListen } from '../listen.ts';

/** Errors that say all there is to say to a person: no stack is shown for them. */
export const isExplained = (error: unknown): error is Error =>
  [
    InvalidConfig,
    InvalidRequest,
    EngineUnavailable,
    EngineNotFound,
    EngineStartFailed,
    AlreadyRunning,
    TaskFailed,
    CannotListen,
    TopicLexiconError,
    CannotReport,
    InvalidAddressList,
    BackupRefused,
    ParserBroken,
    CannotRebuild,
  ].some((kind) => error instanceof kind);

/** What a person reads of such an error, in both languages. */
export const sayOf = (error: Error): string =>
  error instanceof InvalidRequest || error instanceof EngineUnavailable
    ? `${error.message}。 ${wordFault(error.fault, 'en')}.`
    : error.message;

/** A full disk is met wherever something is written: the originals, a lock, the report of the run. */
export const isDiskFull = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC';
