import { machineName } from '../../../shared/domain/people/machine-name.ts';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckFacts } from '../../../shared/domain/monitors/classify.ts';
import type { CheckResult } from '../../../shared/contract/monitors.ts';
import type { Due } from '../../../shared/domain/monitors/due.ts';
import { judgeAnswer, type Judge } from '../answers/judge-answer.ts';
import { giveNotice } from '../calendar/notices.ts';
import type { Engine } from '../engine.ts';
import { Controls } from './controls.ts';
import { keepResult } from './keep-result.ts';
import { domainOf, type MonitorRow } from './monitor-rows.ts';
import { assertedOf, readAnswer } from './read-answer.ts';
import { getResult } from './results.ts';
import { runCheck, type CheckTools, type FinishedCheck } from './run-check.ts';

export type RunnerEngine = Judge & Pick<Engine, 'clock' | 'evidence' | 'console' | 'announce' | 'person'>;

/** What the one who looks knows and a check must ask. */
export interface LookingState {
  overlapSince(at: number): CheckFacts['overlaps'];
  isSettling(): boolean;
}

/** What a test plays in place of the network and of time. */
export interface Surroundings {
  readonly wait?: CheckTools['wait'];
  readonly hasNetwork?: () => boolean;
}

const togetherMs = 90_000;

/** Runs checks and keeps their results; several at once are told apart by their monitor. */
export class CheckRunner {
  readonly controls: Controls;
  readonly #engine: RunnerEngine;
  readonly #looking: LookingState;
  readonly #surroundings: Surroundings;
  readonly #running = new Map<string, Promise<CheckResult>>();
  readonly #recent = new Map<string, { readonly at: number; readonly isReached: boolean }>();
  readonly #listeners = new Set<(result: CheckResult) => void>();

  constructor(engine: RunnerEngine, looking: LookingState, surroundings: Surroundings = {}) {
    this.#engine = engine;
    this.#looking = looking;
    this.#surroundings = surroundings;
    this.controls = new Controls(async (row) => {
      const answer = readAnswer(await this.#send(row, 10_000), [], true);
      return { isReached: answer.failure === null, isLoginPage: answer.isLoginPage, isUnknownIssuer: answer.isUnknownIssuer };
    });
  }

  onResult(listener: (result: CheckResult) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** One check, kept. A monitor that is being checked right now is not checked twice. */
  run(row: MonitorRow, due: Due & { readonly isCold?: boolean }, observerId: string, signal?: AbortSignal): Promise<CheckResult> {
    const running = this.#running.get(row.id);
    if (running) return running;
    const check = this.#runAndKeep(row, due, observerId, signal).finally(() => this.#running.delete(row.id));
    this.#running.set(row.id, check);
    return check;
  }

  async #runAndKeep(row: MonitorRow, due: Due, observerId: string, signal?: AbortSignal): Promise<CheckResult> {
    const { db, clock, evidence } = this.#engine;
    const check = await runCheck(
      {
        db,
        clock,
        controls: this.controls,
        send: (monitor, timeoutMs, stop) => this.#send(monitor, timeoutMs, stop),
        judgeWhole: (exchange, assertions, stop) =>
          judgeAnswer(this.#engine, exchange, { of: 'assertions', assertions, answer: assertedOf(exchange) }, stop),
        wait: this.#surroundings.wait ?? ((ms, stop) => sleep(ms, undefined, stop ? { signal: stop } : {}).then(() => undefined)),
        hasNetwork: this.#surroundings.hasNetwork ?? hasNetwork,
        overlapSince: (at) => this.#looking.overlapSince(at),
        isSettling: () => this.#looking.isSettling(),
        together: () => this.#together(),
      },
      row,
      due,
      signal,
    );
    this.#remember(row, check);
    const kept = evidence.write(['monitors', 'today'], (writer) => keepResult(writer, clock, row, check, observerId));
    if (kept.opened) {
      const { id, title, body } = kept.opened;
      giveNotice(this.#engine, { key: `incident:${id}`, title, body, door: { place: 'monitors', kind: 'incident', id } });
    }
    const result = getResult(db, kept.id);
    this.#listeners.forEach((listener) => listener(result));
    return result;
  }

  #send(row: MonitorRow, timeoutMs: number, signal?: AbortSignal) {
    return this.#engine.console.sendSaved(
      row.saved_request_id,
      { actor: machineName, source: 'monitor' },
      { environmentId: row.environment_id, timeoutMs },
      signal,
    );
  }

  #remember(row: MonitorRow, { endedAt, outcome, reason, status }: FinishedCheck): void {
    const isReached = status !== null || (outcome === 'fail' && reason === 'our_bug');
    this.#recent.set(domainOf(row.base_url), { at: endedAt, isReached });
  }

  #together(): CheckFacts['together'] {
    const since = this.#engine.clock.now() - togetherMs;
    const recent = [...this.#recent.values()].filter(({ at }) => at >= since);
    return { checked: recent.length, failed: recent.filter(({ isReached }) => !isReached).length };
  }
}

/** Whether the system has a network adapter that leads anywhere. */
const hasNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => (addresses ?? []).some(({ internal }) => !internal));
