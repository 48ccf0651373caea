import type { Reader, SqlValue } from './sqlite.ts';

/** More differing questions than this are not asked between two changes; then all is asked anew. */
const mostAnswers = 500;

export interface RememberingReader extends Reader {
  /** Something was changed in this program: what is asked from now on is asked anew. */
  forget(): void;
}

/**
 * Answers a question anew only after another connection has changed the file. For what this connection itself never writes: the
 * inventory and what people set, which a send asks for each time, and which commands change on a connection of their own.
 * Rows are shared by whoever asks; nobody changes them.
 */
export function createRememberingReader(db: Reader): RememberingReader {
  const answers = new Map<string, unknown>();
  let version = -1;
  /** Looked at in this turn of the program already; what this program changes meanwhile is told by `forget`. */
  let isFresh = false;
  const look = (): void => {
    if (isFresh) return;
    isFresh = true;
    setImmediate(() => {
      isFresh = false;
    });
    const now = db.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? -1;
    if (now === version && answers.size < mostAnswers) return;
    answers.clear();
    version = now;
  };
  const remembered = <T>(how: string, sql: string, values: readonly SqlValue[], ask: () => T): T => {
    look();
    const key = `${how} ${sql} ${JSON.stringify(values)}`;
    if (answers.has(key)) return answers.get(key) as T;
    const answer = ask();
    answers.set(key, answer);
    return answer;
  };
  return {
    forget: () => answers.clear(),
    get: <T>(sql: string, ...values: SqlValue[]) => remembered('one', sql, values, () => db.get<T>(sql, ...values)),
    all: <T>(sql: string, ...values: SqlValue[]) => remembered('all', sql, values, () => db.all<T>(sql, ...values)),
  };
}
