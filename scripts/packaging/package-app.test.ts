import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import dropDefaultApp from './drop-default-app.mjs';
import { explainFailure, packagingConfig } from './package-app.mjs';

const official = { distDir: '/dist', electronVersion: '45.4.1', kind: 'official', sqliteBinding: null } as const;
const standIn = { distDir: '/dist', electronVersion: '33.2.1', kind: 'stand-in', sqliteBinding: '/cache/better_sqlite3.node' } as const;

describe('packagingConfig', () => {
  it('leaves the fuses and names of the official build as configured', () => {
    const config = packagingConfig({ runtime: official, isTestBuild: false, outputDir: 'dist' });
    expect(config).toEqual({ electronDist: '/dist', electronVersion: '45.4.1', directories: { output: 'dist' } });
  });

  it('lets a debugger in only in a test build, and names it so', () => {
    const config = packagingConfig({ runtime: official, isTestBuild: true, outputDir: 'dist' });
    expect(config).toMatchObject({ electronFuses: { enableNodeCliInspectArguments: true } });
    expect(config).toHaveProperty('artifactName', expect.stringContaining('testing-only'));
  });

  it('adds the SQLite binary that the stand-in needs, and names it for testing only', () => {
    const config = packagingConfig({ runtime: standIn, isTestBuild: false, outputDir: 'dist' });
    expect(config).toMatchObject({ extraResources: [{ from: '/cache/better_sqlite3.node', to: 'native/better_sqlite3.node' }] });
    expect(config).toHaveProperty('artifactName', expect.stringContaining('testing-only'));
    expect(config).not.toHaveProperty('electronFuses');
  });
});

describe('dropDefaultApp', () => {
  it('removes what would start another app and nothing else', async () => {
    const appOutDir = mkdtempSync(join(tmpdir(), 'quartermaster-pack-'));
    onTestFinished(() => rmSync(appOutDir, { recursive: true, force: true }));
    mkdirSync(join(appOutDir, 'resources', 'app'), { recursive: true });
    writeFileSync(join(appOutDir, 'resources', 'default_app.asar'), '');
    writeFileSync(join(appOutDir, 'resources', 'kept'), '');
    await dropDefaultApp({ appOutDir, electronPlatformName: 'linux' });
    expect(['app', 'default_app.asar', 'kept'].map((name) => existsSync(join(appOutDir, 'resources', name)))).toEqual([false, false, true]);
    await expect(dropDefaultApp({ appOutDir: join(appOutDir, 'none'), electronPlatformName: 'linux' })).rejects.toThrow(
      'no resources folder',
    );
  });
});

describe('explainFailure', () => {
  it('says in one line why an installer was not made', () => {
    expect(explainFailure(new Error('getaddrinfo ENOTFOUND example.org\nstack'))).toBe(
      'the tool that makes it could not be downloaded (ENOTFOUND example.org)',
    );
    expect(explainFailure(new Error('\nsomething else\nmore'))).toBe('something else');
  });
});
