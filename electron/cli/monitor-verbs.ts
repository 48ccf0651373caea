import type { Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import type { CheckResult, Monitor } from '../../shared/contract/monitors.ts';
import { assertionWords } from '../../shared/domain/monitors/assertions.ts';
import { readServiceHours, type ServiceHours } from '../../shared/domain/monitors/service-hours.ts';
import { withExamples } from './examples.ts';
import { findMonitor, findSavedRequest } from './find-monitored.ts';
import { addIncidentVerbs } from './incident-verbs.ts';
import { distanceWords, showInstant } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { addPromiseVerbs } from './promise-verbs.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line, Text } from './text.ts';
import { watch } from './watch-monitors.ts';

interface AddOptions {
  readonly name?: string;
  readonly every?: number;
  readonly hours?: string;
  readonly status?: string;
  readonly slowAbove?: number;
  readonly contains?: string;
  readonly contract?: boolean;
  /** False with --no-retries. */
  readonly retries?: boolean;
}

export function addMonitorVerbs(program: Command, run: Run): void {
  const noun = program.command('monitor').description('Scheduled checks of what you depend on, from saved requests');
  withExamples(noun.command('list').description('List the monitors and how they stand'), 'monitor list', 'monitor list --json').action(() =>
    run(list),
  );
  withExamples(
    noun.command('show').description('Show a monitor with its last checks').argument('<monitor>', 'name or id'),
    'monitor show "Checkout answers"',
  ).action((name: string) => run((terminal) => show(terminal, name)));
  withExamples(
    noun
      .command('add')
      .description('Watch a saved request')
      .argument('<request>', 'a saved request: name or id')
      .option('--name <name>', 'the monitor’s name; else the request’s')
      .option('--every <seconds>', 'how often; 300 unless told', wholeNumber(60, 86_400))
      .option('--hours <hours>', 'service hours: "Mon-Fri 09-18", "every day 06-22", "always"')
      .option('--status <codes>', 'which status codes are right, such as 200,204')
      .option('--slow-above <ms>', 'slower is degraded', wholeNumber(1, 120_000))
      .option('--contains <text>', 'what the body must contain')
      .option('--contract', 'the answer must fit its contract')
      .option('--no-retries', 'a failed check is not tried again; else after 5 and 20 s'),
    'monitor add "Payment methods" --every 300 --hours "Mon-Fri 09-18"',
  ).action((request: string, options: AddOptions) => run((terminal) => add(terminal, request, options)));
  for (const [verb, isPaused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    withExamples(
      noun
        .command(verb)
        .description(isPaused ? 'Stop checking for a while' : 'Go on checking')
        .argument('<monitor>', 'name or id'),
      `monitor ${verb} "Checkout answers"`,
    ).action((name: string) => run((terminal) => pause(terminal, name, isPaused)));
  }
  withExamples(
    noun.command('remove').description('Remove a monitor; what it saw stays').argument('<monitor>', 'name or id'),
    'monitor remove "Checkout answers"',
  ).action((name: string) => run((terminal) => remove(terminal, name)));
  withExamples(
    noun
      .command('run')
      .description('Check once what is due, or the monitors that are named; ends with 1 when a check failed')
      .argument('[monitors...]', 'names or ids; without any: what is due')
      .option('--once', 'once, which is what it does')
      .option('--all', 'everything that is not paused, due or not'),
    'monitor run --once',
    'monitor run --once "Checkout answers" --json',
  ).action((names: string[], options: { all?: boolean }) => run((terminal) => runOnce(terminal, names, options.all ?? false)));
  withExamples(
    noun
      .command('watch')
      .description('Observe until Ctrl+C, a line for every check; ends with 1 when a check failed')
      .option('--for <time>', 'stop after 90s, 10m or 8h'),
    'monitor watch --for 10m',
  ).action((options: { for?: string }) => run((terminal) => watch(terminal, options.for)));
  withExamples(
    noun
      .command('results')
      .description('List checks, the newest first')
      .argument('[monitor]', 'of one monitor: name or id')
      .option('--limit <n>', 'how many; 50 unless told', wholeNumber(1, 1000)),
    'monitor results "Checkout answers" --limit 20',
  ).action((name: string | undefined, options: { limit?: number }) => run((terminal) => results(terminal, name, options.limit ?? 50)));
  addPromiseVerbs(program, run);
  addIncidentVerbs(program, run);
}

async function list(terminal: Terminal): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const [monitors, observer] = [await client.monitors.list({}, terminal.call), await client.monitors.observer({}, terminal.call)];
    return {
      json: { observer, monitors },
      show: ({ width }) =>
        monitors.length === 0
          ? ['Nothing is watched yet. Watch a saved request: quartermaster monitor add REQUEST.']
          : [
              { text: plural(monitors.length, 'monitor'), tone: 'title' },
              observer.words,
              '',
              ...layoutTable(
                [
                  { title: 'Monitor', least: 16 },
                  { title: 'API', least: 10 },
                  { title: 'State', least: 14 },
                  { title: 'Last check', least: 10 },
                  { title: 'p95 30 d', align: 'right' },
                  { title: 'Next' },
                ],
                monitors.map((one) => [
                  one.name,
                  `${one.vendorName} ${one.apiName}`,
                  standingText(one.standing),
                  one.last === null ? 'none yet' : `${one.last.outcome}, ${distanceWords(one.last.startedAt, terminal.now)}`,
                  one.p95Ms === null ? '–' : `${Math.round(one.p95Ms)} ms`,
                  one.nextDueAt === null ? '–' : distanceWords(one.nextDueAt, terminal.now),
                ]),
                width,
              ),
            ],
    };
  });
}

