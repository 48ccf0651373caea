import { createHash } from 'node:crypto';
import { keepRun } from '../../electron/core/ledger/keep-run.ts';
import { partialReason } from '../../electron/core/ledger/run-ledger.ts';
import { Reconciler } from '../../electron/core/ledger/reconcile.ts';
import type { BreakState } from '../../shared/domain/ledger/break-class.ts';
import type { SourceRow } from '../../shared/domain/ledger/compile-side.ts';
import type { LedgerSpec } from '../../shared/domain/ledger/ledger-spec.ts';
import { invoiceBook, invoiceSpec, orderBook, orderSpec, type Book } from './ledger-books.ts';
import type { Member } from './people.ts';
import { day, hour, isoDay, minute } from './sample-time.ts';
import type { Stage } from './stage.ts';

/** 06:00 UTC, before anybody is at work. */
const runHour = 6 * hour;

/** The last morning run that lies before now, and those before it. */
const runAt = (now: number, daysAgo: number): number => Math.floor((now - runHour) / day) * day + runHour - daysAgo * day;

/** What people did about a break, so many days ago. */
interface Deed {
  readonly key: string;
  readonly who: Member;
  readonly daysAgo: number;
  readonly to: BreakState | null;
  readonly note?: string;
  /** Days from now until which it is explained. */
  readonly explainedFor?: number;
}

interface LedgerPlan {
  readonly name: string;
  readonly spec: LedgerSpec;
  readonly book: Book;
  readonly begunDaysAgo: number;
  /** Mornings on which it ran. */
  readonly runs: readonly number[];
  /** How many days a file covers. */
  readonly covers: number;
  readonly files: readonly [left: string, right: string];
  readonly deeds: readonly Deed[];
  /** Who takes every break of a kind as it comes, a few hours after the run. */
  readonly keeper: Member;
  readonly leaves: ReadonlySet<string>;
}

const weekly = [84, 77, 70, 63, 56, 49, 42, 35, 28, 21, 14] as const;
const daily = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] as const;

/** Two ledgers with a quarter of runs: real files, compared by the engine itself, and what people did about what it found. */
export function planLedgers(stage: Stage): void {
  const orders = orderBook(stage.dice, stage.now);
  planLedger(stage, {
    name: 'Orders to payouts',
    spec: orderSpec,
    book: orders,
    begunDaysAgo: 85,
    runs: [...weekly, ...daily],
    covers: 24,
    files: ['shopify-orders', 'adyen-payouts'],
    keeper: 'Deniz',
    leaves: new Set(orders.left.filter(({ kind }) => kind === 'left alone').map(({ key }) => key)),
    deeds: orders.told.flatMap(({ key, kind }): Deed[] =>
      kind === 'asked the vendor'
        ? [
            { key, who: 'Ines', daysAgo: 5, to: 'investigating' },
            { key, who: 'Ines', daysAgo: 1, to: null, note: 'Asked the vendor, case 40-2281-77' },
          ]
        : kind === 'fix on the way'
          ? [{ key, who: 'Ines', daysAgo: 2, to: 'fix_pending', note: 'Captured again by hand; the next payout has it' }]
          : [{ key, who: 'Deniz', daysAgo: 3, to: 'explained', explainedFor: 3, note: 'Chargeback, the bank answers within the week' }],
    ),
  });
  planLedger(stage, {
    name: 'Invoices to books',
    spec: invoiceSpec,
    book: invoiceBook(stage.dice, stage.now),
    begunDaysAgo: 71,
    runs: [70, 63, 56, 49, 42, 35, 28, 21, 14, 7, 1],
    covers: 40,
    files: ['shopify-invoices', 'xero-invoices'],
    keeper: 'Maya',
    leaves: new Set(),
    deeds: [],
  });
}

function planLedger(stage: Stage, plan: LedgerPlan): void {
  const { db, now, newId, timeline, team } = stage;
  const begunAt = runAt(now, plan.begunDaysAgo) + 4 * hour;
  const ledgerId = newId(begunAt);
  const definitionId = newId(begunAt);
  const spec = JSON.stringify(plan.spec);
  timeline.plan(begunAt, 'Mara', (changes) => {
    const { left, right } = plan.spec;
    changes.insert(
      'ledger',
      { id: ledgerId, name: plan.name, left_name: left.name, right_name: right.name, definition_id: definitionId, created_at: begunAt },
      `Ledger ${plan.name} added`,
    );
    const sha256 = createHash('sha256').update(spec).digest('hex');
    changes.insert(
      'ledgerDefinition',
      {
        id: definitionId,
        ledger_id: ledgerId,
        number: 1,
        spec,
        sha256,
        author: team.Mara.name,
        reason: 'first definition',
        created_at: begunAt,
      },
      `${plan.name}: definition 1`,
    );
  });
  for (const daysAgo of plan.runs) {
    const at = runAt(now, daysAgo);
    timeline.planEvidence(at, () => compare(stage, plan, { ledgerId, definitionId, at }));
    // Whoever keeps the ledger looks at what is new an hour later, or half way to now when it ran this morning.
    const takenAt = at + Math.min(hour, Math.floor((now - at) / 2));
    timeline.plan(takenAt, plan.keeper, (changes) => {
      const { id, name } = team[plan.keeper];
      const fresh = db.all<{ id: string; match_key: string }>(
        "SELECT id, match_key FROM breaks WHERE ledger_id = ? AND resolved_at IS NULL AND owner_id IS NULL AND class <> 'timing' AND opened_at >= ?",
        ledgerId,
        at,
      );
      const taken = fresh.filter(({ match_key }) => !plan.leaves.has(match_key));
      if (taken.length === 0) return;
      changes.bulk('ledger', ledgerId, `${taken.length} breaks of ${plan.name} given to ${name}`, { breaks: taken.length }, () => {
        for (const each of taken) {
          db.run('UPDATE breaks SET owner_id = ? WHERE id = ?', id, each.id);
          writeEvent(stage, { breakId: each.id, at: takenAt, actor: name, from: null, to: null, words: 'Took it' });
        }
      });
    });
  }
  for (const deed of plan.deeds) planDeed(stage, ledgerId, deed);
}

