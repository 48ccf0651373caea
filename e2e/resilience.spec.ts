// What a send waits for, repeats and gives up: in the window, against a real server.
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { ConsolePage } from './support/pages/console.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace } from './support/workspaces.ts';

interface Vendor {
  readonly origin: string;
  readonly calls: string[];
  /** The Idempotency-Key of each call. */
  readonly keys: (string | undefined)[];
  /** When each call came. */
  readonly times: number[];
  /** How the next calls are answered, and when; afterwards 200 at once. */
  readonly next: { status: number; headers?: Record<string, string>; until?: Promise<void> }[];
}

let vendor: Vendor;
let server: Server;
test.describe.configure({ timeout: 120_000 });
test.beforeEach(async () => {
  const calls: string[] = [];
  const keys: (string | undefined)[] = [];
  const times: number[] = [];
  const next: Vendor['next'] = [];
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    keys.push(request.headers['idempotency-key']?.toString());
    times.push(Date.now());
    const { status, headers, until } = next.shift() ?? { status: 200 };
    // Never answered.
    if (status === 0) return;
    const body = JSON.stringify({ call: calls.length, status });
    void (until ?? Promise.resolve()).then(() => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vendor = { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, keys, times, next };
});
test.afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function begin(app: RunningApp): Promise<ConsolePage> {
  await createWorkspace(app);
  await importContract(app, 'Tides', vendor.origin, [
    { path: '/tides', summary: 'Read the tides' },
    { path: '/orders', method: 'post', summary: 'Order a table' },
  ]);
  return ConsolePage.open(app, 'Read the tides');
}

const terminal = (app: RunningApp, args: readonly string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args]);

test('429 twice and then 200 is one send with three attempts on its time line; a POST is not repeated', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  vendor.next.push({ status: 429, headers: { 'Retry-After': '1' } }, { status: 429, headers: { 'Retry-After': '1' } });
  await console.send();
  await expect(page.getByRole('status').filter({ hasText: 'as Retry-After asked' })).toContainText('Attempt 2 waits');
  await expect(page.getByText(/Answered 200 in .* on the third attempt/)).toBeVisible();
  expect(vendor.calls).toHaveLength(3);
  const timings = console.answer.getByRole('region', { name: 'Timings' });
  // Two waits of a second each; how long the attempts themselves took depends on the computer.
  await expect(timings).toContainText(/3 attempts, [2-9],\d{3} ms/);
  // Open by itself: that it took several is what one looks for.
  const attempts = console.answer.getByRole('list', { name: 'Attempts' });
  await expect(attempts.getByRole('listitem')).toHaveText([
    /429/,
    'waited 1 s, as Retry-After asked',
    /429/,
    'waited 1 s, as Retry-After asked',
    /200/,
  ]);

  await console.choose('Order a table');
  vendor.next.push({ status: 503 });
  await console.send();
  await expect(console.answer.getByText('Not repeated: POST without an Idempotency-Key could take effect twice.')).toBeVisible();
  expect(vendor.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  // With a key it is, and each attempt has the same one.
  vendor.next.push({ status: 503 });
  const keyed = await terminal(app, ['request', 'send', '--api', 'Tides Test', 'POST', '/orders', '--body', '{}', '--idempotency-key']);
  expect(keyed.exitCode).toBe(0);
  expect(vendor.keys.slice(-2)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), vendor.keys.at(-1)]);
  expect(vendor.calls.filter((call) => call.startsWith('POST'))).toHaveLength(3);
  const shown = await terminal(app, ['exchange', 'show', '1']);
  expect(shown.stdout).toMatch(/429 after \d+ ms; waited 1 s, as Retry-After asked; 429 after/);

  // Without a word of the vendor's: a random wait, up to half a second and then up to a whole one.
  await console.choose('Read the tides');
  vendor.next.push({ status: 503 }, { status: 503 });
  const before = vendor.times.length;
  await console.sendAndWait(/Answered 200 in .* on the third attempt/);
  await expect(attempts.getByRole('listitem').filter({ hasText: 'after 503' })).toHaveCount(2);
  const { attempts: made } = (await terminal(app, ['exchange', 'show', '4', '--json'])).json<{ attempts: { waitMs: number }[] }>();
  const [, first = 0, second = 0] = made.map(({ waitMs }) => waitMs);
  expect([first >= 0 && first <= 500, second >= 0 && second <= 1000]).toEqual([true, true]);
  const came = vendor.times.slice(before);
  // A clock that counts whole milliseconds may take one away at each end.
  expect([came[1]! - came[0]! >= first - 2, came[2]! - came[1]! >= second - 2]).toEqual([true, true]);

  // Retry-After as a date.
  const date = new Date(Date.now() + 2_500).toUTCString();
  vendor.next.push({ status: 503, headers: { 'Retry-After': date } });
  await console.sendAndWait(/Answered 200 in .* on the second attempt/);
  await expect(attempts).toContainText(/503.*waited [\d.,]+ m?s, as Retry-After asked.*200/);
  expect(vendor.times.at(-1)).toBeGreaterThanOrEqual(Date.parse(date) - 50);

  // What a send may take in all ends the waiting too.
  const patient = ['--attempts', '10', '--first-wait', '60s', '--longest-wait', '60s', '--total', '2s'];
  expect((await terminal(app, ['resilience', 'set', '--api', 'Tides Test', ...patient])).stderr).toBe('');
  vendor.next.push(...Array.from({ length: 9 }, () => ({ status: 503 })));
  await console.send();
  await expect(console.answer.getByText('Given up: a send ends after 2 s.')).toBeVisible();
});

