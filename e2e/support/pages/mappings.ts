// The mappings: a draft from a file, its rules, its golden samples.
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningApp } from '../app.ts';
import { goTo } from '../workspaces.ts';
import { chooseFile } from './fields.ts';

export class MappingsPage {
  readonly page: Page;

  constructor(app: RunningApp) {
    this.page = app.page;
  }

  /** A draft of ledger rows from one real file; the page is then the draft's. */
  static async create(app: RunningApp, name: string, file: string): Promise<MappingsPage> {
    const { page } = app;
    await goTo(app, 'Mappings');
    await page.getByRole('button', { name: 'New mapping' }).click();
    const dialog = page.getByRole('dialog', { name: 'New mapping' });
    await chooseFile(page, dialog.getByRole('button', { name: 'Choose file' }), file);
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByRole('button', { name: 'Create draft' }).click();
    await expect(page).toHaveURL(/#\/mappings\/mapping\//);
    const mappings = new MappingsPage(app);
    await mappings.field('amount_minor').waitFor();
    return mappings;
  }

  field(name: string): Locator {
    return this.page.getByRole('option', { name: new RegExp(`^${name}`) });
  }

  /** How many decimals the amount has: "always 2", "ISO 4217". */
  async setDecimals(way: string): Promise<void> {
    await this.field('amount_minor').click();
    const pick = this.page.getByRole('complementary', { name: 'Rule of amount_minor' }).getByLabel('Decimals from');
    await pick.selectOption(way);
    await expect(pick.locator('option:checked')).toHaveText(way);
  }

  async pickGoldens(): Promise<void> {
    await this.page.getByRole('button', { name: 'Pick golden samples' }).click();
    const sheet = this.page.getByRole('dialog', { name: /^[1-9]\d* golden samples?, 0 fail/ });
    await sheet.waitFor();
    await this.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }

  async activate(revision: number): Promise<void> {
    await this.page.getByRole('button', { name: 'Activate' }).click();
    await this.page.getByRole('button', { name: `active ${revision}` }).waitFor();
  }

  /** Writes into each failing sample what it must give: what was put in, when that is whole. */
  async correctGoldens(field: string, whole: RegExp): Promise<void> {
    const { page } = this;
    await page.getByRole('alert').getByRole('button', { name: 'Open sample' }).click();
    const sheet = page.getByRole('dialog', { name: /golden samples?, \d+ fails?/ });
    await sheet.waitFor();
    const failing = sheet.getByRole('button', { name: /^Sample .*fails$/ });
    for (let left = await failing.count(); left > 0; left -= 1) {
      const first = failing.first();
      if ((await first.getAttribute('aria-expanded')) === 'false') await first.click();
      const row = sheet.getByRole('row', { name: new RegExp(`^${field}`) });
      const put = await row.getByRole('cell').nth(1).innerText();
      const value = put.split(/\s+/).find((part) => whole.test(part));
      if (value === undefined) throw new Error(`${field} was made of “${put}”`);
      const must = row.getByLabel(`What ${field} must be`);
      await must.fill(value);
      await must.press('Enter');
      await expect(failing).toHaveCount(left - 1);
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }
}
