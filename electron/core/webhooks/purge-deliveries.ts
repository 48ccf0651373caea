import type { SweptPart } from '../../../shared/domain/settings/hold-sweep.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { noteRewriteOwed } from '../settings/rewrite-owed.ts';
import { readSettings } from '../settings/store.ts';

const dayMs = 86_400_000;
const atOnce = 500;

/** Takes away the bytes of deliveries that are older than the retention of bodies; what is known of them stays, and the file is to be written anew. Returns how many. */
export function purgeDeliveries({ db, clock, evidence }: Pick<Engine, 'db' | 'clock' | 'evidence'>): number {
  const { bodyDays } = readSettings(db).retention;
  if (bodyDays === null) return 0;
  const before = clock.now() - bodyDays * dayMs;
  for (let count = 0; ;) {
    const due = db.all<{ id: string }>(`SELECT d.id ${withBytes} AND d.received_at < ? LIMIT ${atOnce}`, before);
    if (due.length === 0) return count;
    count += due.length;
    evidence.write(['webhooks'], (writer) => {
      noteRewriteOwed(writer);
      for (const { id } of due) writer.run('DELETE FROM webhook_raw WHERE delivery_id = ?', id);
    });
  }
}

/** Deliveries whose bytes are kept, and those of them that are too old. */
export function countDeliveries(db: Reader, bodyDays: number | null, now: number): SweptPart {
  const row = db.get<{ kept: number; due: number | null }>(
    `SELECT count(*) AS kept, sum(d.received_at < ?) AS due ${withBytes}`,
    bodyDays === null ? 0 : now - bodyDays * dayMs,
  );
  return { kept: row?.kept ?? 0, due: row?.due ?? 0 };
}

const withBytes = 'FROM webhook_deliveries d WHERE EXISTS (SELECT 1 FROM webhook_raw r WHERE r.delivery_id = d.id)';
