/** Why a send has to end early. */
export type StopReason = 'cancelled' | 'total_timeout';

/** Thrown through the stages of a send that was stopped. */
export class Stopped extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * One send's reasons to end early: its time limit and its caller. A send does one thing at a time, so there is one
 * action to run when it is stopped: the one that destroys what is under way.
 */
export class Stopper {
  #reason: StopReason | null = null;
  #kill: ((error: Stopped) => void) | null = null;
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | null;

  constructor(totalMs: number, signal: AbortSignal | null) {
    this.#timer = setTimeout(() => this.stop('total_timeout'), totalMs);
    this.#signal = signal;
    if (signal?.aborted) this.#reason = 'cancelled';
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => this.stop('cancelled');

  stop(reason: StopReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#kill?.(new Stopped(reason));
  }

  /** Throws when the send was stopped. */
  check(): void {
    if (this.#reason) throw new Stopped(this.#reason);
  }

  /** Runs `start`; when the send is stopped meanwhile, calls `kill` and rejects with `Stopped`. */
  during<T>(start: () => Promise<T>, kill: () => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.check();
      this.#kill = (stopped) => {
        this.#kill = null;
        reject(stopped);
        kill();
      };
      start().then(resolve, reject);
    }).finally(() => {
      this.#kill = null;
    });
  }

  /** Releases the timer and the listener. */
  end(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}
