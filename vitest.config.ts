import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Long enough for a computer that does other work beside; what has to be quick is measured in its test, in processor time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      // Pure code: no file can disturb another one, so they share their processes.
      { extends: true, test: { name: 'shared', include: ['{shared,renderer}/**/*.test.ts'], isolate: false } },
      // A process for each file: keychain, threads, servers and native code, and one that ends takes no other along.
      {
        extends: true,
        test: {
          name: 'core',
          include: ['{electron,resources,scripts}/**/*.test.ts'],
          globalSetup: 'electron/core/testing/empty-workspace.ts',
        },
      },
    ],
  },
});
