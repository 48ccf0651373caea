import type { ExchangeIntent, RecordedExchange } from '../../electron/core/console/recorded-exchange.ts';
import { attemptRow } from '../../electron/core/console/exchange-rows.ts';
import { readOutcome, type ReadOutcome } from '../../electron/core/console/outcome.ts';
import type { EvidenceLink } from '../../shared/contract/console.ts';
import { listenForDates } from '../../electron/core/calendar/dates-from-headers.ts';
import type { Clock } from '../../electron/core/db/commands.ts';
import { writeRow } from '../../electron/core/db/row-write.ts';
import { EventBus } from '../../electron/core/events.ts';
import { describeFailure } from '../../electron/core/http/failures.ts';
import type { HttpOutcome, PhaseTimings } from '../../electron/core/http/http-types.ts';
import { listenForDrift } from '../../electron/core/inventory/drift.ts';
import { listenForLimits } from '../../electron/core/inventory/limits.ts';
import { notChecked, type ContractVerdict } from '../../electron/core/openapi/verdict.ts';
import { createRedactor } from '../../shared/domain/redaction/redact.ts';
import type { Call } from './calls.ts';
import { round, type Dice } from './dice.ts';
import { day } from './sample-time.ts';
import type { Stage } from './stage.ts';

export interface SampleBody {
  readonly exchangeId: string;
  readonly side: 'request' | 'answer';
  readonly mediaType: string;
  readonly text: string;
}

/**
 * Plans the calls as exchanges, through the app's own readers: what they set in motion (dates, limits, findings) is
 * what the app would have made of them. Returns the bodies to be sealed; filled when the timeline is played.
 */
export function planExchanges(stage: Stage, calls: readonly Call[]): SampleBody[] {
  const { db, newId, timeline } = stage;
  const bodies: SampleBody[] = [];
  let at = 0;
  const clock: Clock = { now: () => at, newId: () => newId(at) };
  const events = new EventBus();
  listenForDates(events, { clock });
  listenForLimits(events, { clock });
  listenForDrift(events, { clock });
  let number = db.get<{ n: number | null }>('SELECT max(number) AS n FROM exchanges')?.n ?? 0;
  for (const call of calls) {
    timeline.planEvidence(call.at, () => {
      number += 1;
      const recorded = recordOf(stage, call, number);
      at = recorded.finishedAt;
      const updated = events.exchangeRecorded(recorded, db);
      insertExchange(stage, recorded, keepsDetails(stage, recorded, call) ? detailsOf(recorded, updated) : thinDetails(recorded));
      if (call.refused) keepAttempts(stage, recorded, call.refused);
      bodies.push(...bodiesOf(recorded.id, call));
    });
  }
  return bodies;
}

function recordOf({ newId, dice }: Stage, call: Call, number: number): RecordedExchange {
  const { api, endpoint, environment, at } = call;
  const url = environment.baseUrl.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => environment.variables[name] ?? whole) + call.path;
  const correlationId = newId(at);
  const intent: ExchangeIntent = {
    id: newId(at),
    correlationId,
    source: 'sample',
    actor: call.actor,
    apiId: api.id,
    endpointId: endpoint.id,
    environmentId: environment.id,
    credentialId: environment.credential?.id ?? null,
    contractId: api.contract?.id ?? null,
    method: endpoint.method,
    url,
    host: new URL(url).host,
    startedAt: at,
    requestHeaders: requestHeaders(call, correlationId),
  };
  const timings = timingsOf(call, dice);
  const finishedAt = at + (call.refused ? call.refused.tookMs + call.refused.waitMs : 0) + Math.max(1, Math.round(timings.totalMs));
  const read = readCall(call, url, timings, finishedAt);
  const isChecked = call.end.kind === 'answer' && api.contract !== null;
  return {
    ...intent,
    number,
    finishedAt,
    state: read.state,
    status: read.status,
    durationMs: timings.totalMs,
    errorClass: read.errorClass,
    verdict: call.violations.length > 0 ? 'breaks' : isChecked ? 'fits' : 'not_checked',
    vendorRequestId: read.vendorRequestId,
    answerHeaders: read.answerHeaders,
    outcome: read.outcome,
    evidence: read.evidence,
  };
}

