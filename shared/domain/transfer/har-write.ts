import type { Har, Entry, Header, PostData, QueryString, Timings as HarTimings } from 'har-format';
import type { Exchange } from '../../contract/console.ts';

/** What a HAR needs of an exchange; the bodies are redacted texts, or null when they are not here. */
export type HarExchange = Pick<
  Exchange,
  | 'number'
  | 'correlationId'
  | 'startedAt'
  | 'durationMs'
  | 'method'
  | 'url'
  | 'status'
  | 'cutStatus'
  | 'requestHeaders'
  | 'answerHeaders'
  | 'requestBody'
  | 'answerBody'
  | 'timings'
  | 'failure'
  | 'vendorRequestId'
>;

/** Who wrote the file, as it stands in `log.creator`. */
export interface HarCreator {
  readonly name: string;
  readonly version: string;
}

const quartermaster: HarCreator = { name: 'Quartermaster', version: '1' };

/** Exchanges as an HTTP Archive 1.2, as browsers and vendors read it. What was redacted stays redacted; a body that was cut says so. */
export function harOfExchanges(exchanges: readonly HarExchange[], creator: HarCreator = quartermaster): Har {
  return { log: { version: '1.2', creator: { ...creator }, entries: exchanges.map(entryOf) } };
}

/** A request that was not sent, as a HAR has it. */
export interface HarRequestInput {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly postData: PostData | null;
  readonly comment?: string;
}

/** Requests without an answer as an HTTP Archive 1.2: status 0 says that nothing came back, because nothing was sent. */
export function harOfRequests(requests: readonly HarRequestInput[], at: number, creator: HarCreator = quartermaster): Har {
  const entries = requests.map((request): Entry => ({
    startedDateTime: new Date(at).toISOString(),
    time: 0,
    request: harRequest(request),
    response: {
      status: 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: '' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    ...(request.comment === undefined ? {} : { comment: request.comment }),
  }));
  return { log: { version: '1.2', creator: { ...creator }, entries } };
}

/** The `request` of one HAR entry. */
export function harRequest({ method, url, headers, postData }: HarRequestInput): Entry['request'] {
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(([name, value]): Header => ({ name, value })),
    queryString: queryOf(url),
    ...(postData === null ? {} : { postData }),
    headersSize: -1,
    bodySize: postData?.text === undefined ? -1 : byteLength(postData.text),
  };
}

function entryOf(exchange: HarExchange): Entry {
  const { timings, answerBody, requestBody } = exchange;
  const version = timings?.httpVersion ?? 'HTTP/1.1';
  const postData: PostData | null =
    requestBody === null ? null : { mimeType: requestBody.mediaType ?? 'application/octet-stream', text: requestBody.text ?? '' };
  const comments = [
    `Exchange ${exchange.number}, correlation id ${exchange.correlationId}`,
    exchange.vendorRequestId === null ? '' : `vendor’s request id ${exchange.vendorRequestId}`,
    exchange.failure === null ? '' : exchange.failure.happened,
  ].filter((part) => part !== '');
  return {
    startedDateTime: new Date(exchange.startedAt).toISOString(),
    time: timings?.totalMs ?? exchange.durationMs ?? 0,
    request: {
      ...harRequest({ method: exchange.method, url: exchange.url, headers: exchange.requestHeaders, postData }),
      httpVersion: version,
      bodySize: requestBody?.byteLength ?? 0,
    },
    response: {
      // A call without an answer has status 0, as browsers write it.
      status: exchange.status ?? exchange.cutStatus ?? 0,
      statusText: '',
      httpVersion: version,
      cookies: [],
      headers: exchange.answerHeaders.map(([name, value]): Header => ({ name, value })),
      content: {
        size: answerBody?.byteLength ?? 0,
        mimeType: answerBody?.mediaType ?? '',
        ...(answerBody?.text == null ? {} : { text: answerBody.text }),
        ...commentOf(answerBody),
      },
      redirectURL: valueOf(exchange.answerHeaders, 'location') ?? '',
      headersSize: -1,
      bodySize: answerBody?.byteLength ?? -1,
    },
    cache: {},
    timings: timingsOf(exchange),
    // A proxy's address says nothing of the server, and is nobody's business outside.
    ...(timings?.remoteAddress == null || timings.proxy ? {} : { serverIPAddress: timings.remoteAddress }),
    comment: comments.join('; '),
  };
}

/** Why a body is not whole, where it is not. */
function commentOf(body: HarExchange['answerBody']): { readonly comment?: string } {
  if (body === null) return {};
  if (body.text === null) return { comment: body.reason ?? 'The body is not text.' };
  return body.isCut ? { comment: `Cut: ${body.byteLength} bytes in all, SHA-256 ${body.sha256}.` } : {};
}

/** HAR says -1 for a phase that did not happen; `ssl` lies within `connect`. */
function timingsOf({ timings, durationMs }: HarExchange): HarTimings {
  if (timings === null) return { send: 0, wait: durationMs ?? 0, receive: 0 };
  const connect = timings.tcpMs === null && timings.tlsMs === null ? -1 : (timings.tcpMs ?? 0) + (timings.tlsMs ?? 0);
  return {
    blocked: timings.queueMs ?? -1,
    dns: timings.dnsMs ?? -1,
    connect,
    ssl: timings.tlsMs ?? -1,
    send: 0,
    wait: timings.waitMs ?? 0,
    receive: timings.downloadMs ?? 0,
  };
}

const queryOf = (url: string): QueryString[] => {
  return !URL.canParse(url) ? [] : [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
};

const valueOf = (headers: HarExchange['answerHeaders'], name: string): string | undefined =>
  headers.find(([known]) => known.toLowerCase() === name)?.[1];

const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;
