import type { MockRequest } from '../../../shared/contract/mock.ts';
import type { MockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import type { Clock } from '../db/commands.ts';
import type { Log } from '../log.ts';
import { headerOf } from './mock-call.ts';
import type { MockRun } from './mock-run.ts';
import type { Listening } from './serve.ts';

const keptRequests = 1_000;
/** The window is told of requests at most so often. */
const tellEachMs = 250;

export interface RunningMock {
  readonly apiId: string;
  readonly port: number;
  readonly url: string;
  readonly startedAt: number;
  readonly run: MockRun;
  readonly counts: { total: number; refused: number; injected: number };
  /** The last thousand, the newest last. */
  readonly requests: MockRequest[];
}

export interface MockToStart {
  readonly apiId: string;
  readonly document: string;
  readonly fileName: string;
  readonly seed: number;
  readonly settings: () => MockSettings;
  /** Tried in this order; the last one's fault is thrown. 0 is any that is free. */
  readonly ports: readonly number[];
  readonly endpointIds: ReadonlyMap<string, string>;
  readonly redactPath: (path: string) => string;
  readonly redactText: (text: string) => string;
}

interface MocksOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly onChanged: (topics: readonly string[]) => void;
}

/** The mocks that run in this process; they end with the workspace. */
export class RunningMocks {
  readonly #options: MocksOptions;
  readonly #running = new Map<string, RunningMock & { readonly listening: Listening }>();
  #telling: NodeJS.Timeout | null = null;

  constructor(options: MocksOptions) {
    this.#options = options;
  }

  get(apiId: string): RunningMock | null {
    return this.#running.get(apiId) ?? null;
  }

  async start(wanted: MockToStart): Promise<RunningMock> {
    const { clock, log } = this.#options;
    const [{ openMockContract }, { MockRun }, { serveMock }] = await Promise.all([
      import('./mock-contract.ts'),
      import('./mock-run.ts'),
      import('./serve.ts'),
    ]);
    const startedAt = clock.now();
    const run = new MockRun(openMockContract(wanted.document, wanted.fileName), {
      seed: wanted.seed,
      settings: wanted.settings,
      startedAt,
    });
    const requests: MockRequest[] = [];
    const counts = { total: 0, refused: 0, injected: 0 };
    const serve = (port: number): Promise<Listening> =>
      serveMock({
        port,
        now: clock.now,
        answer: (call) => run.answer(call),
        onBug: (error) => log.bug(error instanceof Error ? error : new Error(String(error))),
        onAnswered: (call, answer, durationMs) => {
          counts.total += 1;
          if (answer.kind === 'refused') counts.refused += 1;
          if (answer.kind === 'injected') counts.injected += 1;
          requests.push({
            number: counts.total,
            at: call.at,
            method: call.method,
            path: wanted.redactPath(call.target).slice(0, 2_000),
            status: answer.status,
            durationMs,
            bytes: Buffer.byteLength(answer.text),
            endpoint: answer.endpoint,
            endpointId: wanted.endpointIds.get(answer.endpoint ?? '') ?? null,
            kind: answer.kind,
            why: wanted.redactText(answer.why),
            correlationId:
              headerOf(call, 'x-correlation-id') === null
                ? null
                : wanted.redactText(headerOf(call, 'x-correlation-id') ?? '').slice(0, 200),
          });
          if (requests.length > keptRequests) requests.shift();
          this.#tell();
        },
      });
    const listening = await firstFree(wanted.ports, serve);
    const { port } = listening;
    const mock = { apiId: wanted.apiId, port, url: `http://127.0.0.1:${port}`, startedAt, run, counts, requests, listening };
    this.#running.set(wanted.apiId, mock);
    this.#options.onChanged(['mock']);
    return mock;
  }

  async stop(apiId: string): Promise<void> {
    const mock = this.#running.get(apiId);
    if (!mock) return;
    this.#running.delete(apiId);
    await mock.listening.close();
    this.#options.onChanged(['mock']);
  }

  async close(): Promise<void> {
    if (this.#telling) clearTimeout(this.#telling);
    this.#telling = null;
    await Promise.all([...this.#running.values()].map(({ listening }) => listening.close()));
    this.#running.clear();
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      this.#options.onChanged(['mock']);
    }, tellEachMs).unref();
  }
}

async function firstFree(ports: readonly number[], serve: (port: number) => Promise<Listening>): Promise<Listening> {
  const [port = 0, ...others] = ports;
  try {
    return await serve(port);
  } catch (error) {
    if (others.length === 0) throw error;
    return firstFree(others, serve);
  }
}
