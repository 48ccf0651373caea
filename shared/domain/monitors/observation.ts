export type SpanState = 'observing' | 'asleep' | 'app_closed' | 'offline' | 'captive' | 'clock_jump';

export interface OpenSpan {
  readonly startAt: number;
  readonly endAt: number;
  readonly state: SpanState;
}

export type TickStep =
  /** The current span goes on until now. */
  | { readonly kind: 'extend'; readonly endAt: number }
  /** The current span ended; nobody looked in between; a new one begins now. */
  | { readonly kind: 'gap'; readonly gap: OpenSpan; readonly begins: OpenSpan }
  /** The clock was set back: what lies between is void. */
  | { readonly kind: 'clock_jump'; readonly gap: OpenSpan; readonly begins: OpenSpan };

export const tickMs = 15_000;
export const longestSilenceMs = 60_000;
const backwardToleranceMs = 2_000;

/**
 * What a tick of the wall clock makes of the ledger of looking. Timers stop while a computer sleeps and power events may not
 * come, so the truth is the clock: more than 60 s since the last tick and nobody looked in between. `hint` is what the
 * last power event said.
 */
export function tick(span: OpenSpan, now: number, hint: 'asleep' | 'app_closed' = 'asleep'): TickStep {
  const begins: OpenSpan = { startAt: now, endAt: now, state: 'observing' };
  if (now < span.endAt - backwardToleranceMs) {
    return { kind: 'clock_jump', gap: { startAt: now, endAt: span.endAt, state: 'clock_jump' }, begins };
  }
  if (now - span.endAt > longestSilenceMs) {
    return { kind: 'gap', gap: { startAt: span.endAt, endAt: now, state: hint }, begins };
  }
  return { kind: 'extend', endAt: Math.max(now, span.endAt) };
}

const words: Readonly<Record<SpanState, string>> = {
  observing: 'looking',
  asleep: 'computer asleep',
  app_closed: 'app closed',
  offline: 'computer offline',
  captive: 'network wanted a sign-in',
  clock_jump: 'clock was set',
};

/** "computer asleep". */
export const spanWords = (state: SpanState): string => words[state];
