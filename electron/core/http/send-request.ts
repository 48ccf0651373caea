import { Fault } from '../../../shared/contract/errors.ts';
import { hostOf, isPrivateHost } from './addresses.ts';
import { teeSink, type BodySink } from './body-sink.ts';
import { codeOf } from './error-causes.ts';
import { BodyCut, headerOf, type Exchanged } from './exchange.ts';
import { explainFailure, Refused } from './explain-failure.ts';
import type {
  CookieHandler,
  CutAnswer,
  HeaderList,
  Hop,
  HttpLimits,
  HttpOutcome,
  HttpRequest,
  ReceivedBody,
  SendPhase,
} from './http-types.ts';
import { PacFailed } from './pac.ts';
import { createReceiver, SinkFailed, type BodyReceiver } from './receive-body.ts';
import { nextRequest, redirectTarget } from './redirect-rules.ts';
import { runHop, type HopState, type HopTools } from './run-hop.ts';
import { isSocks } from './socks-tunnel.ts';
import { Stopped, type Stopper } from './stopper.ts';
import { hopTimings, sumTimings } from './timings.ts';

/** A redirect that is only followed with consent. */
export interface RedirectQuestion {
  readonly from: string;
  readonly to: string;
  readonly why: 'private_network' | 'secret_body';
}

export interface SendTools extends HopTools {
  readonly proxyUrl: (url: string) => Promise<string | null>;
  readonly isPrivate: (address: string) => boolean;
}

export interface SendOrder {
  readonly limits: HttpLimits;
  readonly sink: BodySink;
  readonly stopper: Stopper;
  readonly allowedRedirect: (question: RedirectQuestion) => boolean | Promise<boolean>;
  readonly onPhase: (phase: SendPhase) => void;
  readonly cookies: CookieHandler | null;
  readonly isH1Only: boolean;
  readonly onStream: (chunk: Uint8Array) => void;
}

/** What is about to be sent, and what led there. */
interface Leg {
  readonly request: HttpRequest;
  readonly droppedHeaders: readonly string[];
  readonly notes: readonly string[];
  /** The address of the hop before, when that one was a public place. */
  readonly publicSource: string | null;
}

type HopEnd = { readonly kind: 'answer'; readonly outcome: HttpOutcome } | { readonly kind: 'redirect'; readonly next: Leg };

/** Runs one send hop by hop until it ends in an answer or a failure. */
export async function sendRequest(request: HttpRequest, order: SendOrder, tools: SendTools): Promise<HttpOutcome> {
  const hops: Hop[] = [];
  const seen = new Set<string>();
  let leg: Leg = { request, droppedHeaders: [], notes: [], publicSource: null };
  let mayHaveReachedServer = false;

  for (;;) {
    const state: HopState = {
      moments: {
        startedAt: tools.now(),
        marks: { dnsMs: null, tcpMs: null, proxyMs: null, tlsMs: null },
        readyAt: null,
        answeredAt: null,
        endedAt: 0,
        proxy: null,
        connection: null,
      },
      phase: 'queue',
      answer: null,
      hasStarted: false,
      notes: [...leg.notes],
    };
    const record: RecordHop = () => {
      if (state.moments.endedAt === 0) state.moments.endedAt = tools.now();
      const { answer, notes } = state;
      const location = answer && redirectTarget(answer.status, answer.headers);
      const { method } = leg.request;
      const url = withoutPassword(leg.request.url);
      const timings = hopTimings(state.moments);
      hops.push({ method, url, status: answer?.status ?? null, location, timings, droppedHeaders: leg.droppedHeaders, notes });
      return hops;
    };
    const body: HopBody = { receiver: null, isStream: false };
    try {
      const end = await takeHop({ leg, order, tools, state, seen, hopCount: hops.length, body, record });
      if (end.kind === 'answer') return end.outcome;
      mayHaveReachedServer = true;
      leg = end.next;
    } catch (error) {
      const kept = body.isStream ? await keepStream(error, leg, state, body, record) : null;
      if (kept) return kept;
      record();
      mayHaveReachedServer ||= state.hasStarted;
      const cut = await cutAnswer(leg, state, body, order.sink);
      if (error instanceof SinkFailed) throw error.cause;
      const code = codeOf(error);
      if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
        const happened = `The request cannot be sent: ${(error as Error).message}.`;
        throw new Fault('bad_input', { happened, remedy: 'Correct the method, address or headers of the request.' });
      }
      const failure = explainFailure(error, {
        phase: state.phase,
        url: leg.request.url,
        limits: order.limits,
        mayHaveReachedServer,
        coding: state.answer ? headerOf(state.answer.headers, 'content-encoding') : undefined,
      });
      if (!failure) throw error;
      return { kind: 'failure', failure, hops, timings: sumTimings(hops), cut };
    }
  }
}

