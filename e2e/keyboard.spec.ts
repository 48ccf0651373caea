// A person without a mouse: everything of the first path, and the ways around the app, by keys alone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEchoServer, echoPaths } from './peers/echo-server.ts';
import { expect, projectFolder, test } from './support/app.ts';
import { hasFocus, tabTo } from './support/by-keys.ts';
import { places, runFromPalette } from './support/pages/palette.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, openSample } from './support/workspaces.ts';

test('the first path: create, import, key, call, evidence', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  // Playwright catches the dialog of the system from the first listener on; one that comes with the key press may come too late.
  page.on('filechooser', () => undefined);
  const vendor = await startEchoServer();
  const press = (key: string): Promise<void> => page.keyboard.press(key);

  await test.step('create', async () => {
    await tabTo(app, page.getByRole('button', { name: /^Create a workspace/ }));
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Create a workspace' });
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('By hand');
    await tabTo(app, dialog.getByLabel('Folder'));
    await press('Control+a');
    await page.keyboard.type(app.folders.workspace);
    await press('Enter');
    await app.waitFor('ready');
  });

  await test.step('import', async () => {
    await press('Control+i');
    const dialog = page.getByRole('dialog');
    const choose = dialog.getByRole('button', { name: /Choose/ }).first();
    await tabTo(app, choose);
    const chooser = page.waitForEvent('filechooser');
    await press('Enter');
    await (await chooser).setFiles(join(projectFolder, 'resources', 'contracts', 'paypal', 'checkout_orders_v2.json'));
    const apply = page.getByRole('dialog').getByRole('button', { name: /^Add \d+ endpoints/ });
    await apply.waitFor();
    await tabTo(app, apply);
    await press('Enter');
    await expect(page.getByRole('main')).toContainText('PayPal');
  });

  await test.step('store a key', async () => {
    await importContract(app, 'Echo', vendor.origin, [{ path: echoPaths.echo, summary: 'Echo it' }]);
    await press('g');
    await press('k');
    const add = page.getByRole('button', { name: 'Add credential' });
    await add.waitFor();
    await tabTo(app, add);
    await press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Add a credential' });
    await tabTo(app, sheet.getByRole('checkbox', { name: 'Echo Test, Sandbox' }));
    await press('Space');
    await tabTo(app, sheet.getByLabel('Name', { exact: true }));
    await page.keyboard.type('Typed by hand');
    await tabTo(app, sheet.getByLabel('Header', { exact: true }));
    await press('Control+a');
    await page.keyboard.type('X-API-Key');
    await tabTo(app, sheet.getByLabel('Key', { exact: true }));
    // Nothing is asked of a key that is not there yet.
    await press('Tab');
    await expect(sheet.getByRole('checkbox', { name: /^It is the right one/ })).toHaveCount(0);
    await tabTo(app, sheet.getByLabel('Key', { exact: true }), 'Shift+Tab');
    await page.keyboard.type('keyboard-only-key-1');
    await press('Enter');
    await sheet.waitFor({ state: 'detached' });
    await expect(page.getByRole('row', { name: /Typed by hand.*in the keychain/ })).toBeVisible();
  });

  await test.step('send a call and see its answer', async () => {
    await press('g');
    await press('c');
    const list = page.getByRole('navigation', { name: 'Endpoints' });
    await list.waitFor();
    await press('/');
    await expect(list.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('Echo it');
    // The list is one stop of Tab; the arrows move in it.
    await tabTo(app, list.locator('[data-at][tabindex="0"]'));
    const item = list.getByRole('button', { name: /GET Echo it/ });
    for (let pressed = 0; pressed < 4 && !(await item.evaluate((element) => element === document.activeElement)); pressed += 1)
      await press('ArrowDown');
    await expect(item).toBeFocused();
    await press('Enter');
    await page.getByRole('heading', { name: 'Echo it' }).waitFor();
    await press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('200');
    expect(vendor.received.at(-1)?.headers['x-api-key']).toBe('keyboard-only-key-1');
    await tabTo(app, page.getByRole('region', { name: 'Answer' }).getByRole('tab', { name: /^Answer/ }));
    await press('ArrowRight');
    await expect(page.getByRole('region', { name: 'Answer' }).getByRole('tab', { name: /^Headers/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  await test.step('find it in the history', async () => {
    await page.evaluate(() => void (location.hash = '#/console/history'));
    await page.getByRole('row').nth(1).waitFor();
    await tabTo(app, page.getByRole('grid').or(page.getByRole('row').nth(1)).first());
    await press('Enter');
    await expect(page.getByRole('complementary')).toBeVisible();
    // Through much of the panel, and back to the row that it came from.
    await press('Enter');
    for (let pressed = 0; pressed < 6; pressed += 1) await press('Tab');
    await press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect(page.getByRole('grid')).toBeFocused();
  });
  await vendor.close();
});

test('a second path: an environment, its values, a saved request, a date, and an undo', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  const vendor = await startEchoServer();
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const goBy = async (letter: string): Promise<void> => {
    await press('g');
    await press(letter);
  };
  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [{ path: echoPaths.echo, summary: 'Echo it' }]);

  await test.step('add an environment', async () => {
    await goBy('i');
    await page.getByRole('row', { name: /Echo/ }).waitFor();
    await press('j');
    await press('Enter');
    const aside = page.getByRole('complementary');
    await tabTo(app, aside.getByRole('region', { name: 'Environments' }).getByRole('button', { name: 'Add', exact: true }));
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Add an environment/ });
    await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('Second');
    await tabTo(app, dialog.getByLabel('Base URL'));
    await press('Control+a');
    await page.keyboard.type(vendor.origin);
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect(aside).toContainText('Second');
  });

  await test.step('keep values, save a request, send it', async () => {
    await goBy('c');
    await page.getByRole('heading', { name: 'Echo it' }).waitFor();
    await runFromPalette(app, 'Values of Sandbox');
    const values = page.getByRole('dialog', { name: /^Values of Sandbox/ });
    await tabTo(app, values.getByLabel('Name of value 1'));
    await page.keyboard.type('order');
    await press('Tab');
    await page.keyboard.type('ACME-1');
    await press('Enter');
    await values.waitFor({ state: 'detached' });
    await tabTo(app, page.getByRole('main').getByRole('button', { name: 'Save', exact: true }));
    await press('Enter');
    const save = page.getByRole('dialog', { name: 'Save this request' });
    await expect(save.getByLabel('Name', { exact: true })).toBeFocused();
    await press('Control+a');
    await page.keyboard.type('By keys');
    await press('Enter');
    await save.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'By keys' }).waitFor();
    await press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('200');
  });

  await test.step('add a date, and take it back in Activity', async () => {
    await goBy('d');
    await page.getByRole('button', { name: 'Add date' }).first().waitFor();
    await press('n');
    const sheet = page.getByRole('dialog', { name: 'Add date' });
    await expect(sheet.getByLabel('Title')).toBeFocused();
    await page.keyboard.type('Typed by keys');
    await tabTo(app, sheet.getByLabel('Date', { exact: true }));
    await page.keyboard.type('01012099');
    await press('Enter');
    await sheet.waitFor({ state: 'detached' });
    await expect(page.getByRole('row', { name: /Typed by keys/ })).toBeVisible();
    await goBy('a');
    // Above it stands the day it was first set to.
    await page.getByRole('row', { name: /Typed by keys put on/ }).waitFor();
    await press('j');
    await press('j');
    await press('Enter');
    await tabTo(app, page.getByRole('complementary').getByRole('button', { name: 'Undo this change' }));
    await press('Enter');
    await expect(page.getByRole('row', { name: /Took back: Typed by keys put on/ })).toBeVisible();
    await goBy('d');
    await expect(page.getByRole('button', { name: 'Add date' }).first()).toBeVisible();
    await expect(page.getByRole('row', { name: /Typed by keys/ })).toHaveCount(0);
  });
  await vendor.close();
});