function requestHeaders({ endpoint, environment, requestHeaders: own }: Call, correlationId: string): [string, string][] {
  return [
    ...own.map(([name, value]): [string, string] => [name, value]),
    ['Accept', 'application/json, */*;q=0.8'],
    ...(endpoint.method === 'GET' ? [] : [['Content-Type', 'application/json'] as [string, string]]),
    ['X-Correlation-ID', correlationId],
    ['User-Agent', 'Quartermaster'],
    ...(environment.credential ? [[environment.credential.headerName, '[redacted: credential]'] as [string, string]] : []),
  ];
}

/** No secret was ever in the sample; the redactor still removes what vendors' headers would show by name. */
const redactor = createRedactor([]);
const noBytes = new Uint8Array();
const timeoutMs = 30_000;

function readCall(call: Call, url: string, timings: PhaseTimings, receivedAt: number): ReadOutcome {
  const { end, api, environment } = call;
  const http: HttpOutcome =
    end.kind === 'failure'
      ? { kind: 'failure', failure: failureOf(call, url), hops: [], timings, cut: null }
      : {
          kind: 'answer',
          answer: {
            status: end.status,
            statusText: '',
            headers: end.headers,
            finalUrl: url,
            body: { byteLength: 0, sha256: '', preview: noBytes, where: { kind: 'memory', bytes: noBytes }, wireBytes: 0, decodedFrom: [] },
          },
          hops: [],
          timings,
        };
  return readOutcome(http, {
    redactor,
    receivedAt,
    contractVersion: api.contract?.version ?? null,
    credentialName: environment.credential?.name ?? null,
    bodyJson: end.kind === 'answer' ? end.body : undefined,
    verdict: verdictOf(call),
  });
}

function verdictOf({ end, api, violations }: Call): ContractVerdict {
  if (end.kind === 'failure') return notChecked('No answer came.');
  if (!api.contract) return notChecked('No contract was imported for this API.');
  return { verdict: violations.length > 0 ? 'breaks' : 'fits', violations, moreViolations: 0, reason: null };
}

function failureOf({ end }: Call, url: string) {
  const host = new URL(url).host;
  const cause = end.kind === 'failure' ? end.cause : 'reset';
  if (cause === 'name_not_found') return describeFailure(cause, { phase: 'dns', host, mayHaveReachedServer: false, code: 'ENOTFOUND' });
  if (cause === 'reset') return describeFailure(cause, { phase: 'wait', host, mayHaveReachedServer: true, code: 'ECONNRESET' });
  return describeFailure(cause, { phase: 'wait', host, mayHaveReachedServer: true, amount: timeoutMs });
}

/** Phases that add up to the whole, as the engine measures them; most calls use a connection that is open already. */
function timingsOf({ end, waitMs }: Call, dice: Dice): PhaseTimings {
  const isLost = end.kind === 'failure' && end.cause === 'name_not_found';
  const isReused = !isLost && dice.chance(0.7);
  const isNew = !isReused && !isLost;
  const dnsMs = isReused ? null : round(dice.number(3, 14));
  const tcpMs = isNew ? round(dice.number(8, 28)) : null;
  const tlsMs = isNew ? round(dice.number(14, 38)) : null;
  const queueMs = round(dice.number(0.2, 2));
  const connecting = round(queueMs + (dnsMs ?? 0) + (tcpMs ?? 0) + (tlsMs ?? 0));
  const wait = isLost ? null : end.kind === 'failure' && end.cause === 'answer_timeout' ? round(timeoutMs - connecting) : waitMs;
  const downloadMs = end.kind === 'failure' ? null : round(dice.number(0.4, 6));
  const totalMs = round(connecting + (wait ?? 0) + (downloadMs ?? 0));
  return {
    queueMs,
    dnsMs,
    tcpMs,
    proxyMs: null,
    tlsMs,
    waitMs: wait,
    downloadMs,
    totalMs,
    reusedConnection: isReused,
    remoteAddress: null,
    httpVersion: isLost ? null : '2',
    tls: null,
  };
}

interface Details {
  readonly requestHeaders: unknown;
  readonly answerHeaders: unknown;
  readonly outcome: unknown;
  readonly evidence: unknown;
  readonly updated: unknown;
}

