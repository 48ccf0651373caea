// A unique secret goes through every path of the app; afterwards everything that is kept anywhere is searched for it.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { echoPaths, formsOf, startEchoServer, type EchoServer } from './peers/echo-server.ts';
import { oidcClient, startOidc } from './peers/oidc.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { findInBytes, findSecret, secretForms, type Finding } from './support/find-secret.ts';
import { pageHoldings } from './support/hidden-places.ts';
import { secretsOf } from './support/keychain.ts';
import { corePid } from './support/main-process.ts';
import { commandLines } from './support/own-processes.ts';
import { ConsolePage } from './support/pages/console.ts';
import { CredentialsPage } from './support/pages/credentials.ts';
import { runTerminal, type TerminalResult } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

/** Every character that some encoding changes, and an end that is unique. */
const makeSecret = (): string => `cAn+ary/"q\\b=&% <x>${randomBytes(9).toString('base64')}`;

/** One name for each answer of the echoing vendor. */
const operations = [
  { path: echoPaths.echo, summary: 'Echo' },
  { path: echoPaths.refuse, summary: 'Refuse' },
  { path: echoPaths.crash, summary: 'Crash' },
  { path: echoPaths.around, summary: 'Around' },
  { path: echoPaths.garble, summary: 'Garble' },
  { path: echoPaths.wideLittle, summary: 'Wide' },
  { path: echoPaths.wideBig, summary: 'Large' },
  { path: echoPaths.away, summary: 'Away', query: ['to'] },
] as const;

const seenBy = (server: EchoServer, secret: string): number =>
  server.received.filter(({ headers }) => Object.values(headers).some((value) => value.includes(secret))).length;

