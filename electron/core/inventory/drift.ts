import { createHash } from 'node:crypto';
import type { Violation } from '../../../shared/contract/console.ts';
import { appendEntry } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';
import type { EventBus } from '../events.ts';

const findingsPerAnswer = 5;

/** One and the same drift: array positions do not matter, so a list of 100 wrong items is one finding. */
export const driftFingerprint = (endpointId: string, violation: Violation): string =>
  createHash('sha256')
    .update(
      `${endpointId}\n${violation.where}\n${violation.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}\n${violation.where === 'status' ? violation.message : ''}`,
    )
    .digest('hex')
    .slice(0, 24);

/** An answer that breaks its contract opens a finding on the endpoint, once per kind of break. */
export function listenForDrift(events: EventBus, { clock }: { readonly clock: Clock }): void {
  events.onExchangeRecorded((exchange, db) => {
    const { apiId, endpointId } = exchange;
    if (!apiId || !endpointId || exchange.verdict !== 'breaks') return [];
    for (const violation of exchange.outcome.violations.slice(0, findingsPerAnswer)) {
      const fingerprint = driftFingerprint(endpointId, violation);
      const isKnown = db.run(
        "UPDATE findings SET last_seen_at = ?, last_exchange_id = ?, hits = hits + 1, status = CASE status WHEN 'closed' THEN 'open' ELSE status END WHERE fingerprint = ?",
        exchange.finishedAt,
        exchange.id,
        fingerprint,
      );
      if (isKnown > 0) continue;
      const id = clock.newId();
      const title = `${violation.pointer ? `${violation.pointer}: ` : ''}${violation.message}`;
      db.run(
        `INSERT INTO findings (id, api_id, endpoint_id, kind, fingerprint, title, first_seen_at, last_seen_at, last_exchange_id, created_at)
         VALUES (?, ?, ?, 'contract drift', ?, ?, ?, ?, ?, ?)`,
        id,
        apiId,
        endpointId,
        fingerprint,
        title,
        exchange.finishedAt,
        exchange.finishedAt,
        exchange.id,
        exchange.finishedAt,
      );
      appendEntry(db, {
        commandId: clock.newId(),
        at: clock.now(),
        actor: { name: 'Quartermaster', via: 'evidence' },
        entity: 'finding',
        entityId: id,
        operation: 'create',
        summary: `Contract drift seen: ${title}`,
        before: null,
        after: { api_id: apiId, endpoint_id: endpointId, fingerprint, last_exchange_id: exchange.id },
        undoes: null,
      });
    }
    return [{ kind: 'drift', words: 'Drift on this endpoint', door: { place: 'inventory', kind: 'endpoint', id: endpointId } }];
  });
}