async function show(terminal: Terminal, name: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const detail = await client.monitors.show({ id: (await findMonitor(client, name, 'part')).id }, terminal.call);
    return { json: detail, show: ({ width }) => [...monitorLines(detail.monitor), '', ...resultLines(detail.results.slice(0, 20), width)] };
  });
}

function monitorLines(monitor: Monitor): Line[] {
  return [
    { text: monitor.name, tone: 'title' },
    standingText(monitor.standing),
    `${monitor.vendorName} ${monitor.apiName}, ${monitor.environmentName ?? 'no environment'}: ${monitor.method} ${monitor.path}`,
    `Every ${monitor.intervalS} s, ${monitor.serviceWords}. Holds if ${monitor.assertions.length === 0 ? 'status below 400' : monitor.assertions.map(assertionWords).join(', ')}.`,
    `${monitor.retriesS.length === 0 ? 'No retries' : `Retries after ${monitor.retriesS.join(' s, ')} s`}; down after ${monitor.failAfter} fails, up after ${monitor.recoverAfter} passes.`,
    ...monitor.warnings.map((text): Text => ({ text, tone: 'soon' })),
  ];
}

/** Checks as lines; a failed one stands out. */
export function resultLines(rows: readonly CheckResult[], width: number): Line[] {
  if (rows.length === 0) return ['No check yet.'];
  return layoutTable(
    [
      { title: 'When' },
      { title: 'Monitor', least: 14 },
      { title: 'Outcome' },
      { title: 'ms', align: 'right' },
      { title: 'Why', least: 20 },
    ],
    rows.map((row) => [
      showInstant(row.startedAt),
      row.monitorName,
      standingText({ state: stateOf(row), words: row.outcome }),
      row.totalMs === null ? '–' : String(Math.round(row.totalMs)),
      `${row.words}${row.attribution === null ? '' : ` (${row.attribution})`}`,
    ]),
    width,
  );
}

export const stateOf = ({ outcome }: CheckResult): 'holds' | 'soon' | 'broken' | 'no data' =>
  ({ pass: 'holds', degraded: 'soon', fail: 'broken', inconclusive: 'no data', skipped: 'no data' } as const)[outcome];

/** Service hours as written on the command line. */
export function readHours(text: string | undefined): ServiceHours | undefined {
  if (text === undefined) return undefined;
  const read = readServiceHours(text, Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (read) return read.hours;
  throw new Fault('bad_input', {
    happened: `“${text}” are no service hours.`,
    remedy: 'Write "Mon-Fri 09-18", "every day 06-22" or "always".',
  });
}

async function add(terminal: Terminal, request: string, options: AddOptions): Promise<Outcome> {
  const hours = readHours(options.hours);
  const codes = options.status
    ?.split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  if (codes?.some((code) => !(code >= 100 && code <= 599)))
    throw new Fault('bad_input', { happened: '--status takes status codes.', remedy: 'Write them as 200,204.' });
  return terminal.inWorkspace(async (client) => {
    const saved = await findSavedRequest(client, request);
    const monitor = await client.monitors.add(
      {
        savedRequestId: saved.id,
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.every === undefined ? {} : { intervalS: options.every }),
        ...(options.retries === false ? { retriesS: [] } : {}),
        ...(hours === undefined ? {} : { serviceHours: hours === null ? null : { ...hours, days: [...hours.days] } }),
        assertions: [
          ...(codes ? [{ kind: 'status' as const, anyOf: codes }] : []),
          ...(options.slowAbove === undefined ? [] : [{ kind: 'latency' as const, atMostMs: options.slowAbove }]),
          ...(options.contains === undefined ? [] : [{ kind: 'body_contains' as const, text: options.contains }]),
          ...(options.contract ? [{ kind: 'contract_fits' as const }] : []),
        ],
      },
      terminal.call,
    );
    return {
      json: monitor,
      show: () => [...monitorLines(monitor), 'It is checked while the app is open, or with: quartermaster monitor watch.'],
    };
  });
}

async function pause(terminal: Terminal, name: string, isPaused: boolean): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const monitor = await client.monitors.pause({ id: (await findMonitor(client, name)).id, isPaused }, terminal.call);
    return { json: monitor, show: () => [`${monitor.name} ${isPaused ? 'is paused; until it goes on there is no data' : 'goes on'}.`] };
  });
}

async function remove(terminal: Terminal, name: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const monitor = await findMonitor(client, name);
    await client.monitors.remove({ id: monitor.id }, terminal.call);
    return { json: { removed: monitor.id }, show: () => [`${monitor.name} removed; what it saw stays.`] };
  });
}

async function runOnce(terminal: Terminal, names: readonly string[], all: boolean): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const ids: string[] = [];
    for (const name of names) ids.push((await findMonitor(client, name)).id);
    const checks = await client.monitors.runOnce(ids.length > 0 ? { ids } : { all }, terminal.call);
    return {
      json: checks,
      exitCode: checks.some(({ outcome }) => outcome === 'fail') ? 1 : 0,
      show: ({ width }) => (checks.length === 0 ? ['Nothing is due now. Name a monitor, or give --all.'] : resultLines(checks, width)),
    };
  });
}

async function results(terminal: Terminal, name: string | undefined, limit: number): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rows = await client.monitors.results(
      name === undefined ? { limit } : { monitorId: (await findMonitor(client, name, 'part')).id, limit },
      terminal.call,
    );
    return { json: rows, show: ({ width }) => resultLines(rows, width) };
  });
}
