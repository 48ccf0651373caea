import { defineConfig } from '@playwright/test';

// A file's tests run one after another; files side by side where every worker has a display of its own (scripts/e2e.mjs). They
// share the session's keychain, where each workspace has entries of its own.
// Reports lie beside the folder for screenshots and traces, because Playwright empties that one when it starts.
const report = process.env['QUARTERMASTER_E2E_REPORT'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: Number(process.env['QUARTERMASTER_E2E_WORKERS'] ?? 1),
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
});
