import type { SendProgress } from '../../../shared/contract/workspace.ts';
import { Fault, isFault } from '../../../shared/contract/errors.ts';
import { changesSomething } from '../../../shared/domain/console/call-effect.ts';
import { effectiveMethod } from '../../../shared/domain/console/method-override.ts';
import { patienceMs, type CallKind } from '../../../shared/domain/resilience/call-order.ts';
import { decideRetry, type RetryDecision } from '../../../shared/domain/resilience/decide-retry.ts';
import { hasIdempotencyKey, mayHedge, type RepeatedCall } from '../../../shared/domain/resilience/may-repeat.ts';
import type { ResiliencePolicy } from '../../../shared/domain/resilience/policy.ts';
import { sendLimitMs } from '../../../shared/domain/resilience/send-limit.ts';
import type { BudgetKeeper } from '../resilience/budgets.ts';
import type { GateCall } from '../resilience/call-gate.ts';
import { endOf, isHostFailure, isRefusal } from './attempt-end.ts';
import { hedgeDelayMs, hedged } from './hedge.ts';
import type { PreparedRequest } from './prepare-request.ts';
import type { PreparedSend } from './prepare-send.ts';
import type { ExchangeSource, RecordedAttempt } from './recorded-exchange.ts';
import { asRecordedAttempt, sendAttempt, type Attempt } from './send-attempt.ts';
import type { SendTools } from './send.ts';

export interface AttemptsOrder {
  readonly prepared: PreparedSend;
  readonly policy: ResiliencePolicy;
  readonly source: ExchangeSource;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: SendProgress) => void) | undefined;
  /** Somebody takes values out of the answer as it came. */
  readonly wantsRaw: boolean;
  /** Called when the first attempt leaves: keeps the intent and gives the exchange's number. */
  readonly onLeave: (startedAt: number) => number;
  /** Called for each attempt that another one follows. */
  readonly onRepeated: (attempt: Attempt, kept: RecordedAttempt) => void;
}

/** A send that is over. */
export interface Attempted {
  readonly last: Attempt;
  /** All of them in order; the last is what the exchange says. */
  readonly attempts: readonly RecordedAttempt[];
  /** Why there was no further one, when one might have helped. */
  readonly stopWords: string;
  readonly sendAgainAt: number | null;
}

interface Run extends AttemptsOrder {
  readonly tools: SendTools;
  readonly budget: BudgetKeeper;
  readonly totalMs: number;
  readonly begunAt: number;
  readonly attempts: RecordedAttempt[];
  request: PreparedRequest;
  isRenewed: boolean;
  /** Since the first attempt left; null before. */
  left: { readonly number: number; readonly firstAt: number; readonly at: number } | null;
  last: Attempt | null;
  /** When the connection of the attempt that is under way was ready. */
  onWireAt: number | null;
}

interface Waited {
  readonly ms: number;
  readonly words: string;
}

const unauthorized = 401;
const newToken: RetryDecision = { kind: 'again', afterMs: 0, words: 'with a new token' };

/**
 * Makes the attempts of one send as the policy says: each waits for its turn, passes its host's breaker and is judged. What
 * keeps the first one from leaving is thrown as a fault; from then on the answer that is there stands.
 */
