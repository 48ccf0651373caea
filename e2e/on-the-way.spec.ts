// What is said of a call before it leaves, and of its way: contract, names, redirects, compression, limits, time, each phase that can fail.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestAuthority } from '../electron/core/http/testing/certificates.ts';
import { startSocksServer } from './peers/socks-server.ts';
import { startWayServer, startWayServer2, wayContract, type WayServer } from './peers/way-server.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { ConsolePage } from './support/pages/console.ts';
import { runTerminal } from './support/terminal.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

let vendor: WayServer;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startWayServer();
});
test.afterEach(() => vendor.close());

const terminal = (app: RunningApp, ...args: string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args]);
const moveTo = (app: RunningApp, url: string) =>
  terminal(app, 'inventory', 'environment', '--api', 'Way API', '--name', 'Sandbox', '--url', url, '--kind', 'sandbox');

async function begin(app: RunningApp): Promise<ConsolePage> {
  await createWorkspace(app);
  const file = join(app.folders.root, 'way.json');
  writeFileSync(file, JSON.stringify(wayContract(vendor.origin)));
  expect((await terminal(app, 'inventory', 'import', file, '--vendor', 'Way', '--api', 'API')).exitCode).toBe(0);
  return ConsolePage.open(app, 'List orders');
}

test('what a contract and a name want is said before anything is sent; what came tells its way', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  const { answer } = console;
  const request = page.getByRole('region', { name: 'Request' });

  await test.step('parameters: what is needed, what can be chosen, what does not fit', async () => {
    const state = request.getByRole('combobox', { name: /^state/ });
    await expect(state).toHaveAttribute('aria-required', 'true');
    await expect(request.locator('datalist option')).toHaveCount(3);
    await state.fill('lost');
    await expect(request).toContainText('contract 3 allows only “open”, “paid”, “refunded”');
    await state.fill('paid');
    await expect(request).not.toContainText('allows only');
  });

  await test.step('a body: on its line; a value that is missing is no fault of the contract; names are completed', async () => {
    await console.choose('Create an order');
    const body = page.getByRole('textbox', { name: 'Request body' });
    await body.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('{"currency":"GBP","amount":0}');
    await expect(request.getByText('2 violations')).toBeVisible();
    await expect(body).toContainText('contract 3 allows only “EUR”, “USD”');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('{"currency":"EUR","amount":{{amount}},"id":"');
    await page.keyboard.type('{{uu');
    await page.getByRole('option', { name: /^\$uuid/ }).click();
    await page.keyboard.insertText('"}');
    await expect(body).toContainText('"id":"{{$uuid}}"}');
    await expect(request.getByText('needs a value for {{amount}}')).toBeVisible();
    await expect(request).not.toContainText('not valid JSON');
    await page.getByRole('textbox', { name: 'Value of amount' }).fill('7');
    await expect(request.getByText('fits contract 3')).toBeVisible();
    expect(vendor.received).toEqual([]);
    const said = await terminal(app, 'request', 'send', '--api', 'Way API', 'POST', '/orders', '--body', '{"currency":"GBP","amount":1}');
    expect(said.stderr).toContain('The request: body /currency');
  });

  await test.step('a value with a line break adds no header: nothing leaves', async () => {
    const received = [...vendor.received];
    const sent = ['request', 'send', '--api', 'Way API', 'GET', '/orders', '--param', 'state=paid'];
    const refused = await terminal(app, ...sent, '--header', 'X-Order={{order}}', '--var', 'order=1\r\nX-Evil: 1');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('{{order}} has a line break or control character, and the header X-Order cannot hold one');
    expect(vendor.received).toEqual(received);
  });

  await test.step('redirects hop by hop, to where they ended; the phases and our own share', async () => {
    await console.choose('Moved twice');
    await console.sendAndWait(/Answered 200/);
    await console.showPart('Hops');
    await expect(answer.getByRole('listitem')).toHaveText([
      /302 GET .*\/moved$/,
      /307 GET .*\/moved-again$/,
      /200 .*\/orders\?state=paid$/,
    ]);
    await answer.getByRole('button', { name: /took/ }).first().click();
    await expect(answer.getByRole('region', { name: 'Timings and IDs' })).toContainText(
      /queue.*wait.*download.*ms(?:Quartermaster [1-9]\d* ms more)?/,
    );
    await console.choose('Led astray');
    await console.sendAndWait(/redirected to a file: address, which is never followed/);
    await expect(answer.getByRole('listitem').last()).toHaveText('Not followed file:///etc/passwd');
    await console.showPart('Answer');
    await expect(answer.getByRole('region', { name: 'What to do' })).toContainText('The vendor’s side failed');
  });

  await test.step('compressed answers are read; limits and announced ends stand above the body', async () => {
    for (const [summary, words] of [
      ['Zipped', 'zipped'],
      ['Brotli', 'as brotli'],
    ] as const) {
      await console.choose(summary);
      await console.sendAndWait(/Answered 200/);
      await expect(answer.locator('.cm-content')).toContainText(words);
    }
    await console.choose('Limited');
    await console.sendAndWait(/Answered 200/);
    await expect(answer).toContainText('3 of 100 requests left');
    await expect(answer).toContainText('Stops 31 Oct 2038');
    await expect(answer).toContainText('Deprecated since 1 Jan 2026');
  });

  await test.step('any of its ids finds a call', async () => {
    const shown = (await terminal(app, 'exchange', 'find', 'path:limited', '--json')).json<{ vendorRequestId: string }[]>();
    await page.getByRole('link', { name: 'History' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type(shown[0]?.vendorRequestId ?? 'none');
    await expect(page.getByRole('heading', { name: '1 exchange fits' })).toBeVisible();
    await expect(page.getByRole('row', { name: /\/limited/ })).toBeVisible();
    await goTo(app, 'Console');
  });
});

test('each phase that can fail says which one it was and what to do; HTTP/2 is spoken once its authority is trusted', async ({ app }) => {
  const console = await begin(app);
  const { page } = app;
  const { answer } = console;
  expect((await terminal(app, 'resilience', 'set', '--api', 'Way API', '--attempts', '1')).exitCode).toBe(0);

  await test.step('a proxy set by hand is gone through and named; what ends there, at the server or in its answer is told apart', async () => {
    const remedy = answer.locator('.ans-remedy');
    const socks = await startSocksServer(Number(new URL(vendor.origin).port));
    try {
      await goTo(app, 'Settings');
      const region = page.getByRole('region', { name: 'Proxy' });
      await region.getByRole('radio', { name: 'Manual' }).click();
      await region.getByLabel('Address').fill(socks.url);
      await region.getByRole('button', { name: 'Set proxy' }).click();
      await expect(page.getByText('Proxy set; the next call goes by it')).toBeVisible();
      // A name that nobody knows here: the proxy looks it up.
      await moveTo(app, 'http://vendor.test');
      await ConsolePage.open(app, 'Zipped');
      await console.sendAndWait(/Answered 200/);
      expect(socks.asked).toEqual(['vendor.test:80']);
      await console.showPart('Sent');
      await expect(answer).toContainText(`through ${socks.url}, HTTP 1.1`);
      await console.showPart('Answer');
      const shown = await terminal(app, 'exchange', 'show', '1');
      expect(shown.stdout).toContain(`through ${socks.url}`);

      await console.choose('Led inward');
      await console.sendAndWait(/needs your consent: it would lead from the internet into a private network/);
      await expect(page.getByRole('button', { name: 'Follow to 10.255.0.1' })).toBeVisible();
      expect(socks.asked.filter((one) => one.startsWith('10.'))).toEqual([]);
    } finally {
      await socks.close();
    }

    await console.choose('Zipped');
    await console.sendAndWait(/The proxy on the way to vendor\.test refused the connection/);
    await expect(answer.getByRole('list', { name: 'How far it came' })).toContainText('Proxy, here it ended');
    await expect(remedy).toContainText('Check the proxy in Settings, and whether it is running.');
    await expect(remedy.getByRole('button', { name: 'Open the proxy’s settings' })).toBeVisible();

    expect((await terminal(app, 'settings', 'set', '--proxy', 'none')).exitCode).toBe(0);
    await moveTo(app, vendor.origin);
    for (const [summary, happened, toDo] of [
      ['Hung up', /closed the connection before it answered/, 'check at the vendor whether it was done'],
      ['Garbled', /is not HTTP/, 'whether the address should start with https://'],
      ['Bomb', /is larger than 200 MB and was stopped there/, 'Ask for less'],
      ['Chunks that are none', /breaks the rules of HTTP, so where it ends is not known/, 'or the proxy in between'],
    ] as const) {
      await console.choose(summary);
      await console.sendAndWait(happened);
      await expect(remedy).toContainText(toDo);
    }
    // What came before it was cut off is kept: the status, the vendor's own id, five letters.
    const came = answer.getByRole('region', { name: 'What came', exact: true });
    await expect(came).toContainText('200, then 5 bytes came');
    await expect(came.locator('.cm-content')).toHaveText('hello');
    await console.showPart('Headers');
    await expect(answer.getByRole('row', { name: /^X-Request-Id/i })).toContainText('way-cut');
    await console.showPart('Answer');
    const cut = await terminal(app, 'exchange', 'show', 'way-cut');
    expect(cut.stdout).toContain('200 cut off (network)');
    expect(cut.stdout).toMatch(/Body +5 bytes came/);
    expect(cut.stdout).toMatch(/hello\s*$/);
  });

  // One that says nothing, and one that never stops to say something.
  for (const summary of ['Slow', 'Drips']) {
    await console.choose(summary);
    await page.getByRole('tab', { name: 'Options' }).click();
    const limit = page.getByRole('textbox', { name: /^Time limit/ }).or(page.getByRole('spinbutton', { name: /^Time limit/ }));
    await expect(limit.first()).toHaveValue('30');
    await limit.first().fill('1');
    await console.send();
    await expect(answer).toContainText(/within 1 s|1 s|1,000 ms/);
    await expect(answer.getByRole('region', { name: 'What to do' })).toContainText('The way to the vendor is broken');
  }

  await console.choose('List orders');
  await moveTo(app, 'http://127.0.0.1:1');
  await console.send();
  await expect(answer.getByRole('alert')).toContainText(/refused/);
  await moveTo(app, 'http://nobody.invalid');
  await console.send();
  await expect(answer.getByRole('alert')).toContainText(/nobody\.invalid/);
  await expect(answer).not.toContainText(/turn.*verification off/i);

  const authority = createTestAuthority('Way Authority');
  const second = await startWayServer2(authority);
  try {
    await moveTo(app, second.origin);
    await console.sendAndWait(/authority this computer does not trust/);
    await expect(answer).toContainText('Add a certificate');
    const ca = join(app.folders.root, 'way-ca.pem');
    writeFileSync(ca, authority.cert);
    await terminal(app, 'settings', 'trust', ca);
    await console.sendAndWait(/Answered 200/);
    await expect(answer.locator('.cm-content')).toContainText('"spoke": "2.0"');
    await test.step('an authority that the system trusts needs nothing of that', async () => {
      await app.close();
      const elsewhere = ['--workspace', join(app.folders.root, 'elsewhere')];
      await runTerminal(app, ['workspace', 'create', elsewhere[1] ?? '', '--name', 'Elsewhere']);
      const imported = await runTerminal(app, [
        ...elsewhere,
        'inventory',
        'import',
        join(app.folders.root, 'way.json'),
        '--vendor',
        'Way',
        '--api',
        'API',
      ]);
      expect(imported.exitCode, imported.stderr).toBe(0);
      const environment = [
        'inventory',
        'environment',
        '--api',
        'Way API',
        '--name',
        'Sandbox',
        '--url',
        second.origin,
        '--kind',
        'sandbox',
      ];
      expect((await runTerminal(app, [...elsewhere, ...environment])).exitCode).toBe(0);
      const send = (env: Record<string, string>) =>
        runTerminal(app, [...elsewhere, 'request', 'send', '--api', 'Way API', 'GET', '/gzip'], '', env);
      expect((await send({})).stdout).toContain('authority this computer does not trust');
      // OpenSSL's name for the file in which a system keeps the authorities it trusts.
      const trusting = await send({ SSL_CERT_FILE: ca });
      expect(trusting.exitCode, trusting.stderr).toBe(0);
    });
  } finally {
    await second.close();
  }
});
