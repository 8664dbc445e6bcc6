import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // With CI set, colours are on even where nobody looks; what is tested is the words.
    env: { NO_COLOR: '1' },
    globalSetup: ['test/support/engine-setup.ts'],
    pool: 'forks',
    // The engine under test runs beside the tests and needs a core of its own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
