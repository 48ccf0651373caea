import { describe, expect, it } from 'vitest';
import { missingPackages, parseRelease, usesApt, wantedPackages } from './system-packages.mjs';

const bookworm = { ID: 'debian', VERSION_ID: '12' };
const noble = { ID: 'ubuntu', VERSION_ID: '24.04' };
const index = (installed: readonly string[], offered: readonly string[], release: Record<string, string>) => ({
  has: (name: string) => installed.includes(name),
  offers: (name: string) => offered.includes(name),
  release,
});

describe('wantedPackages', () => {
  it('asks for a display only where there is none, and for a keychain and a compiler only when they are used', () => {
    const start = wantedPackages({ purpose: 'start', hasDisplay: true, needsCompiler: false });
    expect(start).toEqual(['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libsecret-1-0']);
    expect(wantedPackages({ purpose: 'start', hasDisplay: false, needsCompiler: false })).toContain('xvfb');
    expect(wantedPackages({ purpose: 'test', hasDisplay: true, needsCompiler: true })).toEqual(
      expect.arrayContaining(['xvfb', 'gnome-keyring', 'dbus', 'g++', 'make', 'python3']),
    );
  });
});

describe('missingPackages', () => {
  const wanted = ['libgtk-3-0', 'libnss3'];

  it('takes the old and the new name for the same thing', () => {
    expect(missingPackages(wanted, index(['libgtk-3-0', 'libnss3'], [], bookworm))).toEqual([]);
    expect(missingPackages(wanted, index(['libgtk-3-0t64', 'libnss3'], [], noble))).toEqual([]);
  });

  it('names what this release offers', () => {
    expect(missingPackages(wanted, index([], ['libgtk-3-0', 'libnss3'], bookworm))).toEqual(wanted);
    expect(missingPackages(wanted, index([], ['libgtk-3-0t64', 'libnss3'], bookworm))).toEqual(['libgtk-3-0t64', 'libnss3']);
  });

  it.each([
    [bookworm, 'libgtk-3-0'],
    [{ ID: 'debian', VERSION_ID: '13' }, 'libgtk-3-0t64'],
    [{ ID: 'debian' }, 'libgtk-3-0t64'],
    [{ ID: 'ubuntu', VERSION_ID: '22.04' }, 'libgtk-3-0'],
    [noble, 'libgtk-3-0t64'],
  ])('goes by the release %o when apt has no lists', (release, name) => {
    expect(missingPackages(['libgtk-3-0'], index([], [], release))).toEqual([name]);
  });
});

describe('parseRelease', () => {
  it('reads quoted and plain fields', () => {
    const release = parseRelease('ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\n# a comment\n');
    expect(release).toEqual({ ID: 'linuxmint', ID_LIKE: 'ubuntu debian', VERSION_ID: '22' });
    expect(usesApt(release)).toBe(true);
    expect(usesApt(parseRelease('ID=fedora'))).toBe(false);
  });
});
