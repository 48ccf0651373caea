// Requests of every kind: a form with files, GraphQL with its schema, a stream, a client certificate, and production that is held.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestAuthority } from '../electron/core/http/testing/certificates.ts';
import { startKindsVendor, startStrictVendor, type KindsVendor } from './peers/many-kinds.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { ConsolePage } from './support/pages/console.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace } from './support/workspaces.ts';

let vendor: KindsVendor;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startKindsVendor();
});
test.afterEach(() => vendor.close());

async function begin(app: RunningApp, summary: string): Promise<ConsolePage> {
  await createWorkspace(app);
  await importContract(app, 'Kinds', vendor.origin, [
    { path: '/upload', method: 'post', summary: 'Upload it' },
    { path: '/graphql', method: 'post', summary: 'Ask it' },
    { path: '/events', summary: 'Watch it' },
  ]);
  return ConsolePage.open(app, summary);
}

const terminal = (app: RunningApp, args: readonly string[], input = '') =>
  runTerminal(app, ['--workspace', app.folders.workspace, ...args], input);

const moveTo = (app: RunningApp, url: string, kind: string) =>
  terminal(app, ['inventory', 'environment', '--api', 'Kinds Test', '--name', 'Sandbox', '--url', url, '--kind', kind]);

test('a form with files is sent from the window and the terminal, and the history keeps no file', async ({ app }) => {
  const console = await begin(app, 'Upload it');
  const { page } = app;
  const file = join(app.folders.root, 'labels.csv');
  writeFileSync(file, 'id;name\n1;Ann Harbour\n');
  await page.getByLabel('Kind of body').selectOption('multipart');
  await page.getByRole('button', { name: 'Add a text' }).click();
  await page.getByLabel('Name of part 1').fill('note');
  await page.getByRole('textbox', { name: 'Value of note' }).fill('hello');
  await page.getByRole('button', { name: 'Add a file' }).click();
  await page.getByLabel('Name of part 2').fill('batch');
  await page.getByRole('textbox', { name: 'File of batch' }).fill(join(app.folders.root, 'gone.csv'));
  await expect(page.getByText('gone.csv is not there')).toBeVisible();
  await page.getByRole('textbox', { name: 'File of batch' }).fill(file);
  await expect(page.getByText('labels.csv · 22 bytes · text/csv')).toBeVisible();
  expect(await findBarriers(app.page)).toEqual([]);
  await console.sendAndWait(/Answered 200/);
  expect(vendor.received[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
  expect(vendor.received[0]?.body).toContain('filename="labels.csv"\r\nContent-Type: text/csv\r\n\r\nid;name\n1;Ann Harbour\n');
  await console.showPart('Sent');
  await expect(console.answer).toContainText('file labels.csv');
  await expect(console.answer).not.toContainText('Ann Harbour');

  await page.getByRole('tab', { name: 'Options' }).click();
  await expect(page.getByRole('region', { name: 'Cookies of Sandbox' })).toContainText('visit');
  expect(await findBarriers(app.page)).toEqual([]);

  const sent = await terminal(app, [
    'request',
    'send',
    '--api',
    'Kinds Test',
    'POST',
    '/upload',
    '--part',
    'note=two',
    '--part',
    'batch=@labels.csv',
  ]);
  expect([sent.exitCode, sent.stderr]).toEqual([0, expect.anything()]);
  expect(vendor.received[1]?.body).toContain('Ann Harbour');
  const form = await terminal(app, ['request', 'send', '--api', 'Kinds Test', 'POST', '/upload', '--field', 'a=1&2', '--idempotency-key']);
  expect(form.exitCode).toBe(0);
  expect(vendor.received[2]).toMatchObject({ type: 'application/x-www-form-urlencoded', body: 'a=1%262' });
  const raw = ['request', 'send', '--api', 'Kinds Test', 'POST', '/upload'];
  await terminal(app, [...raw, '--body', '-', '--media-type', 'application/xml'], '<order/>');
  await terminal(app, [...raw, '--file', 'labels.csv']);
  expect(vendor.received.slice(3)).toMatchObject([
    { type: 'application/xml', body: '<order/>' },
    { type: 'text/csv', body: 'id;name\n1;Ann Harbour\n' },
  ]);

  await test.step('an attachment of 3 MB; a form typed row by row; 60 kB of JSON on one line', async () => {
    await page.getByRole('tab', { name: 'Body' }).click();
    writeFileSync(file, Buffer.alloc(3_000_000, 'a'));
    await page.getByRole('textbox', { name: 'File of batch' }).fill(file);
    await console.sendAndWait(/Answered 200/);
    await expect.poll(() => vendor.received.at(-1)?.body.length).toBeGreaterThan(3_000_000);

    await page.getByLabel('Kind of body').selectOption('form');
    for (const [at, name, value] of [
      [1, 'city', 'Köln & Graz'],
      [2, 'draft', 'yes'],
      [3, 'note', '{{$uuid}}'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a field' }).click();
      await page.getByLabel(`Name of field ${at}`).fill(name);
      await page.getByRole('textbox', { name: `Value of ${name}` }).fill(value);
    }
    await page.getByRole('checkbox', { name: 'Send draft' }).uncheck();
    const before = vendor.received.length;
    await console.send();
    await expect.poll(() => vendor.received.length).toBe(before + 1);
    expect(vendor.received.at(-1)).toMatchObject({
      type: 'application/x-www-form-urlencoded',
      body: expect.stringMatching(/^city=K%C3%B6ln\+%26\+Graz&note=[0-9a-f-]{36}$/),
    });

    const line = JSON.stringify({ items: Array.from({ length: 3_000 }, (_, id) => ({ id, text: 'x"y' })) });
    expect(line.length).toBeGreaterThan(60_000);
    await page.getByLabel('Kind of body').selectOption('text:application/json');
    const body = page.getByRole('textbox', { name: 'Request body', exact: true });
    await body.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(line);
    await console.send();
    await expect.poll(() => vendor.received.at(-1)?.type).toBe('application/json');
    expect(vendor.received.at(-1)?.body).toBe(line);
  });
});

test('GraphQL is written with its schema, and a query reads', async ({ app }) => {
  const console = await begin(app, 'Ask it');
  const { page } = app;
  await page.getByLabel('Kind of body').selectOption('graphql');
  await page.getByRole('button', { name: 'Ask Sandbox' }).click();
  await expect(page.getByText(/2 types, asked of Sandbox/)).toBeVisible();
  await page.getByLabel('GraphQL document').click();
  await page.keyboard.type('query One($name: String!) { order(name: $name) { tot');
  await page.getByRole('option', { name: 'total' }).click();
  await page.getByLabel('GraphQL variables').click();
  // The editor closes brackets and quotes of neither language by itself.
  await page.keyboard.insertText('{"name": "#1001"}');
  await page.getByLabel('GraphQL document').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(' } }');
  expect(await findBarriers(app.page)).toEqual([]);
  await console.sendAndWait(/Answered 200/);
  await expect(console.answer).toContainText('4990');
  await expect(page.getByText('It only reads', { exact: false }).or(page.getByText(/only reads/))).toBeVisible();

  const schema = await terminal(app, ['request', 'schema', '--api', 'Kinds Test', '--json']);
  expect(schema.json<{ sdl: string }>().sdl).toContain('type Order');
});

test('a stream is shown as it comes, and kept when it is ended', async ({ app }) => {
  const console = await begin(app, 'Watch it');
  const { page } = app;
  await console.send();
  const events = page.getByRole('log', { name: 'Events' });
  await expect(events).toContainText('first');
  vendor.emit('data: second\n\n');
  await expect(events).toContainText('second');
  expect(await findBarriers(app.page)).toEqual([]);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await expect(
    page
      .getByRole('main')
      .getByText(/Answered 200/)
      .first(),
  ).toBeVisible();
  // The same list when it is over, and as it came one click away.
  const kept = console.answer.getByRole('tree', { name: 'Answer body' });
  await expect(kept.getByRole('treeitem')).toHaveText([/\d\d:\d\d:\d\d.*order.*first/, /\d\d:\d\d:\d\d.*message.*second/]);
  expect(await findBarriers(app.page)).toEqual([]);
  await console.answer.getByRole('radio', { name: 'Raw' }).click();
  await expect(console.answer).toContainText('data: second');
});

test('a vendor with its own authority and a client certificate lets us in once both are set', async ({ app }) => {
  const authority = createTestAuthority('Harbour Authority');
  const strict = await startStrictVendor(authority);
  try {
    const console = await begin(app, 'Watch it');
    const { page } = app;
    await moveTo(app, strict.origin, 'sandbox');
    await console.sendAndWait(/authority this computer does not trust/);
    const ca = join(app.folders.root, 'ca.pem');
    writeFileSync(ca, authority.cert);
    await terminal(app, ['settings', 'trust', ca]);
    await console.sendAndWait(/only callers with a client certificate/);
    const own = authority.issue(['acme-client']);
    const both = join(app.folders.root, 'client.pem');
    writeFileSync(both, `${own.cert}${own.key}`);
    await page.evaluate(() => void (location.hash = '#/settings'));
    await page.getByRole('button', { name: 'Add client certificate…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a client certificate' });
    await dialog.getByLabel('Host').fill(new URL(strict.origin).host);
    await dialog.getByLabel('Certificate file').setInputFiles(both);
    expect(await findBarriers(app.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add certificate' }).click();
    await expect(page.getByText('acme-client')).toBeVisible();
    const again = await ConsolePage.open(app, 'Watch it');
    await again.sendAndWait(/Answered 200/);
    await expect(again.answer).toContainText('"in"');
  } finally {
    await strict.close();
  }
});

test('production is held, unlocked for minutes, and locked again, for the window and the terminal', async ({ app }) => {
  const console = await begin(app, 'Upload it');
  const { page } = app;
  await moveTo(app, vendor.origin, 'production');
  await expect(page.getByText('guarded')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: /^Change something in Sandbox of / });
  await expect(dialog).toContainText('POST /upload changes data in Sandbox of Kinds Test');
  expect(await findBarriers(app.page)).toEqual([]);
  const hold = dialog.getByRole('button', { name: 'Press and hold to send' });
  await hold.click();
  await expect(hold).toBeVisible();
  expect(vendor.received).toHaveLength(0);
  await dialog.getByRole('radio', { name: 'in 15 min' }).click();
  await hold.focus();
  await page.keyboard.down('Enter');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.up('Enter');
  await expect.poll(() => vendor.received.length).toBe(1);
  await expect(page.getByText(/is unlocked for 14:\d\d/)).toBeVisible();
  await console.sendAndWait(/Answered 200/);
  expect(vendor.received).toHaveLength(2);
  const open = await terminal(app, ['request', 'send', '--api', 'Kinds Test', 'POST', '/upload', '--body', '{}']);
  expect(open.exitCode).toBe(0);

  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(page.getByText(/Send asks you to hold/)).toBeVisible();
  const refused = await terminal(app, ['request', 'send', '--api', 'Kinds Test', 'POST', '/upload', '--body', '{}']);
  expect([refused.exitCode === 0, refused.stderr]).toEqual([false, expect.stringContaining('--yes-production Sandbox')]);
  expect(vendor.received).toHaveLength(3);
  const { stdout } = await terminal(app, ['activity', 'list', '--json']);
  expect(stdout).toContain('unlocked for 15 minutes');
});