test('a host that failed in a row is paused and says so before sending; a person can try it at once', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  await page.getByRole('tab', { name: 'Resilience' }).click();
  const panel = page.getByRole('tabpanel', { name: 'resilience' });
  await expect(panel).toContainText('Up to 3 attempts for reads');
  await panel.getByRole('button', { name: 'Change' }).click();
  const dialog = page.getByRole('dialog', { name: /^Resilience of/ });
  await dialog.getByLabel('Attempts of one send').fill('1');
  await dialog.getByLabel('Pause a host after failures in a row (0: never)').fill('2');
  await expect(dialog.getByRole('list', { name: 'What it comes to' })).toContainText('One attempt; nothing is repeated.');
  expect(await findBarriers(app.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save policy' }).click();
  await expect(panel).toContainText('after 2 failures in a row');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('Up to 3 attempts for reads');
  await panel.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Attempts of one send').fill('1');
  await dialog.getByLabel('Pause a host after failures in a row (0: never)').fill('2');
  await page.keyboard.press('Control+Enter');
  await expect(panel).toContainText('after 2 failures in a row');

  vendor.next.push({ status: 500 }, { status: 500 });
  await console.sendAndWait(/Answered 500/);
  await console.sendAndWait(/Answered 500/);
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is sent to 127.0.0.1' })).toContainText('2 calls in a row failed');
  await console.send();
  await expect(console.answer.getByRole('alert')).toContainText('Nothing is sent to 127.0.0.1');
  expect(vendor.calls).toHaveLength(2);
  expect(await findBarriers(app.page)).toEqual([]);
  await page.getByRole('button', { name: 'Try now' }).first().click();
  await expect(panel).toContainText('tries it out');
  await console.sendAndWait(/Answered 200/);
  await expect(panel).not.toContainText('failed');
});

test('a call over the limit waits in line, says for what and how long, and can be cancelled', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  const set = await terminal(app, [
    'inventory',
    'limit',
    'Tides Test',
    '--policy',
    'minute',
    '--unit',
    'requests',
    '--limit',
    '1',
    '--window',
    '60',
  ]);
  expect(set.exitCode).toBe(0);
  await console.sendAndWait(/Answered 200/);
  await page.getByRole('tab', { name: 'Resilience' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is used up until' })).toBeVisible();
  await console.send();
  const wait = page.getByRole('status').filter({ hasText: 'Waits for' });
  await expect(wait).toContainText(/limit: \d+ s/);
  const panel = page.getByRole('tabpanel', { name: 'resilience' });
  await expect(panel).toContainText('One call waits');
  await wait.getByRole('button', { name: 'Do not wait' }).click();
  await expect(panel).not.toContainText('One call waits');
  expect(vendor.calls).toHaveLength(1);
  const budget = JSON.parse((await terminal(app, ['resilience', 'budget', '--api', 'Tides Test', '--json'])).stdout);
  expect(budget.budgets[0].windows[0]).toMatchObject({ policy: 'minute', limit: 1, left: 0 });
  expect(budget.budgets[0].usedBy[0]).toMatchObject({ source: 'console', calls: 1 });
});

test('the last good answer stands in for one that did not come, and cannot be taken for it', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  await console.sendAndWait(/Answered 200/);
  const set = await terminal(app, ['resilience', 'set', '--api', 'Tides Test', '--attempts', '1', '--stale']);
  expect(set.stdout).toContain('the last good one is shown as stale');
  vendor.next.push({ status: 503 });
  await console.sendAndWait(/Answered 503/);
  await expect(console.answer.getByRole('status').filter({ hasText: 'Stale' })).toContainText(/Stale: this answer is .* old/);
  await expect(console.answer.locator('.cm-content')).toContainText('200');
  expect(await findBarriers(app.page)).toEqual([]);
  await page.getByRole('button', { name: 'Show what came now' }).click();
  await expect(console.answer.locator('.cm-content')).toContainText('503');

  // A slow GET is sent a second time where that was asked for: the first good answer counts.
  await terminal(app, ['resilience', 'set', '--api', 'Tides Test', '--hedge', '--no-stale']);
  vendor.next.push({ status: 0 });
  await console.sendAndWait(/Answered 200/);
  await expect(console.answer.getByRole('list', { name: 'Attempts' })).toContainText(
    /cancelled.*sent beside it, as no answer had come.*200/,
  );
  // What the vendor says of its limit counts, though nobody wrote one down.
  vendor.next.push({ status: 200, headers: { 'RateLimit-Limit': '10', 'RateLimit-Remaining': '0', 'RateLimit-Reset': '600' } });
  await console.sendAndWait(/Answered 200/);
  await page.getByRole('tab', { name: 'Resilience' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is used up until' })).toBeVisible();
  const sent = vendor.calls.length;
  expect((await terminal(app, ['request', 'send', '--api', 'Tides Test', 'GET', '/tides'])).exitCode).not.toBe(0);
  expect(vendor.calls).toHaveLength(sent);
});

test('a person goes before a flow that has used up the limit, and a host is sent no more at once than its policy allows', async ({
  app,
}) => {
  const console = await begin(app);
  const { page } = app;
  const api = ['--api', 'Tides Test'];
  const limit = ['inventory', 'limit', 'Tides Test', '--policy', 'burst', '--unit', 'requests', '--limit', '2', '--window', '5'];
  expect((await terminal(app, limit)).exitCode).toBe(0);
  expect((await terminal(app, ['request', 'save', 'Tide of a row', ...api, 'GET', '/tides', '--param', 'row={{row}}'])).stderr).toBe('');
  expect((await terminal(app, ['flow', 'save', 'All tides', '--request', 'Tide of a row'])).stderr).toBe('');
  const data = join(app.folders.root, 'rows.csv');
  writeFileSync(data, 'row\n1\n2\n3\n');
  const flow = terminal(app, ['flow', 'run', 'All tides', '--data', data]);
  await expect(page.getByRole('status').filter({ hasText: 'one call waits for it' })).toContainText('The limit “burst” is used up');
  await console.sendAndWait(/Answered 200/);
  expect((await flow).stdout).toContain('3 of 3 rows done');
  expect(vendor.calls).toEqual(['GET /tides?row=1', 'GET /tides?row=2', 'GET /tides', 'GET /tides?row=3']);

  const set = await terminal(app, ['resilience', 'set', ...api, '--at-once', '1', '--no-hold']);
  expect(set.stdout).toContain('at most one call to a host at a time');
  let letGo = (): void => {};
  vendor.next.push({ status: 200, until: new Promise<void>((resolve) => (letGo = resolve)) });
  const other = terminal(app, ['request', 'send', ...api, 'GET', '/tides', '--param', 'by=terminal']);
  await expect.poll(() => vendor.calls.length).toBe(5);
  await console.send();
  await expect(page.getByRole('status').filter({ hasText: `Waits for a free place at ${new URL(vendor.origin).host}` })).toBeVisible();
  expect(vendor.calls).toHaveLength(5);
  letGo();
  expect((await other).exitCode).toBe(0);
  await expect.poll(() => vendor.calls.slice(4)).toEqual(['GET /tides?by=terminal', 'GET /tides']);
});
