import '@mantine/core/styles.layer.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './ui/tokens.css';
import './ui/base.css';
import './ui/kit.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { useApp } from './app/app-state.ts';
import { listenForCommands } from './app/commands.ts';
import { keepConnected } from './app/core-connection.ts';
import { keepFocus } from './app/keep-focus.ts';
import { listenForShortcuts } from './app/shortcuts.ts';
import { sayWholeOnHover } from './ui/whole-on-hover.ts';
import { applyTheme } from './app/theme.ts';

async function start(): Promise<void> {
  const state = await keepConnected();
  useApp.setState({ start: state });
  applyTheme(state.theme);
  listenForCommands();
  listenForShortcuts(window);
  sayWholeOnHover(document);
  keepFocus(document);
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
}

void start();
