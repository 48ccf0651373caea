import { Option, type Command } from 'commander';
import { breakStates, type BreakState } from '../../shared/domain/ledger/break-class.ts';
import { withExamples } from './examples.ts';
import { createLedgerVerb, type CreateOptions } from './ledger-create.ts';
import { exportBreaks, listBreaksVerb, type BreakOptions } from './ledger-breaks.ts';
import { assignVerb, explainVerb, noteVerb, stateVerb } from './ledger-actions.ts';
import { listVerb, runVerb, showBridge, showCauses, showVerb, type RunOptions } from './ledger-show.ts';
import { collect } from './option-values.ts';
import type { Run } from './terminal.ts';

const only = ['all', 'new', 'without owner', 'overdue', 'resolved'] as const;

export function addLedgerVerbs(program: Command, run: Run): void {
  const noun = program.command('ledger').description('What should be in two systems, what is, and how each difference ends');

  withExamples(noun.command('list').description('List the ledgers with what is open'), 'ledger list', 'ledger list --json').action(() =>
    run(listVerb),
  );

  withExamples(
    noun.command('show').description('Show a ledger: definition, last runs, what is open').argument('<ledger>', 'its name or id'),
    'ledger show "Orders to payouts"',
  ).action((ledger: string) => run((terminal) => showVerb(terminal, ledger)));

  addCreate(noun, run);

  withExamples(
    noun
      .command('run')
      .description('Compare two files; ends with 1 when the run is partial, when it opened breaks, or when open breaks have no owner')
      .argument('<ledger>', 'its name or id')
      .option('--left <file>', 'the left file; the one of the last run unless named')
      .option('--right <file>', 'the right file; the one of the last run unless named'),
    'ledger run "Orders to payouts" --left orders.csv --right payouts.csv',
    'ledger run "Orders to payouts"',
  ).action((ledger: string, options: RunOptions) => run((terminal) => runVerb(terminal, ledger, options)));

  withExamples(
    noun
      .command('bridge')
      .description('Show how the left sum becomes the right one, by currency')
      .argument('<ledger>', 'its name or id')
      .option('--currency <code>', 'only this currency'),
    'ledger bridge "Orders to payouts" --currency EUR',
  ).action((ledger: string, options: { currency?: string }) => run((terminal) => showBridge(terminal, ledger, options.currency)));

  withExamples(
    noun.command('causes').description('Show what open breaks have in common').argument('<ledger>', 'its name or id'),
    'ledger causes "Orders to payouts"',
  ).action((ledger: string) => run((terminal) => showCauses(terminal, ledger)));

  withExamples(
    breakOptions(noun.command('breaks').description('List breaks by due date, then amount').argument('<ledger>', 'its name or id'))
      .option('--limit <n>', 'at most so many', '100')
      .option('--csv', 'write CSV on standard output'),
    'ledger breaks "Orders to payouts" --only "without owner"',
    'ledger breaks "Orders to payouts" --state fix_pending --csv',
  ).action((ledger: string, options: BreakOptions) => run((terminal) => listBreaksVerb(terminal, ledger, options)));

  withExamples(
    breakOptions(
      noun.command('export').description('Write every break that fits as CSV into a file').argument('<ledger>', 'its name or id'),
    ).requiredOption('--out <file>', 'the file to write'),
    'ledger export "Orders to payouts" --out breaks.csv',
  ).action((ledger: string, options: BreakOptions & { out: string }) => run((terminal) => exportBreaks(terminal, ledger, options)));

  addActions(noun, run);
}

function breakOptions(verb: Command): Command {
  return verb
    .option('--currency <code>', 'only of this currency')
    .option('--cause <words>', 'only of this cause')
    .addOption(new Option('--state <state>', 'only in this state').choices(breakStates))
    .addOption(new Option('--only <which>', 'which ones').choices(only).default('all'))
    .option('--text <words>', 'only those that have these words');
}

