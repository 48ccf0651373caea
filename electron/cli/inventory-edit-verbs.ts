import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { dataClasses, lifecycles, type DataClass, type Lifecycle } from '../../shared/contract/inventory.ts';
import { criticalities } from '../../shared/contract/standing.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { readLadder } from '../../shared/domain/inventory/escalation-ladder.ts';
import type { CoreClient } from '../core/terminal.ts';
import { layoutLinks, withFilter } from './dependency-verbs.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi, findEndpoint, findPerson, findVendor } from './find-record.ts';
import { collect } from './option-values.ts';
import { plural } from './standing-text.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface EditOptions {
  readonly owner?: string;
  readonly deputy?: string;
  readonly criticality?: (typeof criticalities)[number];
  readonly lifecycle?: Lifecycle;
  readonly data?: string;
  readonly escalate: readonly string[];
  readonly notes?: string;
}

interface LimitOptions {
  readonly policy: string;
  readonly unit: string;
  readonly limit: string;
  readonly window?: string;
  readonly source?: string;
  readonly remove?: boolean;
}

interface RemoveOptions {
  readonly api?: string;
  readonly vendor?: string;
  readonly endpoint?: string;
  readonly yes?: boolean;
}

/** `inventory edit`, `limit`, `remove` and `map`. */
export function addInventoryEditVerbs(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('edit')
      .description('Change what is known about an API')
      .argument('<api>', 'its id, or vendor and name')
      .option('--owner <person>', 'who owns it; “nobody” for none')
      .option('--deputy <person>', 'who stands in; “nobody” for none')
      .addOption(new Option('--criticality <criticality>', 'how much stops without it').choices(criticalities))
      .addOption(new Option('--lifecycle <lifecycle>', 'where it is in its life').choices(lifecycles))
      .option('--data <classes>', `what goes through it, with commas: ${dataClasses.join(', ')}`)
      .option('--escalate <step>', 'a step of the ladder, in order (may be repeated): "Ines, phone, after 15 min"', collect, [])
      .option('--notes <text>', 'what the next person should know'),
    'inventory edit "Adyen Checkout" --owner Ines --deputy Deniz --data personal,card',
    'inventory edit "Adyen Checkout" --escalate "Ines, phone, at once" --escalate "Adyen support, ticket, after 15 min"',
  ).action((api: string, options: EditOptions) => run((terminal) => edit(terminal, api, options)));

  withExamples(
    noun
      .command('limit')
      .description('Write down a limit that the vendor’s pages name; what answers say goes before it')
      .argument('<api>', 'its id, or vendor and name')
      .requiredOption('--unit <unit>', 'what is counted: requests, points, bytes')
      .option('--policy <name>', 'its name, when there are several', 'default')
      .option('--limit <number>', 'how many')
      .option('--window <seconds>', 'in how many seconds; left out: in all')
      .option('--source <url>', 'the page that says so')
      .option('--remove', 'take it away'),
    'inventory limit "Adyen Checkout" --unit requests --limit 250 --window 60 --source https://docs.adyen.com',
  ).action((api: string, options: LimitOptions) => run((terminal) => saveLimit(terminal, api, options)));

  withExamples(
    noun
      .command('remove')
      .description('Remove an API, a vendor with its APIs, or an endpoint; without --yes it only says what would go')
      .option('--api <api>', 'its id, or vendor and name; with --endpoint, whose endpoint it is')
      .option('--vendor <vendor>', 'its name or id')
      .option('--endpoint <endpoint>', 'its id, or "POST /payments" together with --api')
      .option('--yes', 'remove it'),
    'inventory remove --api "Adyen Payouts"',
    'inventory remove --api "Adyen Checkout" --endpoint "POST /originKeys" --yes',
  ).action((options: RemoveOptions) => run((terminal) => remove(terminal, options)));

  withExamples(
    withFilter(noun.command('map').description('What depends on what: process, API, vendor, with impact and fallback')),
    'inventory map',
    'inventory map --vendor Adyen --json',
  ).action((options: { api?: string; process?: string; vendor?: string }) =>
    run((terminal) => terminal.inWorkspace((client) => map(client, options))),
  );
}

async function edit(terminal: Terminal, text: string, options: EditOptions): Promise<Outcome> {
  const ladder = options.escalate.length === 0 ? undefined : readLadder(options.escalate.join('\n'));
  if (ladder && 'problem' in ladder) throw new Fault('bad_input', { happened: ladder.problem, remedy: 'Nothing was changed.' });
  const data = options.data === undefined ? undefined : readClasses(options.data);
  return terminal.inWorkspace(async (client) => {
    const api = await findApi(client, text);
    const personId = async (name: string | undefined): Promise<string | null | undefined> =>
      name === undefined ? undefined : name === 'nobody' ? null : (await findPerson(client, name)).id;
    await client.inventory.updateApi(
      {
        id: api.id,
        ownerId: await personId(options.owner),
        deputyId: await personId(options.deputy),
        criticality: options.criticality,
        lifecycle: options.lifecycle,
        dataClasses: data,
        ...(ladder === undefined ? {} : { escalationLadder: [...ladder.ladder] }),
        notes: options.notes,
      },
      terminal.call,
    );
    const detail = await client.inventory.show({ id: api.id });
    return { json: detail, show: () => [`${apiWords(api)} changed.`] };
  });
}

