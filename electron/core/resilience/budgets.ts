import type { ResponseEvidence } from '../../../shared/domain/evidence/evidence.ts';
import {
  afterAnswer,
  afterCall,
  afterDelay,
  emptyBudget,
  withDeclared,
  type DeclaredWindow,
  type RateBudget,
  type StatedWindow,
} from '../../../shared/domain/resilience/rate-budget.ts';
import { takeTokens } from '../../../shared/domain/resilience/token-bucket.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';

/** The budget of one credential with one API, while the workspace is open. */
export interface BudgetKeeper {
  readonly apiId: string;
  readonly credentialId: string | null;
  state: RateBudget;
  /** Calls that left and have no answer yet. */
  onTheirWay: number;
  /** A moment of the steady clock as one of the wall's. */
  readonly wallTime: (at: number) => number;
}

/** Limits on calls; those on points, bytes or tokens cannot be counted by calls. */
const callUnits = "('requests', 'request', 'calls', 'call')";
const longestHoldMs = 24 * 3_600_000;

/**
 * All budgets of a workspace. They count on a steady clock: neither a clock that is set nor time zones move a limit. What
 * was sent before is read from the history once.
 */
export class Budgets {
  readonly #db: Reader;
  readonly #inventory: Reader;
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #kept = new Map<string, BudgetKeeper>();

  constructor(db: Reader, inventory: Reader, clock: Clock, now: () => number) {
    this.#db = db;
    this.#inventory = inventory;
    this.#clock = clock;
    this.#now = now;
  }

  /** The budget that a call draws on, with the limits as they are written down now. */
  of(apiId: string, credentialId: string | null): BudgetKeeper {
    const key = `${apiId} ${credentialId ?? ''}`;
    const declared = this.#declared(apiId);
    let keeper = this.#kept.get(key);
    if (!keeper) {
      keeper = {
        apiId,
        credentialId,
        state: this.#stated(apiId, credentialId),
        onTheirWay: 0,
        wallTime: (at) => this.#clock.now() + (at - this.#now()),
      };
      this.#kept.set(key, keeper);
    }
    if (declared.length > 0 || keeper.state.counted.size > 0) this.#declare(keeper, declared);
    return keeper;
  }

  /** What an answer said about limits. `isRefusal`: it was turned away (429, 503), so Retry-After holds for the calls after it too. */
  learn(keeper: BudgetKeeper, evidence: ResponseEvidence, isRefusal: boolean): void {
    const { limits, fromCache } = evidence.rateLimits;
    const holdMs = isRefusal && evidence.retryAfter ? Math.min(evidence.retryAfter.delayMs, longestHoldMs) : null;
    if ((fromCache || limits.length === 0) && holdMs === null) return;
    const now = this.#now();
    const stated = (fromCache ? [] : limits).flatMap((one): (StatedWindow & { policy: string })[] => {
      if (one.unit !== 'requests' || one.remaining === null || one.resetAtMs === null) return [];
      // Retry-After wins over the end of a window that is used up (draft-ietf-httpapi-ratelimit-headers, section 4).
      const inMs = holdMs !== null && one.remaining <= 0 ? holdMs : one.resetAtMs - evidence.receivedAt;
      // A reset whose unit had to be guessed and is far away was guessed wrong.
      if (one.assumed.includes('resetAtMs') && inMs > 3_600_000) return [];
      const windowMs = one.windowSeconds === null ? null : one.windowSeconds * 1000;
      return [{ policy: one.policy, limit: one.limit, windowMs, left: one.remaining, freshAt: now + inMs }];
    });
    keeper.state = afterAnswer(keeper.state, now, stated, holdMs, Math.max(0, keeper.onTheirWay - 1));
  }

  #declare(keeper: BudgetKeeper, declared: readonly DeclaredWindow[]): void {
    const before = keeper.state.counted;
    let state = withDeclared(keeper.state, declared);
    for (const [policy, bucket] of state.counted) {
      // Counted from now on; what was sent before it was written down, or before this start, stands in the history.
      if (before.get(policy)?.windowMs === bucket.windowMs) continue;
      const counted = new Map(state.counted);
      counted.set(
        policy,
        this.#sentWithin(keeper, bucket.windowMs).reduce((taken, { at, n }) => takeTokens(taken, at, n), bucket),
      );
      state = { ...state, counted };
    }
    keeper.state = state;
  }

  #declared(apiId: string): DeclaredWindow[] {
    return this.#inventory.all<DeclaredWindow>(
      `SELECT policy, limit_value AS "limit", window_seconds AS windowSeconds FROM declared_limits
       WHERE api_id = ? AND window_seconds > 0 AND limit_value > 0 AND unit IN ${callUnits}`,
      apiId,
    );
  }

  /** What the last answers before this start said, as far as it still holds. */
  #stated(apiId: string, credentialId: string | null): RateBudget {
    const wall = this.#clock.now();
    const rows = this.#db.all<{
      policy: string;
      limit_value: number | null;
      window_seconds: number | null;
      remaining: number;
      reset_at: number;
    }>(
      `SELECT l.policy, l.limit_value, l.window_seconds, l.remaining,
         -- As in learn(): Retry-After wins over a window that is used up.
         CASE WHEN l.remaining <= 0 THEN coalesce(x.finished_at + json_extract(x.evidence, '$.retryAfter.delayMs'), l.reset_at) ELSE l.reset_at END AS reset_at
       FROM limits l JOIN exchanges x ON x.id = l.exchange_id
       WHERE l.api_id = ? AND l.unit = 'requests' AND l.remaining IS NOT NULL AND l.reset_at > ? AND x.credential_id IS ?`,
      apiId,
      wall,
      credentialId,
    );
    const now = this.#now();
    const stated = rows.map((row) => ({
      policy: row.policy,
      limit: row.limit_value,
      windowMs: row.window_seconds === null ? null : row.window_seconds * 1000,
      left: row.remaining,
      freshAt: now + (row.reset_at - wall),
    }));
    return afterAnswer(emptyBudget, now, stated, null, 0);
  }

  #sentWithin({ apiId, credentialId }: BudgetKeeper, windowMs: number): { readonly at: number; readonly n: number }[] {
    const wall = this.#clock.now();
    const grain = Math.max(1, Math.round(windowMs / 500));
    const offset = this.#now() - wall;
    return this.#db
      .all<{ slot: number; n: number }>(
        `SELECT started_at / CAST(? AS INTEGER) AS slot, sum(attempt_count) AS n FROM exchanges
         WHERE api_id = ? AND credential_id IS ? AND started_at > ? GROUP BY slot ORDER BY slot`,
        grain,
        apiId,
        credentialId,
        wall - windowMs,
      )
      .map(({ slot, n }) => ({ at: (slot + 1) * grain + offset, n }));
  }
}

/** Takes a call out of its budget. */
export function afterCallLeft(keeper: BudgetKeeper, now: number): void {
  keeper.state = afterCall(keeper.state, now);
  keeper.onTheirWay += 1;
}

/** An answer is there. The call left its line at `leftAt` and was on the wire at `onWireAt`, which may be later: a connection was made first. */
export function afterCallEnded(keeper: BudgetKeeper, leftAt: number, onWireAt: number): void {
  keeper.state = afterDelay(keeper.state, leftAt, onWireAt);
  keeper.onTheirWay -= 1;
}