function addCreate(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('create')
      .description('Define a ledger from two example files; what is not said is proposed from their columns and shown')
      .argument('<name>', 'the ledger’s name')
      .option('--left <file>', 'an example of the left file')
      .option('--right <file>', 'an example of the right file')
      .option('--definition <file>', 'the whole definition as JSON, in place of everything below')
      .option('--match <column>', 'the key: COLUMN, or LEFT=RIGHT; may be given several times', collect, [])
      .option('--amount <column>', 'the amount: COLUMN or LEFT=RIGHT, each with :minor or :major')
      .option('--decimal-mark <mark>', 'point or comma, or LEFT=RIGHT')
      .option('--currency <column>', 'the currency: COLUMN, LEFT=RIGHT, or a code such as EUR')
      .option('--time <column>', 'the time: COLUMN or LEFT=RIGHT')
      .option(
        '--compare <field>',
        'a compared field: COLUMN or LEFT=RIGHT, then :exact, :2minor, :1%, :5min or :shown; several times',
        collect,
        [],
      )
      .option('--tolerance <t>', 'how far amounts may differ: exact, 2minor or 1%')
      .option('--settle <days>', 'how many days the other side may take; “none” for at once')
      .option('--left-name <name>', 'what the left side is called')
      .option('--right-name <name>', 'what the right side is called')
      .option('--left-mapping <mapping>', 'the mapping that reads the left file; columns are then its fields')
      .option('--right-mapping <mapping>', 'the mapping that reads the right file')
      .option('--dry-run', 'show the definition, and change nothing'),
    'ledger create "Orders to payouts" --left orders.csv --right payouts.csv --dry-run',
    'ledger create "Orders to payouts" --left orders.csv --right payouts.csv --match order_id=reference --amount total=captured:minor --currency currency --compare items --settle 2',
    'ledger create "Orders to payouts" --definition ledger.json',
  ).action((name: string, options: CreateOptions) => run((terminal) => createLedgerVerb(terminal, name, options)));
}

function addActions(noun: Command, run: Run): void {
  const which = (verb: Command): Command =>
    verb
      .argument('<ledger>', 'its name or id')
      .option('--break <key>', 'the break of this key; may be given several times', collect, [])
      .option('--cause <words>', 'every open break of this cause');
  interface Which {
    readonly break: readonly string[];
    readonly cause?: string;
  }
  withExamples(
    which(noun.command('assign').description('Give breaks to a person')).requiredOption('--to <person>', 'a person’s name, or “nobody”'),
    'ledger assign "Orders to payouts" --break ACME-23991 --to Ines',
    'ledger assign "Orders to payouts" --cause "right = left × 100" --to Deniz',
  ).action((ledger: string, options: Which & { to: string }) => run((terminal) => assignVerb(terminal, ledger, options)));
  withExamples(
    which(noun.command('explain').description('Explain breaks until a day; after it they stand open again'))
      .requiredOption('--until <day>', 'a day to come: 2026-12-31, or +3d')
      .requiredOption('--reason <words>', 'why they are all right until then'),
    'ledger explain "Orders to payouts" --break ACME-23991 --until +3d --reason "Chargeback, the bank answers by Friday"',
  ).action((ledger: string, options: Which & { until: string; reason: string }) =>
    run((terminal) => explainVerb(terminal, ledger, options)),
  );
  withExamples(
    which(noun.command('state').description('Say how far you are; only a run can say that a break is resolved')).addOption(
      new Option('--to <state>', 'the state')
        .choices(['open', 'investigating', 'fix_pending'] satisfies BreakState[])
        .makeOptionMandatory(),
    ),
    'ledger state "Orders to payouts" --break ACME-23991 --to fix_pending',
  ).action((ledger: string, options: Which & { to: 'open' | 'investigating' | 'fix_pending' }) =>
    run((terminal) => stateVerb(terminal, ledger, options)),
  );
  withExamples(
    noun
      .command('note')
      .description('Add a note to the history of a break')
      .argument('<ledger>', 'its name or id')
      .requiredOption('--break <key>', 'the break’s key')
      .requiredOption('--text <words>', 'the note'),
    'ledger note "Orders to payouts" --break ACME-23991 --text "Asked the vendor, case 40-2281"',
  ).action((ledger: string, options: { break: string; text: string }) => run((terminal) => noteVerb(terminal, ledger, options)));
}
