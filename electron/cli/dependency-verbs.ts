import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { strengths, type ProcessLink } from '../../shared/contract/processes.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi, findProcess, findVendor } from './find-record.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface LinkOptions {
  readonly process: string;
  readonly api: string;
  readonly strength?: (typeof strengths)[number];
  readonly impact?: string;
  readonly fallback?: string;
}

interface FilterOptions {
  readonly api?: string;
  readonly process?: string;
  readonly vendor?: string;
}

export function addDependencyVerbs(program: Command, run: Run): void {
  const noun = program.command('dependency').description('Which process needs which API: what happens when it fails, and what takes over');

  withExamples(
    withFilter(noun.command('list').description('List the links; with --vendor, what breaks when that vendor fails')),
    'dependency list --vendor Adyen',
    'dependency list --process Checkout --json',
  ).action((options: FilterOptions) => run((terminal) => terminal.inWorkspace((client) => list(client, options))));

  withExamples(
    withFields(noun.command('add').description('Link a process to an API')),
    'dependency add --process Checkout --api "Adyen Checkout" --impact "Cards cannot be paid" --fallback "Show PayPal only"',
  ).action((options: LinkOptions) => run((terminal) => save(terminal, options, false)));

  withExamples(
    withFields(noun.command('edit').description('Change what a link says')),
    'dependency edit --process Checkout --api "Adyen Checkout" --strength soft',
  ).action((options: LinkOptions) => run((terminal) => save(terminal, options, true)));

  withExamples(
    noun
      .command('remove')
      .description('Take a link away; undo brings it back')
      .requiredOption('--process <process>', 'its name or id')
      .requiredOption('--api <api>', 'its id, or vendor and name'),
    'dependency remove --process Checkout --api "Adyen Checkout"',
  ).action((options: LinkOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const link = await findLink(client, options);
        await client.inventory.removeDependency({ id: link.id }, terminal.call);
        return { json: { removed: link }, show: () => [`${link.processName} is no longer linked to ${link.vendorName} ${link.apiName}.`] };
      }),
    ),
  );
}

/** The options that narrow a list of links. */
export function withFilter(verb: Command): Command {
  return verb
    .option('--api <api>', 'only of one API')
    .option('--process <process>', 'only of one process')
    .option('--vendor <vendor>', 'only of one vendor’s APIs');
}

function withFields(verb: Command): Command {
  return verb
    .requiredOption('--process <process>', 'its name or id')
    .requiredOption('--api <api>', 'its id, or vendor and name')
    .addOption(new Option('--strength <strength>', 'hard: it stops without it; soft: it gets worse').choices(strengths))
    .option('--impact <text>', 'what happens when the API fails')
    .option('--fallback <text>', 'what takes over then');
}

async function filtered(client: CoreClient, { api, process, vendor }: FilterOptions): Promise<ProcessLink[]> {
  const apiId = api === undefined ? null : (await findApi(client, api, 'part')).id;
  const processId = process === undefined ? null : (await findProcess(client, process, 'part')).id;
  const vendorId = vendor === undefined ? null : (await findVendor(client, vendor, 'part')).id;
  const { links } = await client.inventory.map({});
  return links.filter(
    (link) =>
      (apiId === null || link.apiId === apiId) &&
      (processId === null || link.processId === processId) &&
      (vendorId === null || link.vendorId === vendorId),
  );
}

async function list(client: CoreClient, options: FilterOptions): Promise<Outcome> {
  const links = await filtered(client, options);
  const title =
    options.vendor === undefined
      ? plural(links.length, 'dependency', 'dependencies')
      : `What breaks when ${links[0]?.vendorName ?? options.vendor} fails`;
  return {
    json: links,
    show: ({ width }) =>
      links.length === 0
        ? ['No link fits. Add one: quartermaster dependency add --help']
        : [{ text: title, tone: 'title' }, '', ...layoutLinks(links, width)],
  };
}

/** Links as a table: process, strength, API, impact, fallback. */
export const layoutLinks = (links: readonly ProcessLink[], width: number) =>
  layoutTable(
    [
      { title: 'Process', least: 12 },
      { title: 'Strength' },
      { title: 'API', least: 16 },
      { title: 'State', least: 10 },
      { title: 'When it fails', least: 20 },
      { title: 'Fallback', least: 16, wraps: true },
    ],
    links.map((link) => [
      link.processName,
      link.strength,
      `${link.vendorName} ${link.apiName}`,
      standingText(link.apiStanding),
      link.impact || 'not said yet',
      link.fallback || 'none',
    ]),
    width,
  );

async function findLink(client: CoreClient, { process: processText, api: apiText }: LinkOptions): Promise<ProcessLink> {
  const [process, api] = [await findProcess(client, processText), await findApi(client, apiText)];
  const link = (await client.inventory.map({})).links.find((one) => one.processId === process.id && one.apiId === api.id);
  if (!link) {
    throw new Fault('not_found', {
      happened: `${process.name} is not linked to ${apiWords(api)}.`,
      remedy: 'See quartermaster dependency list. Nothing was changed.',
    });
  }
  return link;
}

async function save(terminal: Terminal, options: LinkOptions, isEdit: boolean): Promise<Outcome> {
  const { strength, impact, fallback } = options;
  return terminal.inWorkspace(async (client) => {
    const target = isEdit
      ? await findLink(client, options)
      : { processId: (await findProcess(client, options.process)).id, apiId: (await findApi(client, options.api)).id };
    const saved = await client.inventory.saveDependency(
      { ...('id' in target ? { id: target.id } : {}), processId: target.processId, apiId: target.apiId, strength, impact, fallback },
      terminal.call,
    );
    return {
      json: saved,
      show: () => [
        `${saved.processName} is linked (${saved.strength}). When it fails: ${saved.impact || 'not said yet'} Fallback: ${saved.fallback || 'none'}`,
      ],
    };
  });
}
