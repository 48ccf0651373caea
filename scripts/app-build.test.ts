import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { digestSources } from './app-build.mjs';

describe('digestSources', () => {
  it('changes with content, new and removed files, and not with tests', async () => {
    const root = mkdtempSync(join(tmpdir(), 'quartermaster-sources-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    mkdirSync(join(root, 'electron', 'main'), { recursive: true });
    const file = join(root, 'electron', 'main', 'index.ts');
    const write = (path: string, content: string, seconds: number) => {
      writeFileSync(path, content);
      utimesSync(path, seconds, seconds);
    };
    write(file, 'a', 1000);
    const first = await digestSources(root);
    expect(await digestSources(root)).toBe(first);
    write(file, 'b', 1001);
    const second = await digestSources(root);
    expect(second).not.toBe(first);
    write(join(root, 'electron', 'main', 'index.test.ts'), 'x', 1002);
    expect(await digestSources(root)).toBe(second);
    write(join(root, 'package.json'), '{}', 1003);
    const third = await digestSources(root);
    expect(third).not.toBe(second);
    rmSync(file);
    expect(await digestSources(root)).not.toBe(third);
  });
});