test('a secret is sent where it belongs and is found nowhere else', async ({ startApp }) => {
  test.setTimeout(300_000);
  const [typed, rotated, piped] = [makeSecret(), makeSecret(), makeSecret()];
  const password = `pässwörd ${makeSecret()}`;
  const secrets = [typed, rotated, piped, password];
  const vendor = await startEchoServer();
  const stranger = await startEchoServer('127.0.0.2');
  const findings: Finding[] = [];
  const look = (where: string, content: string | Buffer): void => {
    for (const secret of secrets) findings.push(...findInBytes(secret, where, Buffer.from(content)));
  };
  const app = await startApp();
  const lookAtPage = async (what: string): Promise<void> => {
    for (const [where, text] of await pageHoldings(app)) look(`${where} (${what})`, text);
  };
  const inTerminal = async (args: readonly string[], input?: string): Promise<TerminalResult> => {
    const result = await runTerminal(app, ['--workspace', app.folders.workspace, ...args], input);
    look(`standard output of ${args.join(' ')}`, result.stdout);
    look(`standard error of ${args.join(' ')}`, result.stderr);
    return result;
  };

  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [...operations, { path: echoPaths.never, summary: 'Silence' }]);
  await importContract(app, 'Basic', `${vendor.origin}/`, [{ path: echoPaths.echo, summary: 'Basic echo' }]);
  const credentials = await CredentialsPage.open(app);

  await test.step('typed in the window, and sent from it', async () => {
    await credentials.add({ name: 'Typed', secret: typed, environments: ['Echo Test, Sandbox'] });
    await lookAtPage('after it was stored');
    await sendEverything(app, stranger, lookAtPage);
    expect(seenBy(vendor, typed)).toBeGreaterThanOrEqual(operations.length);
  });

  await test.step('a password, as Basic', async () => {
    await goTo(app, 'Credentials');
    await credentials.add({
      name: 'Password',
      secret: password,
      kind: 'User and password',
      user: 'operator',
      environments: ['Basic Test, Sandbox'],
    });
    const console = await ConsolePage.open(app, 'Basic echo');
    await console.sendAndWait(/Answered 200/);
    await lookAtPage('Basic');
    expect(vendor.received.at(-1)?.headers['authorization']).toBe(`Basic ${Buffer.from(`operator:${password}`).toString('base64')}`);
  });

  await test.step('rotated', async () => {
    await goTo(app, 'Credentials');
    await app.page.getByRole('row', { name: /^Typed/ }).click();
    await app.page.getByRole('button', { name: 'Rotate secret' }).click();
    const dialog = app.page.getByRole('dialog', { name: /^Rotate/ });
    await dialog.getByLabel('New key', { exact: true }).pressSequentially(rotated);
    await dialog.getByRole('button', { name: 'Keep it beside the old one' }).click();
    await dialog.getByRole('button', { name: 'Switch without a test' }).click();
    await dialog.getByRole('checkbox', { name: 'The old secret is ended there' }).check();
    await dialog.getByRole('button', { name: 'Finish rotation' }).click();
    await dialog.waitFor({ state: 'detached' });
    const console = await ConsolePage.open(app, 'Echo');
    await console.sendAndWait(/Answered 200/);
    await lookAtPage('after it was rotated');
    expect(seenBy(vendor, rotated)).toBe(1);
  });

  await test.step('through the terminal, from standard input', async () => {
    await importContract(
      app,
      'Piped',
      vendor.origin.replace('127.0.0.1', 'localhost'),
      operations.map((one) => ({ ...one, summary: `Piped ${one.summary}` })),
    );
    const added = await inTerminal(
      [
        '--json',
        'credential',
        'add',
        '--name',
        'Piped',
        '--kind',
        'bearer',
        '--vendor',
        'Piped',
        '--allow-host',
        vendor.host.replace('127.0.0.1', 'localhost'),
        '--bind',
        'Piped Test/Sandbox',
      ],
      `${piped}\n`,
    );
    expect(added.exitCode, added.stderr).toBe(0);
    for (const { path } of operations.slice(0, 7)) await inTerminal(['request', 'send', '--api', 'Piped Test', 'GET', path]);
    expect(seenBy(vendor, piped)).toBeGreaterThanOrEqual(7);
    for (const args of [
      ['credential', 'list'],
      ['activity', 'list'],
      ['exchange', 'list'],
      ['workspace', 'info'],
      ['inventory', 'list'],
      ['doctor'],
    ])
      await inTerminal(['--json', ...args]);
    const { rows } = (await inTerminal(['--json', 'exchange', 'list'])).json<{ rows: { correlationId: string }[] }>();
    for (const { correlationId } of rows) await inTerminal(['--json', 'exchange', 'show', correlationId]);
    // An argument that looks like a secret is refused before it can be seen by others.
    const refused = await runTerminal(app, ['credential', 'add', '--name', 'Bad', '--kind', 'bearer', '--secret', 'not-a-canary']);
    expect(refused.exitCode).toBe(2);
  });

  await test.step('what is taken out: tables, a backup, details', async () => {
    for (const place of ['#/console/history', '#/credentials', '#/activity']) {
      await app.page.evaluate((hash) => void (location.hash = hash), place);
      await app.page.getByRole('button', { name: 'Copy as CSV' }).click();
      await expect.poll(() => readClipboard(app)).toContain(',');
      look(`copy of ${place}`, await readClipboard(app));
    }
    const console = await ConsolePage.open(app, 'Echo');
    await console.page.getByRole('button', { name: 'More', exact: true }).click();
    await console.page.getByRole('menuitem', { name: 'Copy as curl' }).click();
    await expect.poll(() => readClipboard(app)).toContain('curl');
    look('copy as curl', await readClipboard(app));
    expect((await inTerminal(['workspace', 'backup'])).exitCode).toBe(0);
  });

  await test.step('a killed engine, with the secret on its way', async () => {
    const console = await ConsolePage.open(app, 'Silence');
    await console.send();
    await expect.poll(() => vendor.received.some(({ url }) => url === echoPaths.never)).toBe(true);
    for (const [where, text] of commandLines()) look(where, text);
    process.kill((await corePid(app)) ?? 0, 'SIGKILL');
    await expect(app.page.getByRole('alert')).toContainText('The engine stopped before it answered');
    await app.waitFor('ready');
    await lookAtPage('after the engine was killed');
  });

  await test.step('it was really there', async () => {
    expect(stranger.received.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(JSON.stringify(stranger.received)).not.toContain(JSON.stringify(secret).slice(1, -1));
    const kept = (await secretsOf(join(app.folders.workspace, 'workspace.db'))).map((one) => one.secret);
    expect(kept).toEqual(expect.arrayContaining([rotated, piped, password]));
    expect(kept).not.toContain(typed);
  });

  await app.close();
  look('output of the app', app.output);
  for (const secret of secrets) findings.push(...(await findSecret(secret, [app.folders.root])));
  expect(findings).toEqual([]);

  await test.step('and the search finds what is planted', async () => {
    const forms = formsOf(typed);
    const planted = join(app.folders.data, 'planted.log');
    for (const text of [
      forms.plain,
      forms.base64,
      forms.url,
      forms.json,
      Buffer.from(`xy${typed}z`).toString('base64'),
      Buffer.from(typed, 'utf16le'),
      Buffer.from(typed, 'utf16le').swap16(),
    ]) {
      writeFileSync(planted, Buffer.concat([Buffer.from('before '), Buffer.from(text), Buffer.from(' after')]));
      expect(await findSecret(typed, [app.folders.root]), String(text)).not.toEqual([]);
    }
    expect(secretForms(typed).size).toBeGreaterThan(10);
  });
  await Promise.all([vendor.close(), stranger.close()]);
});

