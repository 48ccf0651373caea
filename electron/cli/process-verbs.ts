import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { criticalities } from '../../shared/contract/standing.ts';
import type { BusinessProcess, ProcessLink } from '../../shared/contract/processes.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { readWorth, worthText } from '../../shared/domain/inventory/unit-worth.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findPerson, findProcess } from './find-record.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

interface ProcessOptions {
  readonly name?: string;
  readonly criticality?: BusinessProcess['criticality'];
  readonly owner?: string;
  readonly deputy?: string;
  readonly notes?: string;
  readonly hours?: string;
  readonly unitsPerHour?: number;
  readonly unit?: string;
  readonly worth?: string;
}

export function addProcessVerbs(program: Command, run: Run): void {
  const noun = program.command('process').description('What the company does that depends on APIs');

  withExamples(noun.command('list').description('List the business processes, the most critical first'), 'process list').action(() =>
    run((terminal) => terminal.inWorkspace((client) => list(client))),
  );

  withExamples(
    noun.command('show').description('Show a process with what it depends on').argument('<process>', 'its name or id'),
    'process show Checkout',
  ).action((text: string) => run((terminal) => terminal.inWorkspace((client) => show(client, text))));

  withExamples(
    withFields(noun.command('add').description('Add a business process').requiredOption('--name <name>', 'what the team calls it')),
    'process add --name Checkout --criticality high --owner Ines --deputy Deniz',
    'process add --name Refunds --units-per-hour 4 --unit refunds --worth "45.00 EUR"',
  ).action((options: ProcessOptions) => run((terminal) => save(terminal, null, options)));

  withExamples(
    withFields(
      noun
        .command('edit')
        .description('Change what is given')
        .argument('<process>', 'its name or id')
        .option('--name <name>', 'another name'),
    ),
    'process edit Checkout --deputy Maya',
    'process edit Checkout --owner nobody',
  ).action((text: string, options: ProcessOptions) => run((terminal) => save(terminal, text, options)));

  withExamples(
    noun.command('remove').description('Remove a process and its links; undo brings them back').argument('<process>', 'its name or id'),
    'process remove Refunds',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const process = await findProcess(client, text);
        await client.inventory.removeProcess({ id: process.id }, terminal.call);
        return {
          json: { removed: { id: process.id, name: process.name } },
          show: () => [`${process.name} is removed with its ${plural(process.apiCount, 'link')}.`],
        };
      }),
    ),
  );
}

/** The options that adding and editing share. */
function withFields(verb: Command): Command {
  return verb
    .addOption(new Option('--criticality <criticality>', 'how much stops without it').choices(criticalities))
    .option('--owner <person>', 'who owns it; “nobody” for none')
    .option('--deputy <person>', 'who stands in; “nobody” for none')
    .option('--notes <text>', 'what the next person should know')
    .option('--hours <text>', 'when it is in use: "Mo-Sa 08:00-20:00"')
    .option('--units-per-hour <number>', 'how many units an hour it makes', amount)
    .option('--unit <name>', 'what is counted: orders, refunds')
    .option('--worth <amount>', 'what a unit is worth: "45.00 EUR"; empty for none');
}

function amount(text: string): number {
  const value = /^\d{1,9}(?:\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value))
    throw new Fault('bad_input', {
      happened: `“${text}” is not a number of units.`,
      remedy: 'Write it as 18 or 2.5. Nothing was changed.',
    });
  return value;
}

