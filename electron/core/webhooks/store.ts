import type { deliveryViews, WebhookDelivery, WebhookReplay } from '../../../shared/contract/webhooks.ts';
import type { Diagnosis } from '../../../shared/domain/webhooks/verdict.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';

export interface DeliveryRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly endpoint_name: string;
  readonly received_at: number;
  readonly is_time_known: number;
  readonly source: WebhookDelivery['source'];
  readonly event_id: string | null;
  readonly event_type: string | null;
  readonly byte_length: number;
  readonly media_type: string | null;
  readonly state: WebhookDelivery['state'];
  readonly code: WebhookDelivery['code'];
  readonly words: string;
  readonly signed_at: number | null;
  readonly diagnosis: string | null;
  readonly notes: string;
  readonly answered: number | null;
  readonly duplicate_of: string | null;
  readonly settled_at: number | null;
  readonly settled_by: string | null;
  readonly times: number;
  readonly replays: number;
  readonly last_replay: WebhookDelivery['lastReplay'];
  readonly replay_words: string | null;
  readonly is_made_good: number;
}

const lastReplay = (column: string): string =>
  `(SELECT r.${column} FROM webhook_replays r WHERE r.delivery_id = d.id ORDER BY r.started_at DESC, r.id DESC LIMIT 1)`;

/** A later or earlier delivery of the same event held: what this one brought has come. */
const madeGood = `EXISTS (SELECT 1 FROM webhook_deliveries g WHERE g.endpoint_id = d.endpoint_id AND g.event_id = d.event_id AND g.state = 'holds')`;

/** Failing, and nobody has dealt with it. */
export const openFailure = `(d.state = 'fails' AND d.settled_at IS NULL AND NOT ${madeGood})`;

/** What nobody will process: its signature fails, or its target refused it. */
const refused = `(d.settled_at IS NULL AND d.id IN (SELECT r.delivery_id FROM webhook_replays r WHERE r.state = 'refused') AND ${lastReplay('state')} = 'refused')`;
const dead = `(${openFailure} OR ${refused})`;

const select = `SELECT d.*, e.name AS endpoint_name, ${lastReplay('state')} AS last_replay, ${lastReplay('words')} AS replay_words, ${madeGood} AS is_made_good,
    (SELECT count(*) FROM webhook_replays r WHERE r.delivery_id = d.id) AS replays,
    CASE WHEN d.event_id IS NULL THEN 1 ELSE (SELECT count(*) FROM webhook_deliveries o WHERE o.endpoint_id = d.endpoint_id AND o.event_id = d.event_id) END AS times
  FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id`;

const viewSql: Readonly<Record<(typeof deliveryViews)[number], string>> = {
  all: '1 = 1',
  failing: "d.state = 'fails'",
  duplicates: 'd.duplicate_of IS NOT NULL',
  dead,
};

export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly view: (typeof deliveryViews)[number];
  readonly text: string;
  readonly limit: number;
}

/** The inbox, newest first. */
export function listDeliveries(db: Reader, filter: DeliveryFilter): WebhookDelivery[] {
  const { sql, values } = conditions(filter);
  return db
    .all<DeliveryRow>(
      `${select} WHERE ${sql} AND ${viewSql[filter.view]} ORDER BY d.received_at DESC, d.id DESC LIMIT ?`,
      ...values,
      filter.limit,
    )
    .map(asDelivery);
}

export function countDeliveries(db: Reader, filter: DeliveryFilter): Record<(typeof deliveryViews)[number], number> {
  const { sql, values } = conditions(filter);
  // Each counted for itself, so that each has its own index.
  const count = (view: string): number =>
    db.get<{ n: number }>(`SELECT count(*) AS n FROM webhook_deliveries d WHERE ${sql} AND ${view}`, ...values)?.n ?? 0;
  return {
    all: count(viewSql.all),
    failing: count(viewSql.failing),
    duplicates: count(viewSql.duplicates),
    dead: count(openFailure) + count(`${refused} AND NOT ${openFailure}`),
  };
}

