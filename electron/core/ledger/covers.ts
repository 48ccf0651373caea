import type { Reader } from '../db/sqlite.ts';
import type { RunFacts } from './keep-run.ts';
import type { Reconciliation } from './reconcile.ts';

interface SeenRun {
  readonly left_sha256: string;
  readonly right_sha256: string;
  readonly from_at: number | null;
  readonly to_at: number | null;
}

export interface UnseenBreak {
  readonly match_key: string;
  readonly occurred_at: number | null;
  /** The run that saw it last. */
  readonly last_run_id: string;
}

/**
 * Whether files that do not have a break's key would have it if it still were: then it is gone, and not only somewhere else. A break with a
 * time is covered by files of that time. One without is covered by files that have to do with those it was seen in last: one of the two is
 * the very same file, most of what was seen there is here too, or they are of the same time. What is not shown is not guessed.
 */
export function createCoverage(
  db: Reader,
  { left, right, isPresent, isUnread }: Pick<RunFacts, 'left' | 'right' | 'isPresent' | 'isUnread'>,
  { fromAt, toAt }: Pick<Reconciliation, 'fromAt' | 'toAt'>,
  unseen: readonly UnseenBreak[],
  seenAgain: ReadonlyMap<string, number>,
): (one: UnseenBreak) => boolean {
  const known = new Map<string, boolean>();
  const hasToDoWith = (runId: string): boolean => {
    const run = db.get<SeenRun>('SELECT left_sha256, right_sha256, from_at, to_at FROM ledger_runs WHERE id = ?', runId);
    if (!run) return false;
    if (run.left_sha256 === left.sha256 || run.right_sha256 === right.sha256) return true;
    const others = unseen.filter((one) => one.last_run_id === runId);
    const here = (seenAgain.get(runId) ?? 0) + others.filter(({ match_key: key }) => isPresent(key) || isUnread(key)).length;
    const all = (seenAgain.get(runId) ?? 0) + others.length;
    if (here > 0 && here * 2 >= all) return true;
    if (run.from_at === null || run.to_at === null || fromAt === null || toAt === null) return false;
    const shared = Math.min(toAt, run.to_at) - Math.max(fromAt, run.from_at);
    return shared >= 0 && shared * 2 >= run.to_at - run.from_at;
  };
  return ({ occurred_at: at, last_run_id: runId }) => {
    if (at !== null) return fromAt !== null && toAt !== null && at >= fromAt && at <= toAt;
    const before = known.get(runId) ?? hasToDoWith(runId);
    known.set(runId, before);
    return before;
  };
}
