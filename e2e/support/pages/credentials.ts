// The credentials and the sheet that takes a secret.
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from '../app.ts';
import { goTo } from '../workspaces.ts';

export interface NewCredential {
  readonly name: string;
  readonly secret: string;
  readonly kind?: 'API key' | 'Bearer token' | 'User and password';
  /** For an API key. */
  readonly header?: string;
  readonly user?: string;
  /** As the sheet lists them: "Echo Test, Sandbox". */
  readonly environments?: readonly string[];
}

export class CredentialsPage {
  readonly page: Page;

  constructor(app: RunningApp) {
    this.page = app.page;
  }

  static async open(app: RunningApp): Promise<CredentialsPage> {
    await goTo(app, 'Credentials');
    return new CredentialsPage(app);
  }

  get sheet(): Locator {
    return this.page.getByRole('dialog', { name: /Add a credential|Edit/ });
  }

  /** Types a credential with its secret into the sheet and stores it. */
  async add({ name, secret, kind = 'API key', header = 'X-API-Key', user, environments = [] }: NewCredential): Promise<void> {
    await this.page.getByRole('button', { name: 'Add credential' }).click();
    const { sheet } = this;
    for (const environment of environments) await sheet.getByRole('checkbox', { name: environment }).check();
    await sheet.getByText(kind, { exact: true }).click();
    await sheet.getByLabel('Name', { exact: true }).fill(name);
    if (kind === 'API key') await sheet.getByLabel('Header', { exact: true }).fill(header);
    if (user !== undefined) await sheet.getByLabel('User', { exact: true }).fill(user);
    await sheet
      .getByLabel(kind === 'API key' ? 'Key' : kind === 'Bearer token' ? 'Token' : 'Password', { exact: true })
      .pressSequentially(secret);
    await sheet.getByRole('button', { name: 'Store credential' }).click();
    await sheet.waitFor({ state: 'detached' });
  }
}
