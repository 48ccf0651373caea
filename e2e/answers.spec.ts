// Answers of every form and size are read, filtered, searched, compared and explained; in the window and in the terminal.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hugeEnd, lastRow, startAnswerServer, type AnswerServer } from './peers/answer-server.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { ConsolePage } from './support/pages/console.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace } from './support/workspaces.ts';

let vendor: AnswerServer;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  vendor = await startAnswerServer();
});
test.afterEach(() => vendor.close());

const paths = ['order', 'xml', 'page', 'table', 'image', 'bytes', 'problem', 'large', 'huge'];

async function begin(app: RunningApp, first: string): Promise<ConsolePage> {
  await createWorkspace(app);
  await importContract(app, 'Shop', vendor.origin, [
    ...paths.map((path) => ({ path: `/${path}`, summary: `Get ${path}` })),
    { path: '/declined', method: 'post', summary: 'Get declined' },
  ]);
  return ConsolePage.open(app, first);
}

async function expectNoBarriers(app: RunningApp, what: string): Promise<void> {
  expect(await findBarriers(app.page), what).toEqual([]);
}

test('each kind of answer is shown as it reads best', async ({ app }) => {
  const console = await begin(app, 'Get xml');
  const { page } = app;
  const { answer } = console;
  await console.sendAndWait(/Answered 200/);
  await expect(answer.getByText('<qty>2</qty>')).toBeVisible();
  await expect(answer.locator('.cm-line').nth(1)).toHaveText('  <line sku="A">');

  await console.choose('Get table');
  await console.sendAndWait(/Answered 200/);
  await expect(answer.getByRole('grid')).toContainText('Köln');
  await expect(answer.getByRole('grid')).toContainText('Graz, Mitte');
  await expectNoBarriers(app, 'CSV as a table');

  await console.choose('Get image');
  await console.sendAndWait(/Answered 200/);
  const image = answer.getByRole('img', { name: 'Answer body' });
  await expect(image).toBeVisible();
  expect(await image.evaluate((drawn) => (drawn as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(100);

  await console.choose('Get bytes');
  await console.sendAndWait(/Answered 200/);
  await expect(answer.getByRole('region', { name: 'Answer body' })).toContainText('00 48 69 21 ff fe');
  await expect(answer.getByRole('region', { name: 'Answer body' })).toContainText('·Hi!··');
  await expectNoBarriers(app, 'bytes');

  await console.choose('Get page');
  await console.sendAndWait(/Answered 500/);
  await expect(answer.getByRole('radio', { name: 'Pretty' })).toBeChecked();
  await answer.getByRole('radio', { name: 'Preview' }).click();
  const preview = answer.getByRole('document', { name: 'Answer body' });
  await expect(preview).toContainText('We are down');
  await expect(preview).toContainText('[picture: logo]');
  expect(await preview.locator('script, style, img, [onclick]').count()).toBe(0);
  await expect(answer.getByRole('region', { name: 'What to do' })).toContainText('The vendor’s side failed');
  await expectNoBarriers(app, 'HTML preview');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a large answer is there at once, and is searched, filtered and saved', async ({ app }) => {
  const console = await begin(app, 'Get large');
  const { page } = app;
  const { answer } = console;
  await console.sendAndWait(/Answered 200/);
  const lines = answer.getByRole('region', { name: 'Answer body' });
  await expect(lines).toContainText('"sku": "SKU-0"');
  await lines.focus();
  await page.keyboard.press('End');
  await expect(lines).toContainText(`"sku": "${lastRow.sku}"`);

  await page.keyboard.press('Control+f');
  await page.keyboard.type('sku-31415');
  await page.keyboard.press('Enter');
  await expect(answer.getByText('1 found')).toBeVisible();
  await expect(lines.locator('mark')).toHaveText('SKU-31415');

  // Closing the search makes the list higher: it stays where one has gone since.
  await lines.focus();
  await page.keyboard.press('Home');
  await expect(lines).toContainText('SKU-0');
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await expect(lines).toBeFocused();
  await expect(lines).toContainText('SKU-0');

  // Folded, and unfolded by going to a line that it hides.
  await lines.getByRole('button', { name: 'Fold line 2', exact: true }).click();
  await expect(lines).toContainText('540,000 lines');
  await expect(lines).not.toContainText('SKU-0');

  await answer.getByRole('textbox', { name: 'JSONPath' }).fill('$.rows[?@.id == 59999].sku');
  await expect(answer.getByText('1 match')).toBeVisible();
  await answer.getByRole('list', { name: 'Matches' }).getByRole('button').click();
  await expect(lines).toContainText(`"sku": "${lastRow.sku}"`);
  await answer.getByRole('textbox', { name: 'JSONPath' }).fill('$.rows[');
  await expect(answer.getByRole('alert')).toContainText('at character 8');
  await expectNoBarriers(app, 'a large answer');

  const file = join(app.folders.root, 'large.json');
  const saved = await runTerminal(app, ['--workspace', app.folders.workspace, 'exchange', 'body', '1', '--out', file]);
  expect(saved.exitCode).toBe(0);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    rows: expect.arrayContaining([expect.objectContaining({ sku: lastRow.sku })]),
  });
  await test.step('100 MB on one line are on the disk, painted and searched, and the window can be used meanwhile', async () => {
    await answer.getByRole('textbox', { name: 'JSONPath' }).fill('');
    await console.choose('Get huge');
    const goesElsewhere = async (): Promise<void> => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox', { name: 'Search or do anything' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('combobox', { name: 'Search or do anything' })).toHaveCount(0);
    };
    await console.send();
    await goesElsewhere();
    await page
      .getByRole('main')
      .getByText(/Answered 200/)
      .first()
      .waitFor({ timeout: 60_000 });
    await expect(lines).toContainText('"sku": "SKU-0"');
    await expect(answer.first()).toContainText(/100(?:\.\d)? MB/);
    await lines.focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type(hugeEnd);
    await page.keyboard.press('Enter');
    await goesElsewhere();
    await expect(answer.getByText('1 found')).toBeVisible({ timeout: 60_000 });
    await expect(lines.locator('mark')).toHaveText(hugeEnd);
    // In a file of its own, packed and sealed; the database stays what it was.
    const { workspace } = app.folders;
    expect(readdirSync(join(workspace, 'bodies'))).toHaveLength(2);
    for (const file of ['workspace.db', 'workspace.db-wal']) expect(statSync(join(workspace, file)).size).toBeLessThan(20_000_000);
  });
});

