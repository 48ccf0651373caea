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

/** The statements for rows of a table, by the names of their columns: rows of one kind come by the hundred. */
interface Statement {
  /** Of the key, then of the values. */
  readonly names: readonly string[];
  readonly keys: number;
  readonly sql: string;
}
const statements = new Map<string, Statement[]>();

export function writeRow(db: Writer, row: RowWrite): void {
  const { key, values, how } = row;
  const arguments_ =
    how === 'patch' ? [...Object.values(values), ...Object.values(key)] : [...Object.values(key), ...Object.values(values)];
  db.run(statementFor(row), ...arguments_);
}

function statementFor(row: RowWrite): string {
  const kind = `${row.how} ${row.table}`;
  const known = statements.get(kind) ?? [];
  if (known.length === 0) statements.set(kind, known);
  const found = known.find((one) => isFor(row, one));
  if (found) return found.sql;
  const keys = Object.keys(row.key);
  const made = { names: [...keys, ...Object.keys(row.values)], keys: keys.length, sql: sqlOf(row) };
  known.push(made);
  return made.sql;
}

/** Compared one by one: nothing is made anew for a row that is like the one before. */
function isFor({ key, values }: RowWrite, { names, keys }: Statement): boolean {
  let at = 0;
  for (const name in key) if (name !== names[at++]) return false;
  if (at !== keys) return false;
  for (const name in values) if (name !== names[at++]) return false;
  return at === names.length;
}

function sqlOf({ table, how, key, values }: RowWrite): string {
  const keys = Object.keys(key);
  const columns = Object.keys(values);
  const assigned = (names: readonly string[], between: string): string => names.map((name) => `${name} = ?`).join(between);
  if (how === 'patch') return `UPDATE ${table} SET ${assigned(columns, ', ')} WHERE ${assigned(keys, ' AND ')}`;
  const all = [...keys, ...columns];
  return `INSERT ${how === 'replace' ? 'OR REPLACE ' : ''}INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`;
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
