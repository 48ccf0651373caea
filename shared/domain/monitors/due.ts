/** The beginning of the slot that a moment lies in: whole multiples of the interval since 1970, so that checks are aligned. */
export const slotStart = (at: number, intervalMs: number): number => Math.floor(at / intervalMs) * intervalMs;

/** A stable share of the interval, at most 30 s, so that monitors do not all ask at once. */
export function jitterMs(id: string, intervalMs: number): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % Math.min(30_000, Math.max(1, Math.floor(intervalMs / 4)));
}

export interface Due {
  /** The slot that the check is for. */
  readonly slotAt: number;
  /** At least one slot before it went by unchecked. */
  readonly isCatchUp: boolean;
}

/** The check that is due, or null. Missed slots collapse into one check now; none is made up for later. */
export function dueCheck(now: number, intervalMs: number, jitter: number, lastSlotAt: number | null): Due | null {
  const slotAt = slotStart(now, intervalMs);
  if (lastSlotAt !== null && lastSlotAt >= slotAt) return null;
  const missed = lastSlotAt !== null && slotAt - lastSlotAt > intervalMs;
  if (lastSlotAt !== null && !missed && now < slotAt + jitter) return null;
  return { slotAt, isCatchUp: missed };
}

/** When the next check is due. */
export const nextDueAt = (now: number, intervalMs: number, jitter: number, lastSlotAt: number | null): number =>
  dueCheck(now, intervalMs, jitter, lastSlotAt)
    ? now
    : Math.max(
        slotStart(now, intervalMs) + (lastSlotAt !== null && lastSlotAt >= slotStart(now, intervalMs) ? intervalMs : 0) + jitter,
        now,
      );
