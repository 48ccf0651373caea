import type { Standing } from '../../../shared/contract/inventory.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import { silenceMs, type ListeningSpan } from '../../../shared/domain/webhooks/silence.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { isChangingOver } from './signing-secrets.ts';
import { genericRuleOf, secretsOf, type EndpointRow } from './endpoint-rows.ts';
import { knownReceiver } from './live-receiver.ts';
import { openFailure } from './store.ts';

const dayMs = 86_400_000;
const stripDays = 14;

interface Counted {
  readonly came: number;
  readonly failed: number | null;
  readonly duplicates: number | null;
  readonly last_at: number | null;
}

/** Endpoints with their last fourteen days, and how each stands. */
export function describeEndpoints(
  engine: Pick<Engine, 'db' | 'clock' | 'secrets'> & Partial<Engine>,
  rows: readonly EndpointRow[],
): WebhookEndpoint[] {
  const { db, clock, secrets } = engine;
  const now = clock.now();
  const spans = listeningSpans(db, now - 400 * dayMs);
  const port = knownReceiver(engine)?.port ?? null;
  return rows.map((row): WebhookEndpoint => {
    const month = db.get<Counted>(
      `SELECT count(*) AS came, sum(d.state = 'fails') AS failed, sum(d.duplicate_of IS NOT NULL) AS duplicates, max(d.received_at) AS last_at
       FROM webhook_deliveries d WHERE d.endpoint_id = ? AND d.received_at >= ?`,
      row.id,
      now - 30 * dayMs,
    );
    const last = db.get<{ id: string; received_at: number; state: WebhookDelivery['state'] }>(
      'SELECT id, received_at, state FROM webhook_deliveries WHERE endpoint_id = ? ORDER BY received_at DESC, id DESC LIMIT 1',
      row.id,
    );
    const open = openFailures(db, row.id, now);
    return {
      id: row.id,
      name: row.name,
      path: row.path,
      apiId: row.api_id,
      vendorId: row.vendor_id,
      scheme: row.scheme,
      rule: genericRuleOf(row),
      secrets: secretsOf(row).map(({ credentialId, role }) => ({
        credentialId,
        role,
        name: db.get<{ name: string }>('SELECT name FROM credentials WHERE id = ?', credentialId)?.name ?? 'a credential that is gone',
        isHere: secrets.has(credentialId),
        isChangingOver: secrets.getFormer(credentialId) !== null && isChangingOver(db, credentialId),
      })),
      toleranceS: row.tolerance_s,
      eventIdPath: row.event_id_path,
      eventTypePath: row.event_type_path,
      targetUrl: row.target_url,
      confirmedTarget: row.confirmed_target,
      expectedByMinutes: row.expected_by_minutes,
      notes: row.notes,
      apiName: db.get<{ name: string }>('SELECT name FROM apis WHERE id = ?', row.api_id)?.name ?? null,
      vendorName: db.get<{ name: string }>('SELECT name FROM vendors WHERE id = ?', row.vendor_id)?.name ?? null,
      createdAt: row.created_at,
      lastAt: last?.received_at ?? null,
      lastDeliveryId: last?.id ?? null,
      deliveries30d: month?.came ?? 0,
      failed30d: month?.failed ?? 0,
      duplicates30d: month?.duplicates ?? 0,
      open: open.length,
      days: stripOf(db, row.id, spans, now),
      url: port === null ? null : `http://127.0.0.1:${port}${row.path}`,
      standing: standingOf(row, { open, last: last ?? null, silence: silenceOf(row, last?.received_at ?? null, spans, now) }),
    };
  });
}

/** Failing deliveries of the last thirty days that nobody dealt with, newest first. */
export const openFailures = (
  db: Reader,
  endpointId: string,
  now: number,
): { readonly id: string; readonly diagnosis: string | null; readonly words: string }[] =>
  db.all(
    `SELECT d.id, d.diagnosis, d.words FROM webhook_deliveries d WHERE d.endpoint_id = ? AND d.received_at >= ? AND ${openFailure} ORDER BY d.received_at DESC, d.id DESC`,
    endpointId,
    now - 30 * dayMs,
  );

export const listeningSpans = (db: Reader, fromAt: number): ListeningSpan[] =>
  db.all<ListeningSpan>('SELECT start_at AS startAt, end_at AS endAt FROM webhook_listening WHERE end_at > ? ORDER BY start_at', fromAt);

/** How long an endpoint was silent while the receiver was open, when that is too long. */
export function silenceOf(row: EndpointRow, lastAt: number | null, spans: readonly ListeningSpan[], now: number): number | null {
  if (row.expected_by_minutes === null) return null;
  return silenceMs(spans, Math.max(lastAt ?? 0, row.created_at), row.expected_by_minutes * 60_000, now);
}

function standingOf(
  row: EndpointRow,
  {
    open,
    last,
    silence,
  }: {
    open: readonly { readonly id: string }[];
    last: { readonly id: string; readonly state: WebhookDelivery['state'] } | null;
    silence: number | null;
  },
): Standing {
  const [newest] = open;
  if (newest)
    return {
      state: 'broken',
      words: open.length === 1 ? 'one fails' : `${open.length} fail`,
      door: { place: 'console', kind: 'delivery', id: newest.id },
    };
  if (silence !== null)
    return { state: 'soon', words: `silent for ${durationWords(silence)}`, door: { place: 'console', kind: 'webhook', id: row.id } };
  if (last === null) return { state: 'no data', words: 'nothing came yet', door: null };
  const door = { place: 'console', kind: 'delivery', id: last.id } as const;
  if (last.state === 'holds') return { state: 'holds', words: 'the last one holds', door };
  return { state: 'no data', words: last.state === 'unknown' ? 'not verified' : 'the last one failed', door };
}

function stripOf(db: Reader, endpointId: string, spans: readonly ListeningSpan[], now: number): WebhookEndpoint['days'] {
  const end = Math.floor(now / dayMs) * dayMs + dayMs;
  const begin = end - stripDays * dayMs;
  const counted = new Map(
    db
      .all<{ day: number; came: number; failed: number }>(
        `SELECT CAST((received_at - ?) / ${dayMs} AS INTEGER) AS day, count(*) AS came, sum(state = 'fails') AS failed FROM webhook_deliveries
         WHERE endpoint_id = ? AND received_at >= ? AND received_at < ? GROUP BY 1`,
        begin,
        endpointId,
        begin,
        end,
      )
      .map(({ day, came, failed }) => [day, { came, failed }]),
  );
  return Array.from({ length: stripDays }, (_none, day) => {
    const at = begin + day * dayMs;
    const found = counted.get(day);
    if (found) return { at, ...found };
    return spans.some(({ startAt, endAt }) => startAt < at + dayMs && endAt > at) ? { at, came: 0, failed: 0 } : null;
  });
}
