// The console: an endpoint, its request, its answer.
import type { Locator, Page } from '@playwright/test';
import { goTo } from '../workspaces.ts';
import type { RunningApp } from '../app.ts';

export class ConsolePage {
  readonly page: Page;
  readonly answer: Locator;

  constructor(app: RunningApp) {
    this.page = app.page;
    this.answer = app.page.getByRole('region', { name: 'Answer' });
  }

  /** Goes to the console and chooses an endpoint by its summary. */
  static async open(app: RunningApp, summary: string): Promise<ConsolePage> {
    await goTo(app, 'Console');
    const console = new ConsolePage(app);
    await console.choose(summary);
    return console;
  }

  async choose(summary: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`(GET|POST) ${summary}`) }).click();
    await this.page.getByRole('heading', { name: summary }).waitFor();
  }

  get sendButton(): Locator {
    return this.page.getByRole('main').getByRole('button', { name: /^Send/ });
  }

  async send(): Promise<void> {
    await this.sendButton.click();
  }

  /** Sends and waits until the line under the title says how it ended. */
  async sendAndWait(ended: RegExp): Promise<void> {
    await this.send();
    await this.page.getByRole('main').getByText(ended).first().waitFor();
    await this.sendButton.waitFor();
  }

  async setParameter(name: string, value: string): Promise<void> {
    await this.page.getByRole('tab', { name: /^Params/ }).click();
    await this.page
      .getByRole('region', { name: 'Request' })
      .getByRole('textbox', { name: new RegExp(`^${name}\\b`) })
      .fill(value);
  }

  /** Shows a part of the answer: Answer, Headers, Contract, Sent, Hops. */
  async showPart(name: string): Promise<void> {
    await this.answer.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }
}
