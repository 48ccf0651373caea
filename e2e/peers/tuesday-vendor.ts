// A vendor on a bad Tuesday: answers GET /v2/checkout/orders/{id} as PayPal's contract (Orders 2.13) describes it, and then, mood by mood,
// goes wrong in the ways that vendors do. On loopback, in the process of the test.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Mood =
  | { readonly kind: 'works' }
  /** `Deprecation` (RFC 9745) and `Sunset` (RFC 8594); epoch ms, whole seconds. */
  | { readonly kind: 'announces'; readonly deprecatedAt: number; readonly sunsetAt: number }
  /** 429 with `Retry-After` (RFC 9110 section 10.2.3). */
  | { readonly kind: 'throttles'; readonly retryAfterSeconds: number }
  | { readonly kind: 'fails' }
  /** The amount's value becomes a number where the contract says text. */
  | { readonly kind: 'drifts' };

const quota = { calls: 600, windowSeconds: 60 } as const;

export class TuesdayVendor {
  mood: Mood = { kind: 'works' };
  /** Calls answered, by status. */
  readonly answered = new Map<number, number>();
  readonly #server: Server;
  #left: number = quota.calls;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<TuesdayVendor> {
    const server = createServer();
    const vendor = new TuesdayVendor(server);
    server.on('request', (request, response) => vendor.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return vendor;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const { mood } = this;
    // Once nothing is left, the next window begins anew.
    this.#left = mood.kind === 'throttles' ? 0 : (this.#left === 0 ? quota.calls : this.#left) - 1;
    const { status, headers, body } = answerOf(mood, (request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '');
    this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
    response.writeHead(status, {
      'Content-Type': status === 200 ? 'application/json' : 'application/json; charset=utf-8',
      'RateLimit-Policy': `"default";q=${quota.calls};w=${quota.windowSeconds}`,
      RateLimit: `"default";r=${this.#left};t=${quota.windowSeconds}`,
      'Paypal-Debug-Id': `tuesday-${[...this.answered.values()].reduce((sum, count) => sum + count, 0)}`,
      ...headers,
    });
    response.end(JSON.stringify(body));
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function answerOf(mood: Mood, id: string): Answer {
  switch (mood.kind) {
    case 'works':
      return { status: 200, headers: {}, body: order(id, '419.00') };
    case 'announces':
      return {
        status: 200,
        headers: {
          Deprecation: `@${mood.deprecatedAt / 1_000}`,
          Sunset: new Date(mood.sunsetAt).toUTCString(),
          Link: '<https://vendor.example/changes/orders-v2>; rel="sunset"; type="text/html"',
        },
        body: order(id, '419.00'),
      };
    case 'throttles':
      return {
        status: 429,
        headers: { 'Retry-After': String(mood.retryAfterSeconds) },
        body: problem('RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.'),
      };
    case 'fails':
      return { status: 500, headers: {}, body: problem('INTERNAL_SERVER_ERROR', 'An internal server error occurred.') };
    case 'drifts':
      return { status: 200, headers: {}, body: order(id, 419) };
  }
}

const order = (id: string, value: string | number): unknown => ({
  id,
  intent: 'CAPTURE',
  status: 'COMPLETED',
  create_time: '2026-11-17T06:14:08Z',
  purchase_units: [{ reference_id: 'default', amount: { currency_code: 'EUR', value } }],
});

const problem = (name: string, message: string): unknown => ({ name, message, debug_id: '90957fca61718', details: [] });
