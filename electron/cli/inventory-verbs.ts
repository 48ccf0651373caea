import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { environmentKinds, type ApiRow, type Environment } from '../../shared/contract/inventory.ts';
import { showApi } from './api-detail.ts';
import { addContractChangeVerbs } from './contract-change-verbs.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi } from './find-record.ts';
import { importDocuments, type ImportOptions } from './import-documents.ts';
import { addInventoryEditVerbs } from './inventory-edit-verbs.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

const views = ['all', 'used by a process', 'need you', 'not linked'] as const;

interface ListOptions {
  readonly text?: string;
  readonly view: (typeof views)[number];
}

interface EnvironmentOptions {
  readonly api: string;
  readonly name: string;
  readonly url?: string;
  readonly kind?: Environment['kind'];
}

export function addInventoryVerbs(program: Command, run: Run): void {
  const noun = program.command('inventory').description('Vendors, their APIs, environments and endpoints');

  withExamples(
    noun
      .command('import')
      .description('Read OpenAPI documents (JSON or YAML) into the inventory')
      .argument('<files...>', 'the documents')
      .option('--dry-run', 'say what would be added, and change nothing')
      .option('--vendor <name>', 'the vendor, when the document names it badly')
      .option('--api <name>', 'the API’s name, when the document names it badly'),
    'inventory import CheckoutService-v71.json --dry-run',
    'inventory import checkout_orders_v2.json --vendor PayPal --api Orders',
  ).action((files: string[], options: ImportOptions) => run((terminal) => importDocuments(terminal, files, options)));

  withExamples(
    noun
      .command('list')
      .description('List the APIs, what needs you first')
      .option('--text <words>', 'only those that have these words')
      .addOption(new Option('--view <view>', 'which ones').choices(views).default('all')),
    'inventory list',
    'inventory list --view "need you" --json',
  ).action((options: ListOptions) => run((terminal) => list(terminal, options)));

  withExamples(
    noun
      .command('show')
      .description('Show an API with its environments, endpoints and evidence')
      .argument('<api>', 'its id, or vendor and name'),
    'inventory show "Adyen Checkout"',
  ).action((api: string) => run((terminal) => terminal.inWorkspace((client) => showApi(client, api, terminal.now))));

  withExamples(
    noun.command('search').description('Search everything that has a name').argument('<text...>', 'words, or an id'),
    'inventory search refund',
    'inventory search 01985f2e-9a4c-7d11',
  ).action((text: string[]) => run((terminal) => search(terminal, text.join(' '))));

  withExamples(
    noun
      .command('environment')
      .description('Add an environment to an API, or change the one of that name')
      .requiredOption('--api <api>', 'its id, or vendor and name')
      .requiredOption('--name <name>', 'the environment’s name')
      .option('--url <url>', 'its base URL, http or https')
      .addOption(new Option('--kind <kind>', 'what it is').choices(environmentKinds)),
    'inventory environment --api "Adyen Checkout" --name mock --url http://127.0.0.1:4010 --kind other',
  ).action((options: EnvironmentOptions) => run((terminal) => saveEnvironment(terminal, options)));

  addInventoryEditVerbs(noun, run);
  addContractChangeVerbs(noun, run);
}

async function list(terminal: Terminal, { text, view }: ListOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rows = await client.inventory.list({ view, ...(text === undefined ? {} : { text }) }, terminal.call);
    return {
      json: rows,
      show: ({ width }) => {
        if (rows.length === 0)
          return [
            text === undefined && view === 'all'
              ? 'The inventory is empty. Begin with: quartermaster inventory import FILE'
              : 'No API fits.',
          ];
        const needYou = rows.filter(({ standing }) => standing.state === 'broken' || standing.state === 'soon').length;
        return [
          {
            text:
              needYou === 0
                ? plural(rows.length, 'API')
                : `${plural(rows.length, 'API')}, ${needYou} ${needYou === 1 ? 'needs' : 'need'} you`,
            tone: 'title',
          },
          '',
          ...layoutTable(
            [
              { title: 'API', least: 24 },
              { title: 'State', least: 16 },
              { title: 'Owner', least: 8 },
              { title: 'Criticality' },
              { title: 'Endpoints', align: 'right' },
              { title: 'Calls 30 d', align: 'right' },
              { title: 'Failed', align: 'right' },
            ],
            rows.map((row) => cellsOf(row)),
            width,
          ),
        ];
      },
    };
  });
}

const cellsOf = (row: ApiRow) => [
  apiWords(row),
  standingText(row.standing),
  row.ownerName ?? ({ text: 'nobody', tone: 'quiet' } as const),
  row.criticality,
  countText(row.endpointCount),
  countText(row.calls30d),
  countText(row.failed30d),
];

async function search(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const hits = await client.search.find({ text, limit: 50 }, terminal.call);
    return {
      json: hits,
      show: ({ width }) =>
        hits.length === 0
          ? [`Nothing is called “${text}”.`]
          : layoutTable(
              [{ title: 'Kind' }, { title: 'Name', least: 34 }, { title: 'Detail', least: 10 }, { title: 'Id' }],
              hits.map(({ entity, title, detail, id }) => [entity, title, detail, { text: id, tone: 'quiet' }]),
              width,
            ),
    };
  });
}

async function saveEnvironment(terminal: Terminal, { api: apiText, name, url, kind }: EnvironmentOptions): Promise<Outcome> {
  refuseUserInfo(url);
  return terminal.inWorkspace(async (client) => {
    const api = await findApi(client, apiText);
    const { environments } = await client.inventory.show({ id: api.id });
    const known = environments.find((environment) => environment.name.toLowerCase() === name.trim().toLowerCase());
    const baseUrl = url ?? known?.baseUrl;
    const saidKind = kind ?? known?.kind;
    if (baseUrl === undefined || saidKind === undefined) {
      throw new Fault('bad_input', {
        happened: `${apiWords(api)} has no environment “${name}” yet; a new one needs --url and --kind.`,
        remedy: 'Add both. Nothing was changed.',
      });
    }
    const saved = await client.inventory.saveEnvironment(
      { apiId: api.id, name: known?.name ?? name, baseUrl, kind: saidKind, ...(known ? { id: known.id } : {}) },
      terminal.call,
    );
    return {
      json: saved,
      show: () => [`Environment “${saved.name}” of ${apiWords(api)} ${known ? 'changed' : 'added'}: ${saved.baseUrl} (${saved.kind}).`],
    };
  });
}

function refuseUserInfo(url: string | undefined): void {
  if (url === undefined || !URL.canParse(url)) return;
  const { username, password } = new URL(url);
  if (username === '' && password === '') return;
  throw new Fault('bad_input', {
    happened: 'The address holds a user name or password.',
    remedy: 'Leave them out and bind a credential of the kind basic. Nothing was changed.',
  });
}
