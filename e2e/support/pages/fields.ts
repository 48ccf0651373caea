// Fields of the kit, filled as a person fills them.
import type { Locator, Page } from '@playwright/test';

/** A field in which one of several is chosen; its role differs with whether it can be searched. */
export const selectField = (scope: Locator, label: string): Locator =>
  scope
    .getByRole('combobox', { name: label, exact: true })
    .or(scope.getByRole('textbox', { name: label, exact: true }))
    .first();

/** Opens the field's list and chooses what fits. */
export async function choose(page: Page, scope: Locator, label: string, option: string | RegExp): Promise<void> {
  await selectField(scope, label).click();
  await page.getByRole('option', { name: option }).click();
}

/** Chooses a file through the chooser that a click opens. */
export async function chooseFile(page: Page, button: Locator, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(file);
}
