/* Times, memory and processor time of what is measured. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Resident memory of a process in MB, from the operating system; 0 once it is gone. */
export const residentMb = (pid: number): number => statusMb(pid, 'VmRSS');
/** The most it ever was. */
export const peakMb = (pid: number): number => statusMb(pid, 'VmHWM');

const statusMb = (pid: number, field: string): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
};

/** Processor seconds that a process has used. The clock of /proc ticks a hundred times a second on every Linux in use. */
export const processorSeconds = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
};

/** Bytes that files below a folder occupy on the disk. */
export const diskBytes = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + diskBytes(path);
    return entry.isFile() ? sum + statSync(path).blocks * 512 : sum;
  }, 0);

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A row of a markdown table. */
export const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map((_, n) => (n === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');
