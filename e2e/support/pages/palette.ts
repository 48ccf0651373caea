// The palette, and the places it and the rail lead to.
import { expect } from '@playwright/test';
import type { RunningApp } from '../app.ts';

/** Every place with its letter after `g`, as the keyboard sheet lists them. */
export const places = [
  { words: 'Today', hash: '#/today', letter: 't' },
  { words: 'Inventory', hash: '#/inventory', letter: 'i' },
  { words: 'Credentials', hash: '#/credentials', letter: 'k' },
  { words: 'Mappings', hash: '#/mappings', letter: 'm' },
  { words: 'Console', hash: '#/console', letter: 'c' },
  { words: 'Ledger', hash: '#/ledger', letter: 'l' },
  { words: 'Calendar', hash: '#/calendar', letter: 'd' },
  { words: 'Monitors', hash: '#/monitors', letter: 'o' },
  { words: 'Runbooks', hash: '#/runbooks', letter: 'r' },
  { words: 'Scorecards', hash: '#/scorecards', letter: 's' },
  { words: 'Activity', hash: '#/activity', letter: 'a' },
  { words: 'Settings', hash: '#/settings', letter: ',' },
] as const;

/** Runs the first thing that the palette offers for some words, with the keyboard. */
export async function runFromPalette(app: RunningApp, words: string): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or do anything' });
  await expect(field).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option', { name: words }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await field.waitFor({ state: 'detached' });
}
