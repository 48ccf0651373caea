import { shell } from '../../../app/shell-bridge.ts';

/** Asks for a file of any kind; null when the person changed their mind. */
export const chooseAnyFile = (): Promise<string | null> =>
  shell.call('chooseFile', { title: 'The file to send', button: 'Choose', extensions: ['*'] });
