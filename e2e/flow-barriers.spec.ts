// Flows as everybody can use them: their list, a flow, its schedule and a run, looked at by axe in both themes.
import { expect, test } from './support/app.ts';
import { findBarriersInBothThemes } from './support/barriers.ts';
import { openSample } from './support/workspaces.ts';

test('flows, a flow with an open step, and a run keep the rules of accessibility, light and dark', async ({ app }) => {
  const { page } = app;
  await openSample(app);
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    found.push(...(await findBarriersInBothThemes(page)).map((line) => `${name}: ${line}`));
  };
  await page.evaluate(() => void (location.hash = '#/console/flows'));
  await page.getByRole('row', { name: /Refund and verify/ }).waitFor();
  await look('list');
  await page.keyboard.press('n');
  await page.getByRole('dialog', { name: 'New flow' }).waitFor();
  await look('new');
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Refund and verify/ }).click();
  await page
    .getByRole('button', { name: /Refund a payment/ })
    .first()
    .click();
  await page.getByRole('form', { name: 'Step Refund a payment' }).waitFor();
  await look('flow');
  await page.getByRole('tab', { name: 'By itself' }).click();
  await look('schedule');
  await page.evaluate(() => void (location.hash = '#/console/flow-runs'));
  await page.getByRole('row', { name: /done in part/ }).click();
  await page
    .getByRole('row', { name: /failed/ })
    .first()
    .click();
  await page.getByRole('complementary', { name: 'Row 5' }).waitFor();
  await look('run');
  expect(found).toEqual([]);
});