export async function runAttempts(tools: SendTools, order: AttemptsOrder): Promise<Attempted> {
  const { prepared, policy, signal } = order;
  const { resilience } = tools;
  const run: Run = {
    ...order,
    tools,
    budget: resilience.budgets.of(prepared.target.apiId, prepared.intent.credentialId),
    // A monitor's check is a measurement with a limit of its own.
    totalMs:
      order.source === 'monitor'
        ? Math.max(policy.totalMs, prepared.draft.timeoutMs)
        : sendLimitMs(policy.totalMs, prepared.draft.timeoutMs),
    begunAt: resilience.now(),
    attempts: [],
    request: prepared.request,
    isRenewed: false,
    left: null,
    last: null,
    onWireAt: null,
  };
  for (let waited: Waited = { ms: 0, words: '' }; ;) {
    let attempt: Attempt;
    try {
      attempt = await takeTurn(run, waited);
    } catch (error) {
      if (run.last === null || !isFault(error)) throw error;
      return ended(run, run.last, error.data.happened, null);
    }
    const decision = decide(run, attempt);
    if (decision.kind === 'done') return ended(run, attempt, '', null);
    if (decision.kind === 'stop') {
      const again = decision.againInMs === null ? null : attempt.recorded.finishedAt + decision.againInMs;
      return ended(run, attempt, decision.words, again);
    }
    const next = run.attempts.length + 1;
    const kept = run.attempts.at(-1);
    if (kept) order.onRepeated(attempt, kept);
    const untilAt = tools.clock.now() + decision.afterMs;
    if (decision.afterMs > 0) order.onProgress?.({ phase: 'waiting', attempt: next, words: decision.words, untilAt, before: 0 });
    try {
      await resilience.wait(decision.afterMs, signal);
      if (decision === newToken) run.request = await prepared.renew();
    } catch (error) {
      const words = isFault(error) ? error.data.happened : `Cancelled while it waited for attempt ${next}.`;
      if (!isFault(error) && !signal?.aborted) throw error;
      return ended(run, attempt, words, null);
    }
    run.isRenewed ||= decision === newToken;
    waited = { ms: decision.afterMs, words: decision.words };
  }
}

const ended = (run: Run, last: Attempt, stopWords: string, sendAgainAt: number | null): Attempted => ({
  last,
  attempts: run.attempts,
  stopWords,
  sendAgainAt,
});

/** One attempt, from the line it waits in to its answer. */
async function takeTurn(run: Run, waited: Waited): Promise<Attempt> {
  const { tools, policy, prepared, source, onProgress } = run;
  const { gate, breakers } = tools.resilience;
  const { host } = prepared.intent;
  const isProbe = source === 'monitor';
  const stop = isProbe ? null : breakers.stopWords(host);
  if (stop !== null) throw paused(stop);
  const number = run.attempts.length + 1;
  const call = gateCallOf(run, number);
  const admission = await gate.admit(call);
  const before =
    admission.waitedMs < 1 ? waited : { ms: waited.ms + admission.waitedMs, words: waited.words || waitWords(admission.words) };
  try {
    const through = await breakers.run(host, policy, isProbe, async () => {
      if (number > 1) onProgress?.({ phase: 'sending', attempt: number, words: '', untilAt: null, before: 0 });
      const attempt = await sendOrHedge(run, call, before);
      return { value: attempt, isFailure: isHostFailure(attempt.http) };
    });
    if (through.kind === 'stopped') throw paused(through.words);
    dropFileOf(run, run.last, through.value);
    run.last = through.value;
    return through.value;
  } finally {
    admission.release(run.onWireAt ?? undefined);
    run.onWireAt = null;
  }
}

/** Sends once, or a second time beside a first that is slow, and adds what was sent to the attempts. */
async function sendOrHedge(run: Run, call: GateCall, waited: Waited): Promise<Attempt> {
  const { tools, policy, prepared } = run;
  if (!policy.hedges || !mayHedge(callOf(run))) {
    const attempt = await sendOnce(run, run.signal, undefined);
    run.attempts.push(asRecordedAttempt(attempt, run.attempts.length + 1, waited));
    return attempt;
  }
  const delayMs = hedgeDelayMs(tools.db, prepared.target.apiId);
  const with2 = (signal: AbortSignal): AbortSignal => (run.signal ? AbortSignal.any([run.signal, signal]) : signal);
  let isSecond = false;
  const { winner, loser } = await hedged(
    delayMs,
    (signal) => sendOnce(run, with2(signal), undefined),
    (signal) => {
      const admission = tools.resilience.gate.admitNow(call);
      if (admission === null) return null;
      isSecond = true;
      return sendOnce(run, with2(signal), '-2').finally(admission.release);
    },
    (attempt) => endOf(attempt).kind === 'answer' && !isHostFailure(attempt.http),
  );
  const [first, second] = !isSecond || !loser ? [winner, null] : winner.startedAt <= loser.startedAt ? [winner, loser] : [loser, winner];
  run.attempts.push(asRecordedAttempt(first, run.attempts.length + 1, waited));
  const beside = { ms: 0, words: `sent beside it, as no answer had come after ${Math.round(delayMs)} ms` };
  if (second) run.attempts.push(asRecordedAttempt(second, run.attempts.length + 1, beside));
  if (loser) dropFileOf(run, loser, winner);
  return winner;
}

