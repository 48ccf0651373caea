// What both tests of the bad Tuesday share: the vendor, the two exports, the secret, and the facts that everything is held against.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { TuesdayVendor } from '../peers/tuesday-vendor.ts';
import { projectFolder, RunningApp } from './app.ts';
import { findSecret } from './find-secret.ts';
import { runTerminal } from './terminal.ts';
import { writeTuesdayExports, type TuesdayExports } from './tuesday-exports.ts';

export { factsOf } from './tuesday-facts.ts';

export const paypalDocument = join(projectFolder, 'resources', 'contracts', 'paypal', 'checkout_orders_v2.json');

/** The folders of one Tuesday, its vendor and its exports; nothing of the app runs yet. */
export class Tuesday {
  readonly app: RunningApp;
  readonly vendor: TuesdayVendor;
  readonly exports: TuesdayExports;
  readonly secret = 'tuesday-A21AAFEpH4PsADK7qSS7pSRsgzfENtu';

  private constructor(app: RunningApp, vendor: TuesdayVendor) {
    this.app = app;
    this.vendor = vendor;
    this.exports = writeTuesdayExports(app.folders.root);
  }

  static async start(app = new RunningApp()): Promise<Tuesday> {
    return new Tuesday(app, await TuesdayVendor.start());
  }

  get folder(): string {
    return this.app.folders.workspace;
  }

  /** Runs a verb with --json; fails the test when it ends otherwise than expected. */
  readonly quartermaster = async <T>(args: readonly string[], exitCode = 0, input = ''): Promise<T> => {
    const result = await runTerminal(this.app, ['--workspace', this.folder, '--json', ...args], input);
    expect(result.exitCode, `quartermaster ${args.join(' ')}\n${result.stdout.slice(0, 4_000)}\n${result.stderr}`).toBe(exitCode);
    return result.json<T>();
  };

  /** The files in which the secret lies in any form, of everything that the app wrote. */
  async filesWithSecret(): Promise<readonly string[]> {
    return (await findSecret(this.secret, [this.app.folders.root])).map(({ where, form }) => `${where} (${form})`);
  }

  async stop(): Promise<void> {
    await this.vendor.stop();
    await this.app.remove();
  }
}

/** The text of a PDF, as Debian's poppler reads it. */
export function pdfText(file: string): string {
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

export function pdfPages(file: string): number {
  return Number(/^Pages:\s+(\d+)$/m.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))?.[1] ?? 0);
}