async function list(client: CoreClient): Promise<Outcome> {
  const processes = await client.inventory.processes({});
  return {
    json: processes,
    show: ({ width }) =>
      processes.length === 0
        ? ['There is no business process yet. Add one: quartermaster process add --name Checkout']
        : [
            { text: plural(processes.length, 'business process', 'business processes'), tone: 'title' },
            '',
            ...layoutTable(
              [
                { title: 'Process', least: 14 },
                { title: 'Criticality' },
                { title: 'State', least: 18 },
                { title: 'Owner', least: 8 },
                { title: 'Deputy', least: 8 },
                { title: 'APIs', align: 'right' },
                { title: 'No fallback', align: 'right' },
              ],
              processes.map((one) => [
                one.name,
                one.criticality,
                standingText(one.standing),
                one.ownerName ?? { text: 'nobody', tone: 'quiet' },
                one.deputyName ?? { text: 'nobody', tone: 'quiet' },
                countText(one.apiCount),
                countText(one.withoutFallback),
              ]),
              width,
            ),
          ],
  };
}

async function show(client: CoreClient, text: string): Promise<Outcome> {
  const { id } = await findProcess(client, text, 'part');
  const found = await client.inventory.showProcess({ id });
  return { json: found, show: ({ width }) => layoutProcess(found.process, found.links, width) };
}

function layoutProcess(process: BusinessProcess, links: readonly ProcessLink[], width: number): Line[] {
  const worth =
    process.valueMinor === null || process.currency === null
      ? null
      : worthText({ valueMinor: process.valueMinor, currency: process.currency });
  const units = process.unitsPerHour === null ? null : `${grouped(process.unitsPerHour)} ${process.unitName || 'units'} an hour`;
  return [
    { text: process.name, tone: 'title' },
    standingText(process.standing),
    '',
    ...layoutFacts([
      ['Owner', `${process.ownerName ?? 'nobody'}, deputy ${process.deputyName ?? 'nobody'}`],
      ['Criticality', process.criticality],
      ['Service hours', process.serviceHours],
      ['Value', [units, worth === null ? null : `${worth} each`].filter((part) => part !== null).join(', ')],
      ['Notes', process.notes],
      ['Id', process.id],
    ]),
    '',
    { text: links.length === 0 ? 'Depends on no API yet' : `Depends on ${plural(links.length, 'API')}`, tone: 'title' },
    ...(links.length === 0
      ? []
      : layoutTable(
          [
            { title: 'API', least: 16 },
            { title: 'Strength' },
            { title: 'State', least: 12 },
            { title: 'When it fails', least: 20 },
            { title: 'Fallback', least: 16, wraps: true },
          ],
          links.map((link) => [
            `${link.vendorName} ${link.apiName}`,
            link.strength,
            standingText(link.apiStanding),
            link.impact || 'not said yet',
            link.fallback || 'none',
          ]),
          width,
        )),
  ];
}

async function save(terminal: Terminal, text: string | null, options: ProcessOptions): Promise<Outcome> {
  const worth = options.worth === undefined ? undefined : readWorth(options.worth);
  if (worth && 'problem' in worth)
    throw new Fault('bad_input', {
      happened: `“${options.worth}” is not what a unit is worth.`,
      remedy: `${worth.problem} Nothing was changed.`,
    });
  return terminal.inWorkspace(async (client) => {
    const known = text === null ? null : await findProcess(client, text);
    const personId = async (name: string | undefined): Promise<string | null | undefined> =>
      name === undefined ? undefined : name === 'nobody' ? null : (await findPerson(client, name)).id;
    const [ownerId, deputyId] = [await personId(options.owner), await personId(options.deputy)];
    const { id } = await client.inventory.saveProcess(
      {
        ...(known ? { id: known.id } : {}),
        name: options.name,
        criticality: options.criticality,
        ownerId,
        deputyId,
        notes: options.notes,
        serviceHours: options.hours,
        unitsPerHour: options.unitsPerHour,
        unitName: options.unit,
        ...(worth === undefined ? {} : { valueMinor: worth.worth?.valueMinor ?? null, currency: worth.worth?.currency ?? null }),
      },
      terminal.call,
    );
    const { process } = await client.inventory.showProcess({ id });
    return { json: process, show: () => [`${process.name} ${known ? 'changed' : 'added'}.`] };
  });
}
