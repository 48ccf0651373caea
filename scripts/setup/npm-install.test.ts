import { describe, expect, it } from 'vitest';
import { findInstallGap } from './npm-install.mjs';

const manifest = { name: 'x', scripts: {}, dependencies: { a: '1.0.0' } };
const lock = {
  packages: {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/mac-only': { version: '2.0.0', optional: true },
  },
};
const installed = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } };

describe('findInstallGap', () => {
  it('finds none when everything is as locked, and packages of other platforms are absent', () => {
    expect(findInstallGap({ manifest, lock, installed })).toBeNull();
  });

  it('does not mind a change of the scripts', () => {
    expect(findInstallGap({ manifest: { ...manifest, scripts: { start: 'x' } }, lock, installed })).toBeNull();
  });

  it('names what is missing, changed or too much', () => {
    const gap = (packages: Record<string, { version: string; integrity?: string }>) =>
      findInstallGap({ manifest, lock, installed: { packages } });
    expect(findInstallGap({ manifest, lock, installed: null })).toBe('nothing is installed yet');
    expect(gap({})).toBe('a is missing');
    expect(gap({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } })).toBe('a changed');
    expect(gap({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-other' } })).toBe('a changed');
    expect(gap({ ...installed.packages, 'node_modules/a/node_modules/@s/b': { version: '1.0.0' } })).toBe('@s/b is no longer wanted');
  });

  it('notices that package.json and the lock file disagree', () => {
    const newer = { ...manifest, dependencies: { a: '1.0.0', b: '1.0.0' } };
    expect(findInstallGap({ manifest: newer, lock, installed })).toBe('package-lock.json does not know the dependencies of package.json');
  });
});
