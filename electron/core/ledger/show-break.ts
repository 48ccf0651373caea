import { Fault } from '../../../shared/contract/errors.ts';
import type { BreakDetail, BreakRecord } from '../../../shared/contract/ledger.ts';
import type { BreakState } from '../../../shared/domain/ledger/break-class.ts';
import { comparedFields, shownFields } from '../../../shared/domain/ledger/compile-side.ts';
import { moneyText, timeText, valueText } from '../../../shared/domain/ledger/difference-words.ts';
import { ledgerSpec, toleranceWords, type LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import type { Reader } from '../db/sqlite.ts';
import { asBreak, type BreakRow } from './list-breaks.ts';

interface DetailRow extends BreakRow {
  readonly fields: string;
  readonly reason: string;
  readonly left_records: string;
  readonly right_records: string;
  readonly cause_id: string;
  readonly ledger_name: string;
  readonly left_name: string;
  readonly right_name: string;
  readonly spec: string;
  readonly cause_kind: string;
  readonly cause_words: string;
  readonly cause_likely: string;
  readonly last_run_id: string;
  readonly last_seen_at: number;
  readonly resolved_at: number | null;
}

/** One break with both records field by field, its cause, and everything that happened to it. */
export function showBreak(db: Reader, now: number, id: string): BreakDetail {
  const row = db.get<DetailRow>(
    `SELECT b.*, p.name AS owner_name, l.name AS ledger_name, l.left_name, l.right_name, d.spec, c.kind AS cause_kind, c.words AS cause_words, c.likely AS cause_likely
     FROM breaks b JOIN ledgers l ON l.id = b.ledger_id JOIN ledger_runs r ON r.id = b.last_run_id JOIN ledger_definitions d ON d.id = r.definition_id
     JOIN break_causes c ON c.id = b.cause_id LEFT JOIN people p ON p.id = b.owner_id WHERE b.id = ?`,
    id,
  );
  if (!row) throw new Fault('not_found', { happened: 'The break is gone.', remedy: 'Reload the page; its ledger may have been removed.' });
  const last = db.get<{ id: string }>('SELECT id FROM ledger_runs WHERE ledger_id = ? ORDER BY number DESC LIMIT 1', row.ledger_id);
  const rows = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM breaks WHERE ledger_id = ? AND currency = ? AND cause_id = ? AND resolved_at IS NULL',
    row.ledger_id,
    row.currency,
    row.cause_id,
  );
  const spec = ledgerSpec.parse(JSON.parse(row.spec));
  const left = JSON.parse(row.left_records) as (BreakRecord & { raw?: string })[];
  const right = JSON.parse(row.right_records) as (BreakRecord & { raw?: string })[];
  const isRaw = row.class === 'rejected_row';
  return {
    ...asBreak(row, now, last?.id ?? ''),
    ledgerName: row.ledger_name,
    leftName: row.left_name,
    rightName: row.right_name,
    reason: row.reason,
    cause: { id: row.cause_id, kind: row.cause_kind, words: row.cause_words, likely: row.cause_likely, rows: rows?.n ?? 0 },
    left: isRaw ? [] : left,
    right: isRaw ? [] : right,
    fields: isRaw
      ? rawFields(left[0]?.raw, right[0]?.raw)
      : sideBySide(row.match_key, left, right, row.fields === '' ? [] : row.fields.split(','), spec),
    history: historyOf(db, row),
  };
}

type Line = BreakDetail['fields'][number];

