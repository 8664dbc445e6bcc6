// A process that uses the engine of ZHENGSOU_DATA, for tests that need a second one. It says `{url, owned}` on a line
// of its own when it holds the engine, closes when its input ends, and throws when told to.
import { once } from 'node:events';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';

const engine = await openEngine(loadConfig(), createLog({ level: 'warn' }));
process.stdout.write(`${JSON.stringify({ url: engine.url, owned: engine.owned })}\n`);
process.stdin.on('data', (order) => {
  if (String(order).trim() === 'throw') throw new Error('as told');
});
await once(process.stdin, 'end');
await engine.close();