test('two answers are compared, and what is left out is kept', async ({ app }) => {
  const console = await begin(app, 'Get order');
  const { page } = app;
  await console.sendAndWait(/Answered 200/);
  await console.answer.getByText('"items": [').click();
  await expect(console.answer.getByText('$.items', { exact: true })).toBeVisible();
  await expect(console.answer.getByRole('button', { name: 'Copy path' })).toBeVisible();

  await console.answer.getByRole('button', { name: 'More about this answer' }).click();
  await page.getByRole('menuitem', { name: 'Compare with now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('3 differences between 1 and 2');
  await page.getByRole('checkbox', { name: 'Timestamps' }).check();
  await page.getByRole('checkbox', { name: 'IDs' }).check();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 difference between 1 and 2');
  await expectNoBarriers(app, 'the list of differences');
  await page.getByRole('tab', { name: 'Side by side' }).click();
  await page.keyboard.press('n');
  await expect(page.getByRole('region', { name: 'Both answers side by side' })).toContainText('"price": 1');
  await expectNoBarriers(app, 'side by side');
  await page.getByRole('tab', { name: /^Differences/ }).click();
  await page.getByRole('button', { name: 'Leave this out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 and 2 say the same');

  // Kept: the terminal leaves it out too, until it is told otherwise.
  const terminal = (args: readonly string[]) =>
    runTerminal(app, ['--workspace', app.folders.workspace, 'exchange', 'diff', '1', '2', ...args]);
  expect((await terminal([])).exitCode).toBe(0);
  const all = await terminal(['--all', '--json']);
  expect(all.exitCode).toBe(1);
  expect((JSON.parse(all.stdout) as { differences: { path: string }[] }).differences.map(({ path }) => path)).toEqual([
    '$.id',
    '$.updatedAt',
    '$.items[0].price',
  ]);
});

test('a failure is explained by the vendor, the app and the team', async ({ app }) => {
  const console = await begin(app, 'Get declined');
  const { page } = app;
  await console.sendAndWait(/Answered 402/);
  const todo = console.answer.getByRole('region', { name: 'What to do' });
  // In one line above the body, and whole when it is asked for.
  await expect(todo.getByRole('link', { name: 'card_declined' })).toBeVisible();
  await expect(todo).toContainText('No funds on the card.');
  expect((await todo.boundingBox())?.height).toBeLessThan(70);
  await todo.getByRole('button', { name: 'Our request is wrong' }).click();
  await expect(todo).toContainText('The vendor refused it');
  await todo.getByRole('button', { name: 'Write what to do' }).click();
  await page.getByRole('dialog').getByLabel('What to do').fill('Top up the **test card**.');
  await expectNoBarriers(app, 'writing a note');
  await page.getByRole('button', { name: 'Keep this note' }).click();
  await expect(todo.getByText('test card')).toBeVisible();
  await expectNoBarriers(app, 'a failure with a note');

  await console.choose('Get problem');
  await console.sendAndWait(/Answered 409/);
  await expect(todo).toContainText('Out of stock');
  await expect(todo).not.toContainText('test card');

  // Found again, and open, from the search.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do anything' }).fill('Top up');
  await page.getByRole('option', { name: /What to do: ours 402/ }).click();
  await expect(page.getByRole('dialog', { name: 'What to do' })).toBeVisible();
});
