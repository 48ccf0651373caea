import type { SeenSlot } from './slot-grid.ts';

/** What the checks of a slot came to. */
export interface SlotCounts {
  readonly good: number;
  /** Conclusive fails that are the vendor's or of unknown cause. */
  readonly bad: number;
  readonly ours: number;
  /** Those of the bad ones that got no answer in time. */
  readonly timeout: number;
  readonly excluded: number;
  /** The slowest passing check; null when none can be judged for speed. */
  readonly worstMs: number | null;
}

/** Availability: bad if any conclusive fail survived the retries, good if a check passed and none failed. */
export function availabilityOf(slot: SlotCounts, countsOurs: boolean): SeenSlot['state'] {
  if (slot.bad > 0 || (countsOurs && slot.ours > 0)) return 'bad';
  if (slot.ours > 0) return 'no data';
  if (slot.good > 0) return 'good';
  return slot.excluded > 0 ? 'excluded' : 'no data';
}

/** Latency: the share of passing checks under the threshold; no answer in time is bad, other failures say nothing of speed. */
export function latencyOf(slot: SlotCounts, thresholdMs: number): SeenSlot['state'] {
  if (slot.timeout > 0 || (slot.worstMs !== null && slot.worstMs > thresholdMs)) return 'bad';
  if (slot.good > 0 && slot.worstMs !== null) return 'good';
  return slot.excluded > 0 ? 'excluded' : 'no data';
}
