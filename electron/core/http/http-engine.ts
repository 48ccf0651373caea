import { isPrivateAddress } from './addresses.ts';
import type { BodySink } from './body-sink.ts';
import { checkRequest } from './check-request.ts';
import { createConnect, lookupBySystem, type NameLookup } from './connect.ts';
import { createConnectionPool } from './connection-pool.ts';
import { acceptEncoding } from './decode-body.ts';
import {
  defaultHttpLimits,
  type CookieHandler,
  type HttpLimits,
  type HttpOutcome,
  type HttpRequest,
  type SendPhase,
  type TlsFacts,
} from './http-types.ts';
import { sendRequest, type RedirectQuestion } from './send-request.ts';
import { Stopper } from './stopper.ts';
import { createTrustStore, type ClientIdentities, type ExtraAuthorities } from './trust-store.ts';

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** Where the body goes. Exactly one of its `finish` and `abandon` is called, unless `finish` itself fails (then both) or the request is refused as bad input (then none). */
  readonly sink: BodySink;
  readonly limits?: Partial<HttpLimits>;
  /**
   * Answers from what is already decided, not by asking a person: the time limit runs. Without it every such
   * redirect stops with `redirect_needs_confirmation`, and the send can be repeated with consent.
   */
  readonly allowedRedirect?: (question: RedirectQuestion) => boolean | Promise<boolean>;
  readonly onPhase?: (phase: SendPhase) => void;
  /** Cookies to send and to keep. Without it only those of the request itself are sent. */
  readonly cookies?: CookieHandler;
  /** `1.1` never offers HTTP/2. */
  readonly httpVersion?: 'auto' | '1.1';
  /**
   * Told of the pieces of an event stream (`text/event-stream`), decoded, as they come. Such an answer is kept as far as it
   * came when it is stopped, or broken off by the server.
   */
  readonly onStream?: (chunk: Uint8Array) => void;
}

export interface HttpEngineOptions {
  readonly limits?: Partial<HttpLimits>;
  /** Certificates (PEM) of further authorities to trust, beside the built-in ones and the system's. */
  readonly ca?: ExtraAuthorities;
  /** The certificate with which we show ourselves to a host, if one is set for it. Asked before every connection. */
  readonly clientIdentities?: ClientIdentities;
  /** Told of the verified certificate of the target with every connection that is made. Must not throw. */
  readonly onCertificate?: (host: string, facts: TlsFacts) => void;
  /** The proxy for an address, such as `http://user:pass@proxy:3128`; null to connect directly. */
  readonly proxyUrl?: (url: string) => Promise<string | null>;
  readonly lookup?: NameLookup;
  /** A steady clock in milliseconds. */
  readonly now?: () => number;
  /** Sent as `User-Agent` when the request has none. */
  readonly userAgent?: string;
  /** Connections per origin at the same time. Default 6. */
  readonly maxConnections?: number;
  /** How long an unused connection is kept. Default 15 s; a server's own shorter wish is respected. */
  readonly idleMs?: number;
  /** Tells private addresses from public ones; replaced where a test has loopback only. */
  readonly isPrivate?: (address: string) => boolean;
}

export interface HttpEngine {
  /**
   * Sends one request, follows its redirects and receives the answer. Network trouble is an outcome, never an exception.
   *
   * @throws Fault `bad_input` for a method or header that cannot be sent, before anything is sent; and errors of the
   *   sink (a full disk) as they are.
   */
  send(request: HttpRequest, options: SendOptions): Promise<HttpOutcome>;
  /** Ends all sends as cancelled and closes all connections. */
  close(): Promise<void>;
}

/** Makes an HTTP engine: one set of kept connections and trusted authorities, until it is closed. */
export function createHttpEngine(options: HttpEngineOptions = {}): HttpEngine {
  const engineLimits: HttpLimits = { ...defaultHttpLimits, ...options.limits };
  const now = options.now ?? (() => performance.now());
  const pool = createConnectionPool({
    maxPerKey: options.maxConnections ?? 6,
    idleMs: options.idleMs ?? 15_000,
    maxHeaderBytes: engineLimits.maxHeaderBytes,
  });
  const trust = createTrustStore(options.ca, options.clientIdentities);
  const tools = {
    pool,
    trustGeneration: () => trust().generation,
    now,
    connect: createConnect({ lookup: options.lookup ?? lookupBySystem, trust, now, onCertificate: options.onCertificate }),
    proxyUrl: options.proxyUrl ?? (() => Promise.resolve(null)),
    isPrivate: options.isPrivate ?? isPrivateAddress,
  };
  const running = new Set<Stopper>();
  let isClosed = false;

  return {
    async send(request, { signal, sink, limits, allowedRedirect, onPhase, cookies, httpVersion, onStream }) {
      checkRequest(request);
      const allLimits = { ...engineLimits, ...limits };
      const stopper = new Stopper(allLimits.totalMs, signal ?? null);
      running.add(stopper);
      if (isClosed) stopper.stop('cancelled');
      try {
        const order = {
          limits: allLimits,
          sink,
          stopper,
          allowedRedirect: allowedRedirect ?? (() => false),
          onPhase: onPhase ?? (() => undefined),
          cookies: cookies ?? null,
          isH1Only: httpVersion === '1.1',
          onStream: onStream ?? (() => undefined),
        };
        return await sendRequest(withEngineHeaders(request, options.userAgent), order, tools);
      } finally {
        stopper.end();
        running.delete(stopper);
      }
    },

    async close() {
      isClosed = true;
      for (const stopper of running) stopper.stop('cancelled');
      await pool.close();
    },
  };
}

/** Adds what the engine says for itself, where the request does not say it. */
function withEngineHeaders(request: HttpRequest, userAgent: string | undefined): HttpRequest {
  const present = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const added: [string, string][] = [];
  if (!present.has('accept-encoding')) added.push(['Accept-Encoding', acceptEncoding]);
  if (userAgent !== undefined && !present.has('user-agent')) added.push(['User-Agent', userAgent]);
  return added.length === 0 ? request : { ...request, headers: [...request.headers, ...added] };
}
