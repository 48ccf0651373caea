import { Fault } from '../../../shared/contract/errors.ts';
import type { BreakFilter, LedgerBreak } from '../../../shared/contract/ledger.ts';
import type { BreakClass, BreakState, Side } from '../../../shared/domain/ledger/break-class.ts';
import { separator } from '../../../shared/domain/ledger/compile-side.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';
import { needsOwner } from './store.ts';

export interface BreakRow {
  readonly id: string;
  readonly ledger_id: string;
  readonly match_key: string;
  readonly class: BreakClass;
  readonly missing_side: Side | null;
  readonly words: string;
  readonly currency: string;
  readonly effect_minor: number;
  readonly at_risk_minor: number;
  readonly state: BreakState;
  readonly explained_until: number | null;
  readonly explained_by: string | null;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly due_at: number | null;
  readonly opened_at: number;
  readonly first_run_id: string;
  readonly times_seen: number;
}

export interface BreakPage {
  readonly rows: LedgerBreak[];
  readonly next: string | null;
  readonly total: number;
  readonly netMinor: number;
  readonly atRiskMinor: number;
}

/**
 * One page of breaks by due date, then amount. The page after it begins where this one ended (keyset), so that the hundredth page costs what the
 * first does; an OFFSET would walk over everything before.
 */
export function listBreaks(db: Reader, now: number, filter: BreakFilter & { after?: string | undefined; limit: number }): BreakPage {
  const { sql, values } = conditions(db, now, filter);
  const after = filter.after === undefined ? null : readCursor(filter.after);
  const isResolved = filter.only === 'resolved';
  const order = isResolved ? 'b.resolved_at DESC, b.id' : 'b.due_at, b.at_risk_minor DESC, b.id';
  const beyond = after === null ? '' : isResolved ? ' AND (b.resolved_at, b.id) < (?, ?)' : beyondOpen;
  const from = after === null ? [] : isResolved ? [after[0] ?? 0, after[2] ?? ''] : [...after.slice(0, 1), ...after.slice(0, 2), ...after];
  const rows = db.all<BreakRow & { resolved_at: number | null }>(
    `SELECT b.*, p.name AS owner_name FROM breaks b LEFT JOIN people p ON p.id = b.owner_id WHERE ${sql}${beyond} ORDER BY ${order} LIMIT ?`,
    ...values,
    ...from,
    filter.limit + 1,
  );
  const lastRunId = lastRun(db, filter.ledgerId);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  // Totals only with the first page: they do not change while a person scrolls.
  const totals =
    after === null
      ? db.get<{ total: number; netMinor: number; atRiskMinor: number }>(
          `SELECT count(*) AS total, coalesce(sum(b.effect_minor), 0) AS netMinor, coalesce(sum(b.at_risk_minor), 0) AS atRiskMinor FROM breaks b WHERE ${sql}`,
          ...values,
        )
      : undefined;
  return {
    rows: page.map((row) => asBreak(row, now, lastRunId)),
    next:
      rows.length > filter.limit && last
        ? JSON.stringify([isResolved ? last.resolved_at : last.due_at, last.at_risk_minor, last.id])
        : null,
    total: totals?.total ?? 0,
    netMinor: totals?.netMinor ?? 0,
    atRiskMinor: totals?.atRiskMinor ?? 0,
  };
}

/** After (due, amount, id) in the order due ascending, amount descending, id ascending. */
const beyondOpen = ' AND (b.due_at > ? OR (b.due_at = ? AND b.at_risk_minor < ?) OR (b.due_at = ? AND b.at_risk_minor = ? AND b.id > ?))';

const lastRun = (db: Reader, ledgerId: string): string =>
  db.get<{ id: string }>('SELECT id FROM ledger_runs WHERE ledger_id = ? ORDER BY number DESC LIMIT 1', ledgerId)?.id ?? '';

function readCursor(text: string): [number, number, string] {
  try {
    const [due, risk, id] = JSON.parse(text) as unknown[];
    if (typeof due === 'number' && typeof risk === 'number' && typeof id === 'string') return [due, risk, id];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Fault('bad_input', { happened: 'This is not where a page ended.', remedy: 'Start at the first page.' });
}

function conditions(
  db: Reader,
  now: number,
  { ledgerId, currency, causeId, only, state, text }: BreakFilter,
): { sql: string; values: SqlValue[] } {
  const parts: string[] = ['b.ledger_id = ?'];
  const values: SqlValue[] = [ledgerId];
  const where = (sql: string, ...more: SqlValue[]): void => {
    parts.push(sql);
    values.push(...more);
  };
  where(only === 'resolved' || state === 'resolved' ? 'b.resolved_at IS NOT NULL' : 'b.resolved_at IS NULL');
  if (currency !== undefined) where('b.currency = ?', currency);
  if (causeId !== undefined) where('b.cause_id = ?', causeId);
  if (only === 'new') where('b.first_run_id = ?', lastRun(db, ledgerId));
  if (only === 'without owner') where(needsOwner(now));
  if (only === 'overdue') where('b.due_at < ?', now);
  if (state === 'reopened') where("(b.state = 'reopened' OR (b.state = 'explained' AND b.explained_until <= ?))", now);
  else if (state === 'explained') where("b.state = 'explained' AND b.explained_until > ?", now);
  else if (state !== undefined) where('b.state = ?', state);
  for (const word of text.trim().split(/\s+/).filter(Boolean)) {
    const like = `%${word.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
    where(
      "(b.match_key LIKE ? ESCAPE '\\' OR b.words LIKE ? ESCAPE '\\' OR b.class LIKE ? ESCAPE '\\' OR b.owner_id IN (SELECT id FROM people WHERE name LIKE ? ESCAPE '\\'))",
      like,
      like,
      like,
      like,
    );
  }
  return { sql: parts.join(' AND '), values };
}

export function asBreak(row: BreakRow, now: number, lastRunId: string): LedgerBreak {
  const hasEnded = row.state === 'explained' && row.explained_until !== null && row.explained_until <= now;
  return {
    id: row.id,
    ledgerId: row.ledger_id,
    key: row.match_key.replaceAll(separator, ' · '),
    class: row.class,
    missingSide: row.missing_side,
    words: row.words,
    currency: row.currency,
    effectMinor: row.effect_minor,
    atRiskMinor: row.at_risk_minor,
    state: hasEnded ? 'reopened' : row.state,
    explainedUntil: row.explained_until,
    explainedBy: row.explained_by,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    dueAt: row.due_at,
    openedAt: row.opened_at,
    isNew: row.first_run_id === lastRunId,
    timesSeen: row.times_seen,
  };
}
