// Two exports to differences with an owner and an end, in the real window.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers, findBarriersInBothThemes } from './support/barriers.ts';
import { hasFocus, tabTo } from './support/by-keys.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

const orders = `Order,Total,Currency,Created at,Items
1001,19.90,EUR,2026-11-01T10:00:00Z,1
1002,29.90,EUR,2026-11-02T10:00:00Z,2
1003,39.90,EUR,2026-11-03T10:00:00Z,1
1004,49.90,EUR,2026-11-04T10:00:00Z,3
1005,59.90,EUR,2026-11-09T10:00:00Z,1
1007,1200,JPY,2026-11-06T11:00:00Z,1
1008,2400,JPY,2026-11-06T12:00:00Z,1
`;

/** Semicolons, decimal commas and days first, as another system writes them. */
const payouts = `merchant_reference;captured;currency;captured_at;items
1001;19,90;EUR;01.11.2026 10:00;1
1002;24,90;EUR;02.11.2026 10:00;2
1003;39,90;EUR;03.11.2026 10:00;1
1003;39,90;EUR;03.11.2026 10:01;1
1005;59,90;EUR;09.11.2026 10:00;1
1007;120000;JPY;06.11.2026 11:00;1
1008;240000;JPY;06.11.2026 12:00;1
`;

/** The system's own dialog cannot be pressed by a test: it answers with these, one after the other. */
async function answerFileDialogs(app: RunningApp, files: readonly string[]): Promise<void> {
  await app.electron.evaluate(({ dialog }, paths) => {
    const waiting = [...paths];
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: waiting.splice(0, 1) });
  }, files);
}

test('from two exports to differences that have an owner, and a run that resolves one', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  await createWorkspace(app);
  const [left, right] = [join(app.folders.root, 'shopify-orders.csv'), join(app.folders.root, 'adyen-payouts.csv')];
  writeFileSync(left, orders);
  writeFileSync(right, payouts);
  await goTo(app, 'Ledger');
  await answerFileDialogs(app, [left, right]);
  await page.getByRole('button', { name: 'Compare two files' }).click();
  const sheet = page.getByRole('dialog', { name: 'Compare two files' });
  await sheet.getByRole('button', { name: 'Choose file' }).first().click();
  await expect(sheet.getByText('shopify-orders.csv')).toBeVisible();
  await sheet.getByRole('button', { name: 'Choose file' }).click();
  await expect(sheet.getByLabel('Key of the left side')).toHaveValue('Order');
  await expect(sheet.getByLabel('Key of the right side')).toHaveValue('merchant_reference');
  await expect(sheet.getByLabel('Unit of the right amount')).toHaveValue('major comma');
  await expect(sheet.getByLabel('How the right time is written')).toHaveValue('day.month.year');
  expect(await findBarriers(app.page)).toEqual([]);
  await sheet.getByLabel('Name', { exact: true }).fill('Orders to payouts');
  await sheet.getByRole('button', { name: 'Compare', exact: true }).click();
  await sheet.waitFor({ state: 'detached' });

  await expect(page.getByRole('heading', { level: 1 })).toContainText('unexplained became 0.00');
  await expect(page.getByRole('img', { name: /^Bridge EUR: .*unexplained 0\.00$/ })).toBeVisible();
  const breaks = page.getByRole('grid', { name: 'Breaks' });
  await expect(breaks.getByRole('row')).toHaveCount(4);
  await page.getByRole('tab', { name: /JPY/ }).click();
  await expect(page.getByRole('region', { name: 'Causes' })).toContainText('right = left × 100');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Bridge JPY' })).toContainText('Unexplained');
  await page.getByRole('button', { name: 'Drawing', exact: true }).click();
  await page.getByRole('tab', { name: /EUR/ }).click();

  await breaks.getByRole('row', { name: /1002/ }).click();
  const aside = page.getByRole('complementary');
  await expect(aside.getByRole('row', { name: /amount/ })).toContainText('≠ −5.00');
  await page.keyboard.press('x');
  const explaining = page.getByRole('dialog', { name: 'Explain 1002' });
  await explaining.getByLabel('Why it is all right').fill('A voucher, booked tomorrow');
  await explaining.getByRole('button', { name: 'Explain', exact: true }).click();
  await explaining.waitFor({ state: 'detached' });
  await expect(aside).toContainText('A voucher, booked tomorrow');
  await aside.getByLabel('Add a note').fill('Asked the vendor');
  await page.keyboard.press('Enter');
  await expect(aside.getByText('Asked the vendor')).toBeVisible();
  await page.keyboard.press('Escape');

  // The next export is right: only the run that sees it resolves the break.
  writeFileSync(right, payouts.replace('1002;24,90', '1002;29,90'));
  await breaks.click({ position: { x: 4, y: 4 } });
  await page.getByRole('button', { name: 'Run again' }).click();
  const running = page.getByRole('dialog', { name: 'Run Orders to payouts' });
  await expect(running.getByText('adyen-payouts.csv, as last time')).toBeVisible();
  await running.getByRole('button', { name: 'Compare', exact: true }).click();
  await running.waitFor({ state: 'detached' });
  await expect(breaks.getByRole('row')).toHaveCount(3);
  await expect(breaks).not.toContainText('1002');
});

