import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { useDensity } from '../ui/density.ts';
import { useApp } from './app-state.ts';
import { ConfirmHost } from './confirm-host.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FailedScreen } from './failed-screen.tsx';
import { GlobalShortcuts } from './global-shortcuts.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { kitTheme, kitVariables } from './kit-theme.ts';
import { PaletteDialog } from './palette-dialog.tsx';
import { queryClient } from './query-client.ts';
import { Shell } from './shell.tsx';
import { styleNonce } from './style-nonce.ts';
import { useTheme } from './theme.ts';
import { Toasts } from './toasts.tsx';
import { useWorkspace } from './use-workspace.ts';
import { WelcomeFrame } from './welcome-frame.tsx';

/** The window: everything that is drawn in it. */
export function App(): ReactElement {
  const theme = useTheme((state) => state.theme);
  return (
    <MantineProvider theme={kitTheme} cssVariablesResolver={kitVariables} forceColorScheme={theme} getStyleNonce={styleNonce}>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary name="Quartermaster">
          <Screen />
          <CreateWorkspace />
          <PaletteDialog />
          <HelpSheet />
          <ConfirmHost />
          <Toasts />
          <GlobalShortcuts />
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Screen(): ReactElement {
  const core = useApp((state) => state.core);
  const shown = useApp((state) => state.shown);
  const willOpen = useApp(({ start }) => start?.openFolder != null);
  const { data: workspace } = useWorkspace();
  const density = useDensity((state) => state.density);
  const appState = stateWord(core, workspace);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (appState === null) delete dataset['appState'];
    else dataset['appState'] = appState;
    dataset['density'] = density;
  }, [appState, density]);
  useEffect(() => {
    document.title = workspace == null ? 'Quartermaster' : `${workspace.name} – Quartermaster`;
  }, [workspace]);
  if (core === 'given up') return <FailedScreen />;
  // Before the core has said anything: the frame of what is going to come.
  if (workspace === null || (workspace === undefined && !willOpen)) return <WelcomeFrame />;
  return <Shell key={shown} workspace={workspace ?? null} />;
}

/** What the page says of itself to whoever drives it: `<html data-app-state>`. Null until the core has said whether a workspace is open. */
function stateWord(
  core: ReturnType<typeof useApp.getState>['core'],
  workspace: object | null | undefined,
): 'welcome' | 'ready' | 'reconnecting' | 'failed' | null {
  if (core === 'given up') return 'failed';
  if (core === 'down') return 'reconnecting';
  if (core === 'starting' || workspace === undefined) return null;
  return workspace === null ? 'welcome' : 'ready';
}
