import type { Attempt } from '../../../../shared/contract/console.ts';

export interface AttemptBar {
  readonly number: number;
  readonly x: number;
  readonly width: number;
  readonly ms: number;
}

const least = 3;

/**
 * Places the attempts of a send on `width` units of one time line, to scale; each is wide enough to be seen. What lies
 * between two of them is the wait.
 */
export function attemptBars(attempts: readonly Attempt[], width: number): AttemptBar[] {
  const [first] = attempts;
  if (!first) return [];
  const from = first.startedAt - first.waitMs;
  const to = Math.max(...attempts.map(({ endedAt }) => endedAt));
  const scale = width / Math.max(1, to - from);
  return attempts.map(({ number, startedAt, endedAt }) => {
    const size = Math.max(least, (endedAt - startedAt) * scale);
    return { number, ms: endedAt - startedAt, width: size, x: Math.min((startedAt - from) * scale, width - size) };
  });
}

/** From the first wait to the last answer. */
export function wholeMs(attempts: readonly Attempt[]): number {
  const [first] = attempts;
  return first ? Math.max(...attempts.map(({ endedAt }) => endedAt)) - (first.startedAt - first.waitMs) : 0;
}
