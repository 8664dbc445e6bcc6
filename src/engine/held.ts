import { EngineStartFailed } from './errors.ts';
import { waitUntilHealthy } from './health.ts';
import type { Hold } from './keeper.ts';

/** An engine that this process holds. */
export type Held = { url: string; hold: Hold };

/**
 * True once the engine answers, false if it ends first.
 * @throws {EngineStartFailed} after `timeoutMs`, or the signal's reason; it is then no longer held.
 */
export const comesUp = async (
  { url, hold }: Held,
  timeoutMs: number,
  signal?: AbortSignal | undefined,
): Promise<boolean> => {
  const stop = new AbortController();
  const signals = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
  const healthy = waitUntilHealthy(url, timeoutMs, signals);
  healthy.catch(() => {});
  try {
    const ended = hold.exited.then(() => 'ended' as const);
    const outcome = await Promise.race([healthy, ended]);
    if (outcome === 'ended') return false;
    if (outcome) return true;
    throw new EngineStartFailed(
      `搜索引擎 ${url} 在 ${timeoutMs / 1000} 秒内没有就绪。 The engine was not ready within ${timeoutMs / 1000} s.`,
    );
  } catch (error) {
    await hold.release();
    throw error;
  } finally {
    stop.abort();
  }
};
