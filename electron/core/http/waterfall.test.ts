import { describe, expect, it } from 'vitest';
import type { PhaseTimings } from './http-types.ts';
import { explainTimings } from './waterfall.ts';

function timings(parts: Partial<PhaseTimings>): PhaseTimings {
  const base = { queueMs: 0, dnsMs: null, tcpMs: null, proxyMs: null, tlsMs: null, waitMs: null, downloadMs: null };
  return { ...base, totalMs: 0, reusedConnection: false, remoteAddress: null, httpVersion: null, tls: null, ...parts };
}

describe('the sentence about the time', () => {
  it.each([
    [{ waitMs: 920, downloadMs: 80, totalMs: 1000 }, 'The server took 92 % of the 1000 ms.'],
    [{ tlsMs: 60, waitMs: 40, totalMs: 100 }, 'Agreeing on encryption took 60 % of the 100 ms.'],
    [{ dnsMs: 40, tcpMs: 35, waitMs: 25, totalMs: 100 }, 'Looking up the name took 40 % and opening the connection 35 % of the 100 ms.'],
    [{ queueMs: 12_000, totalMs: 12_000 }, 'Waiting for a free connection took 100 % of the 12.0 s.'],
    [{ waitMs: 0.2, totalMs: 0.4 }, 'The whole exchange took less than a millisecond.'],
  ])('%j: %s', (parts, sentence) => {
    expect(explainTimings(timings(parts))).toBe(sentence);
  });
});
