import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FailureCause, FailurePhase } from './http-types.ts';

/** Milliseconds of each stage, filled in while a connection is made; of an unfinished stage too. */
export interface ConnectMarks {
  dnsMs: number | null;
  tcpMs: number | null;
  proxyMs: number | null;
  tlsMs: number | null;
}

/** Where making a connection stands, and the socket to destroy when it is given up. */
export interface ConnectProgress {
  readonly marks: ConnectMarks;
  phase: 'dns' | 'connect' | 'proxy' | 'tls';
  socket: Socket | TLSSocket | null;
  isGivenUp: boolean;
}

/** Stops making a connection: whatever socket there is goes away. */
export function giveUp(progress: ConnectProgress): void {
  progress.isGivenUp = true;
  progress.socket?.destroy();
}

export class ConnectError extends Error {
  readonly phase: FailurePhase;
  readonly failureCause: FailureCause;
  readonly code: string | null;
  readonly issuer: string | null;
  readonly target: string | undefined;
  readonly amount: number | undefined;

  constructor(
    phase: FailurePhase,
    failureCause: FailureCause,
    more: { code?: string | null; issuer?: string | null; target?: string; amount?: number } = {},
  ) {
    super(failureCause);
    this.phase = phase;
    this.failureCause = failureCause;
    this.code = more.code ?? null;
    this.issuer = more.issuer ?? null;
    this.target = more.target;
    this.amount = more.amount;
  }
}
