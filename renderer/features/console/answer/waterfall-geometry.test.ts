import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timings } from '../../../../shared/contract/console.ts';
import { waterfall } from './waterfall-geometry.ts';

const ms = fc.option(fc.double({ min: 0, max: 60_000, noNaN: true }), { nil: null });
const timings: fc.Arbitrary<Timings> = fc.record({
  queueMs: ms,
  dnsMs: ms,
  tcpMs: ms,
  tlsMs: ms,
  waitMs: ms,
  downloadMs: ms,
  totalMs: fc.constant(0),
  isReused: fc.boolean(),
  remoteAddress: fc.constant(null),
  httpVersion: fc.constant(null),
});

describe('waterfall', () => {
  it('fills the width, in order, without an overlap', () => {
    fc.assert(
      fc.property(timings, (given) => {
        const phases = waterfall(given, 444);
        for (const [index, phase] of phases.entries()) {
          expect(phase.width).toBeGreaterThanOrEqual(2);
          const next = phases[index + 1];
          if (next) expect(next.x).toBeCloseTo(phase.x + phase.width + 1, 6);
          else expect(phase.x + phase.width).toBeCloseTo(444, 6);
        }
      }),
    );
  });

  it('leaves out what did not happen', () => {
    const given = { queueMs: 1, dnsMs: null, tcpMs: null, tlsMs: null, waitMs: 90, downloadMs: 9, totalMs: 100 };
    const phases = waterfall({ ...given, isReused: true, remoteAddress: null, httpVersion: null }, 444);
    expect(phases.map((phase) => phase.name)).toEqual(['queue', 'wait', 'download']);
  });

  it('draws the time that no phase took, so that a call that timed out is to scale', () => {
    const given = { queueMs: 1, dnsMs: 7, tcpMs: 12, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 30_000 };
    const phases = waterfall({ ...given, isReused: false, remoteAddress: null, httpVersion: null }, 444);
    expect(phases.at(-1)).toMatchObject({ name: 'rest', ms: 29_980 });
    expect(phases.at(-1)?.width).toBeGreaterThan(420);
  });

  it('gives the longer phase the longer bar', () => {
    fc.assert(
      fc.property(timings, (given) => {
        const phases = waterfall(given, 444);
        for (const one of phases) {
          for (const other of phases) if (one.ms > other.ms) expect(one.width).toBeGreaterThanOrEqual(other.width);
        }
      }),
    );
  });
});
