// Dates and their ladders, as a person uses them: added by hand, acknowledged, ticked off, walked by keys, exported.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriersInBothThemes } from './support/barriers.ts';
import { runFromPalette } from './support/pages/palette.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function addDate(app: RunningApp, title: string, kind: string, day: string): Promise<void> {
  const { page } = app;
  await page.keyboard.press('n');
  const sheet = page.getByRole('dialog', { name: 'Add date' });
  await sheet.getByLabel('Title').fill(title);
  await sheet
    .getByRole('textbox', { name: 'Kind' })
    .or(sheet.getByRole('combobox', { name: 'Kind' }))
    .first()
    .click();
  await page.getByRole('option', { name: kind }).click();
  await sheet.getByLabel('Date', { exact: true }).fill(day);
  await sheet.getByRole('button', { name: 'Add date' }).click();
  await sheet.waitFor({ state: 'detached' });
}

test('an empty calendar teaches once, and a date by hand has a ladder that can be ticked off', async ({ app }) => {
  await createWorkspace(app);
  await goTo(app, 'Calendar');
  const { page } = app;
  await expect(page.getByRole('button', { name: 'Add date' })).toHaveCount(1);
  await addDate(app, 'Login by password ends', 'Authentication or TLS change', dayIn(24));
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('Login by password ends');
  await aside.getByRole('checkbox', { name: /Test in the sandbox.*open/ }).click();
  await page.keyboard.type('All cases pass');
  await page.keyboard.press('Enter');
  await expect(aside.getByRole('checkbox', { name: /Test in the sandbox/ })).toBeChecked();
  await expect(aside).toContainText('All cases pass');
  await aside.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(aside).toContainText('Acknowledged');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(aside.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
});

test('the month is walked with arrows, and a day opens its list', async ({ app }) => {
  await createWorkspace(app);
  await goTo(app, 'Calendar');
  const { page } = app;
  await addDate(app, 'Drill', 'Review or drill', dayIn(1));
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  const grid = page.getByRole('grid');
  await expect(grid.getByRole('button', { name: /today/ })).toBeVisible();
  await grid.getByRole('button', { name: /today/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('button', { name: /Drill/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary')).toContainText('Drill');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toHaveCount(0);
});

test('the sample’s moved date shows its history, and every rung is exported', async ({ app }) => {
  await openSample(app);
  await goTo(app, 'Calendar');
  const { page } = app;
  await page.getByRole('row', { name: /originKeys stops/ }).click();
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('moved once');
  await expect(aside).toContainText('days of freeze');
  const file = join(app.folders.root, 'dates.ics');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Export to a calendar' }).click();
  await expect(page.getByText(/entries exported/)).toBeVisible();
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text.split('BEGIN:VEVENT').length).toBeGreaterThan(40);
});

test('a rung that is due is told by the system, and a click on it goes there', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  await goTo(app, 'Settings');
  await page.getByRole('radiogroup', { name: 'Quiet hours' }).getByRole('radio', { name: 'Never' }).click();
  await app.electron.evaluate(({ Notification }) => {
    const kept = globalThis as { notice?: Electron.Notification };
    // A test's desktop has nobody who shows notices.
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification): void {
      kept.notice = this;
    };
  });
  await goTo(app, 'Calendar');
  await addDate(app, 'Login by password ends', 'Authentication or TLS change', dayIn(24));
  // What is due is looked for when a workspace is opened.
  await runFromPalette(app, 'Close this workspace');
  await app.waitFor('welcome');
  await page
    .getByRole('region', { name: 'Recent' })
    .getByRole('button', { name: /^Test team/ })
    .click();
  await app.waitFor('ready');
  const told = (): Promise<string> =>
    app.electron.evaluate(() => {
      const { notice } = globalThis as { notice?: Electron.Notification };
      return notice === undefined ? '' : `${notice.title}: ${notice.body}`;
    });
  await expect.poll(told, { timeout: 15_000 }).toMatch(/^Login by password ends: Test in the sandbox/);
  await app.electron.evaluate(() => void (globalThis as { notice?: Electron.Notification }).notice?.emit('click'));
  await expect(app.page.getByRole('complementary')).toContainText('Login by password ends');
});

test('nothing is out of reach, light and dark', async ({ app }) => {
  await openSample(app);
  const { page } = app;
  await goTo(app, 'Calendar');
  await page.getByRole('row', { name: /originKeys stops/ }).click();
  await page.getByRole('complementary').getByRole('heading', { name: 'Ladder' }).waitFor();
  for (const layout of ['Agenda', 'Month']) {
    await page.getByRole('radio', { name: layout }).click();
    expect(await findBarriersInBothThemes(page)).toEqual([]);
  }
});
