// A flow from two saved requests: made, mended, run over a file of rows, stopped by a dead core and gone on with; its receipt; its checks.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { corePid } from './support/main-process.ts';
import { startRefunder, type Refunder } from './support/refunder.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { runFromPalette } from './support/pages/palette.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

let vendor: Refunder;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startRefunder();
});
test.afterEach(() => vendor.close());

/** Kills the engine as the system would when memory runs out. */
async function killCore(app: RunningApp): Promise<void> {
  const pid = await corePid(app);
  if (pid === null) throw new Error('there is no engine to kill');
  process.kill(pid, 'SIGKILL');
}

const terminal = (app: RunningApp, ...args: string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args]);

/** A workspace with two saved requests, and a file of orders. */
async function begin(app: RunningApp, orders: number): Promise<string> {
  await createWorkspace(app);
  await importContract(app, 'Refunder', vendor.origin, [
    { path: '/refunds', method: 'post', summary: 'Refund' },
    { path: '/orders', summary: 'Order', query: ['order'] },
  ]);
  const save = async (name: string, method: string, path: string, ...more: string[]): Promise<void> => {
    const saved = await terminal(app, 'request', 'save', name, '--api', 'Refunder Test', method, path, ...more);
    expect(saved.stderr).toBe('');
  };
  const body = join(app.folders.root, 'body.json');
  writeFileSync(body, '{"order":"{{order}}"}');
  await save('Refund an order', 'POST', '/refunds', '--body', body);
  await save('Look the order up', 'GET', '/orders', '--param', 'order={{order}}');
  const file = join(app.folders.root, 'orders.csv');
  writeFileSync(file, `order,amount\n${Array.from({ length: orders }, (_, at) => `A-${at + 1},${at + 5}.90`).join('\n')}\n`);
  return file;
}

