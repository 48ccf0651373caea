import { allowanceOf, fullBucket, moveToken, nextTokenAt, takeTokens, tokensLeft, type TokenBucket } from './token-bucket.ts';

/** What the vendor's own headers said is left of a window. */
export interface StatedWindow {
  readonly limit: number | null;
  readonly windowMs: number | null;
  readonly left: number;
  readonly freshAt: number;
}

/** Everything that says when the next call of a credential to an API may leave. Times are those of one steady clock. */
export interface RateBudget {
  /** By policy name: limits that were written down, counted here. */
  readonly counted: ReadonlyMap<string, TokenBucket>;
  /** By policy name: what answers said. It wins over what is counted here for the same window, until that window is over. */
  readonly stated: ReadonlyMap<string, StatedWindow>;
  /** No call before this moment: a vendor asked for it with Retry-After. */
  readonly heldUntil: number;
}

export interface DeclaredWindow {
  readonly policy: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export const emptyBudget: RateBudget = { counted: new Map(), stated: new Map(), heldUntil: 0 };

/** The budget with these limits written down; what was counted for one that stays is kept. */
export function withDeclared(budget: RateBudget, declared: readonly DeclaredWindow[]): RateBudget {
  const counted = new Map<string, TokenBucket>();
  for (const { policy, limit, windowSeconds } of declared) {
    const allowance = allowanceOf(limit, windowSeconds);
    if (!allowance) continue;
    const known = budget.counted.get(policy);
    counted.set(policy, known?.windowMs === allowance.windowMs ? { ...known, limit: allowance.limit } : fullBucket(allowance));
  }
  return { ...budget, counted };
}

/** The budget after a call left. */
export function afterCall(budget: RateBudget, now: number): RateBudget {
  if (budget.counted.size === 0 && budget.stated.size === 0) return budget;
  return {
    ...budget,
    counted: new Map([...budget.counted].map(([policy, bucket]) => [policy, takeTokens(bucket, now)])),
    stated: new Map(
      [...budget.stated].filter(([, one]) => one.freshAt > now).map(([policy, one]) => [policy, { ...one, left: one.left - 1 }]),
    ),
  };
}

/** The budget when a call that left at `from` was on the wire only at `to`: the vendor counts it from then. */
export function afterDelay(budget: RateBudget, from: number, to: number): RateBudget {
  if (budget.counted.size === 0 || to <= from) return budget;
  return { ...budget, counted: new Map([...budget.counted].map(([policy, bucket]) => [policy, moveToken(bucket, from, to)])) };
}

/** The budget after an answer; `onTheirWay` calls left after the vendor counted, or may have. */
export function afterAnswer(
  budget: RateBudget,
  now: number,
  stated: readonly (StatedWindow & { readonly policy: string })[],
  holdMs: number | null,
  onTheirWay: number,
): RateBudget {
  const fresh = stated.filter(({ freshAt }) => freshAt > now);
  if (fresh.length === 0 && holdMs === null) return budget;
  return {
    ...budget,
    stated: new Map([
      ...budget.stated,
      ...fresh.map(({ policy, ...one }) => [policy, { ...one, left: Math.max(0, one.left - onTheirWay) }] as const),
    ]),
    heldUntil: holdMs === null ? budget.heldUntil : Math.max(budget.heldUntil, now + holdMs),
  };
}

/** When the next call may leave, and what it waits for; `now` when it need not wait. */
export function nextCallAt(budget: RateBudget, now: number): { readonly at: number; readonly policy: string | null } {
  let next: { at: number; policy: string | null } = { at: now, policy: null };
  const later = (at: number, policy: string | null): void => {
    if (at > next.at) next = { at, policy };
  };
  later(budget.heldUntil, null);
  const current = [...budget.stated].filter(([, one]) => one.freshAt > now);
  for (const [policy, one] of current) if (one.left < 1) later(one.freshAt, policy);
  for (const [policy, bucket] of budget.counted) {
    if (!current.some(([name, one]) => isSameWindow(name, one, policy, bucket))) later(nextTokenAt(bucket, now), policy);
  }
  return next;
}

/** When a call leaves that has `before` others of its budget in front of it. */
export function leavesAt(budget: RateBudget, now: number, before: number): number {
  let [at, after] = [nextCallAt(budget, now).at, budget];
  for (let call = 0; call < Math.min(before, 200); call += 1) {
    after = afterCall(after, at);
    at = nextCallAt(after, at).at;
  }
  return at;
}

/** One line of the budget as people read it. */
export interface BudgetLine {
  readonly policy: string;
  readonly source: 'declared' | 'vendor';
  readonly limit: number | null;
  readonly windowMs: number | null;
  readonly left: number;
  /** When the window is over, or when the next token is back; null when all is there. */
  readonly freeAt: number | null;
}

export function budgetLines(budget: RateBudget, now: number): BudgetLine[] {
  const current = [...budget.stated].filter(([, one]) => one.freshAt > now);
  const counted = [...budget.counted].filter(([policy, bucket]) => !current.some(([name, one]) => isSameWindow(name, one, policy, bucket)));
  return [
    ...current.map(([policy, one]): BudgetLine => ({
      policy,
      source: 'vendor',
      limit: one.limit,
      windowMs: one.windowMs,
      left: Math.max(0, one.left),
      freeAt: one.freshAt,
    })),
    ...counted.map(([policy, bucket]): BudgetLine => {
      const left = Math.max(0, tokensLeft(bucket, now));
      const first = bucket.taken.find(({ backAt }) => backAt > now);
      return { policy, source: 'declared', limit: bucket.limit, windowMs: bucket.windowMs, left, freeAt: first?.backAt ?? null };
    }),
  ];
}

/** Whether a stated window is the one that was written down: by its name, its length, or its limit when it has no length. */
function isSameWindow(name: string, stated: StatedWindow, policy: string, bucket: TokenBucket): boolean {
  if (stated.windowMs !== null) return stated.windowMs === bucket.windowMs;
  return name === policy || stated.limit === bucket.limit;
}
