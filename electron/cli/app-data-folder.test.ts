import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appDataFolder } from './app-data-folder.ts';

const home = join('/home', 'ines');

describe('the folder of the app', () => {
  it('is where Electron has it on each platform', () => {
    expect(appDataFolder({}, 'linux', home)).toBe(join(home, '.config', 'Quartermaster'));
    expect(appDataFolder({ XDG_CONFIG_HOME: '/cfg' }, 'linux', home)).toBe(join('/cfg', 'Quartermaster'));
    expect(appDataFolder({}, 'darwin', home)).toBe(join(home, 'Library', 'Application Support', 'Quartermaster'));
    expect(appDataFolder({ APPDATA: '/roaming' }, 'win32', home)).toBe(join('/roaming', 'Quartermaster'));
  });

  it('is another one when the environment names it', () => {
    expect(appDataFolder({ QUARTERMASTER_APP_DATA: 'x' }, 'linux', home)).toBe(resolve('x'));
  });
});