test('a client secret, its token, a secret that is shown, and one typed in the wrong place', async ({ startApp }) => {
  test.setTimeout(300_000);
  const key = makeSecret();
  const { clientId } = oidcClient;
  const clientSecret = `oauth-${makeSecret().replaceAll(/[<>&% "\\\\=]/g, 'x')}`;
  const vendor = await startEchoServer();
  const oidc = await startOidc({ clientSecret });
  const app = await startApp();
  const { page } = app;
  const tokens: string[] = [];
  const findings: Finding[] = [];
  const look = (where: string, content: string): void => {
    for (const secret of [key, clientSecret, ...tokens]) findings.push(...findInBytes(secret, where, Buffer.from(content)));
  };
  const lookAtPage = async (what: string): Promise<void> => {
    for (const [where, text] of await pageHoldings(app)) look(`${where} (${what})`, text);
  };

  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [
    { path: echoPaths.echo, summary: 'Echo' },
    { path: '/told', summary: 'Told', query: ['note'] },
  ]);
  await importContract(app, 'Tokens', vendor.origin, [{ path: echoPaths.echo, summary: 'With a token' }]);
  const credentials = await CredentialsPage.open(app);

  await test.step('a client secret, and the token it fetches', async () => {
    await page.getByRole('button', { name: 'Add credential' }).click();
    const { sheet } = credentials;
    await sheet.getByRole('checkbox', { name: 'Tokens Test, Sandbox' }).check();
    await sheet.getByText('OAuth 2.0', { exact: true }).click();
    await sheet.getByLabel('Name', { exact: true }).fill('Client');
    await sheet.getByLabel('Client ID', { exact: true }).fill(clientId);
    await sheet.getByLabel('Token address', { exact: true }).fill(oidc.tokenUrl);
    await sheet.getByLabel('Client secret', { exact: true }).pressSequentially(clientSecret);
    await sheet.getByRole('button', { name: 'Store credential' }).click();
    await sheet.waitFor({ state: 'detached' });
    const console = await ConsolePage.open(app, 'With a token');
    await console.sendAndWait(/Answered 200/);
    const sent = vendor.received.at(-1)?.headers['authorization'] ?? '';
    tokens.push(sent.replace(/^Bearer /, ''));
    expect(await oidc.isValid(tokens[0] ?? '')).toBe(true);
    await console.showPart('Sent');
    await lookAtPage('after a token was fetched');
    await goTo(app, 'Credentials');
    await page.getByRole('row', { name: /^Client/ }).click();
    await expect(page.getByRole('complementary')).toContainText(oidc.tokenUrl);
    await lookAtPage('the token’s line');
  });

  await test.step('shown, and hidden again', async () => {
    await goTo(app, 'Credentials');
    await credentials.add({ name: 'Shown', secret: key, environments: ['Echo Test, Sandbox'] });
    await page.getByRole('row', { name: /^Shown/ }).click();
    await page.getByRole('button', { name: 'Show secret…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Type Shown/).fill('Shown');
    await dialog.getByRole('button', { name: 'Show secret' }).click();
    await expect(dialog).toContainText(key);
    await dialog.getByRole('button', { name: 'Hide now' }).click();
    await dialog.waitFor({ state: 'detached' });
    await lookAtPage('after it was hidden again');
  });

  await test.step('refused as a value of an environment', async () => {
    await ConsolePage.open(app, 'Echo');
    await page.getByRole('button', { name: 'Values of this environment' }).click();
    const dialog = page.getByRole('dialog', { name: /^Values of/ });
    await dialog.getByLabel('Name of value 1').fill('apiKey');
    await dialog.getByLabel('Value apiKey').fill(key);
    await dialog.getByRole('button', { name: 'Save values' }).click();
    await expect(dialog.getByRole('alert')).toContainText(/secret/i);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  await test.step('typed as a parameter: sent, and cut out of what is kept', async () => {
    const console = await ConsolePage.open(app, 'Told');
    await console.setParameter('note', key);
    await console.sendAndWait(/Answered 404/);
    expect(vendor.received.at(-1)?.url).toContain(encodeURIComponent(key).slice(-12));
    await page.evaluate(() => void (location.hash = '#/console/history'));
    await page.getByRole('row', { name: /\/told/ }).click();
    await page.getByRole('complementary').getByRole('tab', { name: /^Sent/ }).click();
    await lookAtPage('the call in the history');
  });

  await test.step('refused in a run of a runbook', async () => {
    const inWorkspace = (args: readonly string[]): Promise<TerminalResult> =>
      runTerminal(app, ['--workspace', app.folders.workspace, 'runbook', ...args]);
    expect((await inWorkspace(['add', '--starter', 'vendor-outage'])).exitCode).toBe(0);
    const published = await inWorkspace(['publish', 'Vendor outage with manual fallback']);
    expect(published.exitCode, published.stderr).toBe(0);
    const refused = await inWorkspace(['start', 'Vendor outage with manual fallback', '--reason', `They want ${key} now`]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/secret/i);
    look('what the terminal said', refused.stdout + refused.stderr);
  });

  await app.close();
  look('output of the app', app.output);
  for (const secret of [key, clientSecret, ...tokens]) findings.push(...(await findSecret(secret, [app.folders.root])));
  expect(findings).toEqual([]);
  await Promise.all([vendor.close(), oidc.close()]);
});

/** Sends to each path of the vendor and looks at every part of each answer. */
async function sendEverything(app: RunningApp, stranger: EchoServer, lookAtPage: (what: string) => Promise<void>): Promise<void> {
  const console = await ConsolePage.open(app, 'Echo');
  for (const { summary } of operations) {
    await console.choose(summary);
    if (summary === 'Away') await console.setParameter('to', `${stranger.origin}/caught`);
    await console.sendAndWait(/Answered \d+|failed|not HTTP|could not|closed|answer/i);
    for (const part of ['Answer', 'Headers', 'Sent', 'Hops']) {
      if ((await console.answer.getByRole('tab', { name: new RegExp(`^${part}`) }).count()) > 0) await console.showPart(part);
      await lookAtPage(`${summary}, ${part}`);
    }
  }
}

const readClipboard = (app: RunningApp): Promise<string> => app.electron.evaluate(({ clipboard }) => clipboard.readText());
