import type { RequestDraft } from '../../../shared/contract/console.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Clock } from '../db/commands.ts';
import type { EvidenceWriter } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Tokens } from '../credentials/tokens.ts';
import { checkRequest } from '../http/check-request.ts';
import type { HttpEngine } from '../http/http-engine.ts';
import type { HttpOutcome } from '../http/http-types.ts';
import { noTimings } from '../http/timings.ts';
import { notChecked, type ContractVerdict } from '../openapi/verdict.ts';
import { keepAnswerBody, keepRequestBody, type BodyKeeper } from '../vault/body-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import type { ContractCache, StoredContract } from './contract-cache.ts';
import { filledOrFault, fillDraft } from './fill-draft.ts';
import { readOutcome } from './outcome.ts';
import { addressOf, checkProductionGuard, prepareRequest, type PreparedRequest } from './prepare-request.ts';
import type { BodyRow, ExchangeIntent, ExchangeSource, RecordedExchange } from './recorded-exchange.ts';
import { finishExchange, insertBody, insertIntent } from './store.ts';
import { authenticationFor, findTarget } from './target.ts';

export interface SendTools {
  readonly db: Reader;
  readonly evidence: EvidenceWriter;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly contracts: ContractCache;
  readonly http: HttpEngine;
  readonly tokens: Tokens;
}

export interface SendChoice {
  /** Values for this send only. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Authenticates with the secret that waits in a rotation. */
  readonly isPending?: boolean;
  /** Told of the answer as it came, before it is redacted: for what takes values out of it. The text is null when it is larger than 1 MB. */
  readonly onAnswer?: (answer: RawAnswer) => void;
}

/** An answer as it came. It may hold secrets: it is never kept, shown or logged. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly bodyText: string | null;
}

const repeatable = new Set(['GET', 'HEAD', 'OPTIONS']);
const unauthorized = 401;

/**
 * Sends a draft once and keeps the exchange. One case sends twice, each with its exchange: a reading call that a token held
 * from before does not open any more is sent again with a new one. Returns the (last) exchange's id.
 */
export async function sendDraft(
  tools: SendTools,
  typed: RequestDraft,
  who: { actor: string; source: ExchangeSource },
  signal: AbortSignal | undefined,
  choice: SendChoice = {},
): Promise<string> {
  const first = await sendOnce(tools, typed, who, signal, choice, false);
  if (first.status !== unauthorized || !first.isHeldToken || !repeatable.has(typed.method.toUpperCase())) return first.id;
  return (await sendOnce(tools, typed, who, signal, choice, true)).id;
}

/**
 * The intent is kept before the call, the outcome after it, both redacted. What does not leave (a missing parameter, a
 * guarded environment, a foreign host) throws a fault and leaves no row.
 */
async function sendOnce(
  tools: SendTools,
  typed: RequestDraft,
  who: { actor: string; source: ExchangeSource },
  signal: AbortSignal | undefined,
  choice: SendChoice,
  isRenewed: boolean,
): Promise<{ readonly id: string; readonly status: number | null; readonly isHeldToken: boolean }> {
  const { clock, secrets } = tools;
  const target = findTarget(tools.db, typed.environmentId);
  const draft = filledOrFault(fillDraft(typed, target, clock, choice.variables));
  checkProductionGuard(draft, target.environment);
  const correlationId = typedCorrelationId(draft) ?? clock.newId();
  const { host } = addressOf(draft, target.environment);
  // A request that cannot be sent must not fetch a token first.
  checkRequest(prepareRequest(draft, target.environment, null, correlationId));
  const isPending = choice.isPending === true;
  const authentication = await authenticationFor(tools, target, host, { actor: who.actor, isPending, isRenewed, signal });
  const request = prepareRequest(draft, target.environment, authentication?.placement ?? null, correlationId);
  checkRequest(request);
  const stored = tools.contracts.currentOf(target.apiId);
  const template = templateOf(tools.db, typed, target.apiId, request, stored);
  const redactor = secrets.redactor();
  const intent: ExchangeIntent = {
    id: clock.newId(),
    correlationId: redactor.text(correlationId),
    ...who,
    apiId: target.apiId,
    endpointId: template?.endpointId ?? null,
    environmentId: draft.environmentId,
    credentialId: target.credential?.id ?? null,
    contractId: stored?.id ?? null,
    savedRequestId: draft.savedRequestId,
    method: request.method,
    url: redactor.url(request.url),
    host: request.host,
    startedAt: clock.now(),
    requestHeaders: redactHeaders(redactor, request),
  };
  const number = tools.evidence.write([], (db) => {
    const given = insertIntent(db, intent);
    if (request.body !== null)
      insertBody(db, intent.id, keepRequestBody(intent.id, tools.vault, redactor.text(request.body), mediaTypeOf(request.headers)));
    return given;
  });
  const keeper = keepAnswerBody(intent.id, tools.vault, secrets);
  const { http, body } = await sendNow(tools, request, draft.timeoutMs, keeper, signal);
  const bodyText = textOf(http);
  if (http.kind === 'answer') choice.onAnswer?.({ status: http.answer.status, headers: http.answer.headers, bodyText });
  const recorded = readRecorded({
    intent,
    number,
    http,
    bodyText,
    stored,
    path: template?.path ?? null,
    credentialName: target.credential?.name ?? null,
    redactor,
    finishedAt: clock.now(),
  });
  try {
    tools.evidence.record(recorded, (db) => {
      finishExchange(db, recorded);
      if (body) insertBody(db, intent.id, body);
    });
  } catch (error) {
    // A file that no row names would stay for ever.
    if (body?.file) tools.vault.removeFile(body.file);
    throw error;
  }
  return { id: intent.id, status: recorded.status, isHeldToken: authentication?.isHeldToken ?? false };
}

