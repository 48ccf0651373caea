import { assertNever } from './assert-never.ts';
import type { ShellCommand } from '../../shared/contract/shell.ts';
import { toast } from '../ui/toast.ts';
import { useApp } from './app-state.ts';
import { api } from './client.ts';
import { doorOf, go } from './navigate.ts';
import { useImportRequest } from './open-import.ts';
import { usePalette } from './palette.ts';
import { queryClient } from './query-client.ts';
import { shell } from './shell-bridge.ts';
import { chooseTheme } from './theme.ts';
import { lookOnlyReason } from './use-workspace.ts';
import { chooseAndOpen, closeWorkspace, openFolder } from './workspace-actions.ts';

/** Does what the native menu asks, and follows quartermaster:// links. */
export function listenForCommands(): void {
  shell.listen((event) => {
    if (event.kind === 'command') void runCommand(event.command);
    else if (event.kind === 'link') followLink(event.url);
    else if (event.kind === 'open folder') void openFolder(event.folder);
  });
}

/** Goes where a link leads: "quartermaster://inventory/api/0192…". */
export function followLink(url: string): void {
  if (!URL.canParse(url)) return;
  const { protocol, host, pathname } = new URL(url);
  if (protocol === 'quartermaster:') go(doorOf(`/${host}${pathname}`));
}

/** A menu of the system cannot lack its items for a while: it says why nothing is imported. */
function askImport(): void {
  const workspace = queryClient.getQueryData(api.workspace.current.queryKey({ input: {} }));
  const lookOnly = workspace == null ? null : lookOnlyReason(workspace);
  if (lookOnly !== null) toast({ words: `Nothing can be imported: read-only. ${lookOnly}`, state: 'soon' });
  else useImportRequest.getState().ask(null);
}

async function runCommand(command: ShellCommand): Promise<void> {
  const hasWorkspace = useApp.getState().folder !== null;
  switch (command) {
    case 'palette':
      usePalette.getState().open();
      return;
    case 'import':
      if (hasWorkspace) askImport();
      return;
    case 'new-request':
      if (hasWorkspace) go({ place: 'console' });
      return;
    case 'settings':
      if (hasWorkspace) go({ place: 'settings' });
      return;
    case 'shortcuts':
      useApp.setState({ isHelpOpen: true });
      return;
    case 'open-workspace':
      await chooseAndOpen();
      return;
    case 'close-workspace':
      if (hasWorkspace) await closeWorkspace();
      return;
    case 'theme-light':
      await chooseTheme('light');
      return;
    case 'theme-dark':
      await chooseTheme('dark');
      return;
    case 'theme-system':
      await chooseTheme('system');
      return;
    default:
      assertNever(command);
  }
}
