import { eventClass, nearDays } from './calendar/event-class.ts';
import type { Exposure } from './calendar/exposure.ts';

export interface EventFacts {
  readonly kind: string;
  readonly effectiveAt: number | null;
  readonly isAcknowledged: boolean;
  /** A date of the team's own, not of a vendor's API. */
  readonly isOurs: boolean;
  /** Calls in 30 days that the date concerns. */
  readonly calls30d: number;
  /** Whether we use it, where more than the calls is known; else the calls say it. */
  readonly exposure?: Exposure;
  /** What the rung that waits for an answer asks; null or absent when none waits. */
  readonly openAction?: string | null;
  /** "3 days late": the work should have begun. */
  readonly lateWords?: string | null;
  readonly isWithdrawn?: boolean;
}

const dayMs = 86_400_000;

/** Kinds after which something no longer works. */
const hardStops = new Set(['sunset', 'version_end', 'credential_expiry', 'auth_change', 'certificate_expiry', 'domain_expiry']);

/** How a date stands: needs someone while it is near, used and not acknowledged; is broken once a used thing has ended. */
export function eventStanding(facts: EventFacts, now: number): { state: 'holds' | 'soon' | 'broken' | 'no data'; words: string } {
  const { effectiveAt, isAcknowledged, kind } = facts;
  if (facts.isWithdrawn) return { state: 'holds', words: 'withdrawn' };
  if (effectiveAt === null)
    return isAcknowledged ? { state: 'no data', words: 'no date yet' } : { state: 'soon', words: 'no date yet, not acknowledged' };
  const exposure = facts.exposure ?? (facts.calls30d > 0 ? 'used' : facts.isOurs ? 'ours' : 'not used');
  const days = Math.ceil((effectiveAt - now) / dayMs);
  if (days <= 0) {
    if (hardStops.has(kind) && exposure === 'used')
      return { state: 'broken', words: `ended ${days === 0 ? 'today' : `${daysWords(-days)} ago`}, still used` };
    return { state: 'holds', words: days === 0 ? 'today' : `${daysWords(-days)} ago` };
  }
  const left = `${daysWords(days)} left`;
  if (exposure === 'not used') return { state: 'holds', words: days > nearDays(kind) ? left : `${left}, not used` };
  if (facts.lateWords) return { state: 'soon', words: `${left}, start is ${facts.lateWords}` };
  const asks = exposure === 'unknown' && eventClass(kind) === 'stop' ? 'do we use it?' : null;
  if (facts.openAction) return { state: 'soon', words: `${left}, ${asks ?? lowerFirst(facts.openAction)}` };
  if (isAcknowledged || days > nearDays(kind)) return { state: 'holds', words: left };
  return { state: 'soon', words: asks === null ? left : `${left}, ${asks}` };
}

const lowerFirst = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
