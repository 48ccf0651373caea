/** Whose calls go first: a person waits at the screen, a flow has its rows to get through, a monitor comes again. */
export type CallKind = 'interactive' | 'flow' | 'monitor';

const ranks: Readonly<Record<CallKind, number>> = { interactive: 0, flow: 1, monitor: 2 };

/** After so long any call counts like one by hand: nobody waits for ever. */
export const patienceMs = 20_000;

export interface WaitingCall {
  readonly kind: CallKind;
  /** When it began to wait. */
  readonly since: number;
}

/** Those who wait in the order in which they go: by kind, then by who came first; who waited long enough ranks with the calls by hand. */
export function inOrder<Call extends WaitingCall>(waiting: readonly Call[], now: number): Call[] {
  const rankOf = (call: Call): number => (now - call.since >= patienceMs ? 0 : ranks[call.kind]);
  return waiting.toSorted((a, b) => rankOf(a) - rankOf(b) || a.since - b.since);
}
