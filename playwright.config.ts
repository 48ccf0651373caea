import { defineConfig } from '@playwright/test';

// One window at a time: the tests share the keychain of the session, and a machine with two cores.
// Reports lie beside the folder for screenshots and traces, because Playwright empties that one when it starts.
const report = process.env['QUARTERMASTER_E2E_REPORT'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
});
