// Mappings: from a real file to an agreed revision that runs, and a draft that a golden sample holds back.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriersInBothThemes } from './support/barriers.ts';
import { createWorkspace, openSample } from './support/workspaces.ts';

const orders = [
  'Order number,Total,Currency,Paid on,Status,Email',
  '50231,419.00,EUR,03/04/2026,PAID,ada@example.com',
  '50232,3200,JPY,05/06/2026,REFUNDED,grace@example.com',
  '50233,64.50,GBP,07/08/2026,PAID,',
  '50234,,EUR,01/02/2026,PAID,x@example.com',
  '',
].join('\n');

const go = (app: RunningApp, path: string): Promise<void> =>
  app.page.evaluate((to) => {
    location.hash = `#${to}`;
  }, path);

test('a file becomes a draft, the draft is agreed on, and the mapping runs with its rows conserved', async ({ app }) => {
  const { page } = app;
  await createWorkspace(app, 'Mappings');
  const file = join(app.folders.root, 'orders.csv');
  writeFileSync(file, orders);
  await go(app, '/mappings');
  await page.getByRole('heading', { name: 'No mapping yet' }).waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New mapping' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose file' }).click();
  await (await chooser).setFiles(file);

  // A column of dates that can be read in two ways is asked about, and nothing is made before the answer.
  const create = dialog.getByRole('button', { name: 'Create draft' });
  await expect(create).toBeDisabled();
  await dialog.getByLabel(/Day first: 03\/04\/2026 is 3 Apr 2026/).check();
  await create.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 source field unreviewed');
  await expect(page.getByRole('option', { name: /booked_at/ })).toContainText('2026-04-0');

  await page.getByRole('button', { name: 'Pick golden samples' }).click();
  await page.getByRole('dialog', { name: /^[1-9]\d* golden samples, 0 fail/ }).waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByRole('button', { name: 'active 1' })).toBeVisible();

  const again = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Run on a file' }).click();
  await (await again).setFiles(file);
  const run = page.getByRole('dialog', { name: '3 of 4 rows written, 1 kept back' });
  await expect(run).toContainText('4 in = 3 written + 1 rejected + 0 held');
  await expect(run.getByRole('grid')).toContainText('amount_minor: blank');
  await run.getByRole('button', { name: 'I have looked at them' }).click();
});

test('a failing golden sample holds a draft back; one press mends it, and the draft becomes active', async ({ app }) => {
  const { page } = app;
  await openSample(app);
  await go(app, '/mappings');
  await page.getByRole('grid').getByText('PayPal capture to order ledger row').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 sample blocks draft 4');
  await expect(page.getByRole('button', { name: 'Activate' })).toBeDisabled();
  await expect(page.getByRole('alert')).toContainText(/Must come out\s*1299000/);
  expect(await findBarriersInBothThemes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Use ISO 4217 decimals' }).click();
  await expect(page.getByRole('button', { name: /10\/10 golden samples/ })).toBeVisible();
  await page.getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByRole('button', { name: 'active 4' })).toBeVisible();
});

test('fields are chosen by keys, and an edit is taken back', async ({ app }) => {
  const { page } = app;
  await openSample(app);
  await go(app, '/mappings');
  await page.getByRole('grid').getByText('Adyen payouts to ledger row').click();
  await page.getByRole('option', { name: /record_key/ }).waitFor();
  await page.keyboard.press('j');
  await expect(page.getByRole('option', { name: /amount_minor/ })).toHaveAttribute('aria-selected', 'true');
  await page.getByLabel('Decimals from').selectOption('always 0');
  await expect(page.getByRole('button', { name: 'draft 2' })).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Undo the last edit' }).click();
  await expect(page.getByRole('button', { name: 'draft 2' })).toHaveCount(0);
  // The log is begun with its first line; an untroubled hour has none.
  const log = join(app.folders.data, 'core.log');
  expect(existsSync(log) ? readFileSync(log, 'utf8') : '').not.toContain('ada@example.com');
});
