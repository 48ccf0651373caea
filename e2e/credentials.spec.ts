// Credentials to the end: OAuth 2.0 against a real authorization server, a secret that is shown once, a rotation that outlives a restart.
import { startEchoServer, type EchoServer } from './peers/echo-server.ts';
import { oidcClient, startOidc, type OidcPeer } from './peers/oidc.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { pageHoldings } from './support/hidden-places.ts';
import { ConsolePage } from './support/pages/console.ts';
import { CredentialsPage } from './support/pages/credentials.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

let vendor: EchoServer;
let oidc: OidcPeer | null = null;
// Several runs of the terminal each, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startEchoServer();
});
test.afterEach(async () => {
  await vendor.close();
  await oidc?.close();
  oidc = null;
});

const terminal = (app: RunningApp, args: readonly string[], input = '') =>
  runTerminal(app, ['--workspace', app.folders.workspace, ...args], input);

async function begin(app: RunningApp): Promise<void> {
  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [{ path: '/echo', summary: 'Read it' }]);
}

async function isInPage(app: RunningApp, secret: string): Promise<string[]> {
  return (await pageHoldings(app)).filter(([, text]) => text.includes(secret)).map(([where]) => where);
}

test('an OAuth 2.0 credential fetches its token when it is needed, and shows how long it holds', async ({ app }) => {
  oidc = await startOidc();
  await begin(app);
  const args = ['credential', 'add', '--name', 'Token client', '--kind', 'oauth2_client_credentials', '--client-id', oidcClient.clientId];
  const added = await terminal(
    app,
    [...args, '--token-url', oidc.tokenUrl, '--scope', 'payments:read', '--bind', 'Echo Test/Sandbox'],
    oidcClient.clientSecret,
  );
  expect([added.exitCode, added.stderr]).toEqual([0, '']);
  const console = await ConsolePage.open(app, 'Read it');
  await console.sendAndWait(/Answered 200/);
  const token = (vendor.received[0]?.headers['authorization'] ?? '').replace('Bearer ', '');
  expect(await oidc.isValid(token)).toBe(true);
  expect(await isInPage(app, token)).toEqual([]);

  await goTo(app, 'Credentials');
  await app.page.getByRole('row', { name: /^Token client/ }).click();
  const aside = app.page.getByRole('complementary');
  await expect(aside).toContainText(/Valid for (59|60) min more, fetched .* ago, scope payments:read/);
  await aside.getByRole('button', { name: 'Fetch token now' }).click();
  await expect.poll(() => oidc?.tokenRequests.length).toBe(2);
  const checked = await terminal(app, ['credential', 'token', 'Token client', '--check']);
  expect(checked.stdout).toMatch(/holds for (59|60) min/);
});

test('a secret is shown after its name was typed, recorded, and gone from the page afterwards', async ({ app }) => {
  await begin(app);
  const secret = 'shown-once-0815-Zz';
  const credentials = await CredentialsPage.open(app);
  // An ordinary word is stored only when a person says that it is meant.
  await app.page.getByRole('button', { name: 'Add credential' }).click();
  await credentials.sheet.getByLabel('Key', { exact: true }).fill('password');
  await credentials.sheet.getByRole('button', { name: 'Store credential' }).click();
  await expect(credentials.sheet).toContainText('This is an ordinary word');
  await expect(credentials.sheet.getByRole('checkbox', { name: 'It is the right one' })).toBeVisible();
  await app.page.keyboard.press('Escape');
  await credentials.sheet.waitFor({ state: 'detached' });
  const piped = ['credential', 'add', '--name', 'Sandbox', '--kind', 'bearer'];
  expect((await terminal(app, piped, 'password\n')).stderr).toContain('--even-if-ordinary');

  await credentials.add({ name: 'Live key', secret });
  await app.page.getByRole('row', { name: /^Live key/ }).click();
  await app.page.getByRole('button', { name: 'Show secret…' }).click();
  const dialog = app.page.getByRole('dialog', { name: /Live key/ });
  await expect(dialog.getByRole('button', { name: 'Show secret' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('Live key');
  await dialog.getByRole('button', { name: 'Show secret' }).click();
  await expect(dialog).toContainText(secret);
  await dialog.getByRole('button', { name: 'Hide now' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await isInPage(app, secret)).toEqual([]);
  await expect(app.page.getByRole('complementary')).toContainText('Secret of “Live key” shown to');

  const refused = await terminal(app, ['credential', 'reveal', 'Live key']);
  expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
  expect((await terminal(app, ['credential', 'reveal', 'Live key', '--yes'])).stdout.trim()).toBe(secret);
});

test('a rotation is tried with a call, goes on after a restart, and ends as a record', async ({ app }) => {
  await begin(app);
  const credentials = await CredentialsPage.open(app);
  await credentials.add({ name: 'Live key', secret: 'the-old-secret-1', environments: ['Echo Test, Sandbox'] });
  const { folders } = app;
  await app.page.getByRole('row', { name: /^Live key/ }).click();
  await app.page.getByRole('button', { name: 'Rotate secret' }).click();
  const run = app.page.getByRole('dialog', { name: 'Rotate Live key' });
  await run.getByLabel('New key', { exact: true }).fill('the-new-secret-2');
  await run.getByRole('button', { name: 'Keep it beside the old one' }).click();
  await run.getByRole('button', { name: 'Try it' }).click();
  await expect(run).toContainText('Answered 200');
  expect(vendor.received.at(-1)?.headers['x-api-key']).toBe('the-new-secret-2');

  // Esc closes the sheet and nothing behind it, even when the step that had the focus is gone; the focus is where the sheet was opened.
  await app.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await app.page.keyboard.press('Escape');
  await run.waitFor({ state: 'detached' });
  await expect(app.page.getByRole('complementary').getByRole('button', { name: 'Go on rotating' })).toBeFocused();

  await app.restart(['--workspace', folders.workspace]);
  await app.waitFor('ready');
  const console = await ConsolePage.open(app, 'Read it');
  await console.sendAndWait(/Answered 200/);
  expect(vendor.received.at(-1)?.headers['x-api-key']).toBe('the-old-secret-1');
  await goTo(app, 'Credentials');
  await app.page.getByRole('row', { name: /^Live key/ }).click();
  await app.page.getByRole('button', { name: 'Go on rotating' }).click();
  const again = app.page.getByRole('dialog', { name: 'Rotate Live key' });
  await again.getByRole('button', { name: 'Switch to the new secret' }).click();
  await again.getByRole('checkbox').check();
  await again.getByRole('button', { name: 'Finish rotation' }).click();
  await again.waitFor({ state: 'detached' });
  await expect(app.page.getByRole('complementary')).toContainText('Rotation of “Live key” done: tested (answered 200)');
  expect((await terminal(app, ['request', 'send', '--api', 'Echo Test', 'GET', '/echo'])).exitCode).toBe(0);
  expect(vendor.received.at(-1)?.headers['x-api-key']).toBe('the-new-secret-2');
});
