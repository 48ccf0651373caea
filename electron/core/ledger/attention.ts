import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import { shortDay } from '../../../shared/domain/day-words.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { listCauses, listRuns, needsOwner } from './store.ts';

/** Above this, breaks with one cause are one thing to do. */
const manyRows = 20;

/** What of the ledgers needs a person: files that were not whole, causes of many rows, breaks without an owner, explanations that have ended. */
export function ledgerAttention(db: Reader, now: number): AttentionItem[] {
  return db.all<{ id: string; name: string }>('SELECT id, name FROM ledgers ORDER BY name').flatMap((ledger) => {
    const causes = listCauses(db, ledger.id, now);
    return [...partialRun(db, ledger), ...largeCauses(ledger, causes), ...ownerless(db, ledger, causes, now), ...expired(db, ledger, now)];
  });
}

type Cause = ReturnType<typeof listCauses>[number];
const isLarge = ({ rows, kind }: Cause): boolean => rows > manyRows && kind !== 'other';

interface Ledger {
  readonly id: string;
  readonly name: string;
}

function item(
  ledger: Ledger,
  key: string,
  criticality: AttentionItem['criticality'],
  daysAway: number,
  words: { title: string; reason: string; action: string },
): AttentionItem {
  const door = { place: 'ledger', kind: 'ledger', id: ledger.id } as const;
  return {
    criticality,
    state: 'soon',
    daysAway,
    attention: {
      key: `ledger:${key}:${ledger.id}`,
      state: 'soon',
      title: words.title,
      reason: words.reason,
      evidence: null,
      action: { words: words.action, door },
    },
  };
}

function partialRun(db: Reader, ledger: Ledger): AttentionItem[] {
  const [last] = listRuns(db, ledger.id, 1);
  if (last?.state !== 'partial') return [];
  return [
    item(ledger, 'partial', 'high', 0, {
      title: `Run ${last.number} of “${ledger.name}” was partial`,
      reason: `${last.partialReason} · nothing was resolved by it`,
      action: 'Run again with whole files',
    }),
  ];
}

function largeCauses(ledger: Ledger, causes: readonly Cause[]): AttentionItem[] {
  return causes
    .filter((cause) => isLarge(cause) && cause.withoutOwner > 0)
    .map((cause) =>
      item(ledger, `cause:${cause.id}`, 'high', 3, {
        title: `${grouped(cause.rows)} breaks of “${ledger.name}” share one cause: ${cause.words}`,
        reason: `${cause.likely} · ${moneyText(cause.atRiskMinor, cause.currency)} ${cause.currency} at risk`,
        action: 'Look at the cause',
      }),
    );
}

/** Those of large causes stand in a line of their own. */
function ownerless(db: Reader, ledger: Ledger, causes: readonly Cause[], now: number): AttentionItem[] {
  const others = causes.filter((cause) => !isLarge(cause) && cause.withoutOwner > 0);
  const n = others.reduce((sum, { withoutOwner }) => sum + withoutOwner, 0);
  if (n === 0) return [];
  // By the runs that found them, so that no break is read: there may be tens of thousands.
  const row = db.get<{ oldest: number | null }>(
    `SELECT min(r.finished_at) AS oldest FROM ledger_runs r WHERE r.id IN (
       SELECT b.first_run_id FROM breaks b INDEXED BY breaks_tally
       WHERE b.ledger_id = ? AND b.resolved_at IS NULL AND b.cause_id IN (SELECT value FROM json_each(?)) AND ${needsOwner(now)})`,
    ledger.id,
    JSON.stringify(others.map(({ id }) => id)),
  );
  return [
    item(ledger, 'ownerless', 'medium', 2, {
      title: `${grouped(n)} ${n === 1 ? 'break' : 'breaks'} of “${ledger.name}” ${n === 1 ? 'has' : 'have'} no owner`,
      reason: `The oldest is open since ${shortDay(row?.oldest ?? now)}`,
      action: 'Look at the breaks',
    }),
  ];
}

function expired(db: Reader, ledger: Ledger, now: number): AttentionItem[] {
  const row = db.get<{ n: number }>(
    "SELECT count(*) AS n FROM breaks b INDEXED BY breaks_tally WHERE b.ledger_id = ? AND b.resolved_at IS NULL AND b.state = 'explained' AND b.explained_by <> 'rule' AND b.explained_until <= ?",
    ledger.id,
    now,
  );
  const n = row?.n ?? 0;
  if (n === 0) return [];
  return [
    item(ledger, 'expired', 'medium', 1, {
      title: `${grouped(n)} ${n === 1 ? 'explanation' : 'explanations'} of “${ledger.name}” ${n === 1 ? 'has' : 'have'} ended`,
      reason: 'What they explained stands open again',
      action: 'Look at the breaks',
    }),
  ];
}
