import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestRetryAfterMs, readRetryAfter } from './retry-after.ts';

const receivedAt = Date.UTC(2026, 10, 21, 12);

describe('readRetryAfter', () => {
  it.each([
    ['Retry-After', '120', 'seconds', 120_000, false],
    ['retry-after', '0', 'seconds', 0, false],
    ['Retry-After', '1.5', 'seconds', 1500, false],
    ['Retry-After', '30 seconds', 'seconds', 30_000, false],
    ['Retry-After', '86401', 'seconds', longestRetryAfterMs, true],
    ['Retry-After', 'Sat, 21 Nov 2026 12:00:30 GMT', 'date', 30_000, false],
    ['Retry-After', 'Sat, 21 Nov 2026 11:00:00 GMT', 'date', 0, false],
    ['Retry-After', 'Tue, 24 Nov 2026 12:00:00 GMT', 'date', longestRetryAfterMs, true],
    ['retry-after-ms', '250', 'milliseconds', 250, false],
  ])('reads %s: %s', (name, raw, form, delayMs, capped) => {
    expect(readRetryAfter([[name, raw]], receivedAt)).toEqual({
      found: [{ kind: 'retry_after', header: name.toLowerCase(), raw, form, delayMs, atMs: receivedAt + delayMs, capped }],
      unparsed: [],
    });
  });

  it.each(['-1', 'soon', '1e9', '0x10', 'Infinity'])('keeps %s as unparsed', (raw) => {
    expect(readRetryAfter([['Retry-After', raw]], receivedAt)).toMatchObject({ found: [], unparsed: [{ raw }] });
  });

  it('takes the longest of several waits', () => {
    expect(
      readRetryAfter(
        [
          ['Retry-After', '1'],
          ['retry-after-ms', '2500'],
          ['Retry-After', '2'],
        ],
        receivedAt,
      ).found,
    ).toMatchObject([{ delayMs: 2500 }]);
  });

  it('waits between 0 and 24 hours whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.nat().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
          fc.string(),
        ),
        (raw) => {
          for (const { delayMs, atMs } of readRetryAfter([['Retry-After', raw]], receivedAt).found) {
            expect(delayMs).toBeGreaterThanOrEqual(0);
            expect(delayMs).toBeLessThanOrEqual(longestRetryAfterMs);
            expect(atMs - receivedAt).toBe(delayMs);
          }
        },
      ),
    );
  });
});
