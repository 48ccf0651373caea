import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bodyPath } from './body-path.ts';
import { eraseFile } from './erase-file.ts';
import { createVault } from './vault.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-vault-'));
  mkdirSync(join(folder, 'bodies'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a body that a workspace names outside of its own folder is not touched', () => {
  const outside = join(folder, 'precious.sealed');
  writeFileSync(outside, 'mine');
  const vault = createVault(join(folder, 'bodies'), Buffer.alloc(32, 7));
  for (const file of ['../precious.sealed', outside, '..', 'a/b.sealed', 'a.txt', '', 'x\u0000.sealed']) {
    expect(() => vault.removeFile(file), file).toThrow('no sealed file of its own');
    expect(() => bodyPath(join(folder, 'bodies'), file)).toThrow();
  }
  expect(readFileSync(outside, 'utf8')).toBe('mine');
});

it.skipIf(process.platform === 'win32')('a link is removed, and what it leads to stays as it is', () => {
  const outside = join(folder, 'precious');
  writeFileSync(outside, 'mine');
  const link = join(folder, 'bodies', 'a.sealed');
  symlinkSync(outside, link);
  eraseFile(link);
  expect(existsSync(link)).toBe(false);
  expect(readFileSync(outside, 'utf8')).toBe('mine');
});
