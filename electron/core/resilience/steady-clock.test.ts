import { expect, it } from 'vitest';
import { createSteadyClock } from './steady-clock.ts';

it('goes on while the computer sleeps, and never goes back when the wall clock is set', () => {
  let [monotonic, wall] = [1000, 5_000_000];
  const now = createSteadyClock(
    () => monotonic,
    () => wall,
  );
  const pass = (awakeMs: number, wallMs = awakeMs): number => {
    monotonic += awakeMs;
    wall += wallMs;
    return now();
  };
  expect(now()).toBe(1000);
  expect(pass(500)).toBe(1500);
  // Asleep for an hour.
  expect(pass(10, 3_600_010)).toBe(1510 + 3_600_000);
  expect(pass(100)).toBe(1610 + 3_600_000);
  // Set back by two hours, and then a second passes.
  expect(pass(1, -7_200_000)).toBe(1611 + 3_600_000);
  expect(pass(1000)).toBe(2611 + 3_600_000);
  // The drift of a bad clock is no sleep.
  expect(pass(1000, 1200)).toBe(3611 + 3_600_000);
});
