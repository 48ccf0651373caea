// Requests that are sent again: saved with their values, pasted, sent from the history; in the window and in the terminal.
import { startEchoServer, type EchoServer } from './peers/echo-server.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { ConsolePage } from './support/pages/console.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

let vendor: EchoServer;
// Several runs of the terminal each, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startEchoServer();
});
test.afterEach(() => vendor.close());

async function begin(app: RunningApp): Promise<ConsolePage> {
  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [{ path: '/echo', summary: 'Read it', query: ['q'] }]);
  // Another API at the same host, as vendors have them.
  await importContract(app, 'Writer', vendor.origin, [
    { path: '/echo', method: 'post', summary: 'Write it' },
    { path: '/echo/{id}', method: 'post', summary: 'Change one' },
  ]);
  return ConsolePage.open(app, 'Read it');
}

const terminal = (app: RunningApp, args: readonly string[], input = '') =>
  runTerminal(app, ['--workspace', app.folders.workspace, ...args], input);

test('a request is saved with its values, sent with those of its environment, and taken back', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  await console.setParameter('q', '{{place}}-{{$idempotencyKey}}');
  const filled = page.getByRole('region', { name: 'Filled in on Send' });
  await expect(filled).toContainText('no value yet');
  await console.send();
  await expect(console.answer.getByRole('alert')).toContainText('needs a value for {{place}}');
  expect(vendor.received).toHaveLength(0);

  await page.getByRole('button', { name: 'Values of this environment' }).click();
  const values = page.getByRole('dialog', { name: /^Values of Sandbox/ });
  await values.getByLabel('Name of value 1').fill('place');
  await values.getByLabel('Value place').fill('harbour');
  await values.getByRole('button', { name: 'Save values' }).click();
  await expect(filled.getByRole('button', { name: 'Sandbox' })).toBeVisible();

  await test.step('a field offers the names behind {{ by keyboard, and says what a name stands for', async () => {
    const field = page.getByRole('region', { name: 'Request' }).getByLabel(/^q/);
    const list = page.getByRole('listbox', { name: 'Values' });
    await field.press('Control+a');
    await page.keyboard.type('{{pl');
    await expect(list.getByRole('option')).toHaveText(/place.*harbour.*Sandbox/);
    await expect(page.getByRole('combobox', { name: /^q\b/, expanded: true })).toBeFocused();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
    // What nothing begins with is no list, and Enter is the field's own again.
    await page.keyboard.type('x');
    await expect(list).toHaveCount(0);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.keyboard.type('-{{$idem');
    await page.keyboard.press('Tab');
    await expect(field).toHaveValue('{{place}}-{{$idempotencyKey}}');
    await expect(field).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tooltip')).toHaveText(/place.*harbour.*Sandbox/);
    await page.keyboard.press('Control+z');
    await expect(field).toHaveValue('{{place}}-{{$idem');
    await expect(list.getByRole('option')).toHaveText(/idempotencyKey/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('{{place}}-{{$idempotencyKey}}');
    expect(vendor.received).toHaveLength(0);
  });

  // A header that is switched off: saved and opened again it is still there, and it does not arrive until it is switched on.
  await page.getByRole('tab', { name: 'Headers' }).click();
  await page.getByRole('button', { name: 'Add a header' }).click();
  await page.keyboard.type('X-Mine');
  await page.getByRole('textbox', { name: 'Value of X-Mine' }).fill('yes');
  const mine = page.getByRole('checkbox', { name: 'Send X-Mine' });
  await mine.uncheck();

  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save this request' });
  await dialog.getByLabel('Name', { exact: true }).fill('Morning check');
  await dialog.getByLabel('Folder').fill('Checks');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Morning check' })).toBeVisible();
  await console.sendAndWait(/Answered 200/);
  expect(vendor.received.at(-1)?.url).toMatch(/^\/echo\?q=harbour-[0-9a-f-]{36}$/);
  expect(vendor.received.at(-1)?.headers).not.toHaveProperty('x-mine');
  await expect(page.getByRole('textbox', { name: 'Value of X-Mine' })).toHaveValue('yes');
  await mine.check();
  await console.send();
  await expect.poll(() => vendor.received.at(-1)?.headers['x-mine']).toBe('yes');
  await mine.uncheck();
  await expect(page.getByRole('navigation', { name: 'Saved requests' }).getByRole('button', { name: /GET Morning check/ })).toContainText(
    '200',
  );

  const sent = await terminal(app, ['request', 'send', 'Morning check', '--var', 'place=quay', '--json']);
  expect(sent.exitCode).toBe(0);
  expect(vendor.received.at(-1)?.url).toContain('q=quay-');

  // Changed in the terminal meanwhile: mine is not saved over that without a word, and there is a way back to what is saved.
  const mineAs = page.getByRole('textbox', { name: 'Value of X-Mine' });
  await mineAs.fill('mine');
  const theirs = ['--param', 'q=quay', '--header', 'X-Mine=theirs', '--environment', 'Sandbox', '--folder', 'Checks', '--replace'];
  const saveTheirs = (...more: string[]) =>
    terminal(app, ['request', 'save', 'Morning check', 'GET', '/echo', '--api', 'Echo Test', ...theirs, ...more]);
  const refused = await saveTheirs();
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(/last (?:saved|changed) in the window.*--anyway/s)]);
  expect((await saveTheirs('--anyway')).exitCode).toBe(0);
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/changed “Morning check” in the terminal meanwhile/)).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Back to what is saved' }).click();
  await expect(mineAs).toHaveValue('theirs');

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('button', { name: /GET Morning check/ })).toBeVisible();
});

