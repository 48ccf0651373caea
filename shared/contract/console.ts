import { z } from 'zod';
import { changes, door, faultSchemaOrNull, id, idInput, instant, nothing, reads } from './procedure.ts';
import { environment } from './environment.ts';
import { keptDraft, requestDraft } from './request-draft.ts';

export { usualRequest, type RequestContent, type RequestTravel } from './request-content.ts';
export { keptDraft, requestDraft, type KeptDraft, type RequestDraft } from './request-draft.ts';

export const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  isRequired: z.boolean(),
  description: z.string(),
  /** "string", "integer, 1 to 100", "one of: a, b" ... */
  words: z.string(),
  choices: z.array(z.string()),
  example: z.string().nullable(),
});
export type Parameter = z.infer<typeof parameter>;

/** What the console shows for an endpoint before anything is sent. */
export const requestForm = z.object({
  /** Null for a call that the inventory has no endpoint for: its method and path are typed. */
  endpointId: id.nullable(),
  apiId: id,
  apiName: z.string(),
  vendorName: z.string(),
  version: z.string(),
  method: z.string(),
  path: z.string(),
  summary: z.string(),
  isDeprecated: z.boolean(),
  sideEffect: z.enum(['read', 'write', 'delete']),
  parameters: z.array(parameter),
  bodyMediaTypes: z.array(z.string()),
  sampleBody: z.string().nullable(),
  environments: z.array(environment),
});
export type RequestForm = z.infer<typeof requestForm>;

/** A request with a name; where it was kept for and what it does. */
export const savedRequest = z.object({
  id,
  name: z.string(),
  /** "Refunds"; empty: in no folder. */
  folder: z.string(),
  apiId: id,
  apiName: z.string(),
  vendorName: z.string(),
  endpointId: id.nullable(),
  method: z.string(),
  path: z.string(),
  environmentId: id.nullable(),
  environmentName: z.string().nullable(),
  environmentKind: z.enum(['sandbox', 'production', 'other']).nullable(),
  sideEffect: z.enum(['read', 'write', 'delete']),
  notes: z.string(),
  /** Its last answer, in any environment. */
  lastStatus: z.number().int().nullable(),
  lastErrorClass: z.string().nullable(),
  lastVerdict: z.enum(['fits', 'breaks', 'not_checked']).nullable(),
  lastSentAt: instant.nullable(),
});
export type SavedRequest = z.infer<typeof savedRequest>;

export const openedRequest = savedRequest.extend({
  draft: keptDraft,
  /** What it sends and where, as one word: an edit names the one that it began from. */
  version: z.string(),
});
export type OpenedRequest = z.infer<typeof openedRequest>;

const savedName = z.string().trim().min(1, 'Give it a name.').max(120);
/** Without defaults: what an edit does not name stays as it is. */
const savedFields = {
  name: savedName,
  folder: z.string().trim().max(80),
  endpointId: id.nullable(),
  environmentId: id.nullable(),
  draft: keptDraft,
  notes: z.string().max(20_000),
};
const savedInput = z.object({
  ...savedFields,
  apiId: id,
  folder: savedFields.folder.default(''),
  endpointId: savedFields.endpointId.default(null),
  environmentId: savedFields.environmentId.default(null),
  notes: savedFields.notes.default(''),
});

/** A value that is put into a request when it is sent. */
export const filledValue = z.object({
  name: z.string(),
  /** As it would be now; one that is made on every send is an example. */
  value: z.string(),
  origin: z.enum(['this_send', 'request', 'environment', 'api', 'workspace', 'made_on_send']),
  /** "Sandbox of Adyen Checkout", "a new UUID at each place". */
  originWords: z.string(),
  /** Values of the same name that this one stands before, the nearest first. */
  hides: z.array(z.object({ originWords: z.string(), value: z.string() })),
  places: z.array(z.string()),
});
export type FilledValue = z.infer<typeof filledValue>;

