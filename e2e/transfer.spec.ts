// Requests taken over from other programs and given to them: files, a drop, a paste; in the window and in the terminal.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startEchoServer, type EchoServer } from './peers/echo-server.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { choose } from './support/pages/fields.ts';
import { runFromPalette } from './support/pages/palette.ts';
import { runTerminal } from './support/terminal.ts';
import { createWorkspace } from './support/workspaces.ts';

const fixtures = join(import.meta.dirname, '../electron/core/transfer/testing');
const terminal = (app: RunningApp, args: readonly string[], input = '') =>
  runTerminal(app, ['--workspace', app.folders.workspace, ...args], input);

let vendor: EchoServer;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startEchoServer();
});
test.afterEach(() => vendor.close());

async function openImport({ page }: RunningApp) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do anything' }).fill('import requests');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Or paste anything')).toBeFocused();
  return dialog;
}

const plan = { name: 'What the import adds' } as const;

test('a Postman collection is read, its plan names what stays behind, and one undo takes it back', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  const dialog = await openImport(app);
  await page
    .getByLabel('Files of a collection')
    .setInputFiles(['secrets.postman_collection.json', 'acme.postman_environment.json'].map((name) => join(fixtures, name)));
  await expect(page.getByRole('dialog', { name: '8 of 11 requests can be taken over; 3 cannot' })).toBeVisible();
  // By keyboard: the first row, what stays behind of it, and out with it.
  await dialog.getByRole('grid', plan).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('region', { name: 'About “Log in”' })).toContainText('scripts are never run');
  await page.keyboard.press('x');
  await expect(dialog.getByRole('checkbox', { name: 'Take “Log in”' })).not.toBeChecked();
  await dialog.getByRole('radio', { name: /^Not/ }).click();
  await expect(dialog.getByRole('grid', plan)).toContainText('WebSocket calls cannot be sent from here.');
  await dialog.getByLabel('Vendor').fill('Acme');
  await dialog.getByLabel('API', { exact: true }).fill('Shop');
  await dialog.getByRole('checkbox', { name: /^Keep “/ }).check();
  await dialog.getByRole('button', { name: 'Take over 7 requests' }).click();
  const saved = page.getByRole('navigation', { name: 'Saved requests' });
  await expect(saved.getByRole('button', { name: /Upload/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(saved.getByRole('button', { name: /Upload/ })).toHaveCount(0);
});

test('several curl commands in one paste become an API, and one of them is sent and copied as code', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  const dialog = await openImport(app);
  await dialog
    .getByLabel('Or paste anything')
    .fill(`curl ${vendor.origin}/echo?q=1\ncurl -X POST ${vendor.origin}/echo -H 'Content-Type: application/json' -d '{"a":1}'`);
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('grid', plan)).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('navigation', { name: 'Saved requests' }).getByRole('button', { name: /GET/ }).click();
  await page.getByRole('button', { name: /^Send(?: Ctrl|$)/ }).click();
  await expect.poll(() => vendor.received.at(-1)?.url).toBe('/echo?q=1');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy as …' }).click();
  await page.getByRole('menuitem', { name: 'Python (requests)' }).click();
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toContain('requests.get');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy as Python (requests)' })).toBeVisible();
  await page.keyboard.press('Escape');

  // As a browser on Windows copies it; and to a host that nobody knows, which the import can add.
  const pasted = page.getByRole('dialog', { name: 'Paste a curl command' });
  await page.getByRole('button', { name: 'Paste curl', exact: true }).click();
  await pasted
    .getByRole('textbox')
    .fill(`curl ^"${vendor.origin}/echo^" ^\n  -X ^"POST^" ^\n  --data-raw ^"^{^\\^"b^\\^":{{b}}^}^" | more`);
  await pasted.getByRole('button', { name: 'Open request' }).click();
  await expect(page.getByRole('textbox', { name: 'Request body' })).toContainText('"b":{{b}}');
  await page.getByRole('button', { name: 'Paste curl', exact: true }).click();
  await pasted.getByRole('textbox').fill('curl https://api.nobody.example/v1/things -H “Accept: application/json”');
  await pasted.getByRole('button', { name: 'Open request' }).click();
  await expect(page.getByRole('dialog', { name: '1 of 1 request can be taken over' })).toContainText('https://api.nobody.example');
});

