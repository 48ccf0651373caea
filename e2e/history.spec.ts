// The history as evidence: searched by fields, compared, given to the vendor, attached to an incident, saved, purged.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unzipSync } from 'fflate';
import { startEchoServer, type EchoServer } from './peers/echo-server.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { ConsolePage } from './support/pages/console.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

let vendor: EchoServer;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startEchoServer();
});
test.afterEach(() => vendor.close());

const terminal = (app: RunningApp, args: readonly string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args], '');

const workspaceOf = (app: RunningApp): string => join(app.folders.home, 'Quartermaster', 'Acme Mobile Shop');

/** An exchange that is 21 days old or older and of no flow, whose run keeps the ID of its calls: by its correlation ID and what lies on the disk of its answer: a stretch of the sealed body. */
function readOldExchange(workspace: string): { readonly wanted: readonly Buffer[] } {
  const db = new DatabaseSync(join(workspace, 'workspace.db'), { readOnly: true });
  const row = db
    .prepare(
      `SELECT x.correlation_id AS id, b.sealed FROM exchanges x JOIN bodies b ON b.exchange_id = x.id
       WHERE b.side = 'answer' AND length(b.sealed) BETWEEN 100 AND 900 AND x.started_at < ?
         AND NOT EXISTS (SELECT 1 FROM flow_run_calls f WHERE f.correlation_id = x.correlation_id) ORDER BY x.number DESC LIMIT 1`,
    )
    .get(Date.now() - 21 * 86_400_000) as { id: string; sealed: Uint8Array };
  db.close();
  return { wanted: [Buffer.from(row.id), Buffer.from(row.sealed).subarray(40, 72)] };
}

/** The files of a workspace's database as they lie on the disk. */
const bytesOf = (workspace: string): Buffer =>
  Buffer.concat(
    ['workspace.db', 'workspace.db-wal']
      .map((file) => join(workspace, file))
      .map((file) => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0))),
  );

/** Two calls, the second with another value; then the history. */
async function begin(app: RunningApp): Promise<void> {
  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [{ path: '/echo', summary: 'Read it', query: ['q'] }]);
  const console = await ConsolePage.open(app, 'Read it');
  await console.setParameter('q', 'first');
  await console.sendAndWait(/Answered 200/);
  await console.setParameter('q', 'second');
  await console.send();
  await expect.poll(() => vendor.received.length).toBe(2);
  await app.page.getByRole('link', { name: 'History' }).click();
  await expect(app.page.getByRole('heading', { name: '2 exchanges' })).toBeVisible();
}

test('a search is typed with suggestions, says what it does not understand, and is one with the choices', async ({ app }) => {
  await begin(app);
  const { page } = app;
  await page.keyboard.press('/');
  const search = page.getByRole('combobox', { name: /^Search/ });
  await expect(search).toBeFocused();
  await page.keyboard.type('first met');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(search).toHaveValue('first method:');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(search).toHaveValue('first method:GET ');
  await expect(page.getByRole('heading', { name: '1 exchange fits' })).toBeVisible();

  await page.getByLabel('Ended').selectOption('5xx');
  await expect(search).toHaveValue('first method:GET status:5xx');
  await expect(page.getByRole('heading', { name: 'No exchange fits' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(search).toHaveValue('first method:GET');

  await search.fill('statu:2xx');
  await expect(page.getByRole('alert')).toContainText('There is no field “statu”.');
  await page.getByRole('alert').getByRole('button', { name: 'status:' }).click();
  await expect(search).toHaveValue('status:2xx');
  await expect(page.getByRole('heading', { name: '2 exchanges fit' })).toBeVisible();
  await search.fill('vendor:nobody');
  await expect(page.getByRole('alert')).toContainText('No vendor is called “nobody”.');

  const found = await terminal(app, ['exchange', 'find', 'first status:2xx since:-1h', '--json']);
  expect(JSON.parse(found.stdout)).toHaveLength(1);
  expect((await terminal(app, ['exchange', 'find', 'statu:2xx'])).exitCode).toBe(2);
});

test('two calls are chosen and compared by keys alone', async ({ app }) => {
  await begin(app);
  const { page } = app;
  const aside = page.getByRole('complementary', { name: 'Exchange 1' });
  // Enter that comes before what is searched for is meant for that, not for what was there before.
  for (const key of ['/', 'f', 'i', 'r', 's', 't', 'Enter', 'Enter']) await page.keyboard.press(key);
  await expect(aside).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(aside).toHaveCount(0);
  await page.getByRole('combobox', { name: /^Search/ }).fill('');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: '2 exchanges' })).toBeVisible();
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  // A newer one comes above meanwhile: the keyboard stays on its row.
  expect((await terminal(app, ['request', 'send', '--api', 'Echo Test', '--environment', 'Sandbox', 'GET', '/echo'])).exitCode).toBe(0);
  await expect(page.getByRole('heading', { name: '3 exchanges' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(aside).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(aside).toHaveCount(0);
  for (const key of ['x', 'k', 'x']) await page.keyboard.press(key);
  await expect(page.getByRole('toolbar', { name: 'Selected calls' })).toContainText('2 calls selected');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: /difference|differ|same/i }).first()).toBeVisible();
});

