// The ledger: two files through their mappings, the bridge in figures, the causes.
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningApp } from '../app.ts';
import { goTo } from '../workspaces.ts';

export interface NewLedger {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  /** Names of mappings. */
  readonly leftMapping: string;
  readonly rightMapping: string;
}

export class LedgerPage {
  readonly page: Page;

  constructor(app: RunningApp) {
    this.page = app.page;
  }

  /** A ledger of two files of ledger rows, each through its mapping, compared at once. */
  static async create(app: RunningApp, { name, left, right, leftMapping, rightMapping }: NewLedger): Promise<LedgerPage> {
    const { page } = app;
    await goTo(app, 'Ledger');
    // The system's own dialog cannot be pressed by a test: it answers with these, one after the other.
    await app.electron.evaluate(
      ({ dialog }, paths) => {
        const waiting = [...paths];
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: waiting.splice(0, 1) });
      },
      [left, right],
    );
    await page.getByRole('button', { name: /^(Compare two files|New ledger)$/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Compare two files' });
    await sheet.getByRole('button', { name: 'Choose file' }).first().click();
    await expect(sheet.getByRole('button', { name: 'Another file' })).toHaveCount(1);
    await sheet.getByRole('button', { name: 'Choose file' }).click();
    for (const [side, mapping] of [
      ['left', leftMapping],
      ['right', rightMapping],
    ] as const) {
      await sheet.getByLabel(`Mapping of the ${side} side`).selectOption(`through ${mapping}`);
      // The columns are then the mapping's fields, proposed anew.
      await expect(sheet.getByLabel(`Key of the ${side} side`)).toHaveValue('record_key');
      await expect(sheet.getByLabel(`Unit of the ${side} amount`)).toHaveValue('minor point');
    }
    // Each system has its own words for what became of an order.
    await sheet.getByRole('button', { name: 'Do not compare status' }).click();
    await sheet.getByLabel('How long the other side may take').selectOption('none');
    await sheet.getByLabel('Name', { exact: true }).fill(name);
    await sheet.getByRole('button', { name: 'Compare', exact: true }).click();
    await sheet.waitFor({ state: 'detached', timeout: 30_000 });
    return new LedgerPage(app);
  }

  get causes(): Locator {
    return this.page.getByRole('region', { name: 'Causes' });
  }

  /** Compares the same two files once more. */
  async runAgain(): Promise<void> {
    await this.page.getByRole('button', { name: 'Run again' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Run / });
    await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
    await dialog.waitFor({ state: 'detached', timeout: 30_000 });
  }

  /** The bridge of a currency in figures: first the left sum, then the right sum, and what no line explains. */
  async bridge(currency: string): Promise<readonly string[]> {
    await this.page.getByRole('tab', { name: new RegExp(`^${currency}`) }).click();
    const asTable = this.page.getByRole('button', { name: 'Table', exact: true });
    const table = this.page.getByRole('table', { name: `Bridge ${currency}` });
    await asTable.or(table).first().waitFor();
    if (await asTable.isVisible()) await asTable.click();
    await table.waitFor();
    return (await table.getByRole('row').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim());
  }
}
