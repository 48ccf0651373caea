import { cutOff, withOtherType } from '../../../shared/domain/mock/break-body.ts';
import type { MockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import { takeSlot, type RateWindow } from '../../../shared/domain/mock/rate-window.ts';
import { seededRandom, wholeBetween, type Random } from '../../../shared/domain/mock/seeded-random.ts';
import { isObject, ownValue } from '../openapi/json-value.ts';
import type { JsonValue } from '../openapi/json-value.ts';
import type { Violation } from '../openapi/verdict.ts';
import { bodyFor, headersFor, type MadeBody } from './answer-body.ts';
import { recordAnswer } from './answer-record.ts';
import { missingCredentials } from './ask-credentials.ts';
import { findCollections, placeOf, type Collection } from './collections.ts';
import { errorBody, type Problem } from './error-body.ts';
import { goodStatus, responseFor, responsesOf, type FoundOperation, type MockContract } from './mock-contract.ts';
import { headerOf, pathOfCall, queryOf, type MockAnswer, type MockAnswerKind, type MockCall } from './mock-call.ts';
import { readPrefer, type Preference } from './prefer.ts';
import { NewestCounts } from './newest-counts.ts';
import { idFieldOf, laidOver, MockRecords } from './records.ts';

interface Draft {
  readonly status: number;
  readonly body: MadeBody | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly kind: MockAnswerKind;
  readonly why: string;
}

const mostKeys = 2_000;
const mostTargets = 5_000;

/** One run of a mock: what was created, what was counted, which answers were given. The same seed and calls give the same answers. */
export class MockRun {
  readonly #mock: MockContract;
  readonly #seed: number;
  readonly #settings: () => MockSettings;
  readonly #startedAt: number;
  readonly #collections: readonly Collection[];
  readonly #records = new MockRecords();
  readonly #effects: Random;
  readonly #times = new NewestCounts(mostTargets);
  readonly #byKey = new Map<string, Draft>();
  #window: RateWindow | null = null;

  constructor(mock: MockContract, options: { seed: number; settings: () => MockSettings; startedAt: number }) {
    this.#mock = mock;
    this.#seed = options.seed;
    this.#settings = options.settings;
    this.#startedAt = options.startedAt;
    this.#collections = findCollections(mock.operations);
    this.#effects = seededRandom(`${options.seed} effects`);
  }

  /** How many records there are by now. */
  get recordCount(): number {
    return this.#records.count;
  }

  /** Answers a call, and counts it. */
  answer(call: MockCall): MockAnswer {
    const settings = this.#settings();
    const found = this.#mock.find(call.method, pathOfCall(call));
    const known = 'operation' in found ? found : null;
    const endpoint = known && `${known.operation.method} ${known.operation.path}`;
    // Drawn for every call, whatever comes of it, so that one switch does not move what the others do.
    const draws = { delay: this.#effects(), error: this.#effects(), cut: this.#effects() };
    const limited = known === null ? null : this.#count(settings, call.at);
    const draft =
      known === null
        ? this.#withoutEndpoint(found as { allowed: readonly string[] }, call)
        : this.#draft(known, call, settings, limited, draws.error);
    return this.#sent(draft, { call, settings, endpoint, limited, draws, canBreak: known !== null });
  }

  #withoutEndpoint({ allowed }: { readonly allowed: readonly string[] }, call: MockCall): Draft {
    const path = pathOfCall(call);
    const accept = headerOf(call, 'accept');
    if (allowed.length === 0) {
      const detail = `${this.#mock.name} has no path ${path}.`;
      return refusal(errorBody(this.#mock, null, { status: 404, title: 'No such path', detail }, accept), 404);
    }
    const allow = { Allow: [...allowed, 'OPTIONS'].join(', ') };
    if (call.method === 'OPTIONS')
      return { status: 204, body: null, headers: allow, kind: 'answered', why: 'the methods that the contract has' };
    const detail = `${this.#mock.name} has ${allowed.join(', ')} for ${path}, not ${call.method}.`;
    return { ...refusal(errorBody(this.#mock, null, { status: 405, title: 'Method not allowed', detail }, accept), 405), headers: allow };
  }

  #count({ limit }: MockSettings, at: number): ReturnType<typeof takeSlot> | null {
    if (limit === null) {
      this.#window = null;
      return null;
    }
    const taken = takeSlot(this.#window, limit, at);
    this.#window = taken.window;
    return taken;
  }

  #draft(found: FoundOperation, call: MockCall, settings: MockSettings, limited: ReturnType<typeof takeSlot> | null, draw: number): Draft {
    const { operation } = found;
    const accept = headerOf(call, 'accept');
    const refuse = (problem: Problem, headers: Record<string, string> = {}, kind: MockAnswerKind = 'refused'): Draft => ({
      ...refusal(errorBody(this.#mock, operation, problem, accept), problem.status),
      headers,
      kind,
    });
    if (limited && !limited.isAllowed) {
      const detail = `The limit is used up; it opens again in ${limited.resetSeconds} s.`;
      return refuse({ status: 429, title: 'Too many requests', detail }, { 'Retry-After': String(limited.resetSeconds) }, 'injected');
    }
    const injected = injectedError(settings, draw);
    if (injected) {
      const detail = `Injected: ${injected.percent} % of the requests are answered with ${injected.status}.`;
      return refuse({ status: injected.status, title: 'Injected error', detail }, {}, 'injected');
    }
    const prefer = readPrefer(call.headers['prefer']);
    if (prefer.status !== null) return this.#preferred(found, call, prefer, prefer.status);
    const query = queryOf(call);
    const missing = settings.asksForCredentials
      ? missingCredentials(this.#mock.root, operation.operation, { headers: call.headers, query })
      : null;
    if (missing) {
      return refuse(
        { status: 401, title: 'Credentials are missing', detail: `The contract asks for ${missing.words}.` },
        { 'WWW-Authenticate': missing.challenge },
      );
    }
    if (call.body === null) return refuse({ status: 413, title: 'Too large', detail: 'The mock reads bodies up to 5 MB.' });
    const wrong = settings.checksRequests ? this.#wrong(found, call, query) : [];
    if (wrong.length > 0) return refuse(problemOf(wrong, [...responsesOf(this.#mock, operation).keys()]));
    return this.#answered(found, call, settings, prefer);
  }

  #wrong({ operation, pathParameters }: FoundOperation, call: MockCall, query: Record<string, string | string[]>): readonly Violation[] {
    const { method, path } = operation;
    const { verdict, violations } = this.#mock.contract.checkRequest({
      method,
      path,
      headers: call.headers,
      pathParameters,
      query,
      bodyText: call.body,
    });
    return verdict === 'breaks' ? violations : [];
  }

  #preferred(found: FoundOperation, call: MockCall, prefer: Preference, status: number): Draft {
    const responses = responsesOf(this.#mock, found.operation);
    const response = responseFor(responses, status);
    const accept = headerOf(call, 'accept');
    if (response === null) {
      const detail = `The contract lists ${[...responses.keys()].join(', ') || 'no answers'} for this call, not ${status}.`;
      return refusal(errorBody(this.#mock, null, { status: 400, title: 'No such answer', detail }, accept), 400);
    }
    const seed = `${this.#seed} ${call.method} ${call.target} ${status}`;
    const body = bodyFor(this.#mock, found.operation, {
      status,
      response,
      accept,
      example: prefer.example,
      isDynamic: prefer.isDynamic,
      seed,
    });
    return this.#finished(found, call, { status, body, why: `${status}, as asked` }, headersFor(this.#mock, { response, seed }, null));
  }

  #answered(found: FoundOperation, call: MockCall, settings: MockSettings, prefer: Preference): Draft {
    const { operation, pathParameters } = found;
    const accept = headerOf(call, 'accept');
    const key = headerOf(call, 'idempotency-key') ?? headerOf(call, 'paypal-request-id');
    const keyed = key === null || operation.method === 'GET' ? null : `${operation.method} ${pathOfCall(call)} ${key}`;
    const before = keyed === null ? undefined : this.#byKey.get(keyed);
    if (before) return { ...before, why: `${before.why}, the same as before for this idempotency key` };
    const place = settings.isStateful && prefer.example === null ? placeOf(this.#collections, operation.path) : null;
    const isRead = operation.method === 'GET' || operation.method === 'HEAD';
    const times = isRead ? 0 : this.#times.count(call.target);
    const record = place && recordAnswer(this.#records, found, place, jsonOf(call.body), times);
    if (record?.kind === 'unknown') {
      return refusal(errorBody(this.#mock, operation, { status: 404, title: 'Not found', detail: record.words }, accept), 404);
    }
    const responses = responsesOf(this.#mock, operation);
    const status = goodStatus(operation.method, responses);
    const response = responseFor(responses, status) ?? {};
    const seed = `${this.#seed} ${operation.method} ${call.target} ${times}`;
    const body = bodyFor(this.#mock, operation, {
      status,
      response,
      accept,
      example: prefer.example,
      isDynamic: prefer.isDynamic,
      seed,
      ...(record?.wish ?? withPathId(operation.path, pathParameters)),
    });
    const isMade = body === null || typeof body === 'object';
    const kept = isMade ? record?.keep(body?.value ?? null) : undefined;
    const why = [kept?.words, body === null ? 'no body' : typeof body === 'object' ? body.why : ''].filter(Boolean).join(', ');
    const location: Record<string, string> = kept?.location && status === 201 ? { Location: kept.location } : {};
    const draft = this.#finished(found, call, { status, body, why }, { ...headersFor(this.#mock, { response, seed }, null), ...location });
    if (keyed !== null && this.#byKey.size < mostKeys) this.#byKey.set(keyed, draft);
    return draft;
  }

  #finished(
    { operation }: FoundOperation,
    call: MockCall,
    { status, body, why }: { readonly status: number; readonly body: ReturnType<typeof bodyFor>; readonly why: string },
    headers: Record<string, string>,
  ): Draft {
    const accept = headerOf(call, 'accept');
    if (body === 'not acceptable') {
      const detail = `The contract has no answer of type ${accept ?? ''} for this call.`;
      return refusal(errorBody(this.#mock, null, { status: 406, title: 'Not acceptable', detail }, null), 406);
    }
    if (body === 'no such example') {
      const detail = `The contract has no example of that name for ${status} of ${operation.method} ${operation.path}.`;
      return refusal(errorBody(this.#mock, null, { status: 400, title: 'No such example', detail }, accept), 400);
    }
    return { status, body, headers, kind: 'answered', why: why === '' ? (body?.why ?? 'no body') : why };
  }

  #sent(
    draft: Draft,
    facts: {
      readonly call: MockCall;
      readonly settings: MockSettings;
      readonly endpoint: string | null;
      readonly limited: ReturnType<typeof takeSlot> | null;
      readonly draws: { readonly delay: number; readonly cut: number };
      readonly canBreak: boolean;
    },
  ): MockAnswer {
    const { settings, endpoint, limited, draws } = facts;
    const broken = facts.canBreak && draft.kind === 'answered' ? brokenBody(draft.body, settings, endpoint ?? '', draws.cut) : null;
    const low = Math.min(settings.latencyMinMs, settings.latencyMaxMs);
    return {
      status: draft.status,
      headers: {
        ...draft.body?.headers,
        ...draft.headers,
        ...(limited && settings.limit ? limitHeaders(limited, settings.limit) : {}),
        ...sunsetHeaders(settings, endpoint, this.#startedAt),
      },
      text: broken?.text ?? draft.body?.text ?? '',
      delayMs: wholeBetween(() => draws.delay, low, Math.max(low, settings.latencyMinMs, settings.latencyMaxMs)),
      endpoint,
      kind: broken ? 'injected' : draft.kind,
      why: broken ? `${draft.why}; ${broken.words}` : draft.why,
    };
  }
}

const refusal = (body: MadeBody, status: number): Draft => ({ status, body, kind: 'refused', why: body.why });

/** A part of 100 for each error, one after the other, so that shares add up. */
function injectedError({ errors }: MockSettings, draw: number): MockSettings['errors'][number] | null {
  let from = 0;
  for (const error of errors) {
    from += error.percent / 100;
    if (draw < from) return error;
  }
  return null;
}

function problemOf(violations: readonly Violation[], listed: readonly string[]): Problem {
  const isMedia = violations.some(({ where }) => where === 'content_type');
  const isBody = violations.every(({ where, keyword }) => where === 'body' && keyword !== 'json');
  const wanted = isMedia ? [415] : isBody ? [422, 400] : [400, 422];
  const status = wanted.find((one) => listed.includes(String(one))) ?? wanted[0] ?? 400;
  const first = violations[0]?.message ?? 'It breaks the contract.';
  const more = violations.length > 1 ? `, and ${violations.length - 1} more` : '';
  return {
    status,
    title: 'The request breaks the contract',
    detail: `${first}${more}.`,
    errors: violations.slice(0, 20).map(({ where, instancePath, message }) => ({
      ...(where === 'body' ? { pointer: `#${instancePath}` } : instancePath === '' ? { name: where } : { name: instancePath }),
      detail: message,
    })),
  };
}

/** Without a record to show, the id in the path still is the answer's id. */
function withPathId(path: string, values: Readonly<Record<string, string>>): { shapes?: ((value: JsonValue) => JsonValue)[] } {
  const [, parameter] = /\/\{([^{}/]+)\}\/?$/.exec(path) ?? [];
  const id = parameter === undefined ? undefined : values[parameter];
  if (parameter === undefined || id === undefined) return {};
  return {
    shapes: [
      (value) => {
        const field = idFieldOf(value, parameter);
        if (field === null) return value;
        return laidOver(value, { [field]: typeof ownValue(value, field) === 'number' && /^\d{1,15}$/.test(id) ? Number(id) : id }, true);
      },
    ],
  };
}

function brokenBody(body: MadeBody | null, settings: MockSettings, endpoint: string, draw: number): { text: string; words: string } | null {
  if (body === null || body.text === '') return null;
  if (draw < settings.malformedPercent / 100) return { text: cutOff(body.text), words: 'cut off in the middle' };
  for (const drift of settings.drift) {
    if (drift.endpoint !== '' && drift.endpoint !== endpoint) continue;
    const changed = isObject(body.value) || Array.isArray(body.value) ? withOtherType(body.value, drift.field) : null;
    if (changed) return { text: JSON.stringify(changed.body, null, 2), words: `${changed.pointer} has another type` };
  }
  return null;
}

/** As draft-ietf-httpapi-ratelimit-headers writes it, and in the older names that most clients read. */
function limitHeaders(
  { remaining, resetSeconds }: ReturnType<typeof takeSlot>,
  limit: NonNullable<MockSettings['limit']>,
): Record<string, string> {
  return {
    'RateLimit-Policy': `"mock";q=${limit.count};w=${limit.windowSeconds}`,
    RateLimit: `"mock";r=${remaining};t=${resetSeconds}`,
    'X-RateLimit-Limit': String(limit.count),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(resetSeconds),
  };
}

/** `Deprecation` (RFC 9745) and `Sunset` (RFC 8594). */
function sunsetHeaders({ sunset }: MockSettings, endpoint: string | null, startedAt: number): Record<string, string> {
  if (sunset === null || endpoint === null || (sunset.endpoints.length > 0 && !sunset.endpoints.includes(endpoint))) return {};
  return { Deprecation: `@${Math.floor(Math.min(startedAt, sunset.at) / 1000)}`, Sunset: new Date(sunset.at).toUTCString() };
}

function jsonOf(text: string | null): JsonValue | undefined {
  if (text === null || text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // A form or text: nothing of it is taken over into a record.
    return undefined;
  }
}
