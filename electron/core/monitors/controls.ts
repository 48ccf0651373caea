import type { CheckFacts } from '../../../shared/domain/monitors/classify.ts';
import { domainOf, type MonitorRow } from './monitor-rows.ts';

/** What asking another vendor told. */
export interface ControlAnswer {
  readonly isReached: boolean;
  readonly isLoginPage: boolean;
  readonly isUnknownIssuer: boolean;
}

const mostControls = 3;
const freshMs = 30_000;

/**
 * Other monitored vendors, asked after a failure to tell whether it is this computer's line. No third party is contacted
 * that is not monitored anyway; what was asked within 30 s is not asked again.
 */
export class Controls {
  readonly #ask: (monitor: MonitorRow) => Promise<ControlAnswer>;
  readonly #known = new Map<string, { readonly at: number; readonly answer: Promise<ControlAnswer> }>();

  constructor(ask: (monitor: MonitorRow) => Promise<ControlAnswer>) {
    this.#ask = ask;
  }

  /** Null when no other vendor is monitored: then nothing can be said of the line. */
  async check(failed: MonitorRow, monitors: readonly MonitorRow[], now: number): Promise<CheckFacts['controls']> {
    const others = new Map<string, MonitorRow>();
    for (const row of monitors) {
      const domain = domainOf(row.base_url);
      if (domain !== '' && domain !== domainOf(failed.base_url) && row.is_paused === 0 && !others.has(domain)) others.set(domain, row);
    }
    return this.#tally([...others].slice(0, mostControls), now);
  }

  /** Whether at least two of the monitored vendors can be reached, or the only one. */
  async isOnline(monitors: readonly MonitorRow[], now: number): Promise<boolean> {
    const all = new Map(monitors.filter((row) => row.is_paused === 0).map((row) => [domainOf(row.base_url), row]));
    if (all.size === 0) return true;
    const { passed } = (await this.#tally([...all].slice(0, mostControls), now)) ?? { passed: 0 };
    return passed >= Math.min(2, all.size);
  }

  /** What a check learned by itself need not be asked again. */
  learned(row: MonitorRow, answer: ControlAnswer, now: number): void {
    this.#known.set(domainOf(row.base_url), { at: now, answer: Promise.resolve(answer) });
  }

  forget(): void {
    this.#known.clear();
  }

  async #tally(others: readonly (readonly [string, MonitorRow])[], now: number): Promise<CheckFacts['controls']> {
    if (others.length === 0) return null;
    const answers = await Promise.all(
      others.map(([domain, row]) => {
        const known = this.#known.get(domain);
        if (known && now - known.at < freshMs) return known.answer;
        const answer = this.#ask(row);
        this.#known.set(domain, { at: now, answer });
        return answer;
      }),
    );
    return {
      asked: answers.length,
      passed: answers.filter(({ isReached, isLoginPage }) => isReached && !isLoginPage).length,
      sawLoginPage: answers.some(({ isLoginPage }) => isLoginPage),
      sawSameIssuer: answers.some(({ isUnknownIssuer }) => isUnknownIssuer),
    };
  }
}
