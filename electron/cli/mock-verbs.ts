import type { Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import type { MockRequest, MockState } from '../../shared/contract/mock.ts';
import { readDrift, readErrorShare, readLatency, readLimit, readPercent } from '../../shared/domain/mock/read-switches.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi, findEndpoint } from './find-record.ts';
import { readInstant, showInstant } from './instants.ts';
import { collect, wholeNumber } from './option-values.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';
import { timeSpan } from './time-span.ts';

interface ServeOptions {
  readonly api: string;
  readonly port?: number;
  readonly latency?: string;
  readonly errors: readonly string[];
  readonly limit?: string;
  readonly sunset?: string;
  readonly endpoint: readonly string[];
  readonly malformed?: string;
  readonly drift: readonly string[];
  readonly seed?: number;
  readonly stateful?: boolean;
  readonly stateless?: boolean;
  readonly open?: boolean;
  readonly point?: boolean;
  readonly for?: number;
}

/** Playing a vendor from its contract, on this computer. */
export function addMockVerbs(program: Command, run: Run): void {
  const noun = program.command('mock').description('A vendor played from its contract, on this computer alone');
  withExamples(
    noun.command('list').description('List the APIs that have a contract, and whose mock runs'),
    'mock list',
    'mock list --json',
  ).action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const mocks = await client.mock.list({}, terminal.call);
        return { json: mocks, show: ({ width }) => layoutMocks(mocks, width) };
      }),
    ),
  );
  withExamples(
    noun
      .command('serve')
      .description('Answer as an API’s contract says until Ctrl+C; what is made to go wrong is what is given here, and nothing else')
      .requiredOption('--api <api>', 'whose contract is played')
      .option('--port <port>', 'the port on 127.0.0.1; else the last one, or any that is free', wholeNumber(1, 65_535))
      .option('--latency <ms>', 'how long answers take: 300, or 50-300')
      .option('--errors <share>', 'a share that fails, with its status: 5%:500 (may be repeated)', collect, [])
      .option('--limit <limit>', 'requests that are let through: 10/min, 100/h, 5/30s')
      .option('--sunset <date>', 'announces the end of the endpoints: 2026-12-31 or +30d')
      .option('--endpoint <endpoint>', 'only this one ends, such as "POST /payments" (may be repeated)', collect, [])
      .option('--malformed <share>', 'a share of bodies that are cut off: 2%')
      .option('--drift <field>', 'another type in a field: "POST /payments:/amount/value" (may be repeated)', collect, [])
      .option('--seed <number>', 'the same seed gives the same answers', wholeNumber(0, 2_147_483_647))
      .option('--stateful', 'what is created can be read again in this run (as it is without being said)')
      .option('--stateless', 'what is created is forgotten')
      .option('--open', 'lets calls without credentials through')
      .option('--point', 'points the environment Mock of the API at it')
      .option('--for <time>', 'ends after this: 90s, 10min or 8h', timeSpan),
    'mock serve --api "Adyen Checkout 71"',
    'mock serve --api "Adyen Checkout 71" --port 4010 --latency 50-300 --errors 5%:500 --limit 10/min',
    'mock serve --api "PayPal Orders" --sunset +30d --endpoint "POST /v2/checkout/orders" --seed 7 --stateless',
  ).action((options: ServeOptions) => run((terminal) => serve(terminal, options)));
}

async function serve(terminal: Terminal, options: ServeOptions): Promise<Outcome> {
  const forMs = options.for ?? null;
  return terminal.inWorkspace(async (client, kind) => {
    const api = await findApi(client, options.api);
    const settings = await settingsOf(client, api.id, options, terminal.now);
    const mock = await client.mock.start({ apiId: api.id, port: options.port, seed: options.seed, settings }, terminal.call);
    terminal.say(`${apiWords(api)} is played at ${mock.url}${mock.effects === '' ? '' : ` · ${mock.effects}`}`);
    if (options.point === true) terminal.say((await client.mock.pointEnvironment({ apiId: api.id }, terminal.call)).words);
    terminal.say(kind === 'in process' ? 'Ctrl+C ends it.' : 'It runs in the app, where it is seen under Console, Mock. Ctrl+C ends it.');
    const seen = await tell(terminal, client, api.id, forMs);
    // The signal is over by now: the last calls go without it.
    const last = await client.mock.show({ apiId: api.id });
    if (last.isRunning) await client.mock.stop({ apiId: api.id });
    const { requests, refused, injected } = last.isRunning ? last : seen;
    return {
      json: { apiId: api.id, url: mock.url, requests, refused, injected },
      show: () => [`${plural(requests, 'request')} answered, ${refused} refused, ${injected} made to go wrong.`],
    };
  });
}