/** With several records of a side, their values stand one below the other. */
function sideBySide(
  key: string,
  left: readonly BreakRecord[],
  right: readonly BreakRecord[],
  differing: readonly string[],
  spec: LedgerSpec,
): Line[] {
  const isPair = left.length === 1 && right.length === 1;
  const both = (name: string, of: (record: BreakRecord) => string, tolerance: string | null, apart: () => string): Line => {
    const [one, other] = [left.map(of).join('\n') || null, right.map(of).join('\n') || null];
    const verdict = !isPair || tolerance === null ? 'shown' : differing.includes(name) ? 'differs' : one === other ? 'equal' : 'within';
    const words = {
      shown: '',
      differs: `≠ ${apart()}`.trim(),
      equal: 'equal',
      within: tolerance === 'exact' ? 'equal' : (tolerance ?? ''),
      key: 'key',
    }[verdict];
    return { name, left: one, right: other, verdict, words };
  };
  const [first] = left;
  const [second] = right;
  const moneyApart = (): string => {
    if (!first || !second) return '';
    const apart = second.amountMinor - first.amountMinor;
    return `${apart > 0 ? '+' : ''}${moneyText(apart, first.currency)}`;
  };
  const names = [...comparedFields(spec), ...shownFields(spec)];
  return [
    {
      name: 'key',
      left: left.length > 0 ? key.replaceAll('\u001F', ' · ') : null,
      right: right.length > 0 ? key.replaceAll('\u001F', ' · ') : null,
      verdict: 'key',
      words: 'key',
    },
    both('amount', (record) => moneyText(record.amountMinor, record.currency), toleranceWords(spec.amountTolerance), moneyApart),
    both(
      'currency',
      (record) => record.currency,
      'exact',
      () => '',
    ),
    ...(spec.left.time === null && spec.right.time === null
      ? []
      : [
          both(
            'time',
            (record) => (record.at === null ? 'none' : timeText(record.at)),
            spec.timeTolerance.kind === 'shown' ? null : toleranceWords(spec.timeTolerance),
            () => '',
          ),
        ]),
    ...names.map((field) =>
      both(
        field.name,
        (record) => valueText(record.values[field.name] ?? '', field.type, record.currency),
        field.tolerance.kind === 'shown' ? null : toleranceWords(field.tolerance),
        () => '',
      ),
    ),
  ];
}

/** A rejected row as it stands in its file. */
function rawFields(left: string | undefined, right: string | undefined): Line[] {
  const raw = left ?? right ?? '';
  const fields = asRecord(raw);
  const line = (name: string, value: string): Line => ({
    name,
    left: left === undefined ? null : value,
    right: right === undefined ? null : value,
    verdict: 'shown',
    words: '',
  });
  return fields === null
    ? [line('row', raw)]
    : Object.entries(fields).map(([name, value]) => line(name, typeof value === 'string' ? value : JSON.stringify(value)));
}

function asRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch (error) {
    // Rows that are no record are kept as the text they are, cut where they are too long.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function historyOf(db: Reader, row: DetailRow): BreakDetail['history'] {
  const events = db.all<{
    id: string;
    at: number;
    actor: string | null;
    runNumber: number | null;
    toState: BreakState | null;
    words: string;
  }>(
    `SELECT e.id, e.at, e.actor, r.number AS runNumber, e.to_state AS toState, e.words FROM break_events e LEFT JOIN ledger_runs r ON r.id = e.run_id
     WHERE e.break_id = ? ORDER BY e.at DESC, e.id DESC LIMIT 200`,
    row.id,
  );
  const numbers = new Map(
    db
      .all<{ id: string; number: number }>('SELECT id, number FROM ledger_runs WHERE id IN (?, ?)', row.first_run_id, row.last_run_id)
      .map((run) => [run.id, run.number]),
  );
  const firstNumber = numbers.get(row.first_run_id) ?? null;
  const lastNumber = numbers.get(row.last_run_id) ?? null;
  const isSeenAgain = row.resolved_at === null && row.times_seen > 1 && !events.some(({ runNumber }) => runNumber === lastNumber);
  return [
    ...(isSeenAgain
      ? [
          {
            id: 'last',
            at: row.last_seen_at,
            actor: null,
            runNumber: lastNumber,
            toState: null,
            words: `Seen by run ${lastNumber ?? ''}, unchanged, ${nth(row.times_seen)} time`,
          },
        ]
      : []),
    ...events,
    {
      id: 'first',
      at: row.opened_at,
      actor: null,
      runNumber: firstNumber,
      toState: 'open' as const,
      words: `Opened by run ${firstNumber ?? ''}`,
    },
  ].toSorted((a, b) => b.at - a.at);
}

function nth(count: number): string {
  const end = count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${end}`;
}
