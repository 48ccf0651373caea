import type { Engine } from '../engine.ts';
import { readSettings } from '../settings/store.ts';

const dayMs = 86_400_000;

/** Takes away the bytes of deliveries that are older than the retention of bodies; what is known of them stays. Returns how many. */
export function purgeDeliveries({ db, clock, evidence }: Pick<Engine, 'db' | 'clock' | 'evidence'>): number {
  const { bodyDays } = readSettings(db).retention;
  if (bodyDays === null) return 0;
  const before = clock.now() - bodyDays * dayMs;
  const due = db.all<{ id: string }>(
    'SELECT DISTINCT d.id FROM webhook_deliveries d JOIN webhook_raw r ON r.delivery_id = d.id WHERE d.received_at < ? LIMIT 500',
    before,
  );
  if (due.length === 0) return 0;
  evidence.write(['webhooks'], (writer) => {
    for (const { id } of due) writer.run('DELETE FROM webhook_raw WHERE delivery_id = ?', id);
  });
  return due.length;
}
