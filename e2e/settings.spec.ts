// Settings that reach further than the page: people, the proxy's password, an authority for a vendor's own server.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestAuthority } from '../electron/core/http/testing/certificates.ts';
import { expect, test } from './support/app.ts';
import { findBarriers } from './support/barriers.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

test('people are added, given a zone, and removed', async ({ app }) => {
  await createWorkspace(app);
  await goTo(app, 'Settings');
  const { page } = app;
  const people = page.getByRole('region', { name: 'People' });
  await people.getByLabel('Name').fill('Ines');
  await people.getByRole('button', { name: 'Add person' }).click();
  await people.getByRole('button', { name: 'Edit Ines' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Ines' });
  await dialog.getByLabel('E-mail').fill('ines@example.com');
  await dialog.getByRole('button', { name: 'Save person' }).click();
  await dialog.waitFor({ state: 'detached' });
  await people.getByRole('button', { name: 'Remove Ines' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove person' }).click();
  await expect(people).not.toContainText('Ines');
});

test('an authority is added from a file and says until when', async ({ app }) => {
  await createWorkspace(app);
  await goTo(app, 'Settings');
  const { page } = app;
  const file = join(app.folders.root, 'root.pem');
  writeFileSync(file, createTestAuthority('Acme Root').cert);
  const trust = page.getByRole('region', { name: 'Trusted authorities' });
  await trust.locator('input[type=file]').setInputFiles(file);
  await expect(trust).toContainText('Acme Root');
  writeFileSync(file, 'not a certificate');
  await trust.locator('input[type=file]').setInputFiles(file);
  await expect(trust).toContainText('There is no certificate in this file.');
});

test('the proxy’s password goes to the keychain and is not shown again', async ({ app }) => {
  await createWorkspace(app);
  await goTo(app, 'Settings');
  const { page } = app;
  const proxy = page.getByRole('region', { name: 'Proxy' });
  await proxy.getByRole('radio', { name: 'Manual' }).click();
  await proxy.getByLabel('Address').fill('http://me:pw@proxy.example:3128');
  await proxy.getByRole('button', { name: 'Set proxy' }).click();
  await expect(proxy).toContainText('There is a user name or a password in the address.');
  await proxy.getByLabel('Address').fill('http://proxy.example:3128');
  await proxy.getByLabel('Password', { exact: true }).fill('password');
  await proxy.getByRole('button', { name: 'Set proxy' }).click();
  await expect(proxy).toContainText('This is an ordinary word');
  await expect(proxy.getByRole('checkbox', { name: 'It is the right one' })).not.toBeChecked();
  await proxy.getByLabel('Password', { exact: true }).fill('only-in-the-keychain');
  await proxy.getByRole('button', { name: 'Set proxy' }).click();
  await expect(proxy.getByRole('button', { name: 'Forget its password' })).toBeVisible();
  expect(await page.content()).not.toContain('only-in-the-keychain');
});

test('nothing on the page is out of reach', async ({ app }) => {
  await openSample(app);
  await goTo(app, 'Settings');
  const { page } = app;
  await page.getByRole('radio', { name: 'Manual' }).click();
  await page.getByRole('button', { name: /^Licences of/ }).click();
  expect(await findBarriers(page)).toEqual([]);
});