test('a call is saved as a request, attached to an incident, and given to the vendor as a bundle', async ({ app }) => {
  await begin(app);
  const { page } = app;
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.keyboard.press('b');
  const bundle = page.getByRole('dialog', { name: 'Support bundle for the vendor' });
  await bundle.getByLabel('What the vendor should know').fill('It echoes too much.');
  await expect(bundle.getByRole('region', { name: 'What the vendor reads' })).toContainText('It echoes too much.');
  await expect(bundle.getByRole('region', { name: 'What the vendor reads' })).toContainText('Our correlation ID');
  await page.keyboard.press('Escape');

  await page.keyboard.press('a');
  const attach = page.getByRole('dialog', { name: /Attach this call/ });
  // Without an incident it opens one; the next call finds that one.
  await expect(attach.getByRole('radio', { name: 'A new incident' })).toBeChecked();
  await attach.getByLabel('What is wrong').fill('Echo is odd');
  await attach.getByLabel('Why it matters').fill('The first one');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The call is on INC-1')).toBeVisible();
  await expect(attach).toHaveCount(0);
  await page.keyboard.press('a');
  await expect(attach.getByRole('radio', { name: /INC-1 Echo is odd/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(attach).toHaveCount(0);

  await page.keyboard.press('s');
  const save = page.getByRole('dialog', { name: 'Save this request' });
  await save.getByLabel('Name', { exact: true }).fill('Echo it');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Echo it' })).toBeVisible();

  const out = join(app.folders.workspace, '..', 'support.zip');
  const written = await terminal(app, ['exchange', 'export', '1', '2', '--format', 'bundle', '--out', out, '--json']);
  expect(written.exitCode).toBe(0);
  const files = unzipSync(readFileSync(out));
  expect(Object.keys(files)).toEqual(['README.md', 'calls.har']);
});

test('what the retention no longer keeps is purged for good, named before, and in the activity after', async ({ app }) => {
  await openSample(app);
  const { page } = app;
  const old = readOldExchange(workspaceOf(app));
  // What is looked for is there: in the file or in what is not yet written into it.
  expect(old.wanted.map((one) => bytesOf(workspaceOf(app)).includes(one))).toEqual(old.wanted.map(() => true));
  await goTo(app, 'Settings');
  await page.getByLabel('Keep bodies up to').fill('5');
  await page.getByLabel('Keep exchanges for').fill('20');
  await page.getByRole('button', { name: 'Set retention' }).click();
  await expect(page.getByText('Bodies are kept for 90 days, at most 5 GB, exchanges for 20 days')).toBeVisible();
  // So much does not go by itself, whatever the clock says.
  await expect(page.getByRole('status').filter({ hasText: 'It would take more than half of what is kept.' })).toBeVisible();
  await page.getByRole('button', { name: 'Purge now…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Purge .*exchanges/ });
  await expect(dialog).toContainText('This cannot be undone.');
  await dialog.getByRole('button', { name: 'Purge for good' }).click();
  await expect(page.getByText('Nothing is due.')).toBeVisible({ timeout: 60_000 });
  expect(old.wanted.map((one) => bytesOf(workspaceOf(app)).includes(one))).toEqual(old.wanted.map(() => false));
  await goTo(app, 'Activity');
  await expect(page.getByText(/exchanges from before 20\d\d-\d\d-\d\d purged/).first()).toBeVisible();
});
