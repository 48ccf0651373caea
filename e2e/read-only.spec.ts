// A workspace that can only be looked at: what changes something is not there, and nothing that is there is refused.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, type RunningApp } from './support/app.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

/** What leaves the window (files, the clipboard, the browser) and what closes the panel that is looked at. */
const notPressed = /^(Copy|Export|Markdown|PDF|Save|Open .* (page|browser)|Close the side panel)/;
/** A row that opens a record, in every place that has a list. */
const places = [
  ['Today', null],
  ['Inventory', /Adyen.*Checkout/],
  ['Credentials', /Adyen live/],
  ['Mappings', /PayPal capture to order ledger row/],
  ['Console', null],
  ['Ledger', /Orders to payouts/],
  ['Calendar', /originKeys stops/],
  ['Monitors', /PayPal|Refunds/],
  ['Runbooks', /Vendor outage/],
  ['Scorecards', null],
  ['Activity', /./],
  ['Settings', null],
] as const;

test('offers no change, says why, and refuses nothing that it offers', async ({ app }) => {
  test.setTimeout(180_000);
  await openSample(app);
  const { page } = app;
  await page
    .getByRole('banner')
    .getByText(/^Observing|^Saved/)
    .waitFor();
  await app.close();
  const db = new Database(join(app.folders.home, 'Quartermaster', 'Acme Mobile Shop', 'workspace.db'));
  db.pragma('user_version = 999');
  db.close();
  await app.start();
  await app.waitFor('ready');
  await expect(app.page.getByText(/^Read-only\. A newer version .* to change it, install the newer version\.$/)).toBeVisible();
  for (const [place, row] of places) {
    await test.step(place, async () => {
      await goTo(app, place);
      if (row !== null)
        await app.page
          .locator('main')
          .getByRole('row', { name: row })
          .nth(place === 'Activity' ? 1 : 0)
          .click();
      await pressEverything(app);
      if (place === 'Console') await expectNothingToType(app);
    });
  }
  // Neither by the keyboard nor by the palette.
  await goTo(app, 'Runbooks');
  await app.page.keyboard.press('n');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
  await app.page.keyboard.press('Control+k');
  await app.page.getByRole('combobox').fill('new');
  await expect(app.page.getByRole('option', { name: /^New (runbook|flow|monitor|mapping|ledger|date)/ })).toHaveCount(0);
});

test('a reader is told who can change that, and may change nothing', async ({ app }) => {
  await createWorkspace(app);
  await app.close();
  const db = new Database(join(app.folders.workspace, 'workspace.db'));
  db.prepare("UPDATE people SET role = 'reader'").run();
  db.close();
  await app.start();
  await app.waitFor('ready');
  await expect(app.page.getByText(/^Read-only\. You are a reader .* owner can change your role/)).toBeVisible();
  await goTo(app, 'Calendar');
  await expect(app.page.getByRole('main').getByText(/^Dates that vendors announce/)).toBeVisible();
  await expect(app.page.getByRole('main').getByRole('button')).toHaveCount(0);
});

/** The request can be read, every part of it, and nothing can be typed that would look as if it were kept. */
async function expectNothingToType({ page }: RunningApp): Promise<void> {
  const parts = page.getByRole('tablist', { name: 'Parts of the request' }).getByRole('tab');
  for (const part of await parts.all()) {
    await part.click();
    await expect(page.locator('.con-url-row, .con-editor').locator('input:enabled, select:enabled, textarea:enabled')).toHaveCount(0);
    await expect(page.locator('.con-editor [contenteditable=true]:not([aria-readonly=true])')).toHaveCount(0);
  }
}

/** Presses every button of the page that can be pressed, each from where the page stood, and expects no refusal. */
async function pressEverything({ page }: RunningApp): Promise<void> {
  const main = page.locator('main');
  await page.waitForTimeout(300);
  const here = await page.evaluate(() => location.hash);
  const names = await main.evaluate((part) =>
    [...part.querySelectorAll<HTMLButtonElement>('button:not(:disabled):not([role])')]
      .filter((one) => one.checkVisibility() && one.closest('table, [role=table], [role=grid], .con-list') === null)
      .map((one) => one.getAttribute('aria-label') ?? one.textContent.trim()),
  );
  for (const name of new Set(names.filter((one) => one !== '' && !notPressed.test(one)))) {
    await main.getByRole('button', { name, exact: true }).first().click({ timeout: 400, noWaitAfter: true }).catch(ignoreGone);
    await expect(page.getByText('This workspace is open read-only.'), name).toHaveCount(0);
    while ((await page.getByRole('dialog').count()) > 0) {
      await expect(page.getByRole('dialog').locator('button[type=submit]:not(:disabled)'), name).toHaveCount(0);
      await page.keyboard.press('Escape');
      await page.waitForTimeout(150);
    }
    if ((await page.evaluate(() => location.hash)) !== here) await page.evaluate((to) => void (location.hash = to), here);
  }
}

/** What was pressed before took the button away. */
function ignoreGone(error: Error): void {
  if (!error.message.includes('Timeout')) throw error;
}