const detailsOf = (
  { requestHeaders: sent, answerHeaders, outcome, evidence }: RecordedExchange,
  updated: readonly EvidenceLink[],
): Details => ({ requestHeaders: sent, answerHeaders, outcome, evidence, updated });

/** What is left of the details of an old call with which nothing was wrong: where its time went. */
const thinDetails = ({ outcome }: RecordedExchange): Details => {
  const { timings, timingWords, contractVersion, credentialName, errorWords } = outcome;
  return {
    requestHeaders: [],
    answerHeaders: [],
    outcome: { timings, timingWords, contractVersion, credentialName, errorWords },
    evidence: {},
    updated: [],
  };
};

const detailedDays = 5;

/** Headers and readings of every call would make the sample half as big again; kept are the last days and what any figure leads to. */
function keepsDetails({ db, now }: Stage, exchange: RecordedExchange, call: Call): boolean {
  if (exchange.startedAt > now - detailedDays * day || exchange.errorClass !== 'ok' || exchange.verdict === 'breaks') return true;
  const { evidence } = exchange;
  if (evidence?.sunset || evidence?.deprecation || call.requestBody !== undefined) return true;
  return db.get('SELECT 1 FROM limits WHERE exchange_id = ? AND peak_at = ?', exchange.id, exchange.finishedAt) !== undefined;
}

/** One insert in place of the app's intent and outcome: nothing is on its way here. */
function insertExchange({ db }: Stage, exchange: RecordedExchange, details: Details): void {
  db.run(
    `INSERT INTO exchanges (id, number, correlation_id, source, actor, state, api_id, endpoint_id, environment_id, credential_id, contract_id, method, url, host, status,
       started_at, finished_at, duration_ms, error_class, verdict, violation_count, vendor_request_id, request_headers, answer_headers, outcome, evidence, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    exchange.id,
    exchange.number,
    exchange.correlationId,
    exchange.source,
    exchange.actor,
    exchange.state,
    exchange.apiId,
    exchange.endpointId,
    exchange.environmentId,
    exchange.credentialId,
    exchange.contractId,
    exchange.method,
    exchange.url,
    exchange.host,
    exchange.status,
    exchange.startedAt,
    exchange.finishedAt,
    exchange.durationMs,
    exchange.errorClass,
    exchange.verdict,
    exchange.outcome.violations.length + exchange.outcome.moreViolations,
    exchange.vendorRequestId,
    JSON.stringify(details.requestHeaders),
    JSON.stringify(details.answerHeaders),
    JSON.stringify(details.outcome),
    JSON.stringify(details.evidence),
    JSON.stringify(details.updated),
  );
}

/** The attempt that was refused, and the one that was answered. */
function keepAttempts({ db }: Stage, exchange: RecordedExchange, { status, tookMs, waitMs }: NonNullable<Call['refused']>): void {
  const { id, startedAt, finishedAt, outcome, errorClass, answerHeaders } = exchange;
  const shared = { cause: null, happened: '', timings: null };
  const endedAt = startedAt + tookMs;
  writeRow(
    db,
    attemptRow(id, {
      ...shared,
      number: 1,
      startedAt,
      endedAt,
      status,
      errorClass: 'limit',
      waitMs: 0,
      waitWords: '',
      answerHeaders: [['Retry-After', String(waitMs / 1000)]],
    }),
  );
  writeRow(
    db,
    attemptRow(id, {
      ...shared,
      number: 2,
      startedAt: endedAt + waitMs,
      endedAt: finishedAt,
      status: exchange.status,
      errorClass,
      timings: outcome.timings,
      waitMs,
      waitWords: 'as Retry-After asked',
      answerHeaders,
    }),
  );
  db.run(`UPDATE exchanges SET attempt_count = 2, outcome = json_set(outcome, '$.hasAttempts', json('true')) WHERE id = ?`, id);
}

function bodiesOf(exchangeId: string, call: Call): SampleBody[] {
  const answer = call.end.kind === 'answer' ? call.end.body : undefined;
  return (
    [
      ['request', call.requestBody],
      ['answer', answer],
    ] as const
  )
    .filter(([, body]) => body !== undefined)
    .map(([side, body]) => ({ exchangeId, side, mediaType: 'application/json', text: JSON.stringify(body, null, 2) }));
}
