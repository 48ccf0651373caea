import { hostOf } from './addresses.ts';
import { giveUp, type ConnectProgress } from './connect-progress.ts';
import { alertOf } from './connect-tls.ts';
import type { Connect } from './connect.ts';
import { connectionGone, type ConnectionPool, type PooledConnection } from './connection-pool.ts';
import { codeOf } from './error-causes.ts';
import { Exchange, type Exchanged } from './exchange.ts';
import type { HeaderList, HttpLimits, HttpRequest, SendPhase } from './http-types.ts';
import type { BodyReceiver } from './receive-body.ts';
import type { Stopper } from './stopper.ts';
import type { HopMoments } from './timings.ts';
import { proxyAuthorization } from './proxy-tunnel.ts';
import { isSocks } from './socks-tunnel.ts';

export interface HopTools {
  readonly pool: ConnectionPool;
  readonly connect: Connect;
  /** Which trust holds now: a connection made under another is not used. */
  readonly trustGeneration: () => number;
  readonly now: () => number;
}

export interface HopOrder {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly proxy: URL | null;
  readonly limits: HttpLimits;
  readonly stopper: Stopper;
  readonly isH1Only: boolean;
  /** Asked with the addresses about to be used; throws to stop. */
  readonly admit: (addresses: readonly string[]) => Promise<void>;
  readonly onPhase: (phase: SendPhase) => void;
  readonly receive: (status: number, headers: HeaderList) => BodyReceiver | null;
}

/** How far a hop came; read by the engine also when `runHop` rejects. */
export interface HopState {
  readonly moments: HopMoments;
  phase: SendPhase;
  answer: { readonly status: number; readonly headers: HeaderList } | null;
  hasStarted: boolean;
  readonly notes: string[];
}

/** The methods that may be sent again without harm (RFC 9110 section 9.2.1). */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Gets a connection, sends one request on it and receives the answer. A kept connection that the server closed just
 * before is replaced once, when the request was not written or is safe to repeat (RFC 9112 section 9.3.1).
 *
 * @throws ConnectError, Stopped, or an error of the exchange; `state` tells where.
 */
export async function runHop(order: HopOrder, tools: HopTools, state: HopState): Promise<Exchanged> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await takeConnection(order, tools, state, attempt > 1);
    const isReused = state.moments.connection?.reusedConnection ?? false;
    const exchange = new Exchange({ ...exchangeOptions(order, connection), now: tools.now, onPhase: order.onPhase });
    state.moments.readyAt = tools.now();
    try {
      const exchanged = await order.stopper.during(
        () => exchange.run(),
        () => exchange.kill(new Error('The send was stopped')),
      );
      noteProgress(state, exchange);
      tools.pool.release(connection);
      return exchanged;
    } catch (thrown) {
      const error = alertOf(connection.socket) ?? thrown;
      noteProgress(state, exchange);
      if (connection.httpVersion === '1.1') tools.pool.discard(connection);
      tools.pool.release(connection);
      const wasNeverWritten = !exchange.hasStarted && codeOf(error) === connectionGone;
      const { method, isChanging = false } = order.request;
      const isSafe = safeMethods.has(method) && !isChanging;
      const mayRepeat = wasNeverWritten || (isReused && exchange.status === null && isClosedBeforeAnswer(error) && isSafe);
      if (!mayRepeat || attempt > 1) throw error;
      state.moments.readyAt = null;
      state.notes.push('The server had closed the kept connection, so the request was sent again on a new one.');
    }
  }
}

async function takeConnection(order: HopOrder, tools: HopTools, state: HopState, fresh: boolean): Promise<PooledConnection> {
  const { pool } = tools;
  const { url, proxy, stopper } = order;
  // A body on GET or HEAD cannot be sent over the HTTP/2 client.
  const canBeH2 = order.request.body === null || (order.request.method !== 'GET' && order.request.method !== 'HEAD');
  const offerH2 = canBeH2 && !order.isH1Only;
  const key = `${url.origin} ${proxy?.href ?? ''} ${offerH2 ? 'any' : 'h1'}${url.protocol === 'https:' ? ` ${tools.trustGeneration()}` : ''}`;
  let lease = pool.tryAcquire(key, fresh);
  while (!lease) {
    const { turn, leave } = pool.queue(key);
    await stopper.during(() => turn, leave);
    lease = pool.tryAcquire(key, fresh);
  }
  const kept = lease.connection;
  if (kept) {
    state.moments.connection = { ...factsOf(kept), reusedConnection: true };
    try {
      if (!proxy) await order.admit(kept.remoteAddress === null ? [] : [kept.remoteAddress]);
    } catch (error) {
      pool.release(kept);
      throw error;
    }
    return kept;
  }
  const progress: ConnectProgress = { marks: state.moments.marks, phase: 'dns', socket: null, isGivenUp: false };
  try {
    const opened = await stopper.during(
      () => tools.connect({ url, proxy, offerH2, connectMs: order.limits.connectMs, admit: order.admit, progress, onPhase: order.onPhase }),
      () => giveUp(progress),
    );
    const made = pool.add(key, url.origin, opened);
    state.moments.connection = { ...factsOf(made), reusedConnection: false };
    return made;
  } catch (error) {
    pool.forgo(key);
    throw error;
  }
}

function factsOf({ remoteAddress, httpVersion, tls }: PooledConnection): Pick<PooledConnection, 'remoteAddress' | 'httpVersion' | 'tls'> {
  return { remoteAddress, httpVersion, tls };
}

function exchangeOptions(
  order: HopOrder,
  connection: PooledConnection,
): Omit<ConstructorParameters<typeof Exchange>[0], 'now' | 'onPhase'> {
  const { url, proxy, request, limits } = order;
  const target = `${url.pathname}${url.search}`;
  // A plain http request is handed to the proxy whole, in absolute form (RFC 9112 section 3.2.2).
  const isForwarded = proxy !== null && url.protocol === 'http:' && !isSocks(proxy);
  const proof = isForwarded ? proxyAuthorization(proxy) : null;
  return {
    connection,
    request: proof === null ? request : { ...request, headers: [...request.headers, ['Proxy-Authorization', proof]] },
    path: isForwarded ? `${url.origin}${target}` : target,
    servername: hostOf(url),
    maxHeaderBytes: limits.maxHeaderBytes,
    maxBodyBytes: limits.maxBodyBytes,
    receive: order.receive,
  };
}

function noteProgress(state: HopState, exchange: Exchange): void {
  if (exchange.status !== null) state.answer = { status: exchange.status, headers: exchange.headers };
  state.moments.answeredAt = exchange.answeredAt;
  state.hasStarted ||= exchange.hasStarted;
  if (exchange.wasSending && exchange.status === null) state.phase = 'send';
  else if (exchange.status === null && exchange.hasStarted) state.phase = 'wait';
}

function isClosedBeforeAnswer(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}
