import { create } from 'zustand';
import type { ThemeChoice } from '../../shared/contract/shell.ts';
import { shell } from './shell-bridge.ts';

export type Theme = 'light' | 'dark';

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
}

const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return wantsDark.matches ? 'dark' : 'light';
}

/** The chosen theme, and the one it comes to on this computer at this moment. */
export const useTheme = create<ThemeState>()(() => ({ choice: 'system', theme: resolve('system') }));

/** Draws a theme without telling the shell: at the start, with what the shell remembers. */
export function applyTheme(choice: ThemeChoice): void {
  const theme = resolve(choice);
  document.documentElement.dataset['theme'] = theme;
  useTheme.setState({ choice, theme });
}

/** Chooses a theme; the shell remembers it and colours what it draws itself. */
export async function chooseTheme(choice: ThemeChoice): Promise<void> {
  applyTheme(choice);
  await shell.call('setTheme', { theme: choice });
  // The shell's choice changes what the system query answers.
  applyTheme(choice);
}

wantsDark.addEventListener('change', () => applyTheme(useTheme.getState().choice));
