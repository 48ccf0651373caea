// The page of a month in the real window: its doors, its files, its freezing, and the registers behind it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriersInBothThemes } from './support/barriers.ts';
import { hasFocus, tabTo } from './support/by-keys.ts';
import { runTerminal } from './support/terminal.ts';
import { goTo, openSample } from './support/workspaces.ts';

const lastMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 1)).toISOString().slice(0, 7);

async function openScorecards(app: RunningApp): Promise<void> {
  await app.waitFor('welcome');
  await openSample(app);
  await goTo(app, 'Scorecards');
  await expect(app.page.getByRole('article', { name: /Scorecard/ })).toBeVisible();
}

/** The next file that the window asks to save goes there. */
const saveTo = (app: RunningApp, path: string): Promise<void> =>
  app.electron.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: file });
  }, path);

test('the page says what was kept, and every figure leads on', async ({ app }) => {
  await openScorecards(app);
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/promises? (was|were) kept/);
  const paper = page.getByRole('article', { name: /Scorecard/ });
  for (const title of ['Verdicts', 'Promises', 'Next 90 days', 'Cost', 'Breaks', 'Evidence']) {
    await expect(paper.getByRole('heading', { name: title })).toBeVisible();
  }
  await paper.getByRole('region', { name: 'Promises' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/monitors\/promise\//);
  await page.goBack();
  await paper.getByRole('region', { name: 'Next 90 days' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/calendar\/event\//);
});

test('the page is saved as one A4 PDF, the same in the window and in the terminal', async ({ app }) => {
  await openScorecards(app);
  const { page, folders } = app;
  const file = join(folders.root, 'page.pdf');
  await saveTo(app, file);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /PDF/ }).click();
  await expect(page.getByText('Saved:')).toBeVisible();
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  const other = join(folders.root, 'terminal.pdf');
  const built = await runTerminal(app, ['scorecard', 'build', '--month', lastMonth, '--format', 'pdf', '--out', other]);
  expect(built.exitCode).toBe(0);
  expect(Buffer.compare(bytes, readFileSync(other))).toBe(0);
});

test('a month that is over is frozen once, and corrected with a reason', async ({ app }) => {
  await openScorecards(app);
  const { page } = app;
  await page.getByRole('combobox', { name: 'For' }).click();
  await page.getByRole('option', { name: 'Auditor' }).click();
  await page.getByRole('button', { name: 'Freeze page' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze page' }).click();
  await expect(page.getByRole('navigation', { name: 'Months' })).toContainText('frozen, version 1');
  await page.getByRole('tab', { name: /Risks/ }).click();
  await page.keyboard.press('n');
  await page.getByLabel('What may happen').fill('The warehouse screen has no spare');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'risks' })).toContainText('The warehouse screen has no spare');
  await page.getByRole('tab', { name: 'Page' }).click();
  await page.keyboard.press('f');
  await page.getByLabel('What was wrong').fill('A risk was missing');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Months' })).toContainText('frozen, version 2');
  await expect(page.getByText(/Correction 1: A risk was missing/)).toBeVisible();
});

test('a month is chosen, frozen and saved as a file by keys alone, and the focus is never lost', async ({ app }) => {
  await openScorecards(app);
  const { page, folders } = app;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await press('g');
  await press('s');
  await hasFocus(app);
  const audience = page.getByRole('combobox', { name: 'For' });
  await tabTo(app, audience);
  await press('ArrowDown');
  await page.getByRole('option', { name: 'Auditor' }).waitFor();
  for (let pressed = 0; pressed < 5 && (await audience.inputValue()) !== 'Auditor'; pressed += 1) {
    await press('ArrowDown');
    if (await page.getByRole('option', { name: 'Auditor' }).and(page.locator('[data-combobox-selected]')).isVisible()) await press('Enter');
  }
  await expect(audience).toHaveValue('Auditor');
  await expect(audience).toBeFocused();
  const months = page.getByRole('navigation', { name: 'Months' });
  await tabTo(app, months.getByRole('button').first());
  await press('Enter');
  await expect(months.getByRole('button').first()).toHaveAttribute('aria-current', 'page');
  const chosen = months.getByRole('button').nth(1);
  await tabTo(app, chosen);
  await press('Enter');
  await expect(chosen).toHaveAttribute('aria-current', 'page');
  await press('f');
  const dialog = page.getByRole('dialog', { name: /^Freeze / });
  await tabTo(app, dialog.getByRole('button', { name: 'Freeze page' }));
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect(chosen).toContainText('frozen, version 1');
  await expect(chosen).toBeFocused();

  const csv = join(folders.root, 'page.csv');
  await saveTo(app, csv);
  const button = page.getByRole('button', { name: 'Export' });
  await tabTo(app, button, 'Shift+Tab');
  await press('Enter');
  const item = page.getByRole('menuitem', { name: 'CSV' });
  for (let pressed = 0; pressed < 6 && !(await item.evaluate((one) => one === document.activeElement)); pressed += 1)
    await press('ArrowDown');
  await press('Enter');
  await expect(page.getByText(`Saved: ${csv}`)).toBeVisible();
  expect(readFileSync(csv, 'utf8').length).toBeGreaterThan(100);
  await expect(button).toBeFocused();
  const pdf = join(folders.root, 'page.pdf');
  await saveTo(app, pdf);
  await press('x');
  await expect(page.getByText(`Saved: ${pdf}`)).toBeVisible();
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  await hasFocus(app);
});

test('costs are entered, and taken back', async ({ app }) => {
  await openScorecards(app);
  const { page } = app;
  await page.getByRole('tab', { name: 'Costs' }).click();
  await page.getByRole('radio', { name: 'Outcomes' }).click();
  await page.keyboard.press('n');
  await page.getByLabel('What', { exact: true }).fill('refunds');
  await page.getByLabel('How many').fill('120');
  await page.keyboard.press('Enter');
  const table = page.getByRole('grid', { name: 'outcomes' });
  await expect(table).toContainText('refunds');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(table).not.toContainText('refunds');
});

test('page and registers hold no fault that axe finds, in light and dark', async ({ app }) => {
  await openScorecards(app);
  const { page } = app;
  for (const place of ['/scorecards', '/scorecards/costs', '/scorecards/risks', '/scorecards/decisions']) {
    await page.evaluate((path) => {
      location.hash = `#${path}`;
    }, place);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await findBarriersInBothThemes(page), place).toEqual([]);
  }
});
