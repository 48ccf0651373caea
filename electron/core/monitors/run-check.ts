import type { Exchange } from '../../../shared/contract/console.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import type { Assertion } from '../../../shared/contract/monitors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { AssertionResult } from '../../../shared/domain/monitors/assertions.ts';
import { classify, type AnswerFacts, type CheckFacts, type Classification } from '../../../shared/domain/monitors/classify.ts';
import type { Due } from '../../../shared/domain/monitors/due.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import { circumstancesOf, expectsJson } from './check-circumstances.ts';
import type { Controls } from './controls.ts';
import { assertionsOf, domainOf, liveMonitorRows, retriesOf, type MonitorRow } from './monitor-rows.ts';
import { readAnswer } from './read-answer.ts';

/** A check that is over, before it is kept. */
export interface FinishedCheck extends Classification {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly slotAt: number;
  readonly isCatchUp: boolean;
  readonly isCold: boolean;
  readonly status: number | null;
  readonly totalMs: number | null;
  readonly waitMs: number | null;
  readonly attempts: number;
  readonly words: string;
  readonly exchangeIds: readonly string[];
}

/** What a check needs of the world; all of it can be played by a test. */
export interface CheckTools {
  readonly db: Reader;
  readonly clock: Clock;
  /** Sends the monitor's saved request once and keeps the exchange. */
  readonly send: (row: MonitorRow, timeoutMs: number, signal?: AbortSignal) => Promise<Exchange>;
  /** Holds assertions against all of a large answer, where it is kept. */
  readonly judgeWhole: (exchange: Exchange, assertions: readonly Assertion[], signal?: AbortSignal) => Promise<AssertionResult>;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly controls: Controls;
  /** False when the computer has no network adapter at all. */
  readonly hasNetwork: () => boolean;
  /** What the ledger of looking says of the time since a moment. */
  readonly overlapSince: (at: number) => CheckFacts['overlaps'];
  readonly isSettling: () => boolean;
  /** Distinct domains that were checked within 90 s and those of them that got no answer. */
  readonly together: () => CheckFacts['together'];
}

interface Attempt {
  readonly answer: AnswerFacts;
  readonly exchange: Exchange | null;
  readonly elapsedMs: number;
  /** Set when nothing left: it is ours, whatever the vendor does. */
  readonly ours: Classification | null;
}

/** Makes one check: sends, retries after failures, asks others whether the line stands, and says what it came to. */
export async function runCheck(
  tools: CheckTools,
  row: MonitorRow,
  due: Due & { readonly isCold?: boolean },
  signal?: AbortSignal,
): Promise<FinishedCheck> {
  const { clock, db } = tools;
  const startedAt = clock.now();
  const isJson = expectsJson(db, row);
  const exchangeIds: string[] = [];
  const attemptOnce = async (): Promise<Attempt> => {
    const made = await attempt(tools, row, isJson, signal);
    // A call that was cancelled here says nothing of the vendor.
    signal?.throwIfAborted();
    if (made.exchange) exchangeIds.push(made.exchange.id);
    return made;
  };
  let last = await attemptOnce();
  let attempts = 1;
  for (const seconds of retriesOf(row)) {
    if (last.ours || last.answer.broken === null || tools.overlapSince(startedAt) !== null) break;
    await tools.wait(seconds * 1000, signal);
    last = await attemptOnce();
    attempts += 1;
  }
  const { answer, exchange } = last;
  const classification = last.ours ?? (await judgeCheck(tools, row, last, startedAt));
  return {
    ...classification,
    startedAt,
    endedAt: clock.now(),
    slotAt: due.slotAt,
    isCatchUp: due.isCatchUp,
    isCold: due.isCold ?? false,
    status: answer.status,
    totalMs: exchange?.durationMs ?? null,
    waitMs: exchange?.timings?.waitMs ?? null,
    attempts,
    words: wordsOf(classification, answer, exchange),
    exchangeIds,
  };
}

async function attempt(tools: CheckTools, row: MonitorRow, isJson: boolean, signal?: AbortSignal): Promise<Attempt> {
  const begunAt = tools.clock.now();
  try {
    const exchange = await tools.send(row, row.timeout_ms, signal);
    const assertions = assertionsOf(row);
    const judged = exchange.answerBody?.isCut === true ? await tools.judgeWhole(exchange, assertions, signal) : null;
    const answer = readAnswer(exchange, assertions, isJson, judged);
    tools.controls.learned(
      row,
      { isReached: answer.failure === null, isLoginPage: answer.isLoginPage, isUnknownIssuer: answer.isUnknownIssuer },
      tools.clock.now(),
    );
    return { answer, exchange, elapsedMs: tools.clock.now() - begunAt, ours: null };
  } catch (error) {
    if (!isFault(error) || error.code === 'cancelled') throw error;
    const answer: AnswerFacts = {
      status: null,
      failure: 'other',
      isThrottled: false,
      isLoginPage: false,
      isUnknownIssuer: false,
      broken: error.data.happened,
      isSlow: false,
    };
    // The budget kept it back for calls that matter more: nobody looked, which says nothing of anybody.
    if (error.code === 'held_back')
      return { answer, exchange: null, elapsedMs: 0, ours: { outcome: 'inconclusive', attribution: 'observer', reason: 'throttled' } };
    const reason = error.code === 'secret_missing' ? 'auth' : 'our_bug';
    return { answer, exchange: null, elapsedMs: 0, ours: { outcome: 'fail', attribution: 'ours', reason } };
  }
}

async function judgeCheck(tools: CheckTools, row: MonitorRow, last: Attempt, startedAt: number): Promise<Classification> {
  const { answer } = last;
  const now = tools.clock.now();
  const needsControls = answer.failure !== null || answer.isLoginPage;
  const isLocal = /^(127\.|localhost|\[?::1)/.test(domainOf(row.base_url));
  const isCutOff = answer.failure !== null && !isLocal && !tools.hasNetwork();
  const controls = needsControls && !isCutOff ? await tools.controls.check(row, liveMonitorRows(tools.db), now) : null;
  return classify({
    answer,
    elapsedMs: last.elapsedMs,
    timeoutMs: row.timeout_ms,
    overlaps: tools.overlapSince(startedAt),
    isSettling: tools.isSettling(),
    controls: isCutOff ? { asked: 1, passed: 0, sawLoginPage: false, sawSameIssuer: false } : controls,
    together: tools.together(),
    ...circumstancesOf(tools.db, row, now),
  });
}

const voidWords: Partial<Record<Classification['reason'], string>> = {
  observer_offline: 'this computer was offline',
  settling: 'this computer had just woken up',
  suspended_mid_check: 'the computer slept in the middle of it',
  clock_jump: 'the clock was set in the middle of it',
  captive_portal: 'the network wanted a sign-in',
  proxy: 'the proxy did not let it through',
  tls: 'something in the network inspects TLS',
  maintenance: 'agreed maintenance',
};

function wordsOf({ outcome, reason }: Classification, answer: AnswerFacts, exchange: Exchange | null): string {
  if (outcome === 'inconclusive' || outcome === 'skipped') return voidWords[reason] ?? 'nothing can be said of it';
  const speed = exchange?.durationMs == null ? '' : ` in ${grouped(Math.round(exchange.durationMs))} ms`;
  if (outcome === 'pass') return `answered ${answer.status ?? ''}${speed}`;
  if (outcome === 'degraded') return `answered ${answer.status ?? ''}${speed}, slower than wanted`;
  return (answer.broken ?? 'failed').replace(/\.$/, '').slice(0, 300);
}
