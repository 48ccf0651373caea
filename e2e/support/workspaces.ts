// Getting to an open workspace, as a person does.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type RunningApp } from './app.ts';
import { copySample } from './sample-template.ts';

const sampleName = 'Acme Mobile Shop';

/** Creates a workspace through the welcome screen. Returns its folder. */
export async function createWorkspace(app: RunningApp, name = 'Test team', folder = app.folders.workspace): Promise<string> {
  const { page } = app;
  await page.getByRole('button', { name: /^Create a workspace/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a workspace' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Folder').fill(folder);
  await dialog.getByRole('button', { name: 'Create workspace' }).click();
  await app.waitFor('ready');
  return folder;
}

/**
 * Opens the sample from the welcome screen, which goes back to the one that was explored before: a copy of the one that this
 * run built. A test that is about building it uses `buildSample`.
 */
export async function openSample(app: RunningApp): Promise<void> {
  const folder = join(app.folders.home, 'Quartermaster', sampleName);
  await copySample(folder);
  const list = join(app.folders.data, 'recent.json');
  const before = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as object[]) : [];
  writeFileSync(list, JSON.stringify([{ folder, name: sampleName, openedAt: Date.now() }, ...before]), { mode: 0o600 });
  await buildSample(app);
}

/** Builds the sample through the welcome screen; it takes some seconds. */
export async function buildSample(app: RunningApp): Promise<void> {
  await app.page.getByRole('button', { name: /^Explore the sample/ }).click();
  await app.waitFor('ready', 40_000);
}

/** Goes to a place by the rail and waits for its page. */
export async function goTo(app: RunningApp, place: string): Promise<void> {
  const link = app.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place });
  await link.click();
  // The page before has a title too.
  await expect(link).toHaveAttribute('aria-current', 'page');
  await app.page.locator('main h1, main h2').first().waitFor();
}
