import type { EvidenceLink, RequestDraft } from '../../../shared/contract/console.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { changesSomething } from '../../../shared/domain/console/call-effect.ts';
import type { SendProgress, StreamEvent } from '../../../shared/contract/workspace.ts';
import type { ResiliencePolicy } from '../../../shared/domain/resilience/policy.ts';
import type { Tokens } from '../credentials/tokens.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Clock } from '../db/commands.ts';
import type { EvidenceWriter } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { HttpEngine } from '../http/http-engine.ts';
import type { CookieHandler, HttpOutcome } from '../http/http-types.ts';
import type { Resilience } from '../resilience/resilience.ts';
import { keepRequestBody } from '../vault/body-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { runAttempts, type Attempted } from './attempts.ts';
import type { ContractCache } from './contract-cache.ts';
import { attemptRow, bodyRow, intentRow } from './exchange-rows.ts';
import { lastGoodAnswer } from './last-good.ts';
import { prepareSend, type PreparedSend } from './prepare-send.ts';
import type { ProductionGuard } from './production-guard.ts';
import type { ExchangeIntent, ExchangeSource, RecordedAttempt, RecordedExchange } from './recorded-exchange.ts';
import type { Attempt } from './send-attempt.ts';
import type { KeptBody, Sent } from './sent-exchange.ts';

export interface SendTools {
  readonly db: Reader;
  /** The same for what only people change, remembered while nobody does. */
  readonly inventory: Reader;
  readonly evidence: EvidenceWriter;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly contracts: ContractCache;
  readonly http: HttpEngine;
  readonly tokens: Tokens;
  readonly guard: ProductionGuard;
  readonly cookiesOf: (environmentId: string) => CookieHandler;
  readonly resilience: Resilience;
  /** Tells whoever watches of the events of a stream. */
  readonly onStream?: ((streamId: string, events: StreamEvent[]) => void) | undefined;
}

export interface Sender {
  readonly actor: string;
  /** Whose unlocked environments count; left out where the app acts by itself, or was told by name what is confirmed. */
  readonly personId?: string | undefined;
  readonly source: ExchangeSource;
  /** Holds the checks of the saved request against the answer itself. */
  readonly isJudged?: boolean;
}

export interface SendChoice {
  /** Values for this send only. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Authenticates with the secret that waits in a rotation. */
  readonly isPending?: boolean;
  /** Told of the answer as it came, before it is redacted: for what takes values out of it. The text is null when it is larger than 1 MB. */
  readonly onAnswer?: (answer: RawAnswer) => void;
  /** Told when the send has to wait, and when it goes on. */
  readonly onProgress?: ((progress: SendProgress) => void) | undefined;
  /**
   * Another send follows at once: a good answer of a call that changes nothing is kept together with the next intent. A process
   * that dies in between has an unknown outcome more.
   */
  readonly isFollowed?: boolean;
}

/** An answer as it came. It may hold secrets: it is never kept, shown or logged. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly bodyText: string | null;
}

/**
 * Sends a draft and keeps it as one exchange, however many attempts the API's policy makes of it. The intent is kept before
 * the first leaves, each attempt when it is over, the outcome at the end, all redacted. What does not leave (a missing
 * parameter, a guarded environment, a foreign host, a limit that is used up, a paused host) throws a fault and leaves no row.
 */
export async function sendDraft(
  tools: SendTools,
  typed: RequestDraft,
  who: Sender,
  signal: AbortSignal | undefined,
  choice: SendChoice = {},
): Promise<Sent> {
  const prepared = await prepareSend(tools, typed, who, signal, choice);
  const policy = policyFor(tools.resilience.policyOf(prepared.target.apiId), who.source, changesSomething(prepared.draft));
  const { intent } = prepared;
  const requestBody = keptRequestBody(tools, prepared);
  const attempted = await runAttempts(tools, {
    prepared,
    policy,
    source: who.source,
    signal,
    onProgress: choice.onProgress,
    wantsRaw: choice.onAnswer !== undefined,
    onLeave: (startedAt) => keepIntent(tools, { ...intent, startedAt }, requestBody),
    onRepeated: (attempt, kept) => keepRepeated(tools, attempt, kept),
  }).catch((error: unknown) => {
    throw withLastGood(error, lastGoodAnswer(tools.db, policy, intent, tools.clock.now()));
  });
  const { last } = attempted;
  if (last.http.kind === 'answer') {
    choice.onAnswer?.({ status: last.http.answer.status, headers: last.http.answer.headers, bodyText: last.rawText });
  }
  const isFollowed = choice.isFollowed === true && signal?.aborted !== true && !changesSomething(prepared.draft);
  const kept = keepOutcome(tools, policy, choice.onAnswer ? redactedAnew(tools, attempted) : attempted, isFollowed);
  const answer = last.body === null ? null : { row: last.body, bytes: bytesInMemory(last.http) };
  const isWhole = kept.isPlain && (answer === null || answer.bytes !== null);
  return { id: intent.id, plain: isWhole ? { ...kept, environment: prepared.target.environment, requestBody, answerBody: answer } : null };
}

