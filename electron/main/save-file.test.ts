import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { savableExtension, withExtension, writeWhole } from './save-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-save-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('saving a file for the page', () => {
  it('writes what the page exports, and nothing that would run or leave the chosen folder', () => {
    expect(savableExtension('scorecard-2026-10.pdf')).toBe('pdf');
    for (const name of ['run.sh', 'a.desktop', 'pdf', '../a.pdf', 'C:\\a.pdf', 'a.pdf.exe'])
      expect(() => savableExtension(name)).toThrow('refused');
    expect(withExtension('/tmp/October', 'pdf')).toBe('/tmp/October.pdf');
    expect(withExtension('/tmp/October.PDF', 'pdf')).toBe('/tmp/October.PDF');
  });

  it('replaces a file whole and leaves nothing beside it', async () => {
    const path = join(folder, 'a.pdf');
    writeFileSync(path, 'old');
    await writeWhole(path, new Uint8Array([1, 2, 3]));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(['a.pdf']);
  });

  it('keeps the old file when it cannot write', async () => {
    const path = join(folder, 'gone', 'a.pdf');
    await expect(writeWhole(path, new Uint8Array([1]))).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });
});
