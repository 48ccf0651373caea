import { classWords, type BreakClass, type BreakState } from '../../../shared/domain/ledger/break-class.ts';
import type { Cause } from '../../../shared/domain/ledger/causes.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import type { Clock } from '../db/commands.ts';
import type { Writer } from '../db/sqlite.ts';
import { breakRows, type BreakRow } from './break-rows.ts';
import { createCoverage, type UnseenBreak } from './covers.ts';
import type { Reconciliation } from './reconcile.ts';

const dayMs = 86_400_000;

/** The marks of the semantics of a run: another number may find other breaks in the same files. */
export const engineVersion = 'sqlite group by, 1';

export interface ReadFile {
  readonly name: string;
  readonly sha256: string;
  /** "Orders, revision 3", when the side is read through a mapping. */
  readonly mapping: string;
}

export interface RunFacts {
  readonly ledgerId: string;
  readonly definitionId: string;
  readonly spec: LedgerSpec;
  readonly actor: string;
  readonly now: number;
  readonly elapsedMs: () => number;
  readonly left: ReadFile;
  readonly right: ReadFile;
  /** Keys of open breaks that these files have, whatever became of them. */
  readonly isPresent: (key: string) => boolean;
  /** Keys of open breaks that stand in a row that could not be read. */
  readonly isUnread: (key: string) => boolean;
  /** Why the files are not whole; then nothing is resolved and nothing called missing. */
  readonly partialReason: string;
}

export interface KeptRun {
  readonly runId: string;
  readonly number: number;
  readonly state: 'completed' | 'partial';
  readonly found: number;
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
}

interface KnownBreak {
  readonly id: string;
  readonly class: BreakClass;
  readonly state: BreakState;
  readonly effect_minor: number;
  readonly other_minor: number | null;
  readonly at_risk_minor: number;
  readonly explained_until: number | null;
  readonly last_run_id: string;
}

/**
 * Holds what a run found against the breaks that are known, and writes both: new ones open, known ones keep owner, notes and state, those that
 * came back or changed reopen, and those on which the files now agree are resolved by this run. Runs inside the caller's transaction.
 */
