import { describe, expect, it } from 'vitest';
import { runsOnce } from './run-once.ts';

describe('runsOnce', () => {
  it('does once what is asked for twice while it goes on, and again when it is asked for after', async () => {
    const told: boolean[] = [];
    const run = runsOnce((isRunning) => void told.push(isRunning));
    let begun = 0;
    let end = (): void => undefined;
    const work = (): Promise<void> => {
      begun += 1;
      return new Promise((done) => (end = done));
    };
    run(work);
    run(work);
    expect([begun, told]).toEqual([1, [true]]);
    end();
    await expect.poll(() => told).toEqual([true, false]);
    run(work);
    expect(begun).toBe(2);
  });

  it('is free again when the work did not go well', async () => {
    const told: boolean[] = [];
    const run = runsOnce((isRunning) => void told.push(isRunning));
    // Whoever began the work says what went wrong.
    const failed = Promise.reject(new Error('no'));
    run(() => failed.catch(() => undefined));
    await expect.poll(() => told).toEqual([true, false]);
  });

  it('holds nothing back after work that is done at once', () => {
    const run = runsOnce(() => expect.unreachable());
    let begun = 0;
    run(() => void (begun += 1));
    run(() => void (begun += 1));
    expect(begun).toBe(2);
  });
});