test('from two files to an explained difference by keys alone, and the focus is never lost', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await createWorkspace(app);
  const [left, right] = [join(app.folders.root, 'shopify-orders.csv'), join(app.folders.root, 'adyen-payouts.csv')];
  writeFileSync(left, orders);
  writeFileSync(right, payouts);
  await answerFileDialogs(app, [left, right]);
  await press('g');
  await press('l');
  await expect(page.getByRole('heading', { level: 1, name: 'No ledger yet' })).toBeFocused();
  await press('n');
  const sheet = page.getByRole('dialog', { name: 'Compare two files' });
  await expect(sheet.getByRole('button', { name: 'Choose file' }).first()).toBeFocused();
  await press('Enter');
  // The left one is read: the right one is next, and then the name.
  await expect(sheet.getByText('shopify-orders.csv')).toBeVisible();
  await expect(sheet.getByRole('button', { name: 'Choose file' })).toBeFocused();
  await press('Enter');
  await expect(sheet.getByLabel('Name', { exact: true })).toBeFocused();
  await press('Control+a');
  await page.keyboard.type('Orders to payouts');
  await tabTo(app, sheet.getByRole('button', { name: 'Compare', exact: true }));
  await press('Enter');
  await sheet.waitFor({ state: 'detached' });
  await expect(page.getByRole('heading', { level: 1, name: /unexplained became 0.00/ })).toBeFocused();

  const breaks = page.getByRole('grid', { name: 'Breaks' });
  await tabTo(app, breaks);
  await press('Enter');
  await expect(page.getByRole('complementary').getByText('Both records')).toBeVisible();
  await press('x');
  const explaining = page.getByRole('dialog', { name: /^Explain/ });
  await expect(explaining.getByLabel('Why it is all right')).toBeFocused();
  await page.keyboard.type('A voucher');
  await tabTo(app, explaining.getByRole('button', { name: 'Explain', exact: true }));
  await press('Enter');
  await explaining.waitFor({ state: 'detached' });
  await expect(breaks).toBeFocused();
  await press('Escape');
  await press('r');
  await page.getByRole('dialog', { name: 'Run Orders to payouts' }).waitFor();
  await tabTo(app, page.getByRole('dialog').getByRole('button', { name: 'Compare', exact: true }));
  await press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hasFocus(app);
});

test('the sample’s ledger can be read and worked by keys alone, light and dark', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  await openSample(app);
  await goTo(app, 'Ledger');
  expect(await findBarriersInBothThemes(page)).toEqual([]);
  await page.getByRole('grid', { name: 'Ledgers' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const breaks = page.getByRole('grid', { name: 'Breaks' });
  await expect(breaks).toBeVisible();
  expect(await findBarriersInBothThemes(page)).toEqual([]);
  await breaks.focus();
  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary');
  await expect(aside.getByText('Both records')).toBeVisible();
  expect(await findBarriersInBothThemes(page)).toEqual([]);
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: /^Assign/ });
  // Typed as a person does: the kit takes a value that is set from outside for an autofill.
  await expect(dialog.getByRole('combobox', { name: 'Owner' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Ines');
  await page.getByRole('option', { name: 'Ines' }).waitFor();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('combobox', { name: 'Owner' })).toHaveValue('Ines');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect(aside.getByText('Gave it to Ines')).toBeVisible();
});
