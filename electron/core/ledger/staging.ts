import type { Side } from '../../../shared/domain/ledger/break-class.ts';
import type { SideRecord } from '../../../shared/domain/ledger/classify.ts';
import { separator, type StagedRow } from '../../../shared/domain/ledger/compile-side.ts';
import { Sqlite, type SqlValue } from '../db/sqlite.ts';

/**
 * Rows go to one of these by their key, so that each part is grouped at once in memory: nothing is sorted on disk, and between two parts the run
 * can be stopped. (One table of two million rows is one statement of three seconds that nobody can interrupt.)
 */
export const bucketCount = 16;

const dayMs = 86_400_000;

/** A key that is not one record on either side, or one whose values are not word for word the same. */
export interface GroupRow {
  readonly k: string;
  readonly nl: number;
  readonly nr: number;
  readonly lv: string | null;
  readonly rv: string | null;
  readonly lx: string | null;
  readonly rx: string | null;
}

export interface DuplicateRow {
  readonly k: string;
  readonly s: 0 | 1;
  readonly v: string;
  readonly x: string;
}

export interface SideTotals {
  rows: number;
  readonly byCurrency: Map<string, { minor: number; rows: number }>;
  fromAt: number | null;
  toAt: number | null;
  /** Rows of each day, in days since 1970, UTC. */
  readonly byDay: Map<number, number>;
}

/** Rows that one statement writes: a statement a row was measured at twice the time. */
const rowsPerInsert = 12;

/**
 * Both sides of one run in a scratch database of their own, which is gone after it. Of a row, `v` is what must be the same on both sides to need
 * no second look (currency, amount, compared values), `x` what goes with it (time, shown values).
 */
export class Staging {
  readonly #db: Sqlite;
  readonly #waiting: SqlValue[][] = Array.from({ length: bucketCount }, () => []);
  readonly #many: readonly string[];
  readonly #one: readonly string[];
  readonly #isTimeCompared: boolean;
  readonly totals: Readonly<Record<Side, SideTotals>> = {
    left: { rows: 0, byCurrency: new Map(), fromAt: null, toAt: null, byDay: new Map() },
    right: { rows: 0, byCurrency: new Map(), fromAt: null, toAt: null, byDay: new Map() },
  };

  /** A file, or `:memory:` for few rows. */
  constructor(file: string, isTimeCompared: boolean) {
    this.#isTimeCompared = isTimeCompared;
    this.#db = new Sqlite(file, { synchronous: 'NORMAL', journal: 'DELETE' });
    // Nothing here outlives the run: no journal, no waiting for the disk.
    this.#db.pragma('journal_mode = OFF');
    this.#db.pragma('synchronous = OFF');
    this.#db.pragma('locking_mode = EXCLUSIVE');
    this.#db.pragma('cache_size = -32000');
    this.#db.pragma('temp_store = MEMORY');
    const buckets = Array.from({ length: bucketCount }, (_each, bucket) => bucket);
    for (const bucket of buckets)
      this.#db.script(`CREATE TABLE staged_${bucket} (k TEXT NOT NULL, s INTEGER NOT NULL, v TEXT NOT NULL, x TEXT NOT NULL) STRICT`);
    const insert = (bucket: number, rows: number): string =>
      `INSERT INTO staged_${bucket} VALUES ${Array(rows).fill('(?, ?, ?, ?)').join(', ')}`;
    this.#many = buckets.map((bucket) => insert(bucket, rowsPerInsert));
    this.#one = buckets.map((bucket) => insert(bucket, 1));
    this.#db.script('BEGIN');
  }

  add(side: Side, row: StagedRow): void {
    const totals = this.totals[side];
    totals.rows += 1;
    const sums = totals.byCurrency.get(row.currency);
    if (sums) {
      sums.minor += row.amount;
      sums.rows += 1;
    } else totals.byCurrency.set(row.currency, { minor: row.amount, rows: 1 });
    const at = row.at;
    if (at !== null) {
      if (totals.fromAt === null || at < totals.fromAt) totals.fromAt = at;
      if (totals.toAt === null || at > totals.toAt) totals.toAt = at;
      const day = Math.floor(at / dayMs);
      totals.byDay.set(day, (totals.byDay.get(day) ?? 0) + 1);
    }
    const time = at === null ? '' : String(at);
    const same = `${row.currency}${separator}${row.amount}${separator}${this.#isTimeCompared ? time : ''}${separator}${row.compared}`;
    const bucket = bucketOf(row.key);
    const waiting = this.#waiting[bucket] ?? [];
    if (waiting.push(row.key, side === 'left' ? 0 : 1, same, `${time}${separator}${row.shown}`) < rowsPerInsert * 4) return;
    this.#db.run(this.#many[bucket] ?? '', ...waiting);
    waiting.length = 0;
  }

  /** Ends the writing; before the first group is read. */
  seal(): void {
    for (const [bucket, waiting] of this.#waiting.entries())
      for (let at = 0; at < waiting.length; at += 4) this.#db.run(this.#one[bucket] ?? '', ...waiting.slice(at, at + 4));
    this.#db.script('COMMIT');
  }

  /** The keys of one part that are not word for word the same on both sides, in the order of the keys; and how many pairs are. */
  groups(bucket: number): { rows: GroupRow[]; pairs: number } {
    const staged = this.#db.get<{ n: number }>(`SELECT count(*) AS n FROM staged_${bucket}`)?.n ?? 0;
    const rows = this.#db.all<GroupRow>(
      `SELECT k, count(*) - sum(s) AS nl, sum(s) AS nr, max(CASE s WHEN 0 THEN v END) AS lv, max(CASE s WHEN 1 THEN v END) AS rv,
         max(CASE s WHEN 0 THEN x END) AS lx, max(CASE s WHEN 1 THEN x END) AS rx
       FROM staged_${bucket} GROUP BY k HAVING nl <> 1 OR nr <> 1 OR lv <> rv`,
    );
    return { rows, pairs: rows.reduce((rest, { nl, nr }) => rest - nl - nr, staged) / 2 };
  }

  /** Every row of these keys. */
  rowsOf(bucket: number, keys: readonly string[]): DuplicateRow[] {
    return this.#db.all<DuplicateRow>(
      `SELECT k, s, v, x FROM staged_${bucket} WHERE k IN (SELECT value FROM json_each(?))`,
      JSON.stringify(keys),
    );
  }

  close(): void {
    this.#db.close();
  }
}

/** A record as it was before it was staged. */
export function unstage(v: string, x: string): SideRecord {
  const [currency = '', amount = ''] = v.split(separator, 2);
  const compared = v.indexOf(separator, currency.length + amount.length + 2);
  const time = x.indexOf(separator);
  return {
    currency,
    amount: Number(amount),
    at: time === 0 ? null : Number(x.slice(0, time)),
    compared: v.slice(compared + 1),
    shown: x.slice(time + 1),
  };
}

/** FNV-1a, 32 bits: spreads keys evenly and is the same on every machine. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return ((hash >>> 16) ^ hash) & (bucketCount - 1);
}
