import { Option, type Command } from 'commander';
import { reportFormats } from '../../shared/contract/flows.ts';
import { withExamples } from './examples.ts';
import { duplicateFlow, listFlows, listRuns, removeFlow, saveFlow, scheduleFlow, showFlow } from './flow-lists.ts';
import { exportVerb, resumeVerb, retryVerb, runVerb, settleVerb, type RunOptions } from './flow-runs.ts';
import { collect, collectPairs, wholeNumber } from './option-values.ts';
import type { Run } from './terminal.ts';

/** Ordered calls with data passed between them: made, run, gone on with, and reported. */
export function addFlowVerbs(program: Command, run: Run): void {
  const noun = program.command('flow').description('Ordered calls with data passed between them, checks, and a receipt of each run');
  withExamples(
    noun.command('list').description('List the flows and how their last runs ended').option('--folder <folder>', 'only those of a folder'),
    'flow list',
    'flow list --folder Refunds --json',
  ).action((options: { folder?: string }) => run((terminal) => listFlows(terminal, options.folder)));

  withExamples(
    noun.command('show').description('Show the steps of a flow and what it asks a file for').argument('<flow>', 'its name or id'),
    'flow show "Refund and verify"',
  ).action((flow: string) => run((terminal) => showFlow(terminal, flow)));

  withExamples(
    noun
      .command('save')
      .description('Make a flow of saved requests, or of a file that “flow show --json” wrote')
      .argument('<name>', 'its name')
      .option('--request <request>', 'a saved request as a step; in order (may be repeated)', collect, [])
      .option('--file <file>', 'a JSON file with the flow’s spec')
      .option('--folder <folder>', 'the folder it is in')
      .option('--replace', 'change the flow of this name, when there is one')
      .option('--anyway', 'also over what somebody changed since “flow show --json” wrote the file'),
    'flow save "Refund and verify" --request "Refund a payment" --request "Order by its number" --folder Refunds',
    'flow save "Refund and verify" --file refund.json --replace',
  ).action((name: string, options: { request: readonly string[]; file?: string; folder?: string; replace?: boolean; anyway?: boolean }) =>
    run((terminal) => saveFlow(terminal, name, options)),
  );

  withExamples(
    guarded(
      noun
        .command('run')
        .description('Run a flow; ends with 1 when a check did not hold or an outcome is unknown')
        .argument('<flow>', 'its name or id')
        .option('--data <file>', 'a CSV, JSON or NDJSON file; each row is one round of the steps')
        .option('--rows <rows>', 'only these rows: “1-3, 7”', '')
        .option(
          '--environment <name>',
          'where it goes this time: Sandbox, or "Adyen Checkout/Sandbox" for one API (may be repeated)',
          collect,
          [],
        )
        .option(
          '--var <name=value>',
          'a value for {{name}}, this time and in every row (may be repeated)',
          collectPairs(/=/, 'name=value'),
          [],
        )
        .option('--concurrency <n>', 'so many rows at once', wholeNumber(1, 5), 1)
        .option('--dry-run', 'show what the first three rows would send; nothing is sent'),
    )
      .addOption(new Option('--report <format>', 'also write a report').choices(reportFormats))
      .option('--out <file>', 'where the report is written'),
    'flow run "Refund and verify"',
    'flow run "Refund and verify" --environment Sandbox --var payment=8836183819713023 --var amount=4990',
    'flow run "Refund and verify" --data refunds.csv --dry-run',
    'flow run "Refund and verify" --data refunds.csv --rows 1-3 --report junit --out refunds.xml',
    'flow run "Refund and verify" --data refunds.csv --yes-production Production',
  ).action((flow: string, options: RunOptions) => run((terminal) => runVerb(terminal, flow, options)));

  withExamples(
    guarded(
      noun
        .command('resume')
        .description('Go on with a run that stopped, at the first row that was not done; nothing is sent twice')
        .argument('<run>', 'the number of the run, or its id')
        .option('--concurrency <n>', 'so many rows at once', wholeNumber(1, 5)),
    ),
    'flow resume 12',
  ).action((text: string, options: { yesProduction: readonly string[]; concurrency?: number }) =>
    run((terminal) => resumeVerb(terminal, text, options)),
  );

  withExamples(
    guarded(
      noun
        .command('retry')
        .description('Run again the rows of a run that failed and of which nothing stands')
        .argument('<run>', 'the number of the run, or its id')
        .option('--despite-restore', 'a backup was restored since: they were not run again after it, or may be sent twice'),
    ),
    'flow retry 12',
  ).action((text: string, options: { yesProduction: readonly string[]; despiteRestore?: true }) =>
    run((terminal) => retryVerb(terminal, text, options)),
  );

  withExamples(
    noun
      .command('settle')
      .description('Say what became of a row whose outcome nobody knows')
      .argument('<run>', 'the number of the run, or its id')
      .requiredOption('--row <row>', 'the row', wholeNumber(0, 1_000_000))
      .addOption(new Option('--as <what>', 'what became of it').choices(['took-effect', 'not-sent', 'close']).makeOptionMandatory()),
    'flow settle 12 --row 250 --as took-effect',
  ).action((text: string, options: { row: number; as: 'took-effect' | 'not-sent' | 'close' }) =>
    run((terminal) => settleVerb(terminal, text, options)),
  );

  withExamples(
    noun
      .command('runs')
      .description('List the runs, the newest first')
      .argument('[flow]', 'only those of a flow')
      .option('--limit <n>', 'at most so many', wholeNumber(1, 500), 50),
    'flow runs',
    'flow runs "Refund and verify" --json',
  ).action((flow: string | undefined, options: { limit: number }) => run((terminal) => listRuns(terminal, flow, options.limit)));

  withExamples(
    noun
      .command('export')
      .description('Write the report, the result file or the receipt of a run')
      .argument('<run>', 'the number of the run, or its id')
      .addOption(new Option('--report <format>', 'what is written').choices(reportFormats).default('csv'))
      .requiredOption('--out <file>', 'where it is written'),
    'flow export 12 --out refunds-result.csv',
    'flow export 12 --report receipt-pdf --out refunds.pdf',
  ).action((text: string, options: { report: (typeof reportFormats)[number]; out: string }) =>
    run((terminal) => exportVerb(terminal, text, options)),
  );

  withExamples(
    guarded(
      noun
        .command('schedule')
        .description('Say when a flow runs by itself, while the app has the workspace open')
        .argument('<flow>', 'its name or id')
        .option('--cron <fields>', 'minute, hour, day, month, day of the week')
        .option('--zone <zone>', 'the zone of the hours')
        .option('--data <file>', 'a row of this file for each round; it has to be the same file then')
        .option('--no-data', 'without a file from now on')
        .option('--off', 'no more')
        .option('--arm', 'it may change production by itself, as it is now; recorded'),
    ),
    'flow schedule "Month of captures" --cron "0 6 1 * *" --zone Europe/Berlin',
    'flow schedule "Month of captures" --data captures.csv',
    'flow schedule "Month of captures" --off',
  ).action((flow: string, options: Parameters<typeof scheduleFlow>[2]) => run((terminal) => scheduleFlow(terminal, flow, options)));

  withExamples(
    noun.command('duplicate').description('Make a copy beside it').argument('<flow>', 'its name or id'),
    'flow duplicate "Refund and verify"',
  ).action((flow: string) => run((terminal) => duplicateFlow(terminal, flow)));

  withExamples(
    noun.command('remove').description('Remove a flow; its runs stay').argument('<flow>', 'its name or id'),
    'flow remove "Refund and verify"',
  ).action((flow: string) => run((terminal) => removeFlow(terminal, flow)));
}

const guarded = (command: Command): Command =>
  command.option(
    '--yes-production <name>',
    'the name of a production environment in which it may change something (may be repeated)',
    collect,
    [],
  );