/** Gives the body up. An answer that was being received counts as far as it came. */
async function cutAnswer({ request }: Leg, { answer }: HopState, { receiver }: HopBody, sink: BodySink): Promise<CutAnswer | null> {
  if (!receiver || !answer) {
    await sink.abandon();
    return null;
  }
  const length = headerOf(answer.headers, 'content-length')?.trim() ?? '';
  return { ...answer, url: request.url, ...(await receiver.abandon()), announcedBytes: /^\d{1,15}$/.test(length) ? Number(length) : null };
}

type RecordHop = () => readonly Hop[];

interface HopBody {
  receiver: BodyReceiver | null;
  /** An event stream: it counts as far as it came. */
  isStream: boolean;
}

async function takeHop(parts: {
  readonly leg: Leg;
  readonly order: SendOrder;
  readonly tools: SendTools;
  readonly state: HopState;
  /** Method and address of every hop so far. */
  readonly seen: Set<string>;
  readonly hopCount: number;
  readonly body: HopBody;
  readonly record: RecordHop;
}): Promise<HopEnd> {
  const { leg, order, tools, state, seen, hopCount, body, record } = parts;
  const { limits, stopper, cookies } = order;
  stopper.check();
  const url = parseAddress(leg.request.url);
  const request = withCookies(leg.request, url, cookies, state);
  seen.add(identityOf(request.method, url));
  const proxy = await findProxy(url, order, tools);
  state.moments.proxy = proxy && `${proxy.protocol}//${proxy.host}`;

  const admit = async (addresses: readonly string[]): Promise<void> => {
    const from = leg.publicSource;
    if (from === null || !addresses.some(tools.isPrivate)) return;
    if (await order.allowedRedirect({ from, to: url.href, why: 'private_network' })) return;
    throw new Refused('redirect', 'redirect_needs_confirmation', { target: url.origin });
  };
  const receive = (status: number, headers: HeaderList): BodyReceiver | null => {
    if (limits.maxRedirects > 0 && redirectTarget(status, headers) !== null) return null;
    // HEAD has the headers of a body, but no body (RFC 9110 section 9.3.2).
    const coding = request.method === 'HEAD' ? undefined : headerOf(headers, 'content-encoding');
    body.isStream = /^\s*text\/event-stream\b/i.test(headerOf(headers, 'content-type') ?? '');
    const sink = body.isStream ? teeSink(order.sink, order.onStream) : order.sink;
    body.receiver = createReceiver(sink, limits.maxBodyBytes, coding);
    return body.receiver;
  };
  const onPhase = (phase: SendPhase): void => {
    state.phase = phase;
    order.onPhase(phase);
  };
  // The proxy looks the name up, so only what the address itself says can be judged.
  if (proxy && isPrivateHost(hostOf(url))) await admit([hostOf(url)]);
  const exchanged = await runHop({ request, url, proxy, limits, stopper, isH1Only: order.isH1Only, admit, onPhase, receive }, tools, state);
  // What is done with it from here on is no part of receiving it.
  state.moments.endedAt = tools.now();
  const given = headersNamed(exchanged.headers, 'set-cookie');
  if (given.length > 0) await cookies?.take(url.href, given);

  if (proxy && !isSocks(proxy) && url.protocol === 'http:' && exchanged.status === 407) throw new Refused('proxy', 'proxy_auth_required');
  if (exchanged.body) {
    const { status, statusText, headers } = exchanged;
    const hops = record();
    const answer = { status, statusText, headers, body: exchanged.body, finalUrl: url.href };
    return { kind: 'answer', outcome: { kind: 'answer', answer, hops, timings: sumTimings(hops) } };
  }
  const step = await followRedirect(leg.request, url, exchanged, order);
  if (hopCount >= limits.maxRedirects) throw new Refused('redirect', 'too_many_redirects', { amount: limits.maxRedirects });
  if (seen.has(identityOf(step.request.method, step.url))) {
    throw new Refused('redirect', 'redirect_loop', { target: step.url.href });
  }
  const isPrivatePlace = proxy ? isPrivateHost(hostOf(url)) : tools.isPrivate(state.moments.connection?.remoteAddress ?? hostOf(url));
  record();
  const publicSource = isPrivatePlace ? null : url.href;
  return { kind: 'redirect', next: { request: step.request, droppedHeaders: step.droppedHeaders, notes: step.notes, publicSource } };
}

