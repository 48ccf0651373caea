interface Span {
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly attempts: readonly { readonly startedAt: number; readonly endedAt: number }[];
  readonly timings: { readonly totalMs: number } | null;
}

/**
 * How long Quartermaster itself took around a call, in whole milliseconds: making it ready, reading, cutting secrets out and keeping what came.
 * Of several attempts, the last one, as the phases are. Null while it is on its way, and of one that never left.
 */
export function ownShareMs({ startedAt, finishedAt, attempts, timings }: Span): number | null {
  if (timings === null || finishedAt === null) return null;
  const last = attempts.at(-1) ?? { startedAt, endedAt: finishedAt };
  return Math.max(0, Math.round(last.endedAt - last.startedAt - timings.totalMs));
}
