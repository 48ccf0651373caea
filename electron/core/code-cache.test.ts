import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

let folder = '';
const script = (): string => join(folder, 'answer.cjs');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(script(), "const { join } = require('node:path'); exports.answer = () => join('4', '2'); exports.file = __filename;");
});

/** Reads the script in a process of its own: its answer, and how much of it came with its compiled form. */
function read(flags: readonly string[] = [], keep = false): { answer: string; file: string; scripts: number; cached: number } {
  const source = `import { createRequire } from 'node:module';
    import { codeCacheUse, keepCodeCache, useCodeCache } from '${new URL('./code-cache.ts', import.meta.url).href}';
    useCodeCache(${JSON.stringify(folder)});
    const { answer, file } = createRequire(import.meta.url)(${JSON.stringify(script())});
    const said = { answer: answer(), file, ...codeCacheUse() };
    if (${keep}) keepCodeCache();
    console.log(JSON.stringify(said));`;
  return JSON.parse(execFileSync(process.execPath, [...flags, '--input-type=module', '-e', source], { encoding: 'utf8' })) as never;
}

describe('the compiled form of a script', () => {
  it('is used once it is kept, and changes nothing', () => {
    const without = read([], true);
    expect(without).toEqual({ answer: join('4', '2'), file: script(), scripts: 1, cached: 0 });
    expect(read()).toEqual({ ...without, cached: 1 });
  });

  it('is refused when it was made under other settings, for another script, or is damaged', () => {
    const { answer } = read([], true);
    expect(read(['--no-opt'])).toMatchObject({ answer, cached: 0 });
    writeFileSync(script(), "exports.answer = () => 'another'; exports.file = __filename;");
    expect(read()).toMatchObject({ answer: 'another', cached: 0 });
    read([], true);
    const whole = readFileSync(`${script()}.v8`);
    expect(read()).toMatchObject({ answer: 'another', cached: 1 });
    for (const at of [5, 40, whole.length >> 1, whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8((whole[at] ?? 0) ^ 0x5a, at);
      writeFileSync(`${script()}.v8`, damaged);
      expect(read()).toMatchObject({ answer: 'another', cached: 0 });
    }
    for (const rest of [whole.subarray(0, whole.length >> 1), 'nonsense', '']) {
      writeFileSync(`${script()}.v8`, rest);
      expect(read()).toMatchObject({ answer: 'another', cached: 0 });
    }
  });

  it('is kept whole, with nothing beside it', () => {
    read([], true);
    expect(existsSync(`${script()}.v8`)).toBe(true);
    expect(existsSync(`${script()}.v8.part`)).toBe(false);
  });
});
