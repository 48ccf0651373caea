import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      // Pure code: no file can disturb another one, so they share their processes.
      { extends: true, test: { name: 'shared', include: ['shared/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'core', include: ['{electron,resources,renderer,scripts}/**/*.test.ts'] } },
    ],
  },
});
