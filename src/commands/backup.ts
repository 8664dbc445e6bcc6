import { type BackupManifest, makeBackup, restoreBackup } from '../backup.ts';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { print } from './output.ts';

const describeBackup = ({ reports, paragraphs, madeAt }: BackupManifest): string =>
  `${reports} 份报告 · ${paragraphs} 段 · 备份于 ${madeAt}`;

export const backup = async (folder: string): Promise<number> => {
  const config = loadConfig();
  const made = await makeBackup(config, createLog({ level: config.logLevel }), folder);
  print(`已备份到 ${folder}：${describeBackup(made)}`);
  return 0;
};

export const restore = async (folder: string): Promise<number> => {
  const config = loadConfig();
  const restored = await restoreBackup(config, createLog({ level: config.logLevel }), folder);
  print(`已恢复到 ${config.dataFolder}：${describeBackup(restored)}`);
  return 0;
};
