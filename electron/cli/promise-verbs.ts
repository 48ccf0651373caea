import type { Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { promiseKinds, type PromiseReport } from '../../shared/contract/monitors.ts';
import { percentWords, rangeWords, seenPercent, verdictLabels, verdictStates } from '../../shared/domain/monitors/verdict-words.ts';
import { withExamples } from './examples.ts';
import { findMonitor, findPromise } from './find-monitored.ts';
import { findApi, findOne } from './find-record.ts';
import { readHours } from './monitor-verbs.ts';
import { wholeNumber } from './option-values.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

interface AddOptions {
  readonly kind?: string;
  readonly target: string;
  readonly monitor?: string;
  readonly api?: string;
  readonly ledger?: string;
  readonly process?: string;
  readonly threshold?: number;
  readonly hours?: string;
  readonly countOurs?: boolean;
}

export function addPromiseVerbs(program: Command, run: Run): void {
  const noun = program.command('promise').description('What is promised on an integration, judged every month by what was seen');
  withExamples(noun.command('list').description('List the promises of this month'), 'promise list', 'promise list --json').action(() =>
    run((terminal) => report(terminal, undefined, false)),
  );
  withExamples(
    noun
      .command('report')
      .description('Judge the promises of a month; ends with 1 when one is missed or at risk')
      .option('--month <month>', 'such as 2026-10; else this one'),
    'promise report --month 2026-10 --json',
  ).action((options: { month?: string }) => run((terminal) => report(terminal, options.month, true)));
  withExamples(
    noun
      .command('show')
      .description('Show a promise with how it is counted')
      .argument('<promise>', 'name or id')
      .option('--month <month>', 'such as 2026-10; else this one'),
    'promise show Checkout --month 2026-10',
  ).action((name: string, options: { month?: string }) => run((terminal) => show(terminal, name, options.month)));
  withExamples(
    noun
      .command('add')
      .description('Make a promise')
      .argument('<name>', 'what it is called')
      .requiredOption('--target <percent>', 'such as 99.5')
      .option('--kind <kind>', `${promiseKinds.join(', ')}; availability unless told`)
      .option('--monitor <monitor>', 'measured by a monitor')
      .option('--api <api>', 'measured by our own calls of an API')
      .option('--ledger <ledger>', 'measured by a ledger')
      .option('--process <process>', 'for which business process')
      .option('--threshold <ms>', 'for latency and freshness: how long at most', wholeNumber(1, 2_000_000_000))
      .option('--hours <hours>', 'service hours: "Mon-Fri 09-18", "always"')
      .option('--count-ours', 'failures of our own count as bad too'),
    'promise add Checkout --target 99.5 --monitor "Checkout answers" --hours "Mon-Sat 08-20"',
  ).action((name: string, options: AddOptions) => run((terminal) => add(terminal, name, options)));
  withExamples(
    noun.command('remove').description('Remove a promise; what it was counted from stays').argument('<promise>', 'name or id'),
    'promise remove Checkout',
  ).action((name: string) => run((terminal) => remove(terminal, name)));
}

async function report(terminal: Terminal, month: string | undefined, judges: boolean): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rows = await client.monitors.promises(month === undefined ? {} : { month }, terminal.call);
    const isKept = rows.every(({ verdict }) => verdict !== 'missed' && verdict !== 'at_risk');
    return {
      json: rows,
      exitCode: judges && !isKept ? 1 : 0,
      show: ({ width }) =>
        rows.length === 0
          ? ['No promise yet. Make one: quartermaster promise add NAME --target 99.5 --monitor MONITOR.']
          : [
              { text: `${plural(rows.length, 'promise')}, ${month ?? 'this month so far'}`, tone: 'title' },
              '',
              ...layoutTable(
                [
                  { title: 'Promise', least: 14 },
                  { title: 'Verdict', least: 12 },
                  { title: 'Target', align: 'right' },
                  { title: 'Observed', align: 'right' },
                  { title: 'Seen', align: 'right' },
                  { title: 'Possible', align: 'right' },
                  { title: 'n', align: 'right' },
                  { title: 'Allowance', least: 16 },
                ],
                rows.map((row) => [
                  row.name,
                  standingText({ state: verdictStates[row.verdict], words: verdictLabels[row.verdict] }),
                  percentWords(row.target),
                  row.observed === null ? '–' : percentWords(row.observed),
                  row.coverage === null ? '–' : seenPercent(row.coverage),
                  row.lower === null || row.upper === null ? '–' : rangeWords(row.lower, row.upper),
                  `${row.good + row.bad} of ${row.elapsed}`,
                  row.allowanceWords,
                ]),
                width,
              ),
            ],
    };
  });
}

async function show(terminal: Terminal, name: string, month: string | undefined): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findPromise(client, name, 'part');
    const detail = await client.monitors.promise({ id, ...(month === undefined ? {} : { month }) }, terminal.call);
    return {
      json: detail,
      show: () => [...reportLines(detail.report), ...detail.annulments.map((one) => `Annulled by ${one.person}: ${one.reason}`)],
    };
  });
}

const reportLines = (report: PromiseReport): Line[] => [
  { text: `${report.name}: ${verdictLabels[report.verdict]}`, tone: 'title' },
  report.words,
  `Promised ${percentWords(report.target)}, ${report.serviceWords}. Allowance: ${report.allowanceWords}.`,
  '',
  ...report.methodWords.split('\n').map((text) => ({ text, tone: 'quiet' as const })),
];

async function add(terminal: Terminal, name: string, options: AddOptions): Promise<Outcome> {
  const kind = promiseKinds.find((one) => one === (options.kind ?? 'availability'));
  const target = Number(options.target.replace(',', '.').replace(/\s*%$/, '')) / 100;
  if (!kind)
    throw new Fault('bad_input', { happened: `“${options.kind}” is no kind of promise.`, remedy: `One of ${promiseKinds.join(', ')}.` });
  if (!(target > 0 && target <= 1))
    throw new Fault('bad_input', { happened: '--target is a share above 0, at most 100.', remedy: 'Write it as 99.5.' });
  const hours = readHours(options.hours);
  return terminal.inWorkspace(async (client) => {
    const ledgers = options.ledger === undefined ? [] : await client.ledger.list({});
    const processes = options.process === undefined ? [] : await client.inventory.processes({});
    const namesOf = (row: { readonly name: string }): readonly string[] => [row.name];
    const idOf = (row: { readonly id: string }): string => row.id;
    const made = await client.monitors.addPromise(
      {
        name,
        kind,
        target,
        monitorIds: options.monitor === undefined ? [] : [(await findMonitor(client, options.monitor)).id],
        apiId: options.api === undefined ? null : (await findApi(client, options.api)).id,
        ledgerId:
          options.ledger === undefined
            ? null
            : findOne(options.ledger, { what: 'ledger', where: 'quartermaster ledger list', rows: ledgers, idOf, namesOf }).id,
        processId:
          options.process === undefined
            ? null
            : findOne(options.process, { what: 'process', where: 'quartermaster inventory list', rows: processes, idOf, namesOf }).id,
        thresholdMs: options.threshold ?? null,
        serviceHours: hours == null ? null : { ...hours, days: [...hours.days] },
        countsOurs: options.countOurs ?? false,
      },
      terminal.call,
    );
    return { json: made, show: () => reportLines(made) };
  });
}

async function remove(terminal: Terminal, name: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const promise = await findPromise(client, name);
    await client.monitors.removePromise({ id: promise.id }, terminal.call);
    return { json: { removed: promise.id }, show: () => [`Promise “${promise.name}” removed.`] };
  });
}
