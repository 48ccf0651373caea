import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { ShellCommand } from '../../shared/contract/shell.ts';

/** The native menu. Its commands go to the page, which has the same actions in the palette. */
export function installMenu(run: (command: ShellCommand) => void): void {
  const item = (label: string, command: ShellCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => run(command),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('Open workspace…', 'open-workspace'),
        item('Close workspace', 'close-workspace'),
        { type: 'separator' },
        item('Import a document…', 'import'),
        item('New request', 'new-request'),
        { type: 'separator' },
        item('Settings', 'settings'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit', label: 'Quit Quartermaster' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('Search or do anything', 'palette', 'CmdOrCtrl+K'),
        { type: 'separator' },
        item('Light', 'theme-light'),
        item('Dark', 'theme-dark'),
        item('As the system', 'theme-system'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard shortcuts', 'shortcuts')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
