// The inventory as a person uses it: processes and what they depend on, the map by keys, and a newer contract of a known API.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, projectFolder, test, type RunningApp } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { runFromPalette } from './support/pages/palette.ts';
import { runTerminal } from './support/terminal.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

const adyen = (version: 68 | 71): string => join(projectFolder, 'resources', 'contracts', 'adyen', `CheckoutService-v${version}.json`);

async function importFile(app: RunningApp, path: string): Promise<void> {
  await app.page.keyboard.press('Control+i');
  const dialog = app.page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByLabel('API descriptions').setInputFiles(path);
}

test('a process is added, linked to an API with its impact and fallback, unlinked and linked again by undo', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  await importFile(app, adyen(68));
  await page.getByRole('button', { name: /^Add \d+ endpoints/ }).click();
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('No business process is linked to it');
  await aside.getByRole('button', { name: 'Link', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'What depends on Adyen Checkout' });
  await dialog.getByLabel('Name of the process').fill('Checkout');
  await dialog.getByLabel('Impact').fill('Cards cannot be paid');
  await dialog.getByLabel('Fallback').fill('Show PayPal only');
  await dialog.getByRole('button', { name: 'Add link' }).click();
  await expect(aside).toContainText('Its process has a fallback');
  await expect(aside).toContainText('Cards cannot be paid');
  await aside.getByRole('button', { name: 'Remove the link to Checkout' }).click();
  await expect(aside).toContainText('No business process is linked to it');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(aside).toContainText('Show PayPal only');

  await aside.getByRole('link', { name: 'Checkout', exact: true }).click();
  await expect(aside).toContainText('Depends on 1 API');
  await aside.getByRole('button', { name: 'Say what one is worth: 45.00 EUR' }).click();
  await page.keyboard.type('64.50 EUR');
  await page.keyboard.press('Enter');
  await expect(aside).toContainText('64.50 EUR');
});

test('a newer contract says what changes before it is imported, and keeps it until somebody accepts it', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  await importFile(app, adyen(68));
  await page.getByRole('button', { name: /^Add \d+ endpoints/ }).click();
  await page.getByRole('complementary').waitFor();
  await importFile(app, adyen(71));
  const preview = page.getByRole('dialog');
  await expect(preview).toContainText('68 to 71', { timeout: 20_000 });
  await preview.getByRole('tab', { name: /^Breaking/ }).click();
  await expect(preview.getByRole('region', { name: 'Changes', exact: true })).toContainText(
    '“recurringProcessingModel” is new and required',
  );
  await preview.getByRole('button', { name: 'Update to 71' }).click();
  const aside = page.getByRole('complementary');
  await aside.getByRole('tab', { name: 'Contract' }).click();
  await expect(aside).toContainText('What changed in 71');
  await aside.getByRole('radio', { name: 'Breaking' }).click();
  const change = 'Accept: “recurringProcessingModel” is new and required';
  await aside.getByRole('button', { name: change }).click();
  await expect(aside.getByRole('button', { name: change.replace('Accept', 'Open again') })).toBeVisible();

  // The same in the terminal, through the running window.
  const listed = await runTerminal(app, ['inventory', 'changes', '--api', 'Adyen Checkout', '--level', 'breaking', '--json']);
  const changes = JSON.parse(listed.stdout) as { words: string; status: string }[];
  expect(changes.filter(({ status }) => status === 'accepted').map(({ words }) => words)).toEqual([
    '“recurringProcessingModel” is new and required',
  ]);
  const older = join(app.folders.root, 'again.json');
  writeFileSync(
    older,
    '{"openapi":"3.1.0","info":{"title":"Adyen Checkout API","version":"72"},"servers":[{"url":"https://checkout-test.adyen.com/v72"}],"paths":{}}',
  );
  const dry = await runTerminal(app, ['inventory', 'import', older, '--dry-run']);
  expect(dry.stdout).toContain('71 to 72');
  expect(dry.stdout).toContain('no longer in the contract');
});

