import type { SqlValue, Writer } from './sqlite.ts';

export type Columns = Readonly<Record<string, SqlValue>>;

/** The tables of what was seen: only rows of these can wait. */
const tables = ['exchanges', 'bodies', 'exchange_attempts', 'flow_runs', 'flow_run_rows', 'flow_run_calls'] as const;

/** What is to stand in one row, as data: it can wait, be kept as it is, and be joined with what comes for the same row after it. */
export interface RowWrite {
  readonly table: (typeof tables)[number];
  /** insert: a new row; replace: whether or not there is one; patch: these columns of one that is there. */
  readonly how: 'insert' | 'replace' | 'patch';
  /** The columns of its primary key. */
  readonly key: Columns;
  readonly values: Columns;
}

export function writeRow(db: Writer, { table, how, key, values }: RowWrite): void {
  const keys = Object.keys(key);
  const columns = Object.keys(values);
  if (how === 'patch')
    db.run(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${keys.map((column) => `${column} = ?`).join(' AND ')}`,
      ...Object.values(values),
      ...Object.values(key),
    );
  else
    db.run(
      `${how === 'insert' ? 'INSERT' : 'INSERT OR REPLACE'} INTO ${table} (${[...keys, ...columns].join(', ')}) VALUES (${[...keys, ...columns].map(() => '?').join(', ')})`,
      ...Object.values(key),
      ...Object.values(values),
    );
}

/** The same with each row written once, where it came first: a row that is made and then completed is made complete. */
export function joinWrites(writes: readonly RowWrite[]): RowWrite[] {
  const joined = new Map<string, RowWrite>();
  for (const one of writes) {
    const row = `${one.table} ${Object.values(one.key).join(' ')}`;
    const before = joined.get(row);
    joined.set(row, before && one.how === 'patch' ? { ...before, values: { ...before.values, ...one.values } } : one);
  }
  return [...joined.values()];
}

/** Whether what was read from a file is one: its names become part of a statement. */
export function isRowWrite(one: unknown): one is RowWrite {
  if (typeof one !== 'object' || one === null) return false;
  const { table, how, key, values } = one as Partial<RowWrite>;
  return (
    tables.includes(table as RowWrite['table']) && ['insert', 'replace', 'patch'].includes(how ?? '') && isColumns(key) && isColumns(values)
  );
}

const isColumns = (one: unknown): one is Columns =>
  typeof one === 'object' &&
  one !== null &&
  Object.entries(one).every(
    ([name, value]) =>
      /^[a-z_]+$/u.test(name) && (value === null || typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value)),
  );
