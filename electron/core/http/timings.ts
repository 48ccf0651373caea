import type { ConnectMarks } from './connect-progress.ts';
import type { Hop, PhaseTimings } from './http-types.ts';

/** The moments of one hop, on the engine's clock; null while they have not come. */
export interface HopMoments {
  readonly startedAt: number;
  readonly marks: ConnectMarks;
  /** The connection was there and the request handed to it. */
  readyAt: number | null;
  /** The headers of the answer were there. */
  answeredAt: number | null;
  endedAt: number;
  /** Its address without a login; null: directly. */
  proxy: string | null;
  connection: Pick<PhaseTimings, 'remoteAddress' | 'httpVersion' | 'tls' | 'reusedConnection'> | null;
}

/** Turns moments into durations without gaps: what no other phase took is the queue's. */
export function hopTimings(moments: HopMoments): PhaseTimings {
  const { startedAt, marks, readyAt, answeredAt, endedAt, proxy, connection } = moments;
  const connecting = (marks.dnsMs ?? 0) + (marks.tcpMs ?? 0) + (marks.proxyMs ?? 0) + (marks.tlsMs ?? 0);
  return {
    // Never below zero, though sums of fractions may be.
    queueMs: Math.max(0, (readyAt ?? endedAt) - startedAt - connecting),
    ...marks,
    waitMs: readyAt === null ? null : (answeredAt ?? endedAt) - readyAt,
    downloadMs: answeredAt === null ? null : endedAt - answeredAt,
    totalMs: endedAt - startedAt,
    reusedConnection: connection?.reusedConnection ?? false,
    remoteAddress: connection?.remoteAddress ?? null,
    proxy,
    httpVersion: connection?.httpVersion ?? null,
    tls: connection?.tls ?? null,
  };
}

/** All hops of a send together; the facts of the connection are those of the last. */
export function sumTimings(hops: readonly Hop[]): PhaseTimings {
  const [first, ...others] = hops.map((hop) => hop.timings);
  if (!first) return noTimings;
  return others.reduce(
    (sum, next) => ({
      ...next,
      queueMs: sum.queueMs + next.queueMs,
      dnsMs: add(sum.dnsMs, next.dnsMs),
      tcpMs: add(sum.tcpMs, next.tcpMs),
      proxyMs: add(sum.proxyMs, next.proxyMs),
      tlsMs: add(sum.tlsMs, next.tlsMs),
      waitMs: add(sum.waitMs, next.waitMs),
      downloadMs: add(sum.downloadMs, next.downloadMs),
      totalMs: sum.totalMs + next.totalMs,
    }),
    first,
  );
}

/** Of a call of which nothing was timed. */
export const noTimings: PhaseTimings = {
  queueMs: 0,
  dnsMs: null,
  tcpMs: null,
  proxyMs: null,
  tlsMs: null,
  waitMs: null,
  downloadMs: null,
  totalMs: 0,
  reusedConnection: false,
  remoteAddress: null,
  httpVersion: null,
  tls: null,
};

function add(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
