// Getting to an open workspace, as a person does.
import type { RunningApp } from './app.ts';

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

/** Builds the sample through the welcome screen; it takes some seconds. */
export async function openSample(app: RunningApp): Promise<void> {
  await app.page.getByRole('button', { name: /^Explore the sample/ }).click();
  await app.waitFor('ready', 40_000);
}

/** Goes to a place by the rail and waits for its page. */
export async function goTo(app: RunningApp, place: string): Promise<void> {
  await app.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
  await app.page.locator('main h1, main h2').first().waitFor();
}