/** What a call does where it goes. */
export const callEffect = z.object({
  changes: z.boolean(),
  /** "POST /payments/{id}/refunds refunds money in Live of Adyen Checkout". */
  words: z.string(),
  /** It changes something in production, which is not unlocked. */
  isGuarded: z.boolean(),
});
export type CallEffect = z.infer<typeof callEffect>;

const headerList = z.array(z.tuple([z.string(), z.string()]));

/** Phases in milliseconds; null when a phase did not happen (a connection used again has no DNS, TCP, TLS). */
export const timings = z.object({
  queueMs: z.number().nullable(),
  dnsMs: z.number().nullable(),
  tcpMs: z.number().nullable(),
  /** Agreeing with a proxy on the way; not known of calls that are older than this. */
  proxyMs: z.number().nullable().optional(),
  tlsMs: z.number().nullable(),
  waitMs: z.number().nullable(),
  downloadMs: z.number().nullable(),
  totalMs: z.number(),
  isReused: z.boolean(),
  /** Of the proxy, when there was one. */
  remoteAddress: z.string().nullable(),
  /** The proxy that it went through, without its login: `socks5://127.0.0.1:1080`. */
  proxy: z.string().nullable().optional(),
  httpVersion: z.string().nullable(),
});
export type Timings = z.infer<typeof timings>;

export const violation = z.object({
  where: z.enum(['status', 'header', 'body', 'content_type', 'parameter']),
  /** JSON pointer into the body. */
  pointer: z.string(),
  /** Line in the pretty-printed body, from 1; null when it is not in the body. */
  line: z.number().int().nullable(),
  message: z.string(),
});
export type Violation = z.infer<typeof violation>;

export const exchangeSources = ['console', 'terminal', 'monitor', 'flow', 'runbook', 'credential', 'sample'] as const;
export const endings = ['2xx', '3xx', '4xx', '5xx', 'no answer', 'unknown'] as const;
export const exchangeStates = ['sent', 'answered', 'failed', 'unknown'] as const;

export const exchangeRow = z.object({
  id,
  number: z.number().int(),
  correlationId: z.string(),
  startedAt: instant,
  state: z.enum(exchangeStates),
  method: z.string(),
  url: z.string(),
  host: z.string(),
  status: z.number().int().nullable(),
  /** Of an answer that was cut off. */
  cutStatus: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  vendorName: z.string().nullable(),
  endpointId: id.nullable(),
  environmentName: z.string().nullable(),
  source: z.enum(exchangeSources),
  errorClass: z.string(),
  verdict: z.enum(['fits', 'breaks', 'not_checked']),
  violationCount: z.number().int(),
  vendorRequestId: z.string().nullable(),
  /** More than one when the API's policy repeated it. */
  attemptCount: z.number().int(),
  /** Who sent it. */
  actor: z.string(),
});
export type ExchangeRow = z.infer<typeof exchangeRow>;

export const failure = z.object({
  phase: z.string(),
  cause: z.string(),
  happened: z.string(),
  remedy: z.string(),
  /** The origin that a redirect wants consent for. */
  target: z.string().optional(),
});

/** What came of an answer that was cut off. Its headers came whole; of its body, the beginning is kept. It stays a failure. */
export const cutAnswer = z.object({
  status: z.number().int(),
  /** Bytes of the body as they came over the connection. */
  receivedBytes: z.number().int(),
  /** What `Content-Length` said. */
  announcedBytes: z.number().int().nullable(),
  /** Whether all that came of the body is kept, and not only its first 64 kB. */
  isAllKept: z.boolean(),
});

/** What an exchange set in motion: "15 Dec on the calendar". */
export const evidenceLink = z.object({ kind: z.enum(['calendar', 'drift', 'limit', 'credential']), words: z.string(), door });
export type EvidenceLink = z.infer<typeof evidenceLink>;

