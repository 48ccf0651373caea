// The monitors: a check by hand, and what the detail says after it.
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningApp } from '../app.ts';
import { goTo } from '../workspaces.ts';

export class MonitorsPage {
  readonly page: Page;
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
    this.page = app.page;
  }

  get aside(): Locator {
    return this.page.getByRole('complementary');
  }

  /** Opens one tab of the place, and one row of it. */
  async open(tab: 'Monitors' | 'Promises' | 'Incidents', row: string | RegExp): Promise<void> {
    await goTo(this.#app, 'Monitors');
    await this.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await this.page.getByRole('row', { name: row }).click();
  }

  /** Checks now, and waits until the check is over. */
  async check(): Promise<void> {
    const button = this.aside.getByRole('button', { name: 'Check now' });
    await button.click();
    await expect(button).toBeEnabled({ timeout: 20_000 });
  }

  /** Checks by hand until the detail's first line says so. */
  async checkUntil(words: RegExp, most = 6): Promise<void> {
    const heading = this.aside.getByRole('heading', { level: 3 }).first();
    for (let time = 0; time < most && !words.test((await heading.textContent()) ?? ''); time += 1) await this.check();
    await expect(heading).toHaveText(words);
  }
}