/** The request with the jar's cookies beside those that were typed, which go before one of the same name. */
function withCookies(request: HttpRequest, url: URL, cookies: CookieHandler | null, state: HopState): HttpRequest {
  const kept = cookies?.headerFor(url.href) ?? null;
  if (kept === null || kept === '') return request;
  const typed = request.headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1] ?? '';
  const names = new Set(typed.split(';').map((pair) => pair.split('=', 1)[0]?.trim()));
  const added = kept.split('; ').filter((pair) => !names.has(pair.split('=', 1)[0]));
  if (added.length === 0) return request;
  state.notes.push(`${added.length} ${added.length === 1 ? 'cookie' : 'cookies'} of this environment went along.`);
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  return { ...request, headers: [...headers, ['Cookie', [typed, ...added].filter((part) => part !== '').join('; ')]] };
}

const headersNamed = (headers: HeaderList, name: string): string[] =>
  headers.flatMap(([own, value]) => (own.toLowerCase() === name ? [value] : []));

/** An event stream that was stopped, or that the server broke off, is the answer as far as it came. */
async function keepStream(error: unknown, leg: Leg, state: HopState, body: HopBody, record: RecordHop): Promise<HttpOutcome | null> {
  const { answer } = state;
  const wasCut = error instanceof BodyCut || /^(?:UND_ERR_SOCKET|ECONNRESET|HPE_INVALID_EOF_STATE|UND_ERR_INFO)$/.test(codeOf(error) ?? '');
  if (!answer || !body.receiver || !(error instanceof Stopped || wasCut)) return null;
  let received: ReceivedBody;
  try {
    received = await body.receiver.end();
  } catch {
    // Compressed, and cut within: what came is then a failure as for any other answer.
    return null;
  }
  state.notes.push(
    error instanceof Stopped
      ? error.reason === 'cancelled'
        ? 'The stream was ended here.'
        : 'The stream was ended here when the time limit of the request was reached.'
      : 'The server broke the stream off.',
  );
  const hops = record();
  const { status, headers } = answer;
  return {
    kind: 'answer',
    answer: { status, statusText: '', headers, body: received, finalUrl: leg.request.url },
    hops,
    timings: sumTimings(hops),
  };
}

async function followRedirect(request: HttpRequest, url: URL, exchanged: Exchanged, order: SendOrder) {
  const location = redirectTarget(exchanged.status, exchanged.headers) ?? '';
  let step = nextRequest(request, url, exchanged.status, location);
  if (step.kind === 'stop' && step.cause === 'redirect_needs_confirmation') {
    const to = new URL(location, url).href;
    if (await order.allowedRedirect({ from: url.href, to, why: 'secret_body' })) {
      step = nextRequest({ ...request, hasSecretBody: false }, url, exchanged.status, location);
      // The consent was for this place: where that one leads is asked about anew.
      if (step.kind === 'follow') step = { ...step, request: { ...step.request, hasSecretBody: true } };
    }
  }
  if (step.kind === 'follow') return step;
  throw new Refused('redirect', step.cause, { target: step.target, code: step.code });
}

/** What makes two hops the same request: the fragment is not sent, so it does not count. */
function identityOf(method: string, url: URL): string {
  return `${method} ${url.href.split('#', 1)[0] ?? ''}`;
}

/** A refused address is recorded too, but never the password in it. */
function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === '' && url.password === '') return text;
  url.username = '';
  url.password = '';
  return url.href;
}

function parseAddress(text: string): URL {
  if (!URL.canParse(text)) throw new Refused('url', 'invalid_url', { target: text });
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Refused('url', 'unsupported_scheme', { target: url.protocol });
  }
  // The address is written to the history: a password has no place in it, nor in the words of this failure.
  if (url.username !== '' || url.password !== '') throw new Refused('url', 'invalid_url', { target: url.host });
  return url;
}

async function findProxy(url: URL, { stopper }: SendOrder, tools: SendTools): Promise<URL | null> {
  const text = await stopper
    .during(
      () => tools.proxyUrl(url.href),
      () => undefined,
    )
    .catch((error: unknown) => {
      throw error instanceof PacFailed ? new Refused('proxy', 'pac_failed', { target: error.message }) : error;
    });
  if (text === null) return null;
  const proxy = URL.canParse(text) ? new URL(text) : null;
  if (proxy && (proxy.protocol === 'http:' || proxy.protocol === 'https:' || isSocks(proxy))) return proxy;
  throw new Refused('proxy', 'proxy_unsupported', { target: proxy ? `${proxy.protocol}//${proxy.host}` : '' });
}