export const storedBody = z.object({
  byteLength: z.number().int(),
  sha256: z.string(),
  mediaType: z.string().nullable(),
  /** The text, redacted, at most 512 kB; null for binary or when its key is not on this machine. */
  text: z.string().nullable(),
  isCut: z.boolean(),
  /** Why there is no text. */
  reason: z.string().nullable(),
});
export type StoredBody = z.infer<typeof storedBody>;

/** One attempt of a send. */
export const attempt = z.object({
  number: z.number().int(),
  startedAt: instant,
  endedAt: instant,
  status: z.number().int().nullable(),
  errorClass: z.string(),
  /** The cause of a failure; null with an answer. */
  cause: z.string().nullable(),
  happened: z.string(),
  timings: timings.nullable(),
  /** The wait before it, and why: "as Retry-After asked". */
  waitMs: z.number(),
  waitWords: z.string(),
  answerHeaders: headerList,
});
export type Attempt = z.infer<typeof attempt>;

export const exchange = exchangeRow.extend({
  /** When its bodies were taken away for good; null: they are here, or it had none. */
  bodiesPurgedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  environmentId: id.nullable(),
  credentialName: z.string().nullable(),
  requestHeaders: headerList,
  answerHeaders: headerList,
  requestBody: storedBody.nullable(),
  answerBody: storedBody.nullable(),
  timings: timings.nullable(),
  /** "Adyen took 92 % of the time". */
  timingWords: z.string(),
  hops: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      status: z.number().int(),
      /** Where it led; not known of calls that are older than this. */
      to: z.string().optional(),
      droppedHeaders: z.array(z.string()),
      notes: z.array(z.string()),
    }),
  ),
  failure: failure.nullable(),
  /** Null unless an answer began and did not come whole; `status` is that of a whole answer only. */
  cut: cutAnswer.nullable(),
  violations: z.array(violation),
  moreViolations: z.number().int(),
  verdictReason: z.string(),
  contractVersion: z.string().nullable(),
  /** Readings from the answer's headers, in words: limits left, deprecation, sunset, retry-after. */
  notices: z.array(z.object({ kind: z.string(), words: z.string(), raw: z.string() })),
  errorWords: z.string(),
  updated: z.array(evidenceLink),
  /** In order; empty when it left at once and only once. */
  attempts: z.array(attempt),
  /** Why no further attempt was made, when one might have helped; else empty. */
  attemptWords: z.string(),
  /** When it may be sent again, where the vendor said so. */
  sendAgainAt: instant.nullable(),
  /** An older good answer, shown in place of the one that did not come. */
  fallback: z.object({ exchangeId: id, number: z.number().int(), status: z.number().int(), answeredAt: instant }).nullable(),
});
export type Exchange = z.infer<typeof exchange>;

export const exchangeFilter = z.object({
  /** A search as a person types it: words, and `status:5xx vendor:adyen since:-2d`. See docs/guide/history.md. */
  text: z.string().max(2_000).default(''),
  apiId: id.optional(),
  endpointId: id.optional(),
  credentialId: id.optional(),
  environmentId: id.optional(),
  environmentKind: z.enum(['sandbox', 'production', 'other']).optional(),
  vendorId: id.optional(),
  savedRequestId: id.optional(),
  source: z.enum(exchangeSources).optional(),
  /** How it ended: by the first digit of its status, or without an answer. */
  ended: z.enum(endings).optional(),
  onlyFailed: z.boolean().default(false),
  sinceAt: instant.optional(),
  /** Exchange number to page before. */
  before: z.number().int().optional(),
  limit: z.number().int().min(1).max(500).default(100),
});

/** A draft made from something else, and what of it could not be taken over. */
export const madeDraft = z.object({
  draft: requestDraft,
  apiId: id,
  /** One sentence each. */
  notes: z.array(z.string()),
  /** A part that was redacted, or that curl had and is not kept: something must be filled in before it is sent. */
  isIncomplete: z.boolean(),
});
export type MadeDraft = z.infer<typeof madeDraft>;

