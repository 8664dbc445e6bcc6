import { loadConfig } from '../config.ts';
import { acquireIndexerLock } from '../engine/indexer-lock.ts';
import { createLog } from '../log.ts';
import { withEngine } from './compose.ts';
import { complain, print } from './output.ts';

/** Not while a load holds the write key: it would be refused half way. */
export const keys = async ({ rotate = false }: { rotate?: boolean }): Promise<number> => {
  if (!rotate) {
    complain('要换新密钥请写 zhengsou keys --rotate：造新的检索密钥和写入密钥，并吊销旧的');
    return 1;
  }
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const lock = await acquireIndexerLock(config.dataFolder);
  try {
    await withEngine(config, log, async (engine) => {
      await engine.rotateKeys();
      print(
        [
          `检索密钥和写入密钥已换新，旧的已吊销（${engine.urls.length} 个搜索引擎）。`,
          '正在运行的服务会自己换上新密钥，不必重启；主密钥没有动。',
        ].join('\n'),
      );
    });
    return 0;
  } finally {
    lock.release();
  }
};
