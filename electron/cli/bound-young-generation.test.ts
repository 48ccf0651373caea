import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const module = join(import.meta.dirname, 'bound-young-generation.ts');
/** Keeps a little of much that is made, as a long run does, and tells the place for young objects in MB. */
const churn = `
  const v8 = await import('node:v8');
  const kept = [];
  for (let turn = 0; turn < 120; turn += 1) {
    kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at, words: [at, 'x' + at] })));
    if (kept.length > 20) kept.shift();
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { space_size: bytes } = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  process.stdout.write(String(bytes / 1024 ** 2));
`;
const youngMb = (before: string): number =>
  Number(execFileSync(process.execPath, ['--input-type=module', '--eval', `${before}${churn}`], { encoding: 'utf8' }));

describe('the place for young objects', () => {
  it('stops growing once it is large enough', () => {
    const left = youngMb('');
    const bound = youngMb(`(await import(${JSON.stringify(module)})).boundYoungGeneration();`);
    expect(bound).toBeGreaterThanOrEqual(8);
    expect(bound).toBeLessThan(left);
  });
});