const pollMs = 300;

/** Says each request as it comes, until Ctrl+C, the end of its time, or somebody else stops the mock. */
async function tell(
  terminal: Terminal,
  client: CoreClient,
  apiId: string,
  forMs: number | null,
): Promise<{ requests: number; refused: number; injected: number }> {
  const until = forMs === null ? Number.POSITIVE_INFINITY : performance.now() + forMs;
  const seen = { requests: 0, refused: 0, injected: 0 };
  const signal = terminal.call.signal;
  while (!signal?.aborted && performance.now() < until) {
    const { rows, startedAt } = await client.mock.requests({ apiId, after: seen.requests });
    for (const row of rows) {
      terminal.say(requestLine(row));
      seen.requests = row.number;
      if (row.kind === 'refused') seen.refused += 1;
      if (row.kind === 'injected') seen.injected += 1;
    }
    if (startedAt === null) {
      terminal.say('It was stopped in the app.');
      break;
    }
    await pause(Math.min(pollMs, Math.max(0, until - performance.now())), signal);
  }
  return seen;
}

const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

const requestLine = ({ at, method, path, status, durationMs, why }: MockRequest): string =>
  `${showInstant(at)}  ${status}  ${String(Math.round(durationMs)).padStart(5)} ms  ${method} ${path}  ${why}`;

/** Everything that can go wrong is as given, or does not: a run is what its command line says. */
async function settingsOf(client: CoreClient, apiId: string, options: ServeOptions, now: number) {
  const latency =
    options.latency === undefined ? { latencyMinMs: 0, latencyMaxMs: 0 } : read(options.latency, readLatency, '300 or 50-300');
  const endpoints = await Promise.all(
    options.endpoint.map(async (text) => {
      const { method, path } = await findEndpoint(client, text, apiId);
      return `${method} ${path}`;
    }),
  );
  if (options.endpoint.length > 0 && options.sunset === undefined)
    throw new Fault('bad_input', {
      happened: '--endpoint names what ends, and no --sunset was given.',
      remedy: 'Give --sunset with its date. Nothing was started.',
    });
  if (options.stateful === true && options.stateless === true)
    throw new Fault('bad_input', {
      happened: '--stateful and --stateless say the opposite.',
      remedy: 'Give one of them. Nothing was started.',
    });
  return {
    ...latency,
    errors: options.errors.map((text) => read(text, readErrorShare, '5%:500')),
    limit: options.limit === undefined ? null : read(options.limit, readLimit, '10/min'),
    malformedPercent: options.malformed === undefined ? 0 : read(options.malformed, readPercent, '2%'),
    sunset: options.sunset === undefined ? null : { at: readInstant(options.sunset, now), endpoints },
    drift: options.drift.map((text) => ({ ...read(text, readDrift, '"POST /payments:/amount/value"') })),
    isStateful: options.stateless !== true,
    // Else as it was: an environment that points here without a credential has it off.
    ...(options.open === true ? { asksForCredentials: false } : {}),
  };
}

function read<T>(text: string, reader: (text: string) => T | null, example: string): T {
  const value = reader(text);
  if (value !== null) return value;
  throw new Fault('bad_input', { happened: `“${text}” cannot be read here.`, remedy: `Write it like ${example}. Nothing was started.` });
}

function layoutMocks(mocks: readonly MockState[], width: number): Line[] {
  if (mocks.length === 0) return ['No API has a contract yet. Import one: quartermaster inventory import FILE'];
  const running = mocks.filter(({ isRunning }) => isRunning).length;
  return [
    { text: running === 0 ? 'No mock runs' : `${plural(running, 'mock')} ${running === 1 ? 'runs' : 'run'}`, tone: 'title' },
    '',
    ...layoutTable(
      [
        { title: 'API', least: 20 },
        { title: 'State', least: 12 },
        { title: 'Address', least: 22 },
        { title: 'Requests', align: 'right' },
        { title: 'Made to go wrong', least: 20 },
      ],
      mocks.map((mock) => [
        `${mock.vendorName} ${mock.apiName} ${mock.version}`.trim(),
        standingText(mock.standing),
        mock.url ?? '–',
        mock.isRunning ? String(mock.requests) : '–',
        mock.effects === '' ? '–' : mock.effects,
      ]),
      width,
    ),
  ];
}