/** What the person typed as the header: what was sent is what the exchange is found by. */
const typedCorrelationId = (draft: RequestDraft): string | null =>
  draft.parameters.find((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === 'x-correlation-id')?.value.trim() ||
  null;

/** A bug in the engine must not leave the row on its way: the outcome is then a failure of unknown cause. */
async function sendNow(
  tools: SendTools,
  request: PreparedRequest,
  totalMs: number,
  keeper: BodyKeeper,
  signal: AbortSignal | undefined,
): Promise<{ readonly http: HttpOutcome; readonly body: BodyRow | null }> {
  try {
    const http = await tools.http.send(request, { sink: keeper.sink, limits: { totalMs }, ...(signal ? { signal } : {}) });
    if (http.kind === 'failure') return { http, body: null };
    // A full disk may show only when the last of the file is written.
    return { http, body: await keeper.rowOf(http.answer.body, mediaTypeOf(http.answer.headers)) };
  } catch (error) {
    await keeper.drop();
    const words = isFault(error)
      ? error.data
      : {
          happened: `The answer could not be kept: ${error instanceof Error ? error.message : String(error)}.`,
          remedy: 'Check the space on the disk. Whether the call took effect must be asked at the vendor.',
        };
    const http: HttpOutcome = {
      kind: 'failure',
      failure: {
        phase: 'download',
        cause: 'unknown',
        happened: words.happened,
        remedy: words.remedy,
        code: null,
        mayHaveReachedServer: true,
      },
      hops: [],
      timings: noTimings,
      partialBody: null,
    };
    return { http, body: null };
  }
}

interface Received {
  readonly intent: ExchangeIntent;
  readonly number: number;
  readonly http: HttpOutcome;
  readonly bodyText: string | null;
  readonly stored: StoredContract | null;
  readonly path: string | null;
  readonly credentialName: string | null;
  readonly redactor: Redactor;
  readonly finishedAt: number;
}

/** The body of an answer, when it is small enough to be in memory. */
const textOf = (http: HttpOutcome): string | null =>
  http.kind === 'answer' && http.answer.body.where.kind === 'memory' ? Buffer.from(http.answer.body.where.bytes).toString('utf8') : null;

function readRecorded({ intent, number, http, bodyText, stored, path, credentialName, redactor, finishedAt }: Received): RecordedExchange {
  const read = readOutcome(http, {
    redactor,
    receivedAt: finishedAt,
    contractVersion: stored?.version ?? null,
    credentialName,
    bodyJson: parseJson(bodyText),
    verdict: verdictOf(http, stored, intent.method, path, bodyText),
  });
  const hasVerdict = http.kind === 'answer' && stored !== null && path !== null;
  return {
    ...intent,
    number,
    finishedAt,
    state: read.state,
    status: read.status,
    durationMs: http.timings.totalMs,
    errorClass: read.errorClass,
    verdict: read.outcome.violations.length > 0 ? 'breaks' : hasVerdict && read.outcome.verdictReason === '' ? 'fits' : 'not_checked',
    vendorRequestId: read.vendorRequestId,
    answerHeaders: read.answerHeaders,
    outcome: read.outcome,
    evidence: read.evidence,
  };
}

function verdictOf(
  http: HttpOutcome,
  stored: StoredContract | null,
  method: string,
  path: string | null,
  bodyText: string | null,
): ContractVerdict {
  if (http.kind === 'failure') return notChecked('No answer came.');
  if (!stored) return notChecked('No contract was imported for this API.');
  if (path === null) return notChecked('The contract has no such endpoint.');
  if (bodyText === null) return notChecked('The answer is larger than 1 MB; it was kept, but not checked.');
  const headers: Record<string, string> = {};
  for (const [name, value] of http.answer.headers) headers[name.toLowerCase()] = value;
  return stored.contract.checkAnswer({ method, path, status: http.answer.status, headers, bodyText });
}

/** The endpoint a draft belongs to: the one it was made from, else the one whose template its address matches. */
function templateOf(
  db: Reader,
  draft: RequestDraft,
  apiId: string,
  request: PreparedRequest,
  stored: StoredContract | null,
): { endpointId: string | null; path: string } | null {
  if (draft.endpointId) {
    const row = db.get<{ id: string; path: string; method: string }>(
      'SELECT id, path, method FROM endpoints WHERE id = ? AND api_id = ?',
      draft.endpointId,
      apiId,
    );
    if (row && row.method === request.method && row.path === draft.path) return { endpointId: row.id, path: row.path };
  }
  const match = stored?.contract.matchEndpoint(request.method, request.url);
  if (!match) return null;
  const row = db.get<{ id: string }>(
    'SELECT id FROM endpoints WHERE api_id = ? AND method = ? AND path = ?',
    apiId,
    request.method,
    match.path,
  );
  return { endpointId: row?.id ?? null, path: match.path };
}

function redactHeaders(redactor: Redactor, request: PreparedRequest): [string, string][] {
  const secret = new Set(request.secretHeaders.map((name) => name.toLowerCase()));
  return redactor
    .headers(request.headers)
    .map(([name, value]): [string, string] => [name, secret.has(name.toLowerCase()) ? '[redacted: credential]' : value]);
}

const mediaTypeOf = (headers: readonly (readonly [string, string])[]): string | null =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;

function parseJson(text: string | null): unknown {
  if (text === null || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON after all; the readers of evidence do without.
    return undefined;
  }
}
