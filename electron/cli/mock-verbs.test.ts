import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { smallDocument } from '../core/testing/test-inventory.ts';
import { capturedTerminal } from './testing/captured-terminal.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start() {
  const root = mkdtempSync(join(tmpdir(), 'quartermaster-mock-'));
  cleanups.push(() => rmSync(root, { recursive: true, force: true }));
  const run = capturedTerminal({ ...(process.env as Record<string, string>), QUARTERMASTER_APP_DATA: join(root, 'app-data') }, root);
  const folder = join(root, 'workspace');
  writeFileSync(join(root, 'api.json'), smallDocument({}));
  for (const argv of [
    ['workspace', 'create', folder, '--name', 'Test'],
    ['--workspace', folder, 'inventory', 'import', join(root, 'api.json')],
  ]) {
    const { exitCode, err } = await run(argv);
    if (exitCode !== 0) throw new Error(err);
  }
  return (...argv: string[]) => run(['--workspace', folder, ...argv]);
}

describe('mock serve', () => {
  it('plays the contract for a time, with what is given on the line', async () => {
    const run = await start();
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const serving = run('--json', 'mock', 'serve', '--api', 'Testpay Orders', '--port', String(port), '--limit', '1/min', '--for', '4s');
    const statuses: number[] = [];
    for (let tries = 0; tries < 60 && statuses.length < 2; tries += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}/orders/7`).catch(() => null);
      if (answer) statuses.push(answer.status);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { exitCode, out, err } = await serving;
    expect(exitCode).toBe(0);
    expect(statuses).toEqual([404, 429]);
    expect(JSON.parse(out)).toMatchObject({ url: `http://127.0.0.1:${port}`, requests: 2, refused: 1, injected: 1 });
    expect(err).toContain('1 request a minute');
    expect(err).toMatch(/429 .*GET \/orders\/7 {2}The limit is used up/);
    await expect(fetch(`http://127.0.0.1:${port}/orders`)).rejects.toThrow('fetch failed');
  });

  it('refuses what it cannot read, and starts nothing', async () => {
    const run = await start();
    for (const [option, value, words] of [
      ['--latency', 'slow', '300 or 50-300'],
      ['--errors', '5%:200', '5%:500'],
      ['--limit', 'ten', '10/min'],
      ['--sunset', 'soon', '2026-12-31'],
      ['--endpoint', 'GET /orders', '--sunset'],
    ] as const) {
      const { exitCode, err } = await run('mock', 'serve', '--api', 'Testpay Orders', option, value);
      expect(exitCode).toBe(2);
      expect(err).toContain(words);
    }
    const { out } = await run('--json', 'mock', 'list');
    expect(JSON.parse(out)).toMatchObject([{ isRunning: false, requests: 0 }]);
  });
});

describe('exchange check', () => {
  it('ends with 0 when nothing breaks the contract, and knows a version from a file', async () => {
    const run = await start();
    const { exitCode, out } = await run('exchange', 'check', '--api', 'Testpay Orders');
    expect(exitCode).toBe(0);
    expect(out).toContain('No kept answer could be checked against version 1.');
    expect((await run('exchange', 'check', '--api', 'Testpay Orders', '--against', 'missing.json')).err).toContain('Write one of 1');
    expect((await run('exchange', 'check', '--api', 'Testpay Orders', '--against', 'api.json')).exitCode).toBe(0);
  });
});