test('the map is walked by keys and says what breaks when a vendor fails; the table says the same', async ({ app }) => {
  test.setTimeout(90_000);
  await openSample(app);
  await goTo(app, 'Inventory');
  const { page } = app;
  await runFromPalette(app, 'Show the map of dependencies');
  const map = page.getByRole('group', { name: 'Map of dependencies' });
  await map.getByRole('button', { name: /^Process Checkout/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(map.getByRole('button', { name: /^API/ }).and(page.locator(':focus'))).toHaveCount(1);
  await map.getByRole('button', { name: /^Vendor Adyen/ }).focus();
  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('If Adyen fails, 3 processes stop');
  await expect(map.getByRole('button', { name: /^Vendor Adyen/ })).toHaveAttribute('aria-pressed', 'true');
  expect(await findBarriers(app.page)).toEqual([]);
  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(page.getByRole('row', { name: /Checkout.*Adyen/ }).first()).toBeVisible();
  await expect(page.getByText(/^3 links/)).toBeVisible();
  expect(await findBarriers(app.page)).toEqual([]);
  await runFromPalette(app, 'Use the dark theme');
  await runFromPalette(app, 'Show business processes');
  await page.getByRole('row', { name: /Refunds/ }).click();
  await expect(aside).toContainText('Depends on 4 APIs');
  expect(await findBarriers(app.page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(aside).toHaveCount(0);
});

test('a change in the activity is taken back while later ones stay', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  await importFile(app, adyen(71));
  await page.getByRole('button', { name: /^Add \d+ endpoints/ }).click();
  await page.getByRole('complementary').waitFor();
  await runTerminal(app, ['inventory', 'edit', 'Adyen Checkout', '--notes', 'first words']);
  await runTerminal(app, ['inventory', 'edit', 'Adyen Checkout', '--criticality', 'high']);
  await goTo(app, 'Activity');
  await page.getByRole('row', { name: /Notes of Adyen Checkout edited/ }).click();
  await page.getByRole('button', { name: 'Undo this change' }).click();
  await expect(page.getByRole('row', { name: /Took back: Notes of Adyen Checkout/ })).toBeVisible();
  const shown = await runTerminal(app, ['inventory', 'show', 'Adyen Checkout', '--json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({ notes: '', api: { criticality: 'high' } });
  await page.getByRole('button', { name: 'Verify the record' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The chain is whole' })).toBeVisible();
});

test('the rail counts what a title counts, and by keys one gets from the filter to a row, into its detail and back', async ({ app }) => {
  await openSample(app);
  const { page } = app;
  const rail = page.getByRole('navigation', { name: 'Places' });
  for (const [place, words] of [
    ['Inventory', /needs? you$/],
    ['Calendar', /needs? you$/],
    ['Ledger', /needs? an owner$/],
    ['Runbooks', /to look at$/],
  ] as const) {
    await goTo(app, place);
    const title = page.getByRole('main').getByRole('heading', { level: 1 });
    await expect(title).toHaveText(words);
    const count = /(\d+) (?:breaks? needs?|needs?|to look)/.exec((await title.textContent()) ?? '')?.[1] ?? '';
    await expect(rail.getByRole('link', { name: new RegExp(`^${place}`) })).toContainText(count);
  }
  await goTo(app, 'Inventory');
  await page.getByRole('row', { name: /Adyen.*Checkout/ }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('Adyen Checkout');
  await expect(page.getByRole('row')).toHaveCount(2);
  for (let pressed = 0; pressed < 2; pressed += 1) await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary');
  await expect(aside.getByRole('heading', { name: /^Adyen Checkout/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(aside.getByRole('heading', { name: /^Adyen Checkout/ })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('grid', { name: 'APIs' })).toBeFocused();
  // A panel that begins to scroll moves nothing in it.
  const width = (): Promise<number> =>
    aside
      .locator('section')
      .first()
      .evaluate((one) => one.getBoundingClientRect().width);
  const long = await width();
  await aside.getByRole('tab', { name: 'History' }).click();
  await expect(aside.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
  expect(await width()).toBe(long);
});
