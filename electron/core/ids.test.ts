import { describe, expect, it } from 'vitest';
import { createIds } from './ids.ts';

describe('ids', () => {
  it('are of version 7, differ, and grow with time, within a millisecond and when the clock is set back', () => {
    let now = 1_790_000_000_000;
    const newId = createIds(() => now);
    const made: string[] = [];
    for (let at = 0; at < 2_000; at += 1) {
      if (at % 300 === 299) now += 1;
      if (at === 1_500) now -= 5_000;
      made.push(newId());
    }
    expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(new Set(made.map((id) => id.slice(-10))).size).toBe(2_000);
    expect(made.toSorted()).toEqual(made);
    expect(Number.parseInt((made[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(1_790_000_000_000);
  });
});