test('a collection becomes a flow: in its order, its tests as checks, what its scripts keep as captures', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  const tests = (...exec: string[]) => [{ listen: 'test', script: { type: 'text/javascript', exec } }];
  const collection = {
    info: { name: 'Harbour tour', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [
      {
        name: 'Arrive',
        event: tests("pm.test('ok', () => pm.response.to.have.status(200));", "pm.environment.set('how', pm.response.json().method);"),
        request: { method: 'POST', body: { mode: 'raw', raw: '{}' }, url: `${vendor.origin}/echo` },
      },
      {
        name: 'Look',
        event: tests('const { url } = pm.response.json();', "pm.test('same', () => pm.expect(url).to.eql('/echo?how=POST'));"),
        request: { method: 'GET', url: `${vendor.origin}/echo?how={{how}}` },
      },
    ],
  };
  const dialog = await openImport(app);
  await dialog.getByLabel('Or paste anything').fill(JSON.stringify(collection));
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await page.getByRole('checkbox', { name: 'Also make a flow of them, in their order' }).check();
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Harbour tour');
  await page.getByRole('button', { name: 'Take over 2 requests' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harbour tour');
  await expect(page.getByRole('button', { name: /Arrive → captures how · 1 check/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Harbour tour, run 1: /);
  await expect(page.getByText('2 of 2 checks hold')).toBeVisible();
  expect(vendor.received.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /echo', 'GET /echo?how=POST']);
  const again = await terminal(app, ['flow', 'run', 'Harbour tour']);
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('2 of 2 checks hold')]);
});

test('scripts of a collection never run, and what the window exports is opened again as the same requests', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  const ran = join(app.folders.root, 'ran');
  const script = [
    `pm.sendRequest('${vendor.origin}/ran');`,
    `fetch('${vendor.origin}/ran');`,
    `require('node:fs').writeFileSync(${JSON.stringify(ran)}, 'ran');`,
    `pm.environment.set('who', 'the script');`,
  ];
  const events = ['prerequest', 'test'].map((listen) => ({ listen, script: { type: 'text/javascript', exec: script } }));
  const collection = {
    info: { name: 'Harbour', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    event: events,
    item: [
      { name: 'Read it', event: events, request: { method: 'GET', url: `${vendor.origin}/echo?q=1` } },
      {
        name: 'Write it',
        event: events,
        request: {
          method: 'POST',
          header: [{ key: 'X-Harbour', value: 'north' }],
          body: { mode: 'raw', raw: '{"a":[1,2]}', options: { raw: { language: 'json' } } },
          url: `${vendor.origin}/echo`,
        },
      },
    ],
  };
  const dialog = await openImport(app);
  await dialog.getByLabel('Or paste anything').fill(JSON.stringify(collection));
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await page.getByRole('button', { name: 'Take over 2 requests' }).click();
  await page
    .getByRole('navigation', { name: 'Saved requests' })
    .getByRole('button', { name: /Read it/ })
    .click();
  await page.getByRole('button', { name: /^Send(?: Ctrl|$)/ }).click();
  await expect(page.getByText(/Answered 200/).first()).toBeVisible();
  expect(vendor.received.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /echo?q=1']);
  expect(existsSync(ran)).toBe(false);

  for (const [words, ending] of [
    ['Postman collection', 'postman_collection.json'],
    ['HAR', 'har'],
  ] as const) {
    const filePath = join(app.folders.root, `harbour.${ending}`);
    await app.electron.evaluate(({ dialog: system }, path) => {
      system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, filePath);
    await runFromPalette(app, 'Export saved requests');
    const exporting = page.getByRole('dialog', { name: 'Export requests' });
    await choose(page, exporting, 'Which', 'all 2 saved requests');
    await choose(page, exporting, 'As', words);
    await exporting.getByRole('button', { name: 'Save as a file' }).click();
    await exporting.waitFor({ state: 'detached' });
    await openImport(app);
    await page.getByLabel('Files of a collection').setInputFiles(filePath);
    // Each is told for what it is: the same request, to the letter.
    const planned = page.getByRole('dialog', { name: '0 of 2 requests can be taken over; 2 cannot' });
    for (const call of ['GET /echo', 'POST /echo'])
      await expect(planned.getByRole('row').filter({ hasText: call })).toContainText(
        'It is among the saved requests already, as it is here.',
      );
    await page.keyboard.press('Escape');
    await planned.waitFor({ state: 'detached' });
  }
});

test('broken JSON is refused at its place, an API description goes to the inventory', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  const dialog = await openImport(app);
  await dialog.getByLabel('Or paste anything').fill('{\n  "info": { "name": "x" },\n  "item": [,]\n}');
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await expect(dialog.getByRole('alert')).toContainText('line 3, column 12');
  await page.getByLabel('Files of a collection').setInputFiles({
    name: 'api.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"openapi":"3.1.0","info":{"title":"Acme API","version":"1"},"paths":{}}'),
  });
  await expect(page.getByRole('dialog', { name: 'What this import adds' })).toBeVisible();
});

test('the terminal imports and exports the same', async ({ app }) => {
  await createWorkspace(app);
  const imported = await terminal(app, [
    'request',
    'import',
    join(fixtures, 'adyen-CheckoutService-v71.postman_collection.json'),
    '--json',
  ]);
  expect(imported.exitCode).toBe(0);
  for (const [file, words] of [
    ['insomnia4.json', 'Insomnia export 4'],
    ['insomnia5.yaml', 'Insomnia collection 5'],
    ['bruno', 'Bruno collection'],
    ['page.har', 'HAR'],
  ] as const) {
    const planned = await terminal(app, ['request', 'import', join(fixtures, file), '--dry-run']);
    expect([file, planned.exitCode, planned.stdout]).toEqual([file, 0, expect.stringContaining(words)]);
  }
  const exported = await terminal(app, ['request', 'export', 'Refund a payment', '--format', 'curl']);
  expect(exported.stdout).toContain('https://checkout-test.adyen.com/v71/payments/');
});
