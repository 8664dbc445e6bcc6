import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process as others can recognise it later: pids are reused, a pid with its start time is not.
 * `started` is opaque: boot id and clock ticks on Linux, the start date elsewhere.
 */
export type ProcessIdentity = { pid: number; started: string };

/** Who runs under this pid now, or null when nobody does (a zombie counts as nobody). */
export const identifyProcess = (pid: number): ProcessIdentity | null => {
  const started = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return started === null ? null : { pid, started };
};

export const isAlive = (identity: ProcessIdentity): boolean =>
  identifyProcess(identity.pid)?.started === identity.started;

const startOnLinux = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces; state is field 3, start time 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return null;
  }
};

const startElsewhere = (pid: number): string | null => {
  try {
    process.kill(pid, 0);
    if (process.platform === 'win32') return 'unknown';
    const env = { LC_ALL: 'C', PATH: '/bin:/usr/bin' };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim() || null;
  } catch {
    return null;
  }
};
