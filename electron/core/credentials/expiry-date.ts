import type { Changes, Clock } from '../db/commands.ts';

/** A credential's expiry is a date on the calendar; it is added, moved and taken away with it, in the same command. */
export function keepExpiryDate(changes: Changes, clock: Clock, id: string): void {
  const credential = changes.get<{ name: string; expires_at: number | null; vendor_id: string | null }>(
    'SELECT name, expires_at, vendor_id FROM credentials WHERE id = ?',
    id,
  );
  if (!credential) return;
  const seenAs = `credential_expiry:${id}`;
  const known = changes.get<{ id: string; effective_at: number }>('SELECT id, effective_at FROM calendar_events WHERE seen_as = ?', seenAs);
  const { name, expires_at: at } = credential;
  if (at === null) {
    if (known) takeAway(changes, known.id, name);
    return;
  }
  const now = clock.now();
  const eventId = known?.id ?? clock.newId();
  if (known) {
    if (known.effective_at === at) return;
    changes.update('event', eventId, { effective_at: at, acknowledged_at: null, acknowledged_by: null }, `Expiry of “${name}” moved`);
  } else {
    const event = {
      id: eventId,
      kind: 'credential_expiry',
      title: `${name} expires`,
      effective_at: at,
      precision: 'day',
      is_zone_assumed: 0,
    };
    const seen = { seen_as: seenAs, source: 'credential', first_seen_at: now, last_seen_at: now, hits: 0, created_at: now };
    changes.insert('event', { ...event, vendor_id: credential.vendor_id, ...seen }, `${name} expires: put on the calendar`);
  }
  const date = { id: clock.newId(), event_id: eventId, effective_at: at, source: 'credential', raw: '', seen_at: now };
  changes.insert('eventDate', date, `${name} expires: date kept`);
}

/** The date goes with its credential. */
export function removeExpiryDate(changes: Changes, id: string, name: string): void {
  const known = changes.get<{ id: string }>('SELECT id FROM calendar_events WHERE seen_as = ?', `credential_expiry:${id}`);
  if (known) takeAway(changes, known.id, name);
}

function takeAway(changes: Changes, eventId: string, name: string): void {
  for (const date of changes.all<{ id: string }>('SELECT id FROM calendar_dates WHERE event_id = ?', eventId)) {
    changes.remove('eventDate', date.id, `Expiry of “${name}”: date removed`);
  }
  changes.remove('event', eventId, `Expiry of “${name}” taken off the calendar`);
}
