/** The shapes the HTTP engine takes and gives. All are plain data; times are milliseconds, sizes are bytes. */

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A body that is read when it is sent, and read again for each further attempt. */
export interface StreamedBody {
  /** Exactly as many bytes as `open` gives. */
  readonly byteLength: number;
  open(): AsyncIterable<Uint8Array>;
}

export type RequestBody = Uint8Array | string | StreamedBody;

export const isStreamed = (body: RequestBody | null): body is StreamedBody => body !== null && typeof body === 'object' && 'open' in body;

export interface HttpRequest {
  readonly method: string;
  /** Absolute `http:` or `https:` address, without a user name or password in it. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: RequestBody | null;
  /** Names of further headers that carry a secret. Like `Authorization`, they never cross to another origin. */
  readonly secretHeaders?: readonly string[];
  /** The body carries a secret: a redirect that would take it to another origin stops instead. */
  readonly hasSecretBody?: boolean;
  /** It changes something, whatever its method says: it is not sent once more when a kept connection breaks under it. */
  readonly isChanging?: boolean;
}

export interface HttpLimits {
  /** The whole send, redirects included. Never infinite. */
  readonly totalMs: number;
  /** Name lookup, TCP, proxy and TLS of one connection. */
  readonly connectMs: number;
  /** Of the body after decompression. */
  readonly maxBodyBytes: number;
  /** Of all answer headers together. */
  readonly maxHeaderBytes: number;
  /** 0 hands the first redirect over as the answer. */
  readonly maxRedirects: number;
}

export const defaultHttpLimits: HttpLimits = {
  totalMs: 30_000,
  connectMs: 10_000,
  maxBodyBytes: 200_000_000,
  maxHeaderBytes: 64 * 1024,
  maxRedirects: 10,
};

export interface TlsFacts {
  /** Such as `TLSv1.3`. */
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** As the certificate has it, such as `Nov 21 03:00:00 2027 GMT`. */
  readonly validTo: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly fingerprint256: string | null;
}

/**
 * How long each phase took. The phases follow each other without a gap, so those that are not null add up to
 * `totalMs`. A phase that did not take place (a reused connection has no lookup, TCP or TLS) is null.
 */
export interface PhaseTimings {
  /** Until a free connection or the permission to open one. Includes asking which proxy to use. */
  readonly queueMs: number;
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  /** The CONNECT exchange with a proxy. */
  readonly proxyMs: number | null;
  readonly tlsMs: number | null;
  /** From the connection being ready until the answer's headers: sending, and the server's own time. */
  readonly waitMs: number | null;
  readonly downloadMs: number | null;
  readonly totalMs: number;
  readonly reusedConnection: boolean;
  /** Of the peer that was connected to: the proxy's, when one is used. */
  readonly remoteAddress: string | null;
  /** The proxy that was to be taken, without its login: `socks5://127.0.0.1:1080`. None: directly. */
  readonly proxy?: string | null;
  readonly httpVersion: '1.1' | '2' | null;
  readonly tls: TlsFacts | null;
}

/** One request of a send. A send without redirects has one. */
export interface Hop {
  readonly method: string;
  readonly url: string;
  /** Null when no answer came. */
  readonly status: number | null;
  /** Where the answer pointed to, when it was a redirect. */
  readonly location: string | null;
  readonly timings: PhaseTimings;
  /** Headers of the request that were left out of this hop, and why is in `notes`. */
  readonly droppedHeaders: readonly string[];
  /** Sentences about what the engine did by itself. */
  readonly notes: readonly string[];
}

export type FailurePhase = 'url' | 'dns' | 'proxy' | 'connect' | 'tls' | 'send' | 'wait' | 'download' | 'redirect' | 'limit';

