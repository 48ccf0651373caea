import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runMeasured } from './run-command.ts';

const mb = 1024 ** 2;
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The peak of a command that fills so many bytes and ends. */
async function peakOf(bytes: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-weigh-'));
  folders.push(folder);
  const file = join(folder, 'fill.mjs');
  writeFileSync(file, `Buffer.alloc(${bytes}, 1);`);
  const { peakBytes, exitCode } = await runMeasured({ name: 'fill', words: [file], cwd: folder, scratch: folder });
  expect(exitCode).toBe(0);
  return peakBytes;
}

describe('the memory of a command', () => {
  it('is its own, however large the process is that starts it', async () => {
    const ballast = Buffer.alloc(350 * mb, 1);
    const small = await peakOf(0);
    const large = await peakOf(250 * mb);
    expect(ballast.at(-1)).toBe(1);
    expect(small).toBeLessThan(120 * mb);
    expect(large - small).toBeGreaterThan(240 * mb);
    expect(large - small).toBeLessThan(280 * mb);
  });
});
