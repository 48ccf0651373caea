/** So many requests in each window; a window begins with the first request after the one before it. */
export interface RateLimit {
  readonly count: number;
  readonly windowSeconds: number;
}

export interface RateWindow {
  readonly startedAt: number;
  readonly used: number;
}

export interface TakenSlot {
  readonly window: RateWindow;
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the window is over: who waits that long is let through. */
  readonly resetSeconds: number;
}

/** Counts one request. What was refused counts nothing. */
export function takeSlot(before: RateWindow | null, limit: RateLimit, now: number): TakenSlot {
  const windowMs = limit.windowSeconds * 1000;
  const open = before !== null && now >= before.startedAt && now < before.startedAt + windowMs ? before : { startedAt: now, used: 0 };
  const isAllowed = open.used < limit.count;
  const window = isAllowed ? { ...open, used: open.used + 1 } : open;
  return {
    window,
    isAllowed,
    remaining: Math.max(0, limit.count - window.used),
    resetSeconds: Math.max(1, Math.ceil((open.startedAt + windowMs - now) / 1000)),
  };
}
