import { expect, it } from 'vitest';
import { momentWords, sinceWords } from './clock-words.ts';

const at = Date.UTC(2026, 10, 26, 13, 0);

it('says a moment in the zone, as every date is said: without a comma', () => {
  expect(momentWords('Europe/Berlin', at)).toBe('Thu 26 Nov 14:00');
  expect(momentWords('America/New_York', at)).toBe('Thu 26 Nov 08:00');
});

it('leaves the day away on the same day of the zone', () => {
  expect(sinceWords('Europe/Berlin', at, at + 3_600_000)).toBe('14:00');
  // Midnight in Berlin lies between the two.
  expect(sinceWords('Europe/Berlin', at, at + 10 * 3_600_000)).toBe('Thu 26 Nov 14:00');
});