test('a curl command becomes a request without its key, and is sent again from the history', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  // From anywhere, not only from the Console.
  await goTo(app, 'Today');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('paste a curl');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Paste a curl command' });
  await expect(dialog).toContainText('A key or password in it is not kept');
  const secret = 'sk_live_never_kept_1';
  await dialog
    .getByRole('textbox', { name: 'Command' })
    .fill(`curl '${vendor.origin}/echo' -H 'Authorization: Bearer ${secret}' -H 'X-Mine: yes' --data-raw '{"note":"it'\\''s"}'`);
  await dialog.getByRole('button', { name: 'Open request' }).click();
  await expect(page.getByRole('heading', { name: 'Write it' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'was not kept' })).toContainText('Bind a credential to Sandbox');
  await console.sendAndWait(/Answered 200/);
  expect(JSON.parse(vendor.received[0]?.body ?? '')).toEqual({ note: "it's" });
  expect(vendor.received[0]?.headers['x-mine']).toBe('yes');
  expect(JSON.stringify(vendor.received)).not.toContain(secret);

  // A new request begins where one writes; an address that is pasted there is taken apart.
  await page.getByRole('button', { name: 'New request', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Writer Test' }).click();
  await expect(page.getByRole('textbox', { name: 'Path' })).toBeFocused();
  await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), `${vendor.origin}/echo?a=1&b=two%20words`);
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('textbox', { name: 'Path' })).toHaveValue('/echo');
  // By keys through all parts of a request without a body, and several headers in one paste.
  const parts = page.getByRole('tablist', { name: 'Parts of the request' }).getByRole('tab');
  await parts.first().click();
  for (let at = 1; at < (await parts.count()); at += 1) await page.keyboard.press('ArrowRight');
  await expect(parts.last()).toBeFocused();
  await expect(parts.last()).toHaveText('Options');
  await parts.filter({ hasText: 'Headers' }).click();
  await page.getByRole('button', { name: 'Add a header' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the added header' })).toBeFocused();
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('X-One: 1\nX-Two: {{two}}\n'));
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('textbox', { name: 'Value of X-One' })).toHaveValue('1');
  await expect(page.getByRole('textbox', { name: 'Value of X-Two' })).toHaveValue('{{two}}');
  await console.choose('Write it');

  await console.answer.locator('.cm-content').click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('note');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^1 of \d+$/);

  await page.getByRole('link', { name: 'History' }).click();
  await page.getByLabel('Ended').selectOption('4xx');
  await expect(page.getByRole('heading', { name: 'No exchange fits' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('row', { name: /POST/ }).first().click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => vendor.received.length).toBe(2);
  expect(JSON.parse(vendor.received[1]?.body ?? '')).toEqual(JSON.parse(vendor.received[0]?.body ?? ''));
});

test('production asks for its name by every way of sending', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  await console.choose('Write it');
  await console.sendAndWait(/Answered 200/);
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog', { name: 'Save this request' }).getByLabel('Name', { exact: true }).fill('Change it');
  await page.keyboard.press('Enter');
  await terminal(app, [
    'inventory',
    'environment',
    '--api',
    'Writer Test',
    '--name',
    'Sandbox',
    '--url',
    vendor.origin,
    '--kind',
    'production',
  ]);

  const refused = await terminal(app, ['request', 'send', 'Change it']);
  expect([refused.exitCode === 0, refused.stderr]).toEqual([false, expect.stringContaining('production')]);
  expect((await terminal(app, ['exchange', 'replay', '1'])).exitCode).not.toBe(0);
  expect(vendor.received).toHaveLength(1);
  expect((await terminal(app, ['request', 'send', 'Change it', '--yes-production', 'Sandbox'])).exitCode).toBe(0);
  expect(vendor.received).toHaveLength(2);

  await test.step('what is missing is said before anything is asked', async () => {
    await page.getByRole('radio', { name: 'Endpoints' }).click();
    const group = page.getByRole('button', { name: /^Writer Test/ });
    await expect(group).toHaveAttribute('title', 'Writer Test, 1, 2 endpoints');
    await group.click();
    await expect(group).toHaveAccessibleName('Writer Test 2 endpoints');
    await group.click();
    await console.choose('Change one');
    await console.send();
    await expect(console.answer.getByRole('alert')).toContainText('The path needs a value for “id”');
    await expect(page.getByRole('group', { name: 'Address' }).getByRole('textbox')).toBeFocused();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.type('{{order}}');
    await page.keyboard.press('Control+Enter');
    await expect(console.answer.getByRole('alert')).toContainText('needs a value for {{order}}');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Value of order' }).fill('7');
    await console.send();
    await expect(page.getByRole('dialog', { name: /^Change something in Sandbox of / })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect(console.answer.getByRole('alert')).toHaveCount(0);
    expect(vendor.received).toHaveLength(2);
    await page.getByRole('radio', { name: 'Saved' }).click();
  });
  await page.getByRole('button', { name: /POST Change it/ }).click();
  await expect(page.getByText('guarded')).toBeVisible();
  await console.send();
  const guard = page.getByRole('dialog', { name: /^Change something in Sandbox of / });
  await expect(guard.getByRole('button', { name: 'Send to Sandbox' })).toBeDisabled();
  await guard.getByRole('textbox').fill('Sandbox');
  await page.keyboard.press('Enter');
  await expect.poll(() => vendor.received.length).toBe(3);

  // Compared with now, it asks in place: held, then both answers stand beside each other.
  await expect(guard).toHaveCount(0);
  await console.answer.getByRole('button', { name: 'More about this answer' }).click();
  await page.getByRole('menuitem', { name: 'Compare with now' }).click();
  await expect(guard).toContainText('then the two answers are compared');
  await page.keyboard.down('Enter');
  await expect.poll(() => vendor.received.length).toBe(4);
  await page.keyboard.up('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/between 3 and 4|3 and 4 say the same/);
});
