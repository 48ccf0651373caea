import { Option, type Command } from 'commander';
import { changeLevels, type ContractChange, type PlannedChange } from '../../shared/contract/contract-changes.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi, type Grasp } from './find-record.ts';
import { countText, plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line, Text } from './text.ts';

interface ChangeOptions {
  readonly api: string;
  readonly level?: ContractChange['level'];
  readonly open?: boolean;
  readonly used?: boolean;
}

interface AcceptOptions extends ChangeOptions {
  readonly id?: string;
  readonly reopen?: boolean;
}

/** `inventory changes` and `inventory accept`: what a newer contract changed, and that somebody has seen to it. */
export function addContractChangeVerbs(noun: Command, run: Run): void {
  withExamples(
    withFilter(
      noun.command('changes').description('List what newer contracts of an API changed; ends with 1 when something breaks that is used'),
    ),
    'inventory changes --api "Adyen Checkout"',
    'inventory changes --api "Adyen Checkout" --level breaking --used --json',
  ).action((options: ChangeOptions) => run((terminal) => terminal.inWorkspace((client) => list(client, options))));

  withExamples(
    withFilter(noun.command('accept').description('Say that changes have been seen to; another import does not bring them up again'))
      .option('--id <id>', 'only the one change')
      .option('--reopen', 'open them again'),
    'inventory accept --api "Adyen Checkout" --level safe',
    'inventory accept --api "Adyen Checkout" --id 01985f2e-9a4c-7d11-8a53-2f6f1d0c9b7e',
  ).action((options: AcceptOptions) => run((terminal) => accept(terminal, options)));
}

function withFilter(verb: Command): Command {
  return verb
    .requiredOption('--api <api>', 'its id, or vendor and name')
    .addOption(new Option('--level <level>', 'only of one kind').choices(changeLevels))
    .option('--open', 'only what nobody has accepted')
    .option('--used', 'only what touches endpoints that are used');
}

async function find(client: CoreClient, { api, level, open, used }: ChangeOptions, grasp?: Grasp) {
  const row = await findApi(client, api, grasp);
  const all = await client.inventory.contractChanges({ apiId: row.id, ...(level === undefined ? {} : { level }), openOnly: open === true });
  return { name: apiWords(row), changes: all.filter((change) => used !== true || change.isUsed) };
}

async function list(client: CoreClient, options: ChangeOptions): Promise<Outcome> {
  const { name, changes } = await find(client, options, 'part');
  const pressing = changes.filter((change) => change.level === 'breaking' && change.isUsed && change.status === 'open').length;
  return {
    json: changes,
    exitCode: pressing > 0 ? 1 : 0,
    show: ({ width }) => {
      if (changes.length === 0) return [`No change of a contract of ${name} fits.`];
      const versions = [...new Set(changes.map(({ fromVersion, toVersion }) => `${fromVersion} to ${toVersion}`))];
      return [
        { text: `${name}: ${plural(changes.length, 'change')} (${versions.join(', ')})`, tone: 'title' },
        pressing > 0
          ? { text: `${plural(pressing, 'breaking change')} on what you use, not accepted yet.`, tone: 'soon' }
          : 'Nothing that breaks what you use is open.',
        '',
        ...layoutChanges(changes, width),
      ];
    },
  };
}

/** Changes as a table: level, whether it is used, endpoint, place, words. */
export function layoutChanges(changes: readonly (PlannedChange & Partial<ContractChange>)[], width: number): Line[] {
  return layoutTable(
    [
      { title: 'Change' },
      { title: 'Used' },
      { title: 'Calls 30 d', align: 'right' },
      { title: 'Endpoint', least: 20 },
      { title: 'Where', least: 10 },
      { title: 'What', least: 30, wraps: true },
    ],
    changes.map((change) => [
      levelText(change),
      usedText(change),
      countText(change.calls30d),
      change.method === null ? 'the whole API' : `${change.method} ${change.path}`,
      change.place,
      change.words,
    ]),
    width,
  );
}

function levelText({ level, status }: Pick<PlannedChange, 'level'> & Partial<ContractChange>): Text {
  const text = status === 'accepted' ? `${level}, accepted` : level;
  if (level === 'safe' || status === 'accepted') return { text, tone: 'quiet' };
  return level === 'breaking' ? { text, tone: 'broken' } : { text, tone: 'soon' };
}

function usedText({ isUsed, calls90d, savedRequests }: PlannedChange): Text {
  if (!isUsed) return { text: 'no', tone: 'quiet' };
  return calls90d > 0 ? 'yes' : `saved (${savedRequests.length})`;
}

async function accept(terminal: Terminal, options: AcceptOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { name, changes } = await find(client, options);
    const isAccepted = options.reopen !== true;
    const wanted = changes.filter(
      (change) => (options.id === undefined || change.id === options.id) && (change.status === 'accepted') !== isAccepted,
    );
    if (wanted.length === 0) {
      throw new Fault('not_found', {
        happened: `No change of ${name} fits that is not ${isAccepted ? 'accepted' : 'open'} already.`,
        remedy: 'See quartermaster inventory changes. Nothing was changed.',
      });
    }
    const result = await client.inventory.acceptChanges({ ids: wanted.map(({ id }) => id), isAccepted }, terminal.call);
    return { json: { ...result, ids: wanted.map(({ id }) => id) }, show: () => [`${result.words}.`] };
  });
}
