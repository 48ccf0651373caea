// Webhooks as a person uses them: pasted, received, found out why one fails, put right, replayed; by mouse and by keys.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { copied, senders, type Delivery } from './peers/webhook-senders.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { choose, selectField } from './support/pages/fields.ts';
import { runFromPalette } from './support/pages/palette.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

const secret = 'It is a secret to everybody';
const signed = (body: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

async function openInbox({ page }: RunningApp): Promise<void> {
  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Webhooks' }).click();
}

/** An endpoint of GitHub's scheme with its secret, added from the empty inbox. */
async function addEndpoint(app: RunningApp): Promise<void> {
  const { page } = app;
  await goTo(app, 'Console');
  await openInbox(app);
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  const sheet = page.getByRole('dialog', { name: 'Add endpoint' });
  await sheet.getByLabel('Name').fill('Repository');
  await sheet
    .getByRole('textbox', { name: 'Signed as' })
    .or(sheet.getByRole('combobox', { name: 'Signed as' }))
    .first()
    .click();
  await page.getByRole('option', { name: 'GitHub' }).click();
  await sheet.getByLabel('Signing secret').fill(secret);
  await sheet.getByRole('button', { name: 'Add endpoint' }).click();
  await sheet.waitFor({ state: 'detached' });
}

async function paste({ page }: RunningApp, text: string): Promise<void> {
  await page.keyboard.press('p');
  const sheet = page.getByRole('dialog', { name: 'Paste a delivery' });
  await sheet.getByLabel('Delivery').fill(text);
  await sheet.getByRole('button', { name: 'Verify it' }).click();
  await sheet.waitFor({ state: 'detached' });
}

test('a pasted delivery that was written anew on its way is found out, and dealt with by keys', async ({ app }) => {
  await createWorkspace(app);
  await addEndpoint(app);
  const { page } = app;
  await expect(page.getByRole('complementary')).toContainText('Nothing came yet');
  await paste(
    app,
    `X-GitHub-Delivery: d-1\nX-GitHub-Event: push\nX-Hub-Signature-256: ${signed('{"ref":"main"}')}\n\n{\n  "ref": "main"\n}`,
  );
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('The signature fails');
  await expect(aside).toContainText('as compact JSON its signature fits');
  await expect(aside).toContainText('Proven');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One delivery fails');
  await aside.getByRole('button', { name: 'Mark as dealt with' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No delivery needs you');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One delivery fails');
});

test('pasting comes first: who signed it is told by its headers, and its endpoint is made', async ({ app }) => {
  await createWorkspace(app);
  await goTo(app, 'Console');
  await openInbox(app);
  const { page } = app;
  await page.getByRole('button', { name: 'Paste a delivery' }).click();
  const sheet = page.getByRole('dialog', { name: 'Paste a delivery' });
  await sheet.getByLabel('Delivery').fill(`X-GitHub-Event: push\nX-Hub-Signature-256: ${signed('{}')}\n\n{}`);
  await expect(
    sheet
      .getByRole('textbox', { name: 'Signed as' })
      .or(sheet.getByRole('combobox', { name: 'Signed as' }))
      .first(),
  ).toHaveValue('GitHub');
  await sheet.getByLabel('Signing secret').fill(secret);
  await sheet.getByRole('button', { name: 'Verify it' }).click();
  await expect(page.getByRole('complementary')).toContainText('The signature holds');
  await expect(page.getByRole('list', { name: 'Endpoints' })).toContainText('GitHub');

  // Its secret is of a kind of its own: it verifies, and while it is rotated both count.
  await goTo(app, 'Credentials');
  await page.getByRole('row', { name: /GitHub signing secret/ }).click();
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('It verifies GitHub.');
  await aside.getByRole('button', { name: 'Rotate secret' }).click();
  const rotation = page.getByRole('dialog', { name: 'Rotate GitHub signing secret' });
  await rotation.getByLabel('New secret').fill('whsec-the-one-after');
  await rotation.getByRole('button', { name: 'Keep it beside the old one' }).click();
  await rotation.getByRole('button', { name: 'Switch to the new secret' }).click();
  await expect(rotation.getByRole('button', { name: 'Finish rotation' })).toBeVisible();
  await rotation.getByRole('button', { name: 'Close' }).click();
  await rotation.waitFor({ state: 'detached' });
  await aside.getByRole('link', { name: 'GitHub' }).click();
  await expect(page.getByRole('complementary')).toContainText('changing over: the former one counts too');
});

test('the receiver is opened, takes a delivery, and it is replayed to a target of one’s own', async ({ app }) => {
  await createWorkspace(app);
  await addEndpoint(app);
  const { page } = app;
  const received: { headers: IncomingMessage['headers']; body: string }[] = [];
  const target = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      received.push({ headers: incoming.headers, body });
      response.statusCode = received.length === 1 ? 503 : 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const address = target.address();
  const targetUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/in`;
  // Below the ports that the system gives to the servers and calls of the tests beside this one.
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  try {
    await page.getByRole('button', { name: 'Open receiver' }).click();
    await page.getByRole('dialog').getByLabel('Port').fill(String(port));
    await page.keyboard.press('Enter');
    await expect(page.getByText(`· receiving on 127.0.0.1:${port}`)).toBeVisible();
    const body = '{"ref": "main"}';
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': 'd-7',
      'x-hub-signature-256': signed(body),
    };
    const url = `http://127.0.0.1:${port}/hooks/repository`;
    expect((await fetch(url, { method: 'POST', body: '{"ref":"main"}', headers })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
    const rows = page.getByRole('row', { name: /d-7/ });
    await expect(rows).toHaveCount(2);
    // The same event once more is kept, and marked.
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
    await expect(rows.filter({ hasText: 'dup.' })).toHaveCount(1);
    await rows.filter({ hasText: 'holds' }).first().click();
    const aside = page.getByRole('complementary');
    await expect(aside).toContainText('The signature holds');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Replay the delivery' });
    await dialog.getByLabel('Target').fill(targetUrl);
    await page.keyboard.press('Enter');
    await expect(aside).toContainText('Answered 200 at attempt 2.');
    expect(received.at(-1)).toMatchObject({ body, headers: { 'x-hub-signature-256': signed(body) } });
    await page.getByRole('button', { name: 'Close receiver' }).click();
    await expect(page.getByText('· receiver closed')).toBeVisible();
  } finally {
    target.closeAllConnections();
    target.close();
  }
});

test('each vendor’s way of signing is told by its headers and verified; late ones and those of somebody else are refused, and why', async ({
  app,
}) => {
  await createWorkspace(app);
  await goTo(app, 'Console');
  await openInbox(app);
  const { page } = app;
  const aside = page.getByRole('complementary');
  const paste = page.getByRole('dialog', { name: 'Paste a delivery' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No webhooks yet');

  for (const [at, sender] of senders.entries()) {
    const isOwn = sender.scheme === 'HMAC of your own';
    if (isOwn) {
      await page.keyboard.press('n');
      const sheet = page.getByRole('dialog', { name: 'Add endpoint' });
      await sheet.getByLabel('Name').fill('Harbour');
      await choose(page, sheet, 'Signed as', sender.scheme);
      for (const [label, text] of [
        ['Header with the signature', 'X-Sig'],
        ['Before the signature', 'hmac '],
        ['What is signed', '{timestamp}|{id}|{body}'],
        ['Header with the time', 'X-Time'],
        ['Header with the id', 'X-Id'],
        ['Signing secret', sender.secret],
      ] as const)
        await sheet.getByLabel(label, { exact: true }).fill(text);
      await sheet.getByRole('radio', { name: 'SHA-512' }).click();
      await sheet.getByRole('radio', { name: 'Base64' }).first().click();
      await sheet.getByRole('button', { name: 'Add endpoint' }).click();
      await sheet.waitFor({ state: 'detached' });
    }
    await page.keyboard.press('p');
    if (at > 0) await choose(page, paste, 'Endpoint', isOwn ? 'Harbour' : 'A new endpoint');
    await paste.getByLabel('Delivery').fill(copied(sender.deliver(`first-${at}`, new Date())));
    if (!isOwn) {
      await expect(selectField(paste, 'Signed as')).toHaveValue(sender.scheme);
      await paste.getByLabel('Signing secret', { exact: true }).fill(sender.secret);
    }
    await paste.getByRole('button', { name: 'Verify it' }).click();
    await paste.waitFor({ state: 'detached' });
    await expect(aside).toContainText('The signature holds');
    await expect(aside).toContainText(`first-${at}`);
  }

  const port = 20_000 + Math.floor(Math.random() * 10_000);
  await page.getByRole('button', { name: 'Open receiver' }).click();
  await page.getByRole('dialog').getByLabel('Port').fill(String(port));
  await page.keyboard.press('Enter');
  await expect(page.getByText(`· receiving on 127.0.0.1:${port}`)).toBeVisible();
  const post = async (path: string, { headers, body }: Delivery): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
    return `${answer.status} ${(await answer.text()).trim()}`;
  };
  const now = new Date();
  const tenMinutesAgo = new Date(now.getTime() - 600_000);
  for (const [at, { scheme, path, isTimed, otherSecret, deliver }] of senders.entries()) {
    expect([scheme, await post(path, deliver(`second-${at}`, now))]).toEqual([scheme, expect.stringMatching(/^200 (?:ok|\[accepted\])$/)]);
    expect([scheme, await post(path, deliver(`other-${at}`, now, otherSecret))]).toEqual([scheme, '401 The signature does not fit.']);
    if (isTimed)
      expect([scheme, await post(path, deliver(`late-${at}`, tenMinutesAgo))]).toEqual([
        scheme,
        '401 It was signed 10 min before it came; 5 min are allowed.',
      ]);
  }
  await page.getByRole('button', { name: 'All endpoints' }).click();
  await page.getByRole('row', { name: /late-1/ }).click();
  await expect(aside).toContainText('It was signed 10 min before it came; 5 min are allowed.');
  await expect(aside).toContainText('The signature itself fits.');
  await page.getByRole('row', { name: /other-6/ }).click();
  await expect(aside).toContainText('another secret signed it, or its content was changed on the way');

  // With several endpoints the delivery itself tells whose it is, and keys are enough.
  const [known] = senders;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await paste.getByLabel('Delivery').fill(copied(known!.deliver('by-keys', new Date())));
  await expect(selectField(paste, 'Endpoint')).not.toHaveValue('');
  await page.keyboard.press('Control+Enter');
  await paste.waitFor({ state: 'detached' });
  await expect(aside).toContainText('by-keys');
});

test('the sample’s inbox is walked with keys, and axe finds nothing, light and dark', async ({ app }) => {
  await openSample(app);
  await goTo(app, 'Console');
  await openInbox(app);
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two deliveries fail');
  await page.getByRole('row', { name: /e1b7f3a4/ }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('signature fails');
  await page.keyboard.press('Escape');
  await expect(aside).toHaveCount(0);
  await page.getByRole('row', { name: /e1b7f3a4/ }).click();
  await expect(aside).toContainText('The body was read and written anew on its way');
  for (const theme of ['light', 'dark']) {
    await runFromPalette(app, `Use the ${theme} theme`);
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    expect(await findBarriers(page)).toEqual([]);
  }
});
