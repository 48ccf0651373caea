import { keepDatedFact, removeDatedFact } from '../calendar/keep-dated-fact.ts';
import type { Changes, Clock } from '../db/commands.ts';

const factOf = (id: string): string => `credential_expiry:${id}`;

/** A credential's expiry is a date on the calendar; it is added, moved and taken away with it, in the same command. */
export function keepExpiryDate(changes: Changes, clock: Clock, id: string): void {
  const credential = changes.get<{ name: string; expires_at: number | null; vendor_id: string | null }>(
    'SELECT name, expires_at, vendor_id FROM credentials WHERE id = ?',
    id,
  );
  if (!credential) return;
  const { name, expires_at: effectiveAt, vendor_id: vendorId } = credential;
  if (effectiveAt === null) removeDatedFact(changes, factOf(id));
  else {
    const shared = { seenAs: factOf(id), kind: 'credential_expiry', source: 'credential' } as const;
    keepDatedFact(changes, clock, { ...shared, title: `${name} expires`, effectiveAt, precision: 'day', vendorId });
  }
}

/** The date goes with its credential. */
export function removeExpiryDate(changes: Changes, id: string): void {
  removeDatedFact(changes, factOf(id));
}