function compare(
  { db, newId }: Stage,
  plan: LedgerPlan,
  { ledgerId, definitionId, at }: { ledgerId: string; definitionId: string; at: number },
): void {
  const watched = db
    .all<{ k: string }>('SELECT match_key AS k FROM breaks WHERE ledger_id = ? AND resolved_at IS NULL', ledgerId)
    .map(({ k }) => k);
  const reconciler = new Reconciler(plan.spec, ':memory:', watched);
  try {
    const from = at - plan.covers * day;
    const rows = { left: written(plan.book.left, from, at), right: written(plan.book.right, from, at) };
    for (const side of ['left', 'right'] as const) for (const row of rows[side]) reconciler.add(side, row);
    const result = reconciler.compareNow();
    const file = (name: string, of: readonly SourceRow[]) => ({
      name: `${name}-${isoDay(at)}.csv`,
      sha256: createHash('sha256').update(JSON.stringify(of)).digest('hex'),
      mapping: '',
    });
    keepRun(
      db,
      { newId: () => newId(at) },
      {
        ledgerId,
        definitionId,
        spec: plan.spec,
        actor: 'Deniz',
        now: at,
        elapsedMs: () => 1800,
        left: file(plan.files[0], rows.left),
        right: file(plan.files[1], rows.right),
        isPresent: (key) => reconciler.isPresent(key),
        isUnread: (key) => reconciler.isUnread(key),
        partialReason: partialReason(db, ledgerId, plan.spec, result.rows),
      },
      result,
    );
  } finally {
    reconciler.close();
  }
}

/** The rows that an export made at a time has. */
const written = (rows: Book['left'], from: number, at: number): SourceRow[] =>
  rows
    .filter((row) => row.at >= from && row.at < at && row.knownAt <= at && (row.goneAt === null || row.goneAt > at))
    .map(({ row, laterRow, changedAt }) => (laterRow !== null && changedAt <= at ? laterRow : row));

function planDeed(stage: Stage, ledgerId: string, deed: Deed): void {
  const { db, now, timeline, team } = stage;
  const at = now - deed.daysAgo * day - 37 * minute;
  timeline.plan(at, deed.who, (changes) => {
    const row = db.get<{ id: string; state: BreakState }>(
      'SELECT id, state FROM breaks WHERE ledger_id = ? AND match_key = ? AND resolved_at IS NULL LIMIT 1',
      ledgerId,
      deed.key,
    );
    if (!row) return;
    const { id, name } = team[deed.who];
    if (deed.to !== null) {
      const until = deed.explainedFor === undefined ? null : Math.floor(now / day) * day + deed.explainedFor * day;
      changes.update(
        'break',
        row.id,
        {
          state: deed.to,
          owner_id: id,
          reason: until === null ? '' : (deed.note ?? ''),
          ...(until === null ? {} : { explained_until: until, explained_by: name, due_at: until }),
        },
        `Break ${deed.key}: ${deed.to.replace('_', ' ')}`,
      );
    }
    const words = deed.note ?? `Now ${(deed.to ?? 'noted').replace('_', ' ')}`;
    writeEvent(stage, { breakId: row.id, at, actor: name, from: deed.to === null ? null : row.state, to: deed.to, words });
    if (deed.to === null) changes.note('break', row.id, `Break ${deed.key}: note added`);
  });
}

interface EventWords {
  readonly breakId: string;
  readonly at: number;
  readonly actor: string;
  readonly from: BreakState | null;
  readonly to: BreakState | null;
  readonly words: string;
}

function writeEvent({ db, newId }: Stage, { breakId, at, actor, from, to, words }: EventWords): void {
  db.run(
    'INSERT INTO break_events (id, break_id, at, actor, from_state, to_state, words, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    newId(at),
    breakId,
    at,
    actor,
    from,
    to,
    words,
    at,
  );
}
