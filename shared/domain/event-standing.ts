export interface EventFacts {
  readonly kind: string;
  readonly effectiveAt: number | null;
  readonly isAcknowledged: boolean;
  /** A date of the team's own, not of a vendor's API. */
  readonly isOurs: boolean;
  /** Calls in 30 days that the date concerns. */
  readonly calls30d: number;
}

const dayMs = 86_400_000;
/** From how many days ahead an open date needs a person. */
export const dateNearDays = 90;

/** Kinds after which something no longer works. */
const hardStops = new Set(['sunset', 'version_end', 'credential_expiry']);

/** How a date stands: needs someone while it is near, used and not acknowledged; is broken once a used thing has ended. */
export function eventStanding(facts: EventFacts, now: number): { state: 'holds' | 'soon' | 'broken' | 'no data'; words: string } {
  const { effectiveAt, isAcknowledged } = facts;
  if (effectiveAt === null)
    return isAcknowledged ? { state: 'no data', words: 'no date yet' } : { state: 'soon', words: 'no date yet, not acknowledged' };
  const days = Math.ceil((effectiveAt - now) / dayMs);
  if (days <= 0) {
    if (hardStops.has(facts.kind) && facts.calls30d > 0)
      return { state: 'broken', words: `ended ${days === 0 ? 'today' : `${daysWords(-days)} ago`}, still used` };
    return { state: 'holds', words: days === 0 ? 'today' : `${daysWords(-days)} ago` };
  }
  const left = `${daysWords(days)} left`;
  if (isAcknowledged || days > dateNearDays) return { state: 'holds', words: left };
  if (!facts.isOurs && facts.calls30d === 0) return { state: 'holds', words: `${left}, not used` };
  return { state: 'soon', words: left };
}

const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
