import type { DeliveryDetail } from '../../../shared/contract/webhooks.ts';
import type { RawDelivery } from '../../../shared/domain/webhooks/signing-form.ts';
import type { Engine } from '../engine.ts';
import type { Writer } from '../db/sqlite.ts';
import type { EndpointRow } from './endpoint-rows.ts';
import { judge, type Judgement } from './judge.ts';
import { sealDelivery, writeParts } from './raw-delivery.ts';

export type DeliveryTools = Pick<Engine, 'db' | 'clock' | 'secrets' | 'vault' | 'evidence'>;

export interface Arrival {
  readonly raw: RawDelivery;
  readonly source: DeliveryDetail['delivery']['source'];
  /** Null when nobody knows when it came. */
  readonly receivedAt: number | null;
  readonly notes: readonly string[];
  /** What is answered to a judgement; null when nobody waits for an answer. */
  readonly answer: ((judgement: Judgement) => number) | null;
  /** A verdict that is known without looking: the body was too large. */
  readonly verdict?: Pick<Judgement, 'state' | 'code' | 'words'>;
}

/** Judges a delivery and keeps it: its bytes sealed, its facts in the inbox. The answer is given after it is kept. */
export async function keepDelivery(
  tools: DeliveryTools,
  endpoint: EndpointRow,
  { raw, source, receivedAt, notes, answer, verdict }: Arrival,
): Promise<{ readonly id: string; readonly judgement: Judgement; readonly answered: number | null }> {
  const { clock, vault, evidence, secrets } = tools;
  const id = clock.newId();
  const now = clock.now();
  const judged = judge(tools, endpoint, raw, receivedAt);
  const judgement: Judgement = verdict ? { ...judged, ...verdict, diagnosis: null } : judged;
  const answered = answer === null ? null : answer(judgement);
  const parts = await sealDelivery(vault, id, raw);
  const redact = (text: string): string => secrets.redactor().text(text);
  evidence.write(['webhooks', 'today'], (writer) => {
    const duplicateOf = judgement.eventId === null ? null : originalOf(writer, endpoint.id, judgement.eventId);
    writer.run(
      `INSERT INTO webhook_deliveries (id, endpoint_id, received_at, is_time_known, source, event_id, event_type, byte_length, media_type, state, code, words,
         signed_at, diagnosis, notes, answered, duplicate_of, key_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      endpoint.id,
      receivedAt ?? judgement.signedAt ?? now,
      Number(receivedAt !== null),
      source,
      judgement.eventId,
      judgement.eventType,
      raw.body.length,
      judgement.mediaType === null ? null : redact(judgement.mediaType),
      judgement.state,
      judgement.code,
      judgement.words,
      judgement.signedAt,
      judgement.diagnosis === null ? null : JSON.stringify(judgement.diagnosis),
      JSON.stringify(notes.map(redact)),
      answered,
      duplicateOf,
      vault.keyId,
      now,
    );
    writeParts(writer, id, parts);
  });
  return { id, judgement, answered };
}

/** The first delivery of the same event whose signature held; what fails is never the original of anything. */
export function originalOf(db: Pick<Writer, 'get'>, endpointId: string, eventId: string, exceptId = ''): string | null {
  return (
    db.get<{ id: string }>(
      "SELECT id FROM webhook_deliveries WHERE endpoint_id = ? AND event_id = ? AND state = 'holds' AND id <> ? ORDER BY created_at, id LIMIT 1",
      endpointId,
      eventId,
      exceptId,
    )?.id ?? null
  );
}
