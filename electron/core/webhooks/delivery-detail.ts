import { isUtf8 } from 'node:buffer';
import type { DeliveryDetail } from '../../../shared/contract/webhooks.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { requireEndpoint } from './endpoint-rows.ts';
import { judge } from './judge.ts';
import { originalOf } from './keep-delivery.ts';
import { openDelivery } from './raw-delivery.ts';
import { asDelivery, diagnosisOf, replaysOf, requireDelivery } from './store.ts';

const longestShown = 1_000_000;
const longestBinary = 4096;

type Tools = Pick<Engine, 'db' | 'secrets' | 'vault'>;

/** A delivery with its headers and body as they may be shown: known secrets and what authenticates are cut out, signatures stay. */
export function showDelivery({ db, secrets, vault }: Tools, id: string): DeliveryDetail {
  const row = requireDelivery(db, id);
  const raw = openDelivery(db, vault, id);
  const mediaType = row.media_type;
  const diagnosis = diagnosisOf(row);
  return {
    delivery: asDelivery(row),
    verdict: { state: row.state, code: row.code, words: row.words, signedAt: row.signed_at, diagnosis },
    headers: raw === null ? [] : shownHeaders(raw.headers, secrets),
    body: raw === null ? null : { ...shownBody(raw.body, secrets.byteRedactor()), mediaType },
    notes: JSON.parse(row.notes) as string[],
    siblings: siblingsOf(db, row.endpoint_id, row.event_id, id),
    replays: replaysOf(db, id),
  };
}

/** A signature is no secret: it is what the verdict is about. */
const isSignature = /signature|hmac/i;

export function shownHeaders(headers: readonly (readonly [string, string])[], secrets: Tools['secrets']): [string, string][] {
  const redactor = secrets.redactor();
  const clean = redactor.headers(headers);
  return headers.map(([name, value], at) => [name, isSignature.test(name) ? redactor.text(value) : (clean[at]?.[1] ?? '')]);
}

/** Cleaned as bytes, whatever their charset, and only then cut: of a secret at the end no half is left. */
function shownBody(body: Uint8Array, redactor: Redactor): { text: string; isCut: boolean; isText: boolean } {
  const clean = redactor.text(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1'));
  if (!isUtf8(body)) return { text: clean.slice(0, longestBinary), isCut: clean.length > longestBinary, isText: false };
  const text = Buffer.from(clean, 'latin1').toString();
  return { text: text.slice(0, longestShown), isCut: text.length > longestShown, isText: true };
}

const siblingsOf = (db: Reader, endpointId: string, eventId: string | null, exceptId: string): DeliveryDetail['siblings'] =>
  eventId === null
    ? []
    : db.all<DeliveryDetail['siblings'][number]>(
        'SELECT id, received_at AS receivedAt, state FROM webhook_deliveries WHERE endpoint_id = ? AND event_id = ? AND id <> ? ORDER BY received_at DESC, id DESC LIMIT 50',
        endpointId,
        eventId,
        exceptId,
      );

/** Judges a kept delivery with the secrets and the settings of now, against when it came. */
export function verifyAgain(engine: Engine, id: string): void {
  const row = requireDelivery(engine.db, id);
  const raw = openDelivery(engine.db, engine.vault, id);
  if (raw === null || row.code === 'too_large') return;
  const judgement = judge(engine, requireEndpoint(engine.db, row.endpoint_id), raw, row.is_time_known === 1 ? row.received_at : null);
  engine.evidence.write(['webhooks', 'today'], (writer) => {
    const { state, code, words, signedAt, diagnosis, eventId, eventType } = judgement;
    const first = eventId === null ? null : originalOf(writer, row.endpoint_id, eventId, id);
    writer.run(
      'UPDATE webhook_deliveries SET state = ?, code = ?, words = ?, signed_at = ?, diagnosis = ?, event_id = ?, event_type = ?, duplicate_of = ? WHERE id = ?',
      state,
      code,
      words,
      signedAt,
      diagnosis === null ? null : JSON.stringify(diagnosis),
      eventId,
      eventType,
      first !== null && first < id ? first : null,
      id,
    );
  });
}
