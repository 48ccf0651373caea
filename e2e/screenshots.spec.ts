// The pictures that README shows, made from the sample in the real window, light and dark.
// `QUARTERMASTER_SCREENSHOTS=docs npm run e2e -- screenshots` renews those in docs/screenshots; otherwise they go with the test's results.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, projectFolder, test, type RunningApp } from './support/app.ts';
import { buildSample, goTo } from './support/workspaces.ts';

const postmanCollection = join(import.meta.dirname, '../electron/core/transfer/testing/adyen-CheckoutService-v71.postman_collection.json');

test('the places of the sample, light and dark', async ({ app }, info) => {
  test.setTimeout(240_000);
  const folder =
    process.env['QUARTERMASTER_SCREENSHOTS'] === 'docs' ? join(projectFolder, 'docs', 'screenshots') : info.outputPath('screenshots');
  mkdirSync(folder, { recursive: true });
  await app.waitFor('welcome');
  await buildSample(app);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  for (const shot of shots) {
    await shot.open(app);
    for (const theme of ['light', 'dark'] as const) {
      await followSystem(app, theme);
      const picture = await app.page.screenshot({
        path: join(folder, `${shot.name}${theme === 'dark' ? '-dark' : ''}.png`),
        animations: 'disabled',
      });
      // A blank window of this size packs into a few kB.
      expect(picture.byteLength, shot.name).toBeGreaterThan(25_000);
    }
    await followSystem(app, 'light');
  }
});

interface Shot {
  readonly name: string;
  readonly open: (app: RunningApp) => Promise<void>;
}

const shots: readonly Shot[] = [
  { name: 'today', open: (app) => goTo(app, 'Today') },
  {
    name: 'inventory',
    open: async (app) => {
      await goTo(app, 'Inventory');
      await app.page.getByRole('row', { name: /Adyen.*Checkout/ }).click();
      await app.page.getByRole('region', { name: 'Facts' }).waitFor();
    },
  },
  {
    name: 'console',
    open: async (app) => {
      await openRefund(app);
      await app.page
        .getByRole('region', { name: 'Answer' })
        .getByText(/violation/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'calendar',
    open: async (app) => {
      await goTo(app, 'Calendar');
      await app.page.getByRole('row', { name: /originKeys stops/ }).click();
      await app.page.getByRole('complementary').getByText('Sunset').first().waitFor();
    },
  },
  {
    name: 'requests',
    open: async (app) => {
      await openRefund(app);
      await app.page.getByRole('tab', { name: /^Body/ }).click();
      await app.page.getByRole('region', { name: 'Request' }).getByText('merchantAccount').first().waitFor();
    },
  },
  {
    name: 'resilience',
    open: async (app) => {
      await openRefund(app);
      await app.page.getByRole('tab', { name: 'Resilience' }).click();
    },
  },
  {
    name: 'answers',
    open: async (app) => {
      await openHash(app, '#/console/history');
      await app.page.getByRole('row', { name: / 500 / }).first().click();
      await app.page.getByRole('complementary').waitFor();
    },
  },
  { name: 'history', open: (app) => openHash(app, '#/console/history') },
  { name: 'flows', open: (app) => openHash(app, '#/console/flows') },
  { name: 'webhooks', open: (app) => openHash(app, '#/console/webhooks') },
  { name: 'mock', open: (app) => openHash(app, '#/console/mock') },
  {
    name: 'coming-from-postman',
    open: async (app) => {
      const { page } = app;
      await goTo(app, 'Console');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('import requests');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByLabel('Or paste anything').waitFor();
      await page.getByLabel('Files of a collection').setInputFiles(postmanCollection);
      await page.getByRole('button', { name: /^Take over/ }).waitFor();
    },
  },
  {
    name: 'credentials',
    open: async (app) => {
      if (await app.page.getByRole('dialog').isVisible())
        await app.page
          .getByRole('dialog')
          .getByRole('button', { name: /^(Cancel|Close)/ })
          .first()
          .click();
      await goTo(app, 'Credentials');
    },
  },
  { name: 'mappings', open: (app) => openRow(app, '#/mappings', /PayPal capture to order ledger row/, /PayPal capture/) },
  { name: 'ledger', open: (app) => openRow(app, '#/ledger', /Orders to payouts/, /Orders to payouts/) },
  { name: 'monitors', open: (app) => goTo(app, 'Monitors') },
  { name: 'incident', open: (app) => openRow(app, '#/monitors/incidents', /PayPal answers 500/, /PayPal answers 500/) },
  {
    name: 'runbooks',
    open: async (app) => {
      await openRow(app, '#/runbooks/runs', /under way/, /Vendor outage/);
      await app.page.getByRole('region', { name: 'Step', exact: true }).waitFor();
    },
  },
  {
    name: 'scorecards',
    open: async (app) => {
      await goTo(app, 'Scorecards');
      await app.page.getByText('How it is counted').first().waitFor();
    },
  },
  { name: 'settings', open: (app) => goTo(app, 'Settings') },
  { name: 'activity', open: (app) => goTo(app, 'Activity') },
];

async function openRefund(app: RunningApp): Promise<void> {
  await goTo(app, 'Console');
  await app.page.getByRole('button', { name: /^POST Refund a captured payment/ }).click();
  await app.page.getByRole('region', { name: 'Answer' }).waitFor();
}

/** Goes to a view by its link and waits for its page. */
async function openHash({ page }: RunningApp, hash: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), hash);
  await page.locator('main').getByRole('heading').first().waitFor();
  await page.waitForTimeout(300);
}

/** Goes to a list, opens the row, and waits until the page is about it. */
async function openRow({ page }: RunningApp, hash: string, row: RegExp, title: RegExp): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), hash);
  await page.getByRole('row', { name: row }).first().click();
  await page.locator('main').getByRole('heading', { name: title }).first().waitFor();
}

/** The app draws the system’s theme unless a person chose one. */
async function followSystem({ page }: RunningApp, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}
