import { defineConfig } from '@playwright/test';

// Tests run side by side where every worker has a display of its own (scripts/e2e.mjs); those of a file that share one app or one
// package one after another (`mode: 'default'`). They share the session's keychain, where each workspace has entries of its own.
// Reports lie beside the folder for screenshots and traces, because Playwright empties that one when it starts.
const report = process.env['QUARTERMASTER_E2E_REPORT'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: Number(process.env['QUARTERMASTER_E2E_WORKERS'] ?? 1),
  fullyParallel: true,
  // What fails once is tried once more, in an app started anew, and `npm test` says so. Who hunts for it sets this to 0.
  retries: Number(process.env['QUARTERMASTER_E2E_RETRIES'] ?? 1),
  forbidOnly: true,
  timeout: 90_000,
  // How long something may take on a busy computer before it counts as not coming. What has to be quick is measured in its test.
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
});