function conditions({ endpointId, text }: DeliveryFilter): { sql: string; values: SqlValue[] } {
  const parts: string[] = ['1 = 1'];
  const values: SqlValue[] = [];
  if (endpointId !== undefined) {
    parts.push('d.endpoint_id = ?');
    values.push(endpointId);
  }
  for (const word of text.trim().split(/\s+/).filter(Boolean).slice(0, 8)) {
    parts.push(
      "(coalesce(d.event_id, '') || ' ' || coalesce(d.event_type, '') || ' ' || (SELECT n.name FROM webhook_endpoints n WHERE n.id = d.endpoint_id) || ' ' || d.words) LIKE ? ESCAPE '\\'",
    );
    values.push(`%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  }
  return { sql: parts.join(' AND '), values };
}

/** The row of a delivery, or a fault that it is gone. */
export function requireDelivery(db: Reader, id: string): DeliveryRow {
  const row = db.get<DeliveryRow>(`${select} WHERE d.id = ?`, id);
  if (!row)
    throw new Fault('not_found', { happened: 'The delivery is gone.', remedy: 'Reload the page; its endpoint may have been removed.' });
  return row;
}

export function asDelivery(row: DeliveryRow): WebhookDelivery {
  const diagnosis = diagnosisOf(row);
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    endpointName: row.endpoint_name,
    receivedAt: row.received_at,
    isTimeKnown: row.is_time_known === 1,
    source: row.source,
    eventId: row.event_id,
    eventType: row.event_type,
    byteLength: row.byte_length,
    state: row.state,
    code: row.code,
    words: row.words,
    diagnosis: diagnosis?.code ?? null,
    duplicateOf: row.duplicate_of,
    times: row.times,
    answered: row.answered,
    deadWords: deadWords(row),
    isSettled: row.settled_at !== null,
    settledBy: row.settled_by,
    replays: row.replays,
    lastReplay: row.last_replay,
  };
}

function deadWords(row: DeliveryRow): string | null {
  if (row.settled_at !== null) return null;
  if (row.state === 'fails' && row.is_made_good === 0) return diagnosisOf(row)?.words ?? row.words;
  return row.last_replay === 'refused' ? `The target refused it. ${row.replay_words ?? ''}`.trim() : null;
}

export const diagnosisOf = ({ diagnosis }: Pick<DeliveryRow, 'diagnosis'>): Diagnosis | null =>
  diagnosis === null ? null : (JSON.parse(diagnosis) as Diagnosis);

interface ReplayRow {
  readonly id: string;
  readonly target_url: string;
  readonly signing: WebhookReplay['signing'];
  readonly state: WebhookReplay['state'];
  readonly words: string;
  readonly attempts: string;
  readonly max_attempts: number;
  readonly started_at: number;
  readonly started_by: string;
  readonly finished_at: number | null;
}

const asReplay = (row: ReplayRow): WebhookReplay => ({
  id: row.id,
  targetUrl: row.target_url,
  signing: row.signing,
  state: row.state,
  words: row.words,
  startedAt: row.started_at,
  startedBy: row.started_by,
  finishedAt: row.finished_at,
  maxAttempts: row.max_attempts,
  attempts: JSON.parse(row.attempts) as WebhookReplay['attempts'],
});

export const replaysOf = (db: Reader, deliveryId: string): WebhookReplay[] =>
  db.all<ReplayRow>('SELECT * FROM webhook_replays WHERE delivery_id = ? ORDER BY started_at DESC, id DESC', deliveryId).map(asReplay);

export function requireReplay(db: Reader, id: string): WebhookReplay {
  const row = db.get<ReplayRow>('SELECT * FROM webhook_replays WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The replay is gone.', remedy: 'Reload the page.' });
  return asReplay(row);
}
