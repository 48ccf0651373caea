import type { ApiRow, DeclaredLimit } from '../../../shared/contract/inventory.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Actor } from '../db/change-log.ts';
import type { Clock, Commands } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import { getApi, monthAgo } from './store.ts';

interface LimitRow {
  readonly id: string;
  readonly api_id: string;
  readonly policy: string;
  readonly unit: string;
  readonly limit_value: number;
  readonly window_seconds: number | null;
  readonly source_url: string | null;
}

/** Units of which our own calls are the measure. */
const callUnits = new Set(['requests', 'calls', 'request', 'call']);

/** Limits that people wrote down, each with our peak against it and what an answer says otherwise. */
export function listDeclaredLimits(db: Reader, now: number, apiId: string): DeclaredLimit[] {
  const observed = db.all<{ policy: string; unit: string; limit_value: number | null; window_seconds: number | null; exchange_id: string }>(
    'SELECT policy, unit, limit_value, window_seconds, exchange_id FROM limits WHERE api_id = ? AND limit_value IS NOT NULL ORDER BY seen_at DESC',
    apiId,
  );
  return db.all<LimitRow>('SELECT * FROM declared_limits WHERE api_id = ? ORDER BY policy, unit', apiId).map((row): DeclaredLimit => {
    const same = observed.find((one) => one.unit === row.unit && one.window_seconds === row.window_seconds);
    const isOtherwise = same !== undefined && same.limit_value !== null && same.limit_value !== row.limit_value;
    return {
      id: row.id,
      apiId: row.api_id,
      policy: row.policy,
      unit: row.unit,
      limit: row.limit_value,
      windowSeconds: row.window_seconds,
      sourceUrl: row.source_url,
      peakCalls: row.window_seconds !== null && callUnits.has(row.unit) ? peakOfCalls(db, apiId, row.window_seconds, monthAgo(now)) : null,
      overruledBy: isOtherwise ? { policy: same.policy, limit: same.limit_value ?? 0, exchangeId: same.exchange_id } : null,
    };
  });
}

/** Of every API the limit that allows least in a second, of those that people wrote down; without a window it comes last. */
export function tightestWritten(db: Reader): ReadonlyMap<string, NonNullable<ApiRow['writtenLimit']>> {
  const rows = db.all<LimitRow>(
    `SELECT * FROM declared_limits ORDER BY window_seconds IS NOT NULL, CAST(limit_value AS REAL) / coalesce(window_seconds, 1) DESC, id`,
  );
  // The last one of an API stays, which is the tightest.
  return new Map(rows.map((row) => [row.api_id, { limit: row.limit_value, unit: row.unit, windowSeconds: row.window_seconds }]));
}

/** Most calls in one window, of windows that begin at whole multiples of its length. */
function peakOfCalls(db: Reader, apiId: string, windowSeconds: number, since: number): number {
  return (
    db.get<{ n: number | null }>(
      'SELECT max(n) AS n FROM (SELECT count(*) AS n FROM exchanges WHERE api_id = ? AND started_at >= ? GROUP BY started_at / CAST(? AS INTEGER))',
      apiId,
      since,
      Math.max(1, Math.round(windowSeconds * 1000)),
    )?.n ?? 0
  );
}

export interface LimitInput {
  readonly id?: string | undefined;
  readonly apiId: string;
  readonly policy: string;
  readonly unit: string;
  readonly limit: number;
  readonly windowSeconds: number | null;
  readonly sourceUrl: string | null;
}

/** Adds a limit, or changes the one of that id. Throws `conflict` when another has the same policy and unit. */
export function saveLimit(commands: Commands, clock: Clock, actor: Actor, input: LimitInput): { id: string } {
  const id = input.id ?? clock.newId();
  commands.run(actor, (changes) => {
    const api = getApi(changes, input.apiId);
    if (!api) throw new Fault('not_found', { happened: 'There is no such API.', remedy: 'Reload the page. Nothing was changed.' });
    const taken = changes.get<{ id: string }>(
      'SELECT id FROM declared_limits WHERE api_id = ? AND policy = ? AND unit = ?',
      input.apiId,
      input.policy,
      input.unit,
    );
    if (taken && taken.id !== id) {
      throw new Fault('conflict', {
        happened: `${api.vendor_name} ${api.name} has a limit “${input.policy}” in ${input.unit} already.`,
        remedy: 'Change that one, or give this one another name.',
      });
    }
    const row = {
      policy: input.policy,
      unit: input.unit,
      limit_value: input.limit,
      window_seconds: input.windowSeconds,
      source_url: input.sourceUrl,
    };
    const what = `Limit “${input.policy}” of ${api.vendor_name} ${api.name}`;
    if (input.id) changes.update('declaredLimit', id, row, `${what} is ${grouped(input.limit)} ${input.unit}`);
    else changes.insert('declaredLimit', { id, api_id: input.apiId, ...row, created_at: clock.now() }, `${what} written down`);
  });
  return { id };
}

export function removeLimit(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<LimitRow>('SELECT * FROM declared_limits WHERE id = ?', id);
    if (row) changes.remove('declaredLimit', id, `Limit “${row.policy}” removed`);
  });
}