async function sendOnce(run: Run, signal: AbortSignal | undefined, fileSuffix: string | undefined): Promise<Attempt> {
  const { tools, budget, prepared, request } = run;
  const now = tools.resilience.now();
  run.left ??= leave(run, now);
  const timeoutMs = Math.max(1, Math.min(prepared.draft.timeoutMs, run.totalMs - (now - run.left.at)));
  const attempt = await sendAttempt(tools, { prepared, request, ...run.left, timeoutMs, signal, fileSuffix, wantsRaw: run.wantsRaw });
  const { waitMs, downloadMs } = attempt.http.timings;
  run.onWireAt = waitMs === null ? null : tools.resilience.now() - waitMs - (downloadMs ?? 0);
  const { evidence } = attempt.recorded;
  if (evidence) tools.resilience.budgets.learn(budget, evidence, isRefusal(attempt));
  return attempt;
}

function leave(run: Run, at: number): NonNullable<Run['left']> {
  const firstAt = run.tools.clock.now();
  return { at, firstAt, number: run.onLeave(firstAt) };
}

function decide(run: Run, attempt: Attempt): RetryDecision {
  const { policy, prepared, tools } = run;
  const call = callOf(run);
  if (attempt.recorded.status === unauthorized) {
    const isWorthIt = prepared.authentication?.isHeldToken === true && !run.isRenewed && !call.isChanging;
    return isWorthIt ? newToken : { kind: 'done' };
  }
  if (attempt.recorded.status !== null && attempt.recorded.status < 400 && attempt.recorded.errorClass !== 'limit') return { kind: 'done' };
  const elapsedMs = tools.resilience.now() - (run.left?.at ?? run.begunAt);
  const end = endOf(attempt);
  return decideRetry(
    { number: run.attempts.length, ...call, end, elapsedMs },
    { ...policy, totalMs: run.totalMs },
    tools.resilience.random(),
  );
}

/** What tells whether it may be sent twice. */
const callOf = ({ prepared, request }: Run): RepeatedCall => ({
  method: effectiveMethod(request.method, request.headers),
  isChanging: changesSomething(prepared.draft),
  hasIdempotencyKey: hasIdempotencyKey(request.headers),
});

function gateCallOf(run: Run, attempt: number): GateCall {
  const { prepared, policy, source, onProgress, tools } = run;
  const { intent, draft, target } = prepared;
  const elapsed = run.left === null ? 0 : tools.resilience.now() - run.left.at;
  return {
    budget: run.budget,
    host: intent.host,
    kind: kindOf(source),
    maxConcurrent: policy.maxConcurrent,
    holdsToLimits: policy.holdsToLimits,
    // A check that comes late measures another moment.
    mostMs: source === 'monitor' ? patienceMs : run.totalMs - elapsed,
    signal: run.signal,
    about: { method: intent.method, path: draft.path, source, actor: intent.actor, vendorName: target.environment.vendorName },
    ...(onProgress
      ? {
          onQueued: ({ before, inMs, words }) =>
            onProgress({ phase: 'queued', attempt, words, untilAt: tools.clock.now() + Math.round(inMs), before }),
        }
      : {}),
  };
}

function kindOf(source: ExchangeSource): CallKind {
  return source === 'monitor' || source === 'flow' ? source : 'interactive';
}

/** A body that streamed to a file that no row will name. Both attempts may have used the same file. */
function dropFileOf(run: Run, attempt: Attempt | null, successor: Attempt): void {
  const file = attempt?.body?.file;
  if (file && file !== successor.body?.file) run.tools.vault.removeFile(file);
}

const waitWords = (words: string): string => words.replace(/^Waits /, '');

const paused = (words: string): Fault =>
  new Fault('held_back', { happened: words, remedy: 'Wait, or try it now under Resilience. Nothing was sent.' });
