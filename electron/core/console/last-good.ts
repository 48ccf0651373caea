import type { Exchange } from '../../../shared/contract/console.ts';
import type { ResiliencePolicy } from '../../../shared/domain/resilience/policy.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ExchangeIntent } from './recorded-exchange.ts';

/** The newest good answer of the same GET, if the policy shows one in place of an answer that did not come; its exchange's id. */
export function lastGoodAnswer(
  db: Reader,
  policy: ResiliencePolicy,
  intent: Pick<ExchangeIntent, 'method' | 'url' | 'environmentId' | 'credentialId' | 'source'>,
  now: number,
): string | null {
  if (!policy.fallsBack || intent.method !== 'GET' || intent.source === 'monitor') return null;
  return (
    db.get<{ id: string }>(
      `SELECT x.id FROM exchanges x JOIN bodies b ON b.exchange_id = x.id AND b.side = 'answer'
       WHERE x.environment_id = ? AND x.started_at > ? AND x.method = 'GET' AND x.url = ? AND x.credential_id IS ? AND x.status BETWEEN 200 AND 299
         AND x.error_class = 'ok' ORDER BY x.started_at DESC LIMIT 1`,
      intent.environmentId,
      now - policy.fallbackMaxAgeMs,
      intent.url,
      intent.credentialId,
    )?.id ?? null
  );
}

/** What stands in for an answer that did not come. */
export function staleAnswerOf(db: Reader, fallbackId: string | null | undefined): Exchange['fallback'] {
  if (!fallbackId) return null;
  const row = db.get<{ number: number; status: number; finished_at: number }>(
    'SELECT number, status, finished_at FROM exchanges WHERE id = ?',
    fallbackId,
  );
  return row ? { exchangeId: fallbackId, number: row.number, status: row.status, answeredAt: row.finished_at } : null;
}