export const consoleContract = {
  form: reads.input(z.object({ endpointId: id })).output(requestForm),
  /** The form of a call that the inventory has no endpoint for. */
  freeForm: reads.input(z.object({ apiId: id, method: z.string().min(1).max(20), path: z.string() })).output(requestForm),
  /** What would send an exchange again, as far as it was kept. */
  replay: reads.input(idInput).output(madeDraft),
  /** A curl command as a draft for the environment that its address belongs to. What authenticates in it is not kept. */
  readCurl: reads.input(z.object({ text: z.string().max(2_000_000) })).output(madeDraft),
  /** The values of an environment, for `{{names}}`. */
  variables: reads.input(z.object({ environmentId: id })).output(z.record(z.string(), z.string())),
  setVariables: changes
    .input(z.object({ environmentId: id, variables: z.record(z.string().max(80), z.string().max(20_000)) }))
    .output(z.record(z.string(), z.string())),
  /** Checks a draft against the contract without sending it. */
  check: reads.input(requestDraft).output(
    z.object({
      violations: z.array(violation),
      url: z.string(),
      fault: faultSchemaOrNull,
      filledIn: z.array(filledValue),
      /** Names that no value was found for. */
      missing: z.array(z.string()),
      /** What it does there, and whether that has to be confirmed. */
      effect: callEffect,
    }),
  ),
  /** Sends once and keeps the exchange. Cancelling the call cancels the request. */
  send: changes
    /** Under this name the waits of this send are told (`sending` among the live events). */
    .input(requestDraft.extend({ sendId: z.uuid().optional() }))
    .output(exchange),
  exchanges: reads.input(exchangeFilter).output(z.object({ rows: z.array(exchangeRow), total: z.number().int() })),
  exchange: reads.input(idInput).output(exchange),
  /** Any id: ours, or the vendor's own request id. */
  find: reads.input(z.object({ correlationId: z.string().trim().min(1) })).output(z.array(exchangeRow)),
  /** Names that a search may use, for suggestions. */
  historyNames: reads
    .input(nothing)
    .output(z.record(z.enum(['vendor', 'api', 'env', 'request', 'credential', 'by', 'host']), z.array(z.string()))),
  /** Up to when exchanges were purged, by whom and when; null when none were. */
  lastPurge: reads.input(nothing).output(z.object({ purgedAt: instant, actor: z.string(), olderThan: instant }).nullable()),
  /** Calls that were on their way when the app stopped: nobody knows whether they took effect. */
  unknownOutcomes: reads.input(nothing).output(z.array(exchangeRow)),
  savedRequests: reads.input(nothing).output(z.array(savedRequest)),
  savedRequest: reads.input(idInput).output(openedRequest),
  saveRequest: changes.input(savedInput).output(openedRequest),
  /**
   * With `baseVersion` it is refused when the request is another one by now than the one that the edit began from; with `isUnseen` (the
   * edit began from none), when somebody else or the window gave it the content it has.
   */
  updateSaved: changes
    .input(z.object(savedFields).partial().extend({ id, baseVersion: z.string().optional(), isUnseen: z.boolean().optional() }))
    .output(openedRequest),
  /** A copy beside it, "Refund a payment (2)". */
  duplicateSaved: changes.input(idInput).output(openedRequest),
  removeSaved: changes.input(idInput).output(nothing),
  /** Sends a saved request once and keeps the exchange. */
  sendSaved: changes
    .input(
      z.object({
        id,
        environmentId: id.optional(),
        /** For this send only; they go before every other value. */
        variables: z.record(z.string(), z.string()).default({}),
        confirmProduction: z.string().nullable().default(null),
        timeoutMs: z.number().int().min(100).max(600_000).optional(),
        /** Under this name the events of a stream are told while they come. */
        streamId: z.string().max(80).optional(),
      }),
    )
    .output(exchange),
};