test('a mapping from one file: every step leaves the focus where the next one begins', async ({ app }) => {
  const { page } = app;
  page.on('filechooser', () => undefined);
  const file = join(app.folders.root, 'orders.csv');
  writeFileSync(file, 'Order number,Total,Currency,Paid on\n50231,419.00,EUR,2026-04-03\n50232,3200,JPY,2026-06-05\n');
  await createWorkspace(app);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page.getByRole('heading', { level: 1, name: 'No mapping yet' })).toBeFocused();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New mapping' });
  await expect(dialog.getByRole('button', { name: 'Choose file' })).toBeFocused();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(file);
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(app, page.getByRole('button', { name: /Pick golden samples/ }));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hasFocus(app);
});

test('g and a letter go to every place, and so does the palette', async ({ app }) => {
  await createWorkspace(app);
  for (const { hash, letter } of places) {
    await app.page.keyboard.press('g');
    await app.page.keyboard.press(letter);
    await expect.poll(() => app.page.url()).toContain(hash);
    await app.page.locator('main h1').first().waitFor();
    await hasFocus(app);
  }
  for (const { words, hash } of places) {
    await runFromPalette(app, words);
    await expect.poll(() => app.page.url()).toContain(hash);
    await hasFocus(app);
  }
});

test('the sheet says what can be pressed', async ({ app }) => {
  await createWorkspace(app);
  await app.page.keyboard.press('?');
  const sheet = app.page.getByRole('dialog', { name: 'Keyboard' });
  for (const { words } of places) await expect(sheet).toContainText(words);
  for (const words of ['Search or do anything', 'Import a document', 'Open the row']) await expect(sheet).toContainText(words);
  await app.page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('Esc goes one level out at a time', async ({ app }) => {
  await openSample(app);
  const { page } = app;
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.getByRole('row').nth(1).click();
  const aside = page.getByRole('complementary');
  await aside.waitFor();
  await page.keyboard.press('e');
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(aside).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do anything' }).waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Search or do anything' })).toHaveCount(0);
  await expect(aside).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(aside).toHaveCount(0);
});

test('rows are walked with j, k and the arrows, opened with Enter, and filtered from /', async ({ app }) => {
  await openSample(app);
  const { page } = app;
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('row').nth(3).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('Adyen');
  await expect(page.getByRole('row', { name: /Adyen/ }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /PayPal/ })).toHaveCount(0);
});
