import type { Exchange } from '../../../shared/contract/console.ts';
import type { Reader } from '../db/sqlite.ts';

export type ShownAttempt = Exchange['attempts'][number];

interface AttemptRow {
  readonly number: number;
  readonly started_at: number;
  readonly ended_at: number;
  readonly status: number | null;
  readonly error_class: string;
  readonly cause: string | null;
  readonly happened: string;
  readonly timings: string;
  readonly wait_ms: number;
  readonly wait_words: string;
  readonly answer_headers: string;
}

/** The attempts of an exchange in order; empty for one that left at once and only once. */
export function attemptsOf(db: Reader, exchangeId: string): ShownAttempt[] {
  return db.all<AttemptRow>('SELECT * FROM exchange_attempts WHERE exchange_id = ? ORDER BY number', exchangeId).map((row) => ({
    number: row.number,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    status: row.status,
    errorClass: row.error_class,
    cause: row.cause,
    happened: row.happened,
    timings: JSON.parse(row.timings) as ShownAttempt['timings'],
    waitMs: row.wait_ms,
    waitWords: row.wait_words,
    answerHeaders: JSON.parse(row.answer_headers) as ShownAttempt['answerHeaders'],
  }));
}