export type FailureCause =
  | 'invalid_url'
  | 'unsupported_scheme'
  | 'name_not_found'
  | 'dns_unreachable'
  | 'refused'
  | 'unreachable'
  | 'connect_timeout'
  | 'proxy_refused'
  | 'proxy_auth_required'
  | 'proxy_unsupported'
  | 'pac_failed'
  | 'tls_untrusted'
  | 'tls_self_signed'
  | 'tls_hostname'
  | 'tls_expired'
  | 'tls_protocol'
  | 'client_certificate'
  | 'reset'
  | 'total_timeout'
  | 'answer_timeout'
  | 'not_http'
  | 'headers_too_large'
  | 'body_too_large'
  | 'body_truncated'
  | 'bad_framing'
  | 'bad_encoding'
  | 'redirect_loop'
  | 'too_many_redirects'
  | 'redirect_scheme'
  | 'redirect_needs_confirmation'
  | 'cancelled'
  | 'unknown';

export interface HttpFailure {
  readonly phase: FailurePhase;
  readonly cause: FailureCause;
  /** One sentence: what happened. */
  readonly happened: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** The code of the operating system, TLS or HTTP library, when there is one. */
  readonly code: string | null;
  /**
   * True when at least one request of the send may have reached a server: a request that changes something must
   * then be checked there before it is sent again.
   */
  readonly mayHaveReachedServer: boolean;
  /** The origin that a redirect wanted consent for: with it the send can be repeated. */
  readonly target?: string;
}

/** Cookies of a send: asked and told at every hop. */
export interface CookieHandler {
  /** What to send as `Cookie`, or null. */
  headerFor(url: string): string | null;
  /** The values of `Set-Cookie` that came from an address; the next hop goes after it. */
  take(url: string, values: readonly string[]): void | Promise<void>;
}

/** Where the received bytes are. */
export type BodyPlace = { readonly kind: 'memory'; readonly bytes: Uint8Array } | { readonly kind: 'file'; readonly path: string };

export interface SunkBody {
  readonly byteLength: number;
  /** Lower-case hex, of the decompressed bytes. */
  readonly sha256: string;
  /** The first 64 kB. */
  readonly preview: Uint8Array;
  readonly where: BodyPlace;
}

/** What is left of a body that did not arrive whole; its file, if it had one, is gone. */
export interface PartialBody {
  readonly byteLength: number;
  /** The first 64 kB. */
  readonly preview: Uint8Array;
}

/** An answer whose headers came whole, and whose body did not. */
export interface CutAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly url: string;
  /** After decompression. */
  readonly body: PartialBody;
  /** Bytes of the body as they came over the connection. */
  readonly wireBytes: number;
  /** What `Content-Length` said; null when it said nothing that is a number. */
  readonly announcedBytes: number | null;
}

export interface ReceivedBody extends SunkBody {
  /** Bytes of the body as they came over the connection, before decompression. */
  readonly wireBytes: number;
  /** The `Content-Encoding` that was undone, outermost last; empty when there was none or it is not known here. */
  readonly decodedFrom: readonly string[];
}

export interface HttpAnswer {
  readonly status: number;
  /** Empty on HTTP/2, which has none. */
  readonly statusText: string;
  /** In the order and number received, names as the server wrote them. */
  readonly headers: HeaderList;
  readonly body: ReceivedBody;
  readonly finalUrl: string;
}

export type HttpOutcome =
  | {
      readonly kind: 'answer';
      readonly answer: HttpAnswer;
      readonly hops: readonly Hop[];
      /** All hops together; address, version and TLS are those of the last one. */
      readonly timings: PhaseTimings;
    }
  | {
      readonly kind: 'failure';
      readonly failure: HttpFailure;
      readonly hops: readonly Hop[];
      readonly timings: PhaseTimings;
      /** What came of an answer before it was cut off; null when none had begun that was wanted. */
      readonly cut: CutAnswer | null;
    };

/** What a send is doing now, for a progress line. */
export type SendPhase = 'queue' | 'dns' | 'connect' | 'proxy' | 'tls' | 'send' | 'wait' | 'download';
