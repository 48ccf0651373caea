import type { Reader, SqlValue } from './sqlite.ts';

/** More differing questions than this are not asked between two changes; then all is asked anew. */
const mostAnswers = 500;

export interface RememberingReader extends Reader {
  /** Something was changed in this program: what is asked from now on is asked anew. */
  forget(): void;
}

/** What another program of ours, such as a job, changes is seen so much later at most; asking each time costs a send more than the answers do. */
const freshMs = 20;

/**
 * Answers a question anew only after another connection has changed the file. For what this connection itself never writes: the
 * inventory and what people set, which a send asks for each time, and which commands change on a connection of their own.
 * Rows are shared by whoever asks; nobody changes them.
 */
export function createRememberingReader(db: Reader): RememberingReader {
  /** By question, then by its values: questions are few and long. */
  const rows = new Map<string, Map<string, unknown>>();
  const lists = new Map<string, Map<string, unknown>>();
  let count = 0;
  let version = -1;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const forget = (): void => {
    rows.clear();
    lists.clear();
    count = 0;
  };
  const look = (): void => {
    const now = performance.now();
    if (now - lookedAt < freshMs) return;
    lookedAt = now;
    const latest = db.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? -1;
    if (latest !== version) forget();
    version = latest;
  };
  const remembered = <T>(all: Map<string, Map<string, unknown>>, sql: string, values: readonly SqlValue[], ask: () => T): T => {
    look();
    if (count >= mostAnswers) forget();
    const answers = all.get(sql) ?? new Map<string, unknown>();
    if (answers.size === 0) all.set(sql, answers);
    const key = values.length === 1 && typeof values[0] === 'string' ? `"${values[0]}` : JSON.stringify(values);
    if (answers.has(key)) return answers.get(key) as T;
    const answer = ask();
    answers.set(key, answer);
    count += 1;
    return answer;
  };
  return {
    forget,
    get: <T>(sql: string, ...values: SqlValue[]) => remembered(rows, sql, values, () => db.get<T>(sql, ...values)),
    all: <T>(sql: string, ...values: SqlValue[]) => remembered(lists, sql, values, () => db.all<T>(sql, ...values)),
  };
}