function readClasses(text: string): DataClass[] {
  const said = text
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  const known = (one: string): one is DataClass => dataClasses.some((name) => name === one);
  const unknown = said.filter((one) => !known(one));
  if (unknown.length > 0)
    throw new Fault('bad_input', {
      happened: `“${unknown.join(', ')}” is no kind of data.`,
      remedy: `Choose from ${dataClasses.join(', ')}. Nothing was changed.`,
    });
  return said.filter(known);
}

async function saveLimit(terminal: Terminal, text: string, options: LimitOptions): Promise<Outcome> {
  const limit = Number(options.limit);
  const windowSeconds = options.window === undefined ? null : Number(options.window);
  if (options.remove !== true && !(limit > 0 && (windowSeconds === null || windowSeconds > 0))) {
    throw new Fault('bad_input', {
      happened: 'A limit needs --limit, and --window is a number of seconds.',
      remedy: 'Write it as --limit 250 --window 60. Nothing was changed.',
    });
  }
  return terminal.inWorkspace(async (client) => {
    const api = await findApi(client, text);
    const { declaredLimits } = await client.inventory.show({ id: api.id });
    const known = declaredLimits.find(({ policy, unit }) => policy === options.policy && unit === options.unit);
    if (options.remove === true) {
      if (!known)
        throw new Fault('not_found', {
          happened: `${apiWords(api)} has no limit “${options.policy}” in ${options.unit} that was written down.`,
          remedy: 'Nothing was changed.',
        });
      await client.inventory.removeLimit({ id: known.id }, terminal.call);
      return { json: { removed: known }, show: () => [`Limit “${known.policy}” of ${apiWords(api)} removed.`] };
    }
    const saved = await client.inventory.saveLimit(
      {
        ...(known ? { id: known.id } : {}),
        apiId: api.id,
        policy: options.policy,
        unit: options.unit,
        limit,
        windowSeconds,
        sourceUrl: options.source ?? null,
      },
      terminal.call,
    );
    return {
      json: { ...saved, apiId: api.id },
      show: () => [
        `Limit of ${apiWords(api)}: ${grouped(limit)} ${options.unit}${windowSeconds === null ? '' : ` in ${windowSeconds} s`}.`,
      ],
    };
  });
}

async function remove(terminal: Terminal, options: RemoveOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const target = await targetOf(client, options);
    const removal = await client.inventory.removal(target, terminal.call);
    if (options.yes !== true) {
      return {
        json: { ...target, ...removal, isRemoved: false },
        show: () => [
          { text: `Removing ${removal.name}`, tone: 'title' },
          removal.words,
          '',
          'Nothing was changed. Run it again with --yes to remove it.',
        ],
      };
    }
    if (target.kind === 'vendor') await client.inventory.removeVendor({ id: target.id }, terminal.call);
    else if (target.kind === 'api') await client.inventory.removeApi({ id: target.id }, terminal.call);
    else await client.inventory.removeEndpoint({ id: target.id }, terminal.call);
    return { json: { ...target, ...removal, isRemoved: true }, show: () => [`${removal.name} is removed.`] };
  });
}

async function targetOf(
  client: CoreClient,
  { api, vendor, endpoint }: RemoveOptions,
): Promise<{ kind: 'vendor' | 'api' | 'endpoint'; id: string }> {
  if (endpoint !== undefined)
    return {
      kind: 'endpoint',
      id: (await findEndpoint(client, endpoint, api === undefined ? undefined : (await findApi(client, api)).id)).id,
    };
  if (api !== undefined && vendor === undefined) return { kind: 'api', id: (await findApi(client, api)).id };
  if (vendor !== undefined && api === undefined) return { kind: 'vendor', id: (await findVendor(client, vendor)).id };
  throw new Fault('bad_input', { happened: 'Name one thing to remove: --api, --vendor, or --endpoint.', remedy: 'Nothing was changed.' });
}

async function map(client: CoreClient, options: { api?: string; process?: string; vendor?: string }): Promise<Outcome> {
  const apiId = options.api === undefined ? null : (await findApi(client, options.api, 'part')).id;
  const vendorId = options.vendor === undefined ? null : (await findVendor(client, options.vendor, 'part')).id;
  const whole = await client.inventory.map({});
  const wanted = options.process?.trim().toLowerCase();
  const links = whole.links.filter(
    (link) =>
      (apiId === null || link.apiId === apiId) &&
      (vendorId === null || link.vendorId === vendorId) &&
      (wanted === undefined || link.processName.toLowerCase() === wanted || link.processId === wanted),
  );
  const linked = new Set(whole.links.map((link) => link.apiId));
  const loose = whole.apis.filter(({ id }) => !linked.has(id)).length;
  return {
    json: { ...whole, links },
    show: ({ width }) => [
      {
        text: `${plural(whole.processes.length, 'process', 'processes')}, ${plural(whole.apis.length, 'API')}, ${plural(whole.links.length, 'link')}`,
        tone: 'title',
      },
      '',
      ...(links.length === 0 ? ['No link fits.'] : layoutLinks(links, width)),
      ...(loose > 0
        ? [
            '',
            {
              text: `${plural(loose, 'API')} not linked to any process: quartermaster inventory list --view "not linked"`,
              tone: 'quiet',
            } as const,
          ]
        : []),
    ],
  };
}