async function makeFlow(app: RunningApp, from: 'its place' | 'the palette' = 'its place'): Promise<void> {
  const { page } = app;
  if (from === 'the palette') await runFromPalette(app, 'New flow');
  else {
    await page.evaluate(() => void (location.hash = '#/console/flows'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No flows yet');
    await page.getByRole('button', { name: 'Make a flow' }).click();
  }
  const dialog = page.getByRole('dialog', { name: 'New flow' });
  await dialog.getByLabel('Name').fill('Refund and verify');
  await dialog.getByRole('checkbox', { name: /Refund an order/ }).check();
  await dialog.getByRole('checkbox', { name: /Look the order up/ }).check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and verify');
}

test('a flow is made of saved requests, checked, run over rows, its failures run again, and its receipt given away', async ({ app }) => {
  const file = await begin(app, 5);
  const { page } = app;
  await makeFlow(app);

  await test.step('a step says what it takes and wants', async () => {
    await page
      .getByRole('button', { name: /Refund an order/ })
      .first()
      .click();
    const editor = page.getByRole('form', { name: 'Step Refund an order' });
    await editor.getByRole('button', { name: 'Add capture' }).click();
    await editor.getByLabel('Name of capture 1').fill('refund');
    await editor.getByLabel('Path of capture 1').fill('$.id');
    await editor.getByRole('button', { name: 'Add capture' }).click();
    await editor.getByLabel('Name of capture 2').fill('summary');
    await editor.getByLabel('Where capture 2 is taken from').selectOption('JSONata');
    await editor.getByLabel('Expression of capture 2').fill('$uppercase(state) & " " & order');
    await editor.getByRole('button', { name: 'Add check' }).click();
    await editor.getByLabel('JSONPath of check 2').fill('$.state');
    await editor.getByLabel('How check 2 compares').selectOption('is');
    await editor.getByLabel('Value of check 2').fill('refunded');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /Refund an order → captures refund, summary · 2 checks/ })).toBeVisible();
    // Only what reads may be sent again by itself.
    await expect(editor.getByLabel(/^May be sent again/)).toHaveCount(0);
    await page
      .getByRole('button', { name: /Look the order up/ })
      .first()
      .click();
    const reading = page.getByRole('form', { name: 'Step Look the order up' });
    await reading.getByLabel(/^May be sent again/).check();
    await reading.getByRole('button', { name: 'Keep changes' }).click();
    await expect(page.getByRole('button', { name: /Look the order up → .*may be sent again/ })).toBeVisible();
  });

  await test.step('the file is shown as it would be sent', async () => {
    await expect(page.getByRole('button', { name: /^Run/ })).toBeDisabled();
    const dry = page.getByRole('region', { name: 'Dry run' });
    // One order needs no file: what the flow asks for is typed.
    const order = page.getByRole('textbox', { name: 'order', exact: true });
    await order.fill('B-7');
    await expect(dry).toContainText('"order":"B-7"');
    await expect(page.getByRole('button', { name: /^Run/ })).toBeEnabled();
    await page.getByLabel('Data file').setInputFiles(file);
    await expect(order).toHaveCount(0);
    await expect(dry).toContainText('"order":"A-1"');
    await dry.getByText('Row 3').click();
    await expect(dry).toContainText('order=A-3');
    expect(vendor.received).toEqual([]);
  });

  await test.step('it runs row by row, and says what failed', async () => {
    vendor.refused.add('A-3');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and verify, run 1: 1 of 5 rows failed');
    expect(vendor.received).toEqual([
      'POST A-1',
      'GET A-1',
      'POST A-2',
      'GET A-2',
      'POST A-3',
      'POST A-4',
      'GET A-4',
      'POST A-5',
      'GET A-5',
    ]);
    await expect(page.getByRole('row', { name: /A-2/ })).toContainText('R-A-2');
    await expect(page.getByRole('row', { name: /A-2/ })).toContainText('REFUNDED A-2');
    // Every figure opens what it came from: the rows in which a check does not hold, the rows of the file.
    const rows = page.getByRole('grid', { name: 'Refund and verify run 1' });
    await page.getByRole('link', { name: /^\d+ of \d+ checks hold$/ }).click();
    await expect(rows).toBeFocused();
    await expect(page.getByRole('tab', { name: /^Checks do not hold ?1$/ })).toHaveAttribute('aria-selected', 'true');
    await expect(rows.getByRole('row', { name: /A-\d/ })).toHaveText(/A-3/);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: '5 rows of orders.csv' }).press('Enter');
    await expect(rows).toBeFocused();
    await expect(rows.getByRole('row', { name: /A-\d/ })).toHaveCount(5);
    await page.getByRole('row', { name: /A-3/ }).click();
    const aside = page.getByRole('complementary', { name: 'Row 3' });
    await expect(aside).toContainText('answered 422');
    await expect(aside.getByRole('list', { name: 'Checks' })).toContainText('status is less than 400');
    await aside.getByRole('link', { name: /^Exchange/ }).click();
    await expect(page.getByText('POST', { exact: false }).first()).toBeVisible();
    await page.goBack();
    // All that it sent is one search away.
    await page.getByRole('link', { name: '9 calls' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('9 exchanges fit');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('run 1');
  });

  await test.step('only the failure runs again', async () => {
    vendor.refused.clear();
    expect((await terminal(app, 'workspace', 'backup')).exitCode).toBe(0);
    await page.getByRole('button', { name: 'Run the failure again' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and verify, run 2: done');
    expect(vendor.received.slice(9)).toEqual(['POST A-3', 'GET A-3']);
    await page.getByRole('link', { name: 'run 1', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and verify, run 1: 1 of 5 rows failed');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and verify, run 2: done');
  });

  await test.step('its receipt and its report', async () => {
    const out = join(app.folders.root, 'receipt.md');
    expect((await terminal(app, 'flow', 'export', '1', '--report', 'receipt', '--out', out)).exitCode).toBe(0);
    const report = await terminal(
      app,
      'flow',
      'run',
      'Refund and verify',
      '--data',
      file,
      '--rows',
      '1-2',
      '--report',
      'junit',
      '--out',
      join(app.folders.root, 'r.xml'),
    );
    expect(report.exitCode).toBe(0);
    expect(report.stdout).toContain('2 of 2 rows done');
  });

  await test.step('after the backup of before was restored, nobody knows that, and a person is asked', async () => {
    const [run] = (await terminal(app, 'flow', 'runs', '--json'))
      .json<{ id: string; number: number }[]>()
      .filter(({ number }) => number === 1);
    const sent = vendor.received.length;
    await goTo(app, 'Settings');
    await page.getByRole('button', { name: 'Restore…' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore backup' }).click();
    await expect(page.getByText('Backup restored.', { exact: false })).toBeVisible();
    await page.evaluate((id) => void (location.hash = `#/console/flow-run/${id}`), run?.id ?? '');
    await page.getByRole('button', { name: 'Run the failure again' }).click();
    const question = page.getByRole('dialog', { name: 'Run the failures of “Refund and verify”?' });
    await expect(question).toContainText(
      /restored from a backup of .* UTC\. Whether the failures of run 1 were run again after that is not known/,
    );
    await question.getByRole('button', { name: 'Do not run' }).click();
    await expect(question).toHaveCount(0);
    expect(vendor.received).toHaveLength(sent);
  });
});

test('a run that the core died in says so, and goes on without sending anything twice', async ({ app }) => {
  app.expectComplaint(/.*/);
  const file = await begin(app, 8);
  const { page } = app;
  await makeFlow(app);
  await page.getByLabel('Data file').setInputFiles(file);
  let died: Promise<void> | null = null;
  vendor.before = async (call) => {
    if (call !== 'POST A-4' || died !== null) return;
    died = killCore(app);
    // Never answered: the worst moment for a call.
    await new Promise(() => undefined);
  };
  await page.getByRole('button', { name: 'Run 8 rows' }).click();
  await expect.poll(() => died !== null, { timeout: 30_000 }).toBe(true);
  await app.waitFor('ready', 30_000);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(/stopped|unknown/, { timeout: 30_000 });
  await page.getByRole('button', { name: /^Go on/ }).click();
  await expect(title).toHaveText('Refund and verify, run 1: 1 of 8 rows unknown', { timeout: 30_000 });
  expect(vendor.received.filter((call) => call.startsWith('POST'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `POST A-${n}`));
  await page.getByRole('row', { name: /A-4/ }).click();
  await page.getByRole('button', { name: 'It took effect' }).click();
  await page.getByRole('button', { name: /^Go on/ }).click();
  await expect(title).toHaveText('Refund and verify, run 1: 8 rows done', { timeout: 30_000 });
  expect(vendor.received.filter((call) => call === 'POST A-4')).toHaveLength(1);
  expect(vendor.received.filter((call) => call === 'GET A-4')).toHaveLength(1);
});

test('production is asked about once for a whole run, and checks of a request stand at each of its answers', async ({ app }) => {
  const file = await begin(app, 3);
  const { page } = app;
  const made = await terminal(
    app,
    'inventory',
    'environment',
    '--api',
    'Refunder Test',
    '--name',
    'Live',
    '--kind',
    'production',
    '--url',
    vendor.origin,
  );
  expect(made.stderr).toBe('');
  await makeFlow(app, 'the palette');
  await page.getByRole('combobox', { name: 'Refunder Test' }).or(page.getByLabel('Refunder Test')).first().click();
  await page.getByRole('option', { name: /Live/ }).click();
  await expect(page.getByText('changes Live')).toBeVisible();
  await page.getByLabel('Data file').setInputFiles(file);
  await page.getByRole('button', { name: 'Run 3 rows' }).click();
  const dialog = page.getByRole('dialog', { name: /in Live\?/ });
  await expect(dialog).toContainText('/refunds');
  await expect(dialog).toContainText('in Live of Refunder Test');
  await expect(dialog.getByRole('button', { name: 'Run in Live' })).toBeDisabled();
  // Let go of too early, it does nothing; held with a key, it runs.
  const hold = dialog.getByRole('button', { name: 'Press and hold to run' });
  await hold.click();
  await expect(hold).toBeVisible();
  expect(vendor.received).toEqual([]);
  await hold.focus();
  await page.keyboard.down('Space');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.up('Space');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and verify, run 1: 3 rows done');

  const saved = (await terminal(app, 'request', 'list', '--json')).json<{ id: string; name: string }[]>();
  const { id } = saved.find(({ name }) => name === 'Look the order up')!;
  await page.evaluate((one) => void (location.hash = `#/console/savedRequest/${one}`), id);
  await expect(page.getByRole('heading', { name: 'Look the order up' })).toBeVisible();
  const request = page.getByRole('region', { name: 'Request', exact: true });
  await request.getByRole('tab', { name: /^Checks/ }).click();
  await page.getByRole('button', { name: 'Add check' }).click();
  await page.getByRole('button', { name: 'Add check' }).click();
  await page.getByLabel('JSONPath of check 2').fill('$.gone');
  await expect(request.getByRole('tab', { name: /^Checks ?2/ })).toBeVisible();
  await request.getByRole('tab', { name: /^Params/ }).click();
  await request.getByRole('textbox', { name: /^order\b/ }).fill('A-1');
  await page.keyboard.press('Control+Enter');
  // Nobody kept them: what stands written counts for the answer, and is kept with the send.
  await page.getByRole('tab', { name: 'Checks 1 of 2' }).click();
  await expect(page.getByRole('list', { name: 'Checks' })).toContainText('$.gone is there');

  // Out of the answer: the value under the cursor becomes a check, and stays written while other parts are looked at.
  const answer = page.getByRole('region', { name: 'Answer' });
  await answer.getByRole('tab', { name: 'Answer' }).click();
  await answer.getByText('"refunded"').click();
  await answer.getByRole('button', { name: 'Check it' }).click();
  await expect(page.getByLabel('Value of check 3')).toHaveValue('refunded');
  await request.getByRole('tab', { name: /^Options/ }).click();
  await request.getByRole('tab', { name: /^Checks ?3/ }).click();
  await expect(page.getByLabel('JSONPath of check 3')).toHaveValue('$.state');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('button', { name: 'Keep checks' })).toHaveCount(0);
});

test('a step’s own request is edited where every request is, and a schedule goes over the file that was chosen', async ({ app }) => {
  const file = await begin(app, 2);
  const { page } = app;
  const { id: apiId } = (await terminal(app, 'inventory', 'list', '--json')).json<{ id: string }[]>()[0]!;
  const own = {
    apiId,
    draft: { method: 'POST', path: '/refunds', parameters: [], body: '{"order":"{{order}}"}', mediaType: 'application/json' },
  };
  const spec = join(app.folders.root, 'flow.json');
  const { environments } = (await terminal(app, 'inventory', 'show', 'Refunder Test', '--json')).json<{ environments: { id: string }[] }>();
  const sandbox = { [apiId]: environments[0]?.id };
  writeFileSync(spec, JSON.stringify({ environments: sandbox, steps: [{ id: 'a', name: 'Refund', own }] }));
  const made = (await terminal(app, 'flow', 'save', 'By hand', '--file', spec, '--json')).json<{ id: string }>();
  await page.evaluate((id) => void (location.hash = `#/console/flow/${id}`), made.id);
  await page
    .getByRole('button', { name: /Refund/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Edit request' }).click();
  const sheet = page.getByRole('dialog', { name: 'Request of “Refund”' });
  await sheet.getByRole('tab', { name: 'Params' }).click();
  await expect(sheet.getByRole('tab', { name: 'Checks' })).toHaveCount(0);
  await sheet.getByLabel('Path').fill('/refunds?via=flow{{');
  // Over the sheet: the first Esc is the list's.
  await page.getByRole('listbox', { name: 'Values' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox', { name: 'Values' }).waitFor({ state: 'detached' });
  await sheet.getByLabel('Path').fill('/refunds?via=flow');
  await sheet.getByRole('tab', { name: 'Body' }).click();
  await sheet.getByRole('textbox', { name: /body/i }).first().press('Control+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.insertText(',"note":"by hand"}');
  // Esc goes out of the text, and only the next one would go out of the sheet.
  await page.keyboard.press('Escape');
  await page.waitForTimeout(200);
  await expect(sheet).toBeVisible();
  expect(await findBarriers(page, { within: '[role=dialog]' })).toEqual([]);
  await sheet.getByRole('button', { name: 'Use in step' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Keep changes' }).click();
  await page.getByLabel('Data file').setInputFiles(file);
  await expect(page.getByRole('region', { name: 'Dry run' })).toContainText('"note":"by hand"');
  await page.getByRole('button', { name: 'Run 2 rows' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('By hand, run 1: 2 rows done');
  expect(vendor.received).toEqual(['POST A-1', 'POST A-2']);

  await terminal(app, 'flow', 'schedule', 'By hand', '--cron', '0 6 * * *', '--data', file);
  await page.evaluate((id) => void (location.hash = `#/console/flow/${id}`), made.id);
  await page.getByRole('tab', { name: 'By itself' }).click();
  await expect(page.getByText('orders.csv')).toBeVisible();
  await page.getByRole('button', { name: 'Without' }).click();
  await expect(page.getByText('One round, without a file')).toBeVisible();

  await test.step('a schedule that came while nobody was there is made up for once, and says so', async () => {
    // Once a day, twelve hours from now: it does not come by itself while this runs.
    const cron = `0 ${(new Date().getUTCHours() + 12) % 24} * * *`;
    expect((await terminal(app, 'flow', 'schedule', 'By hand', '--cron', cron, '--zone', 'UTC', '--data', file)).stderr).toBe('');
    await app.close();
    // As if the app had been closed for twelve days.
    const db = new DatabaseSync(join(app.folders.workspace, 'workspace.db'));
    db.prepare('UPDATE flows SET due_at = ?').run(Date.now() - 12 * 86_400_000);
    db.close();
    await app.start(['--workspace', app.folders.workspace]);
    await app.waitFor('ready');
    await app.page.evaluate(() => void (location.hash = '#/console/flow-runs'));
    const run = app.page.getByRole('row', { name: /By hand.*its schedule/ });
    await expect(run).toContainText('done', { timeout: 30_000 });
    expect(vendor.received).toEqual(['POST A-1', 'POST A-2', 'POST A-1', 'POST A-2']);
    await app.page.evaluate((id) => void (location.hash = `#/console/flow/${id}`), made.id);
    await app.page.getByRole('tab', { name: 'By itself' }).click();
    await expect(app.page.getByText('11 runs were missed while nobody was there; one made up for them.')).toBeVisible();
  });
});
