// axe looks at every place, dialog and state, in both themes, empty and full.
import type { RunningApp } from './support/app.ts';
import { expect, test } from './support/app.ts';
import { findBarriersInBothThemes } from './support/barriers.ts';
import { corePid } from './support/main-process.ts';
import { places, runFromPalette } from './support/pages/palette.ts';
import { createWorkspace, openSample } from './support/workspaces.ts';

/** Closes the dialog that is open; keys pressed while it still fades out would be its own. */
async function escape(app: RunningApp): Promise<void> {
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
}

/** What the page as it stands has against somebody, in both themes. */
async function findings({ page }: RunningApp, what: string): Promise<string[]> {
  return (await findBarriersInBothThemes(page)).map((line) => `${what}: ${line}`);
}

async function lookAtPlaces(app: RunningApp, what: string): Promise<string[]> {
  const found: string[] = [];
  for (const { hash, words } of places) {
    await app.page.evaluate((to) => void (location.hash = to), hash);
    await app.page.locator('main h1').first().waitFor();
    found.push(...(await findings(app, `${what}, ${words}`)));
  }
  return found;
}

/** Places whose rows open a panel at the right, and tabs of places that have an address of their own. */
const withPanel = [
  'inventory',
  'credentials',
  'calendar',
  'activity',
  'console/history',
  'monitors',
  'monitors/promises',
  'monitors/incidents',
];
/** Places whose rows open a page. */
const withPage = ['mappings', 'ledger', 'runbooks'];
const tabs = ['runbooks/runs', 'runbooks/people', 'scorecards/costs', 'scorecards/risks', 'scorecards/decisions'];
/** Places where something new begins in a sheet. */
const withNew = ['mappings', 'ledger', 'calendar', 'monitors', 'runbooks'];

async function goTo(app: RunningApp, path: string): Promise<void> {
  await app.page.evaluate((to) => void (location.hash = `#/${to}`), path);
  await app.page.locator('main h1').first().waitFor();
}

test('every place of the sample', async ({ app }) => {
  test.setTimeout(240_000);
  await openSample(app);
  const { page } = app;
  const found = await lookAtPlaces(app, 'sample');
  for (const view of ['Vendors', 'Endpoints', 'Processes', 'Map']) {
    await goTo(app, 'inventory');
    await page.getByRole('radio', { name: view }).click();
    found.push(...(await findings(app, `inventory, ${view}`)));
  }
  await goTo(app, 'calendar');
  await page.getByRole('radio', { name: 'Month' }).click();
  await page.getByRole('gridcell').first().waitFor();
  found.push(...(await findings(app, 'calendar, month')));
  for (const tab of tabs) {
    await goTo(app, tab);
    found.push(...(await findings(app, tab)));
  }
  expect(found).toEqual([]);
});

test('every record of the sample, beside its list or on a page of its own, and every sheet where something new begins', async ({ app }) => {
  test.setTimeout(240_000);
  await openSample(app);
  const { page } = app;
  const found: string[] = [];
  for (const place of withPanel) {
    await goTo(app, place);
    const row = page.getByRole('row').nth(1);
    await row.waitFor();
    await row.click();
    await page.getByRole('complementary').first().waitFor();
    found.push(...(await findings(app, `a record of ${place}`)));
  }
  for (const place of withPage) {
    await goTo(app, place);
    const list = page.url();
    await page.getByRole('row').nth(1).click();
    await expect(page).not.toHaveURL(list);
    await page.locator('main h1').first().waitFor();
    found.push(...(await findings(app, `a page of ${place}`)));
  }
  for (const place of withNew) {
    await goTo(app, `${place}/new`);
    await page.getByRole('dialog').waitFor();
    found.push(...(await findings(app, `new of ${place}`)));
    await escape(app);
  }
  expect(found).toEqual([]);
});

test('welcome, an empty workspace, and every dialog', async ({ app }) => {
  test.setTimeout(120_000);
  await app.waitFor('welcome');
  const { page } = app;
  const found = await findings(app, 'welcome');
  await page.getByRole('button', { name: /^Create a workspace/ }).click();
  await page.getByRole('dialog').waitFor();
  found.push(...(await findings(app, 'create')));
  await escape(app);
  await createWorkspace(app);
  found.push(...(await lookAtPlaces(app, 'empty')));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do anything' }).waitFor();
  found.push(...(await findings(app, 'palette')));
  await escape(app);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  found.push(...(await findings(app, 'keyboard sheet')));
  await escape(app);
  await page.keyboard.press('Control+i');
  await page.getByRole('dialog').waitFor();
  found.push(...(await findings(app, 'import')));
  await escape(app);
  await page.evaluate(() => void (location.hash = '#/credentials'));
  await page.getByRole('button', { name: 'Add credential' }).click();
  await page.getByRole('dialog', { name: 'Add a credential' }).waitFor();
  found.push(...(await findings(app, 'credential sheet')));
  await page.getByRole('button', { name: 'Store credential' }).click();
  found.push(...(await findings(app, 'credential sheet with its problems')));
  await escape(app);
  // What a person chose holds, whatever the system says.
  await runFromPalette(app, 'Use the dark theme');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(found).toEqual([]);
});

test('the screen of an engine that was given up', async ({ app }) => {
  for (let deaths = 0; deaths < 3; deaths += 1) {
    await expect.poll(() => corePid(app)).not.toBeNull();
    const pid = await corePid(app);
    process.kill(pid ?? 0, 'SIGKILL');
    await expect.poll(() => corePid(app)).not.toBe(pid);
  }
  await app.waitFor('failed');
  expect(await findings(app, 'given up')).toEqual([]);
});