export function keepRun(
  db: Writer,
  clock: Pick<Clock, 'newId'>,
  facts: RunFacts,
  result: Reconciliation,
  rows: readonly BreakRow[] = breakRows(result, facts.ledgerId, facts.spec),
): KeptRun {
  const { ledgerId, now, spec } = facts;
  const runId = clock.newId();
  const isPartial = facts.partialReason !== '';
  const number = db.get<{ n: number }>('SELECT coalesce(max(number), 0) + 1 AS n FROM ledger_runs WHERE ledger_id = ?', ledgerId)?.n ?? 1;
  const causeIds = new Map(
    db
      .all<{ id: string; signature: string; words: string; likely: string }>(
        'SELECT id, signature, words, likely FROM break_causes WHERE ledger_id = ?',
        ledgerId,
      )
      .map((row) => [row.signature, { id: row.id, told: `${row.words}\n${row.likely}` }]),
  );
  const causeId = (cause: Cause): string => {
    const told = `${cause.words}\n${cause.likely}`;
    const known = causeIds.get(cause.signature);
    // What rows share may be said better once more of them are known, such as which part of a day is missing.
    if (known !== undefined && known.told !== told) {
      db.run('UPDATE break_causes SET words = ?, likely = ? WHERE id = ?', cause.words, cause.likely, known.id);
      known.told = told;
    }
    const id = known?.id ?? clock.newId();
    if (known === undefined) {
      causeIds.set(cause.signature, { id, told });
      db.run(
        'INSERT INTO break_causes (id, ledger_id, signature, kind, currency, words, likely, field, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        ledgerId,
        cause.signature,
        cause.kind,
        cause.currency,
        cause.words,
        cause.likely,
        cause.field,
        now,
      );
    }
    return id;
  };
  const event = (breakId: string, from: BreakState | null, to: BreakState | null, words: string): void =>
    void db.run(
      'INSERT INTO break_events (id, break_id, at, actor, run_id, from_state, to_state, words, created_at) VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?)',
      clock.newId(),
      breakId,
      now,
      runId,
      from,
      to,
      words,
      now,
    );
  const hasKnown = db.get('SELECT 1 FROM breaks WHERE ledger_id = ? LIMIT 1', ledgerId) !== undefined;
  let opened = 0;
  let reopened = 0;
  /** By the run that saw them before. */
  const seenAgain = new Map<string, number>();
  for (const row of rows) {
    const known = hasKnown
      ? db.get<KnownBreak>(
          'SELECT id, class, state, effect_minor, other_minor, at_risk_minor, explained_until, last_run_id FROM breaks WHERE fingerprint = ?',
          row.fingerprint,
        )
      : undefined;
    if (!known) {
      // Files that are not whole say nothing about what they lack.
      if (isPartial && row.missingSide !== null) continue;
      opened += 1;
      const isWaiting = row.class === 'timing';
      const heir = hasKnown ? inherited(db, ledgerId, row.key) : null;
      db.run(
        `INSERT INTO breaks (id, ledger_id, fingerprint, match_key, class, missing_side, fields, words, currency, effect_minor, other_currency, other_minor, at_risk_minor,
           occurred_at, left_records, right_records, cause_id, state, owner_id, explained_until, explained_by, reason, due_at, opened_at, first_run_id, last_run_id, last_seen_at, times_seen, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`,
        clock.newId(),
        ledgerId,
        row.fingerprint,
        row.key,
        row.class,
        row.missingSide,
        row.fields,
        row.words,
        row.currency,
        row.effect,
        row.otherCurrency,
        row.otherEffect,
        row.atRisk,
        row.at,
        row.left,
        row.right,
        causeId(result.causeOf(row.observed)),
        isWaiting ? 'explained' : 'open',
        heir,
        isWaiting ? waitsUntil(row.at ?? now, now, spec) : null,
        isWaiting ? 'rule' : null,
        isWaiting ? 'inside the settle window' : '',
        isWaiting ? waitsUntil(row.at ?? now, now, spec) : now + dueDays * dayMs,
        now,
        runId,
        runId,
        now,
        now,
      );
      continue;
    }
    seenAgain.set(known.last_run_id, (seenAgain.get(known.last_run_id) ?? 0) + 1);
    const isEscalated =
      (known.class === 'timing' || known.class === 'late') && (row.class === 'missing_left' || row.class === 'missing_right');
    const nextClass: BreakClass = isEscalated ? (isPartial ? known.class : 'late') : row.class;
    const isChanged = known.effect_minor !== row.effect || known.other_minor !== row.otherEffect || known.at_risk_minor !== row.atRisk;
    const why = reopens(known, nextClass, isChanged, now);
    if (why !== null) {
      reopened += 1;
      event(known.id, known.state, 'reopened', why(number));
    }
    const isWaitingAgain = nextClass === 'timing' && why !== null;
    db.run(
      `UPDATE breaks SET class = ?, words = ?, currency = ?, effect_minor = ?, other_currency = ?, other_minor = ?, at_risk_minor = ?, occurred_at = ?, left_records = ?,
         right_records = ?, cause_id = ?, last_run_id = ?, last_seen_at = ?, times_seen = times_seen + 1 WHERE id = ?`,
      nextClass,
      row.words,
      row.currency,
      row.effect,
      row.otherCurrency,
      row.otherEffect,
      row.atRisk,
      row.at,
      row.left,
      row.right,
      nextClass === 'late' ? causeId(lateCause(row.currency, spec)) : causeId(result.causeOf(row.observed)),
      runId,
      now,
      known.id,
    );
    if (why !== null)
      db.run(
        `UPDATE breaks SET state = ?, explained_until = ?, explained_by = ?, reason = '', due_at = ?, resolved_at = NULL, resolved_run_id = NULL, reopen_count = reopen_count + 1 WHERE id = ?`,
        ...(isWaitingAgain
          ? ['explained', waitsUntil(row.at ?? now, now, spec), 'rule', waitsUntil(row.at ?? now, now, spec)]
          : ['reopened', null, null, now + dueDays * dayMs]),
        known.id,
      );
  }
  const resolved = isPartial || !hasKnown ? 0 : resolveAgreed(db, event, facts, result, runId, number, seenAgain);
  const found = result.observed.length;
  db.run(
    `INSERT INTO ledger_runs (id, ledger_id, number, definition_id, state, partial_reason, actor, engine, left_file, left_sha256, left_rows, left_rejected, right_file, right_sha256,
       right_rows, right_rejected, left_mapping, right_mapping, from_at, to_at, matched, found, opened, resolved, reopened, bridges, digest, duration_ms, finished_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    runId,
    ledgerId,
    number,
    facts.definitionId,
    isPartial ? 'partial' : 'completed',
    facts.partialReason,
    facts.actor,
    engineVersion,
    facts.left.name,
    facts.left.sha256,
    result.rows.left,
    result.rejected.left,
    facts.right.name,
    facts.right.sha256,
    result.rows.right,
    result.rejected.right,
    facts.left.mapping,
    facts.right.mapping,
    result.fromAt,
    result.toAt,
    result.matched,
    found,
    opened,
    resolved,
    reopened,
    JSON.stringify(result.bridges),
    result.digest,
    Math.round(facts.elapsedMs()),
    now,
  );
  return { runId, number, state: isPartial ? 'partial' : 'completed', found, opened, resolved, reopened };
}

/** A person has this long before a new break is overdue. */
const dueDays = 5;

/** The window's end, and time for one more run that can see the other side. */
const waitsUntil = (at: number, now: number, spec: LedgerSpec): number => Math.max(at + (spec.settleDays ?? 0) * dayMs, now) + dayMs;

/** Why a known break stands open again, or null when it stays as it was. */
function reopens(known: KnownBreak, nextClass: BreakClass, isChanged: boolean, now: number): ((run: number) => string) | null {
  if (known.state === 'resolved') return (run) => `Came back in run ${run}`;
  if (known.state !== 'explained') return null;
  if (nextClass === 'late') return (run) => `Still not there in run ${run}: the settle window has passed`;
  if (isChanged) return (run) => `Its values changed in run ${run}`;
  if (known.class !== 'timing' && known.explained_until !== null && known.explained_until <= now)
    return () => 'The explanation has expired';
  return null;
}

/** The other break of the same key that is still somebody's: whoever had the key keeps it when it now differs in another way. */
function inherited(db: Writer, ledgerId: string, key: string): string | null {
  return (
    db.get<{ owner_id: string }>(
      'SELECT owner_id FROM breaks WHERE ledger_id = ? AND match_key = ? AND resolved_at IS NULL AND owner_id IS NOT NULL LIMIT 1',
      ledgerId,
      key,
    )?.owner_id ?? null
  );
}

function resolveAgreed(
  db: Writer,
  event: (breakId: string, from: BreakState | null, to: BreakState | null, words: string) => void,
  facts: RunFacts,
  result: Reconciliation,
  runId: string,
  number: number,
  seenAgain: ReadonlyMap<string, number>,
): number {
  const { ledgerId, now, isPresent, isUnread } = facts;
  const unseen = db.all<UnseenBreak & { id: string; class: BreakClass; state: BreakState }>(
    'SELECT id, match_key, class, state, occurred_at, last_run_id FROM breaks WHERE ledger_id = ? AND resolved_at IS NULL AND last_run_id <> ?',
    ledgerId,
    runId,
  );
  const isCovered = createCoverage(db, facts, result, unseen, seenAgain);
  let resolved = 0;
  for (const one of unseen) {
    // A row that cannot be read agrees with nothing.
    if (one.class !== 'rejected_row' && isUnread(one.match_key)) continue;
    const isThere = isPresent(one.match_key);
    if (!isThere && !isCovered(one)) {
      if (one.occurred_at === null) sayOnce(db, event, one, number);
      continue;
    }
    resolved += 1;
    db.run("UPDATE breaks SET state = 'resolved', resolved_at = ?, resolved_run_id = ? WHERE id = ?", now, runId, one.id);
    event(
      one.id,
      one.state,
      'resolved',
      isThere ? `Run ${number} agrees: no longer ${classWords[one.class].toLowerCase()}` : `Run ${number}: neither file has it any more`,
    );
  }
  return resolved;
}

const notCovered = 'neither file has it, and nothing shows that they are the files where it would be: it stays open';

/** Of a break without a time, once: the files of every other month would say it again. */
function sayOnce(
  db: Writer,
  event: (breakId: string, from: BreakState | null, to: BreakState | null, words: string) => void,
  { id }: { readonly id: string },
  number: number,
): void {
  const last = db.get<{ words: string }>('SELECT words FROM break_events WHERE break_id = ? ORDER BY at DESC, id DESC LIMIT 1', id);
  if (last?.words.endsWith(notCovered) !== true) event(id, null, null, `Run ${number}: ${notCovered}`);
}

const lateCause = (currency: string, { settleDays }: LedgerSpec): Cause => ({
  signature: `late:${currency}:`,
  kind: 'late',
  currency,
  words: `one side, > ${settleDays ?? 0} days`,
  likely: 'should have settled by now',
  field: null,
});
