// The main job, end to end, in the real window: from two vendors' contracts to evidence that has reached the calendar and Today.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPrism, startSunsetVendor, type Peer } from './peers/prism.ts';
import { expect, projectFolder, test, type RunningApp } from './support/app.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

const contracts = join(projectFolder, 'resources', 'contracts');
const adyen = join(contracts, 'adyen', 'CheckoutService-v71.json');
const paypal = join(contracts, 'paypal', 'checkout_orders_v2.json');
const key = 'AQEyhmfxK_first_path_0123456789';
const sunset = new Date(Math.floor((Date.now() + 40 * 86_400_000) / 86_400_000) * 86_400_000);

const peers: Peer[] = [];
test.afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.stop()));
});

test('from an OpenAPI file to evidence on the calendar', async ({ app }) => {
  test.setTimeout(150_000);
  const { page } = app;
  await app.waitFor('welcome');
  await createWorkspace(app, 'First path');
  const vendor = await startPrism(adyen);
  const ending = await startSunsetVendor(sunset);
  peers.push(vendor, ending);

  await test.step('import two contracts: one chosen, one dropped on the window', async () => {
    await goTo(app, 'Inventory');
    await page
      .getByRole('button', { name: /^Import/ })
      .first()
      .click();
    await page.locator('input[type=file]').setInputFiles(adyen);
    const dialog = page.getByRole('dialog', { name: 'What this import adds' });
    await expect(dialog).toContainText('Adds vendor Adyen, API Checkout 71, 1 environment, 28 endpoints (1 deprecated).');
    await dialog.getByRole('button', { name: 'Add 28 endpoints' }).click();
    await expect(page.getByRole('row', { name: /Adyen/ })).toBeVisible();
    await dropFile(app, paypal);
    await expect(dialog).toContainText('Adds vendor PayPal, API Orders 2.13');
    await dialog.getByRole('button', { name: 'Add 8 endpoints' }).click();
    await expect(page.getByRole('row', { name: /PayPal/ })).toBeVisible();
  });

  await test.step('say who owns it and how much depends on it', async () => {
    await page.getByRole('row', { name: /Adyen/ }).click();
    const aside = page.getByRole('complementary');
    await aside.getByRole('button', { name: /^Criticality: medium/ }).click();
    await page
      .getByRole('option', { name: 'high' })
      .or(page.getByRole('menuitem', { name: 'high' }))
      .or(page.getByRole('radio', { name: 'high' }))
      .first()
      .click();
    await expect(page.getByRole('row', { name: /Adyen.*high/ })).toBeVisible();
  });

  await test.step('add the loopback vendors as environments', async () => {
    await addEnvironment(app, 'Prism', vendor.address);
    await addEnvironment(app, 'Ending', ending.address);
  });

  await test.step('store a key in the keychain and bind it', async () => {
    await goTo(app, 'Credentials');
    await page.getByRole('button', { name: 'Add credential' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a credential' });
    await dialog.getByText('Adyen Checkout, Prism').click();
    await dialog.getByText('Adyen Checkout, Ending').click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Adyen test');
    await dialog.getByRole('textbox', { name: 'Key', exact: true }).fill(key);
    await dialog.getByRole('button', { name: 'Store credential' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('row', { name: /Adyen test.*in the keychain/ })).toBeVisible();
    expect(await page.content()).not.toContain(key);
  });

  await test.step('send the example to the vendor’s own contract, served by Prism', async () => {
    await goTo(app, 'Console');
    await page.getByRole('button', { name: 'POST Start a transaction' }).click();
    await page.getByRole('radiogroup', { name: 'Environment' }).getByText('Prism').click();
    await expect(page.getByRole('textbox', { name: 'Request body' })).toContainText('amount');
    await page.keyboard.press('Control+Enter');
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer).toContainText('200 OK');
    await expect(answer).toContainText('fits');
    await expect(answer).toContainText('Correlation ID');
    await expect(answer).toContainText('resultCode');
    await answer.getByRole('tab', { name: 'Sent' }).click();
    await expect(answer).toContainText('[redacted');
    await expect(answer).not.toContainText(key);
  });

  await test.step('an answer that announces its end', async () => {
    await page.getByRole('button', { name: 'GET Get a payment link' }).click();
    await page.getByRole('radiogroup', { name: 'Environment' }).getByText('Ending').click();
    await page
      .getByRole('textbox', { name: /linkId/ })
      .first()
      .fill('PL123456');
    await page.keyboard.press('Control+Enter');
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer).toContainText('200 OK');
    await expect(answer).toContainText(/Stops \d/);
    await expect(answer).toContainText('violation');
  });

  await test.step('it is on the calendar, once, with its evidence', async () => {
    await goTo(app, 'Calendar');
    const row = page.getByRole('row', { name: /Adyen Checkout GET \/paymentLinks\/\{linkId\} stops/ });
    await expect(row).toHaveCount(1);
    await row.click();
    const aside = page.getByRole('complementary');
    await expect(aside).toContainText(new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(sunset));
    await expect(aside).toContainText('Sunset');
  });

  await test.step('Today says so, one click from what to do', async () => {
    await goTo(app, 'Today');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('need');
    await expect(page.getByRole('main')).toContainText('stops on');
    await page.getByRole('button', { name: 'Open the date' }).first().click();
    await expect(page).toHaveURL(/#\/calendar\/event\//);
  });

  await test.step('both calls are in the history and found by their correlation ID', async () => {
    await goTo(app, 'Console');
    await page.getByRole('link', { name: 'History' }).click();
    await expect(page.getByRole('row', { name: /127\.0\.0\.1|\/payments/ }).first()).toBeVisible();
  });
});

/** Drops a file on the window as a file manager does. */
async function dropFile({ page }: RunningApp, file: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ text, name }) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: 'application/json' }));
      return data;
    },
    { text: readFileSync(file, 'utf8'), name: file.split('/').at(-1) ?? '' },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: transfer });
}

async function addEnvironment({ page }: RunningApp, name: string, url: string): Promise<void> {
  await page.getByRole('region', { name: 'Environments' }).getByRole('button', { name: 'Add' }).click();
  const dialog = page.getByRole('dialog', { name: /^Add an environment/ });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Base URL' }).fill(url);
  await dialog.getByRole('button', { name: 'Add environment' }).click();
  await expect(dialog).toBeHidden();
}
