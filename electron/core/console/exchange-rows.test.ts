import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvidence } from '../../../shared/domain/evidence/read-evidence.ts';
import { finishedRow, keptEvidence } from './exchange-rows.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

const headers = fc.array(
  fc.constantFrom(
    ['Date', 'Sun, 22 Nov 2026 10:00:00 GMT'],
    ['Sunset', 'Fri, 01 Jan 2027 00:00:00 GMT'],
    ['Deprecation', '@1700000000'],
    ['Retry-After', '3'],
    ['Retry-After', 'soon'],
    ['X-RateLimit-Remaining', '7'],
    ['Link', '</v2>; rel="successor-version"'],
    ['Warning', '299 - "old"'],
    ['X-Request-Id', 'r-1'],
    ['Stripe-Version', '2026-01-01'],
  ),
);

it('keeps of an answer’s evidence what it says, and reads the same again', () => {
  fc.assert(
    fc.property(headers, fc.constantFrom(200, 429, 503), (list, status) => {
      const evidence = readEvidence({
        status,
        url: 'https://api.example/',
        headers: list.map(([name, value]) => [name ?? '', value ?? ''] as const),
        receivedAt: 1_795_341_600_000,
      });
      const { values } = finishedRow(
        { answerHeaders: [], outcome: { violations: [], moreViolations: 0 }, evidence } as unknown as RecordedExchange,
        1,
      );
      if (evidence.sunset === null) expect(String(values['evidence'])).not.toContain('sunset');
      expect(keptEvidence(String(values['evidence']))).toEqual(evidence);
    }),
  );
});

it('has none of a call without an answer', () => {
  expect([keptEvidence('{}'), keptEvidence('null')]).toEqual([null, null]);
});
