import type { EventBus } from '../events.ts';
import type { Clock } from '../db/commands.ts';

const peakKeptMs = 30 * 86_400_000;

/** Keeps what an answer says about limits: the newest reading, and the peak of 30 days with the call that showed it. */
export function listenForLimits(events: EventBus, { clock }: { readonly clock: Clock }): void {
  events.onExchangeRecorded((exchange, db) => {
    if (!exchange.apiId || !exchange.evidence || exchange.evidence.rateLimits.fromCache) return [];
    const { apiId } = exchange;
    for (const limit of exchange.evidence.rateLimits.limits) {
      const known = db.get<{ id: string; peak_percent: number | null; peak_at: number | null }>(
        'SELECT id, peak_percent, peak_at FROM limits WHERE api_id = ? AND environment_id IS ? AND policy = ? AND unit = ?',
        apiId,
        exchange.environmentId,
        limit.policy,
        limit.unit,
      );
      const isPeak =
        limit.usedPercent !== null &&
        (known?.peak_percent == null || limit.usedPercent >= known.peak_percent || exchange.finishedAt - (known.peak_at ?? 0) > peakKeptMs);
      const peak = isPeak ? [limit.usedPercent, exchange.finishedAt] : [known?.peak_percent ?? null, known?.peak_at ?? null];
      const reading = [
        limit.limit,
        limit.remaining,
        limit.windowSeconds,
        limit.resetAtMs,
        peak[0] ?? null,
        peak[1] ?? null,
        exchange.finishedAt,
        exchange.id,
        limit.raw.slice(0, 500),
      ];
      if (known) {
        db.run(
          'UPDATE limits SET limit_value = ?, remaining = ?, window_seconds = ?, reset_at = ?, peak_percent = ?, peak_at = ?, seen_at = ?, exchange_id = ?, raw = ? WHERE id = ?',
          ...reading,
          known.id,
        );
      } else {
        db.run(
          `INSERT INTO limits (limit_value, remaining, window_seconds, reset_at, peak_percent, peak_at, seen_at, exchange_id, raw, id, api_id, environment_id, policy, unit)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ...reading,
          clock.newId(),
          apiId,
          exchange.environmentId,
          limit.policy,
          limit.unit,
        );
      }
    }
    const [first] = exchange.evidence.rateLimits.limits;
    return first ? [{ kind: 'limit', words: 'Limits left', door: { place: 'inventory', kind: 'api', id: apiId } }] : [];
  });
}
