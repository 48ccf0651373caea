import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { PooledConnection } from './connection-pool.ts';
import { holdReading } from './hold-reading.ts';
import { isStreamed, type HeaderList, type HttpRequest, type ReceivedBody, type SendPhase } from './http-types.ts';
import { BodyTooLarge, type BodyReceiver } from './receive-body.ts';
import { skipInterim } from './skip-interim.ts';
import { watchNextStream } from './watch-stream.ts';

export class HeadersTooLarge extends Error {}

/** The body ended, but not at the length its headers announced. */
export class BodyCut extends Error {}

export interface ExchangeOptions {
  readonly connection: PooledConnection;
  readonly request: HttpRequest;
  /** Path and query, or the whole address for a proxy. */
  readonly path: string;
  readonly servername: string;
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  readonly now: () => number;
  readonly onPhase: (phase: SendPhase) => void;
  /** Chooses what happens to the body when the headers are there; null means it is not wanted. */
  readonly receive: (status: number, headers: HeaderList) => BodyReceiver | null;
}

export interface Exchanged {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Null when the body was not wanted. */
  readonly body: ReceivedBody | null;
}

/** An unwanted body up to this size is read to its end, which keeps the connection; a larger one costs it. */
const maxDrainBytes = 64 * 1024;

/** One request and its answer on one connection. How far it came can be read while it runs and after it failed. */
export class Exchange implements Dispatcher.DispatchHandler {
  hasStarted = false;
  answeredAt: number | null = null;
  status: number | null = null;
  headers: HeaderList = [];
  /** True when the request's body was not all handed to the system yet when the exchange was killed. */
  wasSending = false;
  readonly #options: ExchangeOptions;
  #controller: Dispatcher.DispatchController | null = null;
  #killed: Error | null = null;
  #receiver: BodyReceiver | null = null;
  #statusText = '';
  #drained = 0;
  /** `Content-Length` of the answer, when it has a body. */
  #announced: number | null = null;
  #received = 0;
  #settled = false;
  /** What is being stored; more of the body waits for it. */
  #storing: Promise<void> | null = null;
  #readOn: () => void = () => undefined;
  /** Whether the server broke off the stream of HTTP/2. */
  #wasCut: () => boolean = () => false;
  #resolve: (exchanged: Exchanged) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /** Sends the request; rejects with the error of the connection, the receiver or the limits. */
  run(): Promise<Exchanged> {
    const { connection, request, path, servername } = this.#options;
    const isH2 = connection.httpVersion === '2';
    const { body } = request;
    // Without a length the client would send it in chunks, which not every server takes.
    const hasLength = request.headers.some(([name]) => name.toLowerCase() === 'content-length');
    const length: [string, string][] = isStreamed(body) && !hasLength ? [['Content-Length', String(body.byteLength)]] : [];
    const options: Dispatcher.DispatchOptions & { servername: string } = {
      method: request.method,
      path,
      headers: [...request.headers, ...length].flatMap(([name, value]) => [isH2 ? name.toLowerCase() : name, value]),
      body: isStreamed(body) ? Readable.from(body.open(), { objectMode: false }) : body,
      // Only means "may run beside others" to the client, which never sends again by itself on this one connection.
      idempotent: true,
      // The client closes a connection whose server name changes with a Host header; this one's is constant.
      servername,
    };
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      connection.client.dispatch(options, this);
    });
  }

  /** Ends the exchange: over HTTP/1 the socket is destroyed, over HTTP/2 the stream is reset. */
  kill(reason: Error): void {
    this.wasSending = this.#options.request.body !== null && this.#options.connection.socket.writableLength > 0;
    this.#killed = reason;
    this.#settled = true;
    this.#readOn();
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#killed) {
      controller.abort(this.#killed);
      return;
    }
    this.hasStarted = true;
    const { httpVersion, socket } = this.#options.connection;
    if (httpVersion === '2') this.#wasCut = watchNextStream(socket);
    else skipInterim(socket);
    this.#options.onPhase(this.#options.request.body === null ? 'wait' : 'send');
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, statusText?: string): void {
    // Interim answers (RFC 9110 section 15.2) come before the one that counts.
    if (status < 200 || this.#settled) return;
    const { now, receive, maxHeaderBytes, maxBodyBytes, onPhase, request, connection } = this.#options;
    this.answeredAt = now();
    this.status = status;
    this.#statusText = statusText ?? '';
    const raw = (controller.rawHeaders ?? []) as readonly Buffer[];
    this.headers = pairs(raw, connection.httpVersion === '2' ? 'utf8' : 'latin1');
    if (raw.reduce((sum, part) => sum + part.length, 0) > maxHeaderBytes) {
      this.#fail(new HeadersTooLarge());
      return;
    }
    onPhase('download');
    this.#receiver = receive(status, this.headers);
    const length = headerOf(this.headers, 'content-length');
    if (length === undefined || request.method === 'HEAD' || status === 204 || status === 304) return;
    this.#announced = Number(length);
    if (this.#receiver && this.#announced > maxBodyBytes) this.#fail(new BodyTooLarge());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled || chunk.length === 0) return;
    const receiver = this.#receiver;
    if (!receiver) {
      this.#drained += chunk.length;
      if (this.#drained > maxDrainBytes) {
        this.#succeed(null);
        controller.abort(new Error('The rest of the body is not wanted'));
      }
      return;
    }
    this.#received += chunk.length;
    try {
      // What was read together with it comes at once.
      const stored = this.#storing?.then(() => receiver.write(chunk)) ?? receiver.write(chunk);
      if (!stored) return;
      if (this.#storing === null) this.#hold(controller);
      const storing = stored.then(
        () => {
          if (this.#storing !== storing) return;
          this.#storing = null;
          this.#readOn();
        },
        (error: unknown) => this.#fail(error),
      );
      this.#storing = storing;
    } catch (error) {
      this.#fail(error);
    }
  }

  #hold(controller: Dispatcher.DispatchController): void {
    const { connection } = this.#options;
    if (connection.httpVersion === '2') {
      controller.pause();
      this.#readOn = () => controller.resume();
    } else this.#readOn = holdReading(connection.socket);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    if (!this.#receiver) {
      this.#succeed(null);
      return;
    }
    // Over HTTP/2 the client takes a stream that the server broke off for a complete one.
    if ((this.#announced !== null && this.#received < this.#announced) || this.#wasCut()) {
      this.#fail(new BodyCut());
      return;
    }
    const receiver = this.#receiver;
    const ended = this.#storing?.then(() => receiver.end()) ?? receiver.end();
    ended.then(
      (body) => this.#succeed(body),
      (error: unknown) => this.#fail(error),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // An answer that has no body may all the same say how long one would be (RFC 9110 section 8.6); the client takes it for cut off.
    if (
      !this.#settled &&
      (this.status === 204 || this.status === 304) &&
      this.#received === 0 &&
      this.#announced === null &&
      this.#receiver
    ) {
      this.onResponseEnd();
      return;
    }
    this.#fail(error);
  }

  #succeed(body: ReceivedBody | null): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#readOn();
    this.#resolve({ status: this.status ?? 0, statusText: this.#statusText, headers: this.headers, body });
  }

  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#readOn();
    this.#reject(error);
    this.#controller?.abort(error instanceof Error ? error : new Error('The exchange failed', { cause: error }));
  }
}

/** The first value of a header; names compare without case. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([own]) => own.toLowerCase() === name)?.[1];
}

function pairs(raw: readonly Buffer[], encoding: 'latin1' | 'utf8'): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    list.push([(raw[index] as Buffer).toString('latin1'), (raw[index + 1] as Buffer).toString(encoding)]);
  }
  return list;
}
