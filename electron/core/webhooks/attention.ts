import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import type { Diagnosis } from '../../../shared/domain/webhooks/verdict.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { listeningSpans, openFailures, silenceOf } from './describe-endpoint.ts';
import type { EndpointRow } from './endpoint-rows.ts';

const dayMs = 86_400_000;

/** What of the inbox needs a person: one line for each endpoint, for its failing deliveries, a target that refuses, or its silence. */
export function webhooksAttention(db: Reader, now: number): AttentionItem[] {
  const endpoints = db.all<EndpointRow>('SELECT * FROM webhook_endpoints ORDER BY lower(name)');
  if (endpoints.length === 0) return [];
  const spans = listeningSpans(db, now - 400 * dayMs);
  return endpoints.flatMap((endpoint): AttentionItem[] => {
    const item = failing(db, endpoint, now) ?? refused(db, endpoint, now) ?? silent(db, endpoint, spans, now);
    return item === null ? [] : [item];
  });
}

const criticalityOf = (db: Reader, apiId: string | null): AttentionItem['criticality'] =>
  (apiId === null
    ? undefined
    : db.get<{ criticality: AttentionItem['criticality'] }>('SELECT criticality FROM apis WHERE id = ?', apiId)?.criticality) ?? 'medium';

function failing(db: Reader, endpoint: EndpointRow, now: number): AttentionItem | null {
  const open = openFailures(db, endpoint.id, now);
  const [newest] = open;
  if (!newest) return null;
  const door = { place: 'console', kind: 'delivery', id: newest.id } as const;
  const diagnosis = newest.diagnosis === null ? null : (JSON.parse(newest.diagnosis) as Diagnosis);
  return {
    criticality: criticalityOf(db, endpoint.api_id),
    state: 'broken',
    daysAway: 0,
    attention: {
      key: `webhook:${endpoint.id}`,
      state: 'broken',
      title: open.length === 1 ? `A delivery to ${endpoint.name} fails` : `${open.length} deliveries to ${endpoint.name} fail`,
      reason: diagnosis?.words ?? newest.words,
      evidence: { words: open.length === 1 ? 'the delivery' : 'the newest of them', door },
      action: { words: 'Look at the delivery', door },
    },
  };
}

function refused(db: Reader, endpoint: EndpointRow, now: number): AttentionItem | null {
  const rows = db.all<{ id: string; words: string }>(
    `SELECT d.id, r.words FROM webhook_replays r JOIN webhook_deliveries d ON d.id = r.delivery_id
     WHERE d.endpoint_id = ? AND d.settled_at IS NULL AND r.started_at >= ? AND r.state = 'refused'
       AND r.id = (SELECT l.id FROM webhook_replays l WHERE l.delivery_id = d.id ORDER BY l.started_at DESC, l.id DESC LIMIT 1) ORDER BY r.started_at DESC`,
    endpoint.id,
    now - 30 * dayMs,
  );
  const [newest] = rows;
  if (!newest) return null;
  const door = { place: 'console', kind: 'delivery', id: newest.id } as const;
  return {
    criticality: criticalityOf(db, endpoint.api_id),
    state: 'soon',
    daysAway: 1,
    attention: {
      key: `webhook:${endpoint.id}`,
      state: 'soon',
      title: `${rows.length === 1 ? 'A delivery' : `${rows.length} deliveries`} of ${endpoint.name} did not reach the target`,
      reason: newest.words,
      evidence: { words: 'its attempts', door },
      action: { words: 'Look at the delivery', door },
    },
  };
}

function silent(db: Reader, endpoint: EndpointRow, spans: ReturnType<typeof listeningSpans>, now: number): AttentionItem | null {
  const last =
    db.get<{ at: number | null }>('SELECT max(received_at) AS at FROM webhook_deliveries WHERE endpoint_id = ?', endpoint.id)?.at ?? null;
  const ms = silenceOf(endpoint, last, spans, now);
  if (ms === null) return null;
  const door = { place: 'console', kind: 'webhook', id: endpoint.id } as const;
  return {
    criticality: criticalityOf(db, endpoint.api_id),
    state: 'soon',
    daysAway: 1,
    attention: {
      key: `webhook-silence:${endpoint.id}`,
      state: 'soon',
      title: `${endpoint.name} has been silent for ${durationWords(ms)}`,
      reason: `Something is expected every ${durationWords((endpoint.expected_by_minutes ?? 0) * 60_000)} · only the time is counted in which the receiver was open`,
      evidence: { words: last === null ? 'nothing ever came' : 'what came last', door },
      action: { words: 'Open the endpoint', door },
    },
  };
}
