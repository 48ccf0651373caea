import type { CircuitBreakerPolicy } from 'cockatiel';
import type { HostBreaker } from '../../../shared/contract/resilience.ts';
import type { ResiliencePolicy } from '../../../shared/domain/resilience/policy.ts';
import type { Clock } from '../db/commands.ts';

export type BreakerRules = Pick<ResiliencePolicy, 'breakerFailures' | 'breakerPauseMs'>;

interface Kept {
  readonly rules: BreakerRules;
  readonly breaker: CircuitBreakerPolicy;
  failures: number;
  /** Of the workspace's clock, for what is shown; null while it lets calls through. */
  openedAt: number | null;
}

/** What a call came to, for its host: something came back, the host itself failed, or nothing can be said (null: it was cancelled here). */
export interface Judged<T> {
  readonly value: T;
  readonly isFailure: boolean | null;
}

export type ThroughBreaker<T> = { readonly kind: 'went'; readonly value: T } | { readonly kind: 'stopped'; readonly words: string };

/**
 * Circuit breakers, one for each host. A host has one from its first failure until it answers again: where nothing fails,
 * nothing is kept and nothing of the library is loaded.
 */
export class Breakers {
  readonly #clock: Clock;
  readonly #onChanged: () => void;
  readonly #hosts = new Map<string, Kept>();

  constructor(clock: Clock, onChanged: () => void) {
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  /**
   * Runs a call to a host unless its breaker is open. One that `isProbe` goes through in any case: a monitor's check is the
   * measurement. Its good answer closes the breaker; its failures open none, so that a person who looks into an outage can send.
   */
  async run<T>(host: string, rules: BreakerRules, isProbe: boolean, work: () => Promise<Judged<T>>): Promise<ThroughBreaker<T>> {
    const known = this.#current(host, rules);
    if (!known || isProbe || rules.breakerFailures === 0) {
      const judged = await work();
      if (judged.isFailure && !isProbe) await this.#count(host, rules);
      else if (judged.isFailure === false && this.#hosts.has(host)) this.#forget(host);
      return { kind: 'went', value: judged.value };
    }
    try {
      const judged = await known.breaker.execute(async () => {
        const { value, isFailure } = await work();
        // A call that tries the host out and is cancelled has tried nothing: the pause begins again.
        return { value, isFailure: isFailure ?? known.openedAt !== null };
      });
      if (!judged.isFailure) this.#forget(host);
      else if (this.#hosts.get(host) === known) {
        known.failures += 1;
        this.#onChanged();
      }
      return { kind: 'went', value: judged.value };
    } catch (error) {
      const { isBrokenCircuitError } = await import('cockatiel');
      if (!isBrokenCircuitError(error)) throw error;
      return { kind: 'stopped', words: this.wordsOf(host) };
    }
  }

  /** Why nothing is sent to a host now; null when calls go through. */
  stopWords(host: string): string | null {
    const known = this.#hosts.get(host);
    return known && this.#isShut(known) ? this.wordsOf(host) : null;
  }

  wordsOf(host: string): string {
    const known = this.#hosts.get(host);
    const failures = known?.failures ?? 0;
    return `Nothing is sent to ${host} for now: ${failures === 1 ? 'the last call' : `${failures} calls in a row`} failed.`;
  }

  /** Lets the next call through although the pause is not over. */
  async tryNow(host: string): Promise<void> {
    const known = this.#hosts.get(host);
    if (!known || known.openedAt === null) return;
    const { CircuitState } = await import('cockatiel');
    const { breakerState } = known.breaker.toJSON() as { breakerState: unknown };
    const kept = await this.#make(known.rules, { ownState: { value: CircuitState.Open, openedAt: 0, attemptNo: 1 }, breakerState });
    kept.failures = known.failures;
    kept.openedAt = this.#clock.now() - known.rules.breakerPauseMs;
    this.#hosts.set(host, kept);
    this.#onChanged();
  }

  states(): HostBreaker[] {
    return [...this.#hosts].map(([host, kept]): HostBreaker => {
      const { failures, openedAt, rules } = kept;
      if (openedAt === null) {
        const left = rules.breakerFailures - failures;
        const row = failures === 1 ? 'The last call' : `${failures} calls in a row`;
        return { host, state: 'closed', failures, opensAgainAt: null, words: `${row} to ${host} failed; it stops after ${left} more.` };
      }
      const isShut = this.#isShut(kept);
      return {
        host,
        state: isShut ? 'open' : 'half_open',
        failures,
        opensAgainAt: isShut ? openedAt + rules.breakerPauseMs : null,
        words: isShut ? this.wordsOf(host) : `The next call to ${host} tries it out: ${failures} in a row failed.`,
      };
    });
  }

  /** The breaker of a host. Under rules that have changed since, counting begins anew. */
  #current(host: string, rules: BreakerRules): Kept | undefined {
    const known = this.#hosts.get(host);
    if (known && (known.rules.breakerFailures !== rules.breakerFailures || known.rules.breakerPauseMs !== rules.breakerPauseMs)) {
      this.#forget(host);
      return undefined;
    }
    return known;
  }

  #isShut({ openedAt, rules }: Kept): boolean {
    return openedAt !== null && this.#clock.now() < openedAt + rules.breakerPauseMs;
  }

  async #count(host: string, rules: BreakerRules): Promise<void> {
    if (rules.breakerFailures === 0) return;
    let kept = this.#hosts.get(host);
    if (!kept) {
      const made = await this.#make(rules, undefined);
      // Two first failures at the same time: the first of them made it.
      kept = this.#hosts.get(host) ?? made;
      this.#hosts.set(host, kept);
    }
    if (kept.openedAt !== null) return;
    kept.failures += 1;
    await kept.breaker.execute(() => ({ value: null, isFailure: true }));
    this.#onChanged();
  }

  #forget(host: string): void {
    this.#hosts.delete(host);
    this.#onChanged();
  }

  async #make(rules: BreakerRules, initialState: unknown): Promise<Kept> {
    const { circuitBreaker, ConsecutiveBreaker, handleWhenResult } = await import('cockatiel');
    const breaker = circuitBreaker(
      handleWhenResult((judged) => (judged as Judged<unknown>).isFailure === true),
      {
        halfOpenAfter: rules.breakerPauseMs,
        breaker: new ConsecutiveBreaker(rules.breakerFailures),
        ...(initialState === undefined ? {} : { initialState }),
      },
    );
    const kept: Kept = { rules, breaker, failures: 0, openedAt: null };
    breaker.onBreak(() => {
      kept.openedAt = this.#clock.now();
      this.#onChanged();
    });
    return kept;
  }
}
