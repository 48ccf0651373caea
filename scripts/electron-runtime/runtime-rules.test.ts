import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../project-paths.mjs';
import { currentFailure, executableInDist } from './official.mjs';
import { needsOwnBinding, patchBuildFile } from './sqlite-binding.mjs';
import { placeInStandIn } from './stand-in.mjs';

describe('placeInStandIn', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/resources.pak', 'resources.pak'],
    ['Cypress/resources/app/index.js', null],
    ['Cypress/browser_v8_context_snapshot.bin', null],
    ['elsewhere/file', null],
  ])('puts %s at %s', (name, place) => expect(placeInStandIn(name)).toBe(place));
});

describe('currentFailure', () => {
  const now = Date.UTC(2026, 10, 21);
  const note = (ageMs: number, electronVersion = '45.4.1') => JSON.stringify({ at: now - ageMs, electronVersion, reason: 'no route' });

  it('is believed for a day', () => {
    expect(currentFailure(note(0), '45.4.1', now)).toBe('no route');
    expect(currentFailure(note(86_399_999), '45.4.1', now)).toBe('no route');
    expect(currentFailure(note(86_400_000), '45.4.1', now)).toBeNull();
  });

  it('is not believed for another version, from the future, or when damaged', () => {
    expect(currentFailure(note(1), '46.0.0', now)).toBeNull();
    expect(currentFailure(note(-1), '45.4.1', now)).toBeNull();
    expect(currentFailure('{', '45.4.1', now)).toBeNull();
    expect(currentFailure('null', '45.4.1', now)).toBeNull();
  });
});

describe('the SQLite binding', () => {
  it.each([
    ['33.2.1', true],
    ['34.5.8', true],
    ['35.0.0', false],
    ['45.4.1', false],
  ])('of ours is needed by Electron %s: %s', (version, isNeeded) => expect(needsOwnBinding(version)).toBe(isNeeded));

  it('is built from the installed sources with the experimental Node-API in place of version 10', () => {
    const gyp = readFileSync(join(projectDir, 'node_modules', 'better-sqlite3', 'binding.gyp'), 'utf8');
    const patched = patchBuildFile(gyp);
    expect(patched).toContain(
      "'defines': ['NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NO_WARNING', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'",
    );
    expect(patched).not.toContain('NAPI_VERSION=10');
    expect(() => patchBuildFile(patched)).toThrow('not the one we know');
  });
});

describe('executableInDist', () => {
  it('knows where each platform keeps the program', () => {
    expect(executableInDist('linux')).toBe('electron');
    expect(executableInDist('win32')).toBe('electron.exe');
    expect(executableInDist('darwin')).toBe('Electron.app/Contents/MacOS/Electron');
  });
});