/** The bytes of an answer as they were kept; null for none, and for one that lies in a file. */
function bytesInMemory(http: HttpOutcome): Buffer | null {
  if (http.kind === 'failure') return http.cut && Buffer.from(http.cut.body.preview);
  if (http.answer.body.where.kind === 'file') return null;
  const { buffer, byteOffset, byteLength } = http.answer.body.where.bytes;
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Whoever took values out of the answer may have said that one is a secret: the headers are looked at once more before they are kept. */
function redactedAnew({ secrets }: SendTools, { last, attempts, ...rest }: Attempted): Attempted {
  const redactor = secrets.redactor();
  const clean = <T extends Pick<RecordedExchange, 'answerHeaders'>>(one: T): T => ({
    ...one,
    answerHeaders: one.answerHeaders.map(([name, value]) => [name, redactor.text(value)] as const),
  });
  return { ...rest, last: { ...last, recorded: clean(last.recorded) }, attempts: attempts.map(clean) };
}

/** A monitor repeats by rules of its own, and its answer is the measurement: nothing is made up for it. */
function policyFor(policy: ResiliencePolicy, source: ExchangeSource, isChanging: boolean): ResiliencePolicy {
  if (source === 'monitor') return { ...policy, maxAttempts: 1, hedges: false, fallsBack: false };
  // An older answer stands in for a newer one, never for an effect.
  return isChanging ? { ...policy, fallsBack: false } : policy;
}

function keptRequestBody({ vault }: SendTools, { request, redactor, intent }: PreparedSend): KeptBody | null {
  const { keptBody, keptMediaType } = request;
  if (keptBody === null) return null;
  const text = redactor.text(keptBody);
  const mediaType = keptMediaType === null ? null : redactor.text(keptMediaType);
  return { row: keepRequestBody(intent.id, vault, text, mediaType), bytes: Buffer.from(text) };
}

function keepIntent({ evidence }: SendTools, intent: ExchangeIntent, body: KeptBody | null): number {
  const number = evidence.nextNumber();
  evidence.hold(intentRow(number, intent), ...(body === null ? [] : [bodyRow(intent.id, body.row)]));
  return number;
}

/** An attempt that another follows: its answer is evidence too (the limits of a 429), but no verdict on the contract. */
function keepRepeated(tools: SendTools, { recorded }: Attempt, kept: RecordedAttempt): void {
  const outcome = { ...recorded.outcome, violations: [], moreViolations: 0 };
  tools.evidence.record({ ...recorded, verdict: 'not_checked', outcome }, null, attemptRow(recorded.id, kept));
}

interface KeptOutcome {
  readonly recorded: RecordedExchange;
  readonly updated: readonly EvidenceLink[];
  /** It has nothing beside its own row and its bodies. */
  readonly isPlain: boolean;
}

function keepOutcome(
  tools: SendTools,
  policy: ResiliencePolicy,
  { last, attempts, stopWords, sendAgainAt }: Attempted,
  isFollowed: boolean,
): KeptOutcome {
  const isGood = last.recorded.status !== null && last.recorded.errorClass === 'ok';
  const fallbackId = isGood ? null : lastGoodAnswer(tools.db, policy, last.recorded, last.recorded.finishedAt);
  const shown = attempts.length > 1 || (attempts[0]?.waitMs ?? 0) > 0 ? attempts : [];
  const recorded: RecordedExchange = {
    ...last.recorded,
    outcome: {
      ...last.recorded.outcome,
      ...(shown.length === 0 ? {} : { hasAttempts: true }),
      ...(stopWords === '' ? {} : { attemptWords: stopWords }),
      ...(sendAgainAt === null ? {} : { sendAgainAt }),
      ...(fallbackId === null ? {} : { fallbackId }),
    },
  };
  const rows = [...shown.map((attempt) => attemptRow(recorded.id, attempt)), ...(last.body ? [bodyRow(recorded.id, last.body)] : [])];
  const count = Math.max(1, attempts.length);
  const isPlain = shown.length === 0 && attempts.length <= 1 && fallbackId === null;
  if (isFollowed && isGood && isPlain && !last.body?.file) {
    tools.evidence.recordLater(recorded, count, ...rows);
    return { recorded, updated: [], isPlain };
  }
  try {
    return { recorded, updated: tools.evidence.record(recorded, count, ...rows), isPlain };
  } catch (error) {
    // A file that no row names would stay for ever.
    if (last.body?.file) tools.vault.removeFile(last.body.file);
    throw error;
  }
}

/** What was not sent may still have an older answer to show. */
function withLastGood(error: unknown, fallbackId: string | null): unknown {
  if (fallbackId !== null && isFault(error) && error.code === 'held_back')
    Object.assign(error.data, { details: { ...error.data.details, fallbackId } });
  return error;
}
