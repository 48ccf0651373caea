// A runbook's run: the step in the middle and what can be said to it.
import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningApp } from '../app.ts';
import { choose } from './fields.ts';

export class RunPage {
  readonly page: Page;

  constructor(app: RunningApp) {
    this.page = app.page;
  }

  get step(): Locator {
    return this.page.getByRole('region', { name: 'Step', exact: true });
  }

  /** Waits until this step is asked. */
  async at(title: string | RegExp): Promise<void> {
    await expect(this.step.getByRole('heading', { level: 2 })).toHaveText(title);
  }

  async press(button: RegExp): Promise<void> {
    await this.step.getByRole('button', { name: button }).click();
  }

  /** Sends the saved request that the runbook leaves open, and waits for what came back. */
  async send(request: RegExp, outcome: string): Promise<void> {
    await choose(this.page, this.step, 'Which saved request?', request);
    await this.step.getByRole('button', { name: /^Send/ }).first().click();
    await expect(this.step.getByRole('region', { name: 'Request' })).toContainText(outcome, { timeout: 15_000 });
  }

  /** Ticks every item, then goes on. */
  async tickAll(): Promise<void> {
    await this.step.getByRole('checkbox').first().waitFor();
    for (const box of await this.step.getByRole('checkbox').all()) {
      await box.click();
      await expect(box).toBeChecked();
    }
    await this.press(/^Done, go on/);
  }
}
