import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of what belongs to no workspace (the list of recent ones, the log): the one that the window uses, which is
 * Electron's `userData` of an app with this name. QUARTERMASTER_APP_DATA names another one.
 */
export function appDataFolder(env: Environment, platform: NodeJS.Platform = process.platform, home: string = homedir()): string {
  const own = env['QUARTERMASTER_APP_DATA'];
  if (own) return resolve(own);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Quartermaster');
    case 'win32':
      return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Quartermaster');
    default:
      return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'Quartermaster');
  }
}
