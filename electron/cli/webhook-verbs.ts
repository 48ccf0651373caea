import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { schemeIds, schemes, type SchemeId } from '../../shared/domain/webhooks/scheme.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findApi, findCredential } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { readInstant, showInstant } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { endpointOfDelivery, findEndpointOfHooks } from './webhook-choice.ts';
import { layoutDelivery, layoutDeliveries, layoutVerdict } from './webhook-detail.ts';
import { addWebhookServe } from './webhook-serve.ts';

/** `webhook …`: endpoints, their deliveries, and why one fails. */
export function addWebhookVerbs(program: Command, run: Run): void {
  const noun = program
    .command('webhook')
    .description('Webhooks: receive on this computer, verify signatures, find out why one fails, replay');
  withExamples(
    noun
      .command('list')
      .description('List the endpoints, or the deliveries of one')
      .argument('[endpoint]', 'its name or id: its deliveries')
      .addOption(new Option('--view <view>', 'which deliveries').choices(['all', 'failing', 'duplicates', 'dead']).default('all')),
    'webhook list',
    'webhook list "Shopify orders" --view dead --json',
  ).action((text: string | undefined, { view }: { view: 'all' | 'failing' | 'duplicates' | 'dead' }) =>
    run((terminal) => (text === undefined ? listEndpoints(terminal) : listDeliveries(terminal, text, view))),
  );

  withExamples(
    noun
      .command('add')
      .description('Add an endpoint; its secret is a credential’s')
      .argument('<name>', 'what it is called')
      .addOption(new Option('--scheme <scheme>', 'how its deliveries are signed').choices(schemeIds).makeOptionMandatory())
      .requiredOption('--path <path>', 'where it is received, such as /hooks/stripe')
      .option('--signed-by <credential...>', 'the credential that holds the signing secret; several while one is rotated')
      .option('--api <api>', 'the API it belongs to')
      .option('--target <url>', 'where deliveries are replayed to')
      .option('--tolerance <seconds>', 'time allowed between signing and coming', wholeNumber(1, 86_400))
      .option('--expected-every <minutes>', 'tell of silence after so many minutes', wholeNumber(1, 525_600)),
    'webhook add "GitHub pushes" --scheme github --path /hooks/github --signed-by "GitHub signing secret"',
  ).action((name: string, options: AddOptions) => run((terminal) => add(terminal, name, options)));

  addWebhookServe(noun, run);

  withExamples(
    noun
      .command('verify')
      .description('Verify a copied delivery against when it came; ends with 1 when it fails')
      .argument('<file>', 'headers, an empty line, the body; or an HTTP message, a curl command, a HAR; - reads standard input')
      .option('--endpoint <endpoint>', 'the endpoint it was sent to; left out, the delivery tells it')
      .option('--received <time>', 'when it came: 2026-11-21T08:30Z')
      .option('--keep', 'put it into the inbox'),
    'webhook verify delivery.txt',
    'webhook verify delivery.txt --endpoint "Stripe payments" --received 2026-11-21T08:30:00Z --keep --json',
  ).action((file: string, options: VerifyOptions) => run((terminal) => verify(terminal, file, options)));

  withExamples(
    noun.command('show').description('Show a delivery: verdict, headers, body').argument('<delivery>', 'its id or its event’s id'),
    'webhook show evt_1PqX',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const detail = await client.webhooks.delivery({ id: await findDelivery(client, text) }, terminal.call);
        return { json: detail, exitCode: detail.delivery.state === 'fails' ? 1 : 0, show: () => layoutDelivery(detail) };
      }),
    ),
  );

  withExamples(
    noun
      .command('replay')
      .description('Send a delivery to a target, again with growing pauses; ends with 1 when it was refused')
      .argument('<delivery>', 'its id or its event’s id')
      .option('--to <url>', 'the target; else the endpoint’s own')
      .option('--sign-with <credential>', 'sign it anew with this credential’s secret')
      .option('--attempts <count>', 'at most so many', wholeNumber(1, 10))
      .option('--yes-target <url>', 'confirms this very address, which is not on this computer'),
    'webhook replay evt_1PqX --to http://127.0.0.1:3000/hooks',
  ).action((text: string, options: ReplayOptions) => run((terminal) => replay(terminal, text, options)));

  withExamples(
    noun
      .command('export')
      .description('Write deliveries into a file without secrets: one as an HTTP message, all as JSON lines')
      .argument('[delivery]', 'its id or its event’s id; else all')
      .option('--endpoint <endpoint>', 'only of one endpoint')
      .requiredOption('--out <file>', 'the file'),
    'webhook export evt_1PqX --out delivery.http',
    'webhook export --endpoint "Shopify orders" --out deliveries.jsonl',
  ).action((text: string | undefined, options: { endpoint?: string; out: string }) => run((terminal) => exportTo(terminal, text, options)));
}

interface AddOptions {
  readonly scheme: SchemeId;
  readonly path: string;
  readonly signedBy?: readonly string[];
  readonly api?: string;
  readonly target?: string;
  readonly tolerance?: number;
  readonly expectedEvery?: number;
}
interface VerifyOptions {
  readonly endpoint?: string;
  readonly received?: string;
  readonly keep?: boolean;
}
interface ReplayOptions {
  readonly to?: string;
  readonly signWith?: string;
  readonly attempts?: number;
  readonly yesTarget?: string;
}

/** The newest delivery with this id, or of this event. */
async function findDelivery(client: CoreClient, text: string): Promise<string> {
  const { rows } = await client.webhooks.deliveries({ limit: 10_000 });
  const found = rows.find(({ id }) => id === text) ?? rows.find(({ eventId }) => eventId === text);
  if (!found)
    throw new Fault('not_found', { happened: `There is no delivery “${text}”.`, remedy: 'See quartermaster webhook list ENDPOINT.' });
  return found.id;
}

const listEndpoints = (terminal: Terminal): Promise<Outcome> =>
  terminal.inWorkspace(async (client) => {
    const endpoints = await client.webhooks.endpoints({}, terminal.call);
    return {
      json: endpoints,
      show: ({ width }) =>
        endpoints.length === 0
          ? ['No webhook endpoint yet. Add one with quartermaster webhook add.']
          : layoutTable(
              [
                { title: 'Endpoint', least: 16 },
                { title: 'Signed as' },
                { title: 'Path' },
                { title: 'State', least: 12 },
                { title: '30 days', align: 'right' },
                { title: 'Failed', align: 'right' },
                { title: 'Last' },
              ],
              endpoints.map((one) => [
                one.name,
                schemes[one.scheme].words,
                one.path,
                standingText(one.standing),
                String(one.deliveries30d),
                String(one.failed30d),
                one.lastAt === null ? '–' : showInstant(one.lastAt),
              ]),
              width,
            ),
    };
  });

const listDeliveries = (terminal: Terminal, text: string, view: 'all' | 'failing' | 'duplicates' | 'dead'): Promise<Outcome> =>
  terminal.inWorkspace(async (client) => {
    const { id } = await findEndpointOfHooks(client, text, 'part');
    const { rows } = await client.webhooks.deliveries({ endpointId: id, view }, terminal.call);
    return { json: rows, show: ({ width }) => (rows.length === 0 ? ['Nothing came.'] : layoutDeliveries(rows, width)) };
  });

const add = (terminal: Terminal, name: string, options: AddOptions): Promise<Outcome> =>
  terminal.inWorkspace(async (client) => {
    const secrets: { credentialId: string; role: 'active' }[] = [];
    for (const text of options.signedBy ?? []) secrets.push({ credentialId: (await findCredential(client, text)).id, role: 'active' });
    const added = await client.webhooks.addEndpoint(
      {
        name,
        path: options.path,
        scheme: options.scheme,
        secrets,
        ...(options.api === undefined ? {} : { apiId: (await findApi(client, options.api)).id }),
        ...(options.target === undefined ? {} : { targetUrl: options.target }),
        ...(options.tolerance === undefined ? {} : { toleranceS: options.tolerance }),
        ...(options.expectedEvery === undefined ? {} : { expectedByMinutes: options.expectedEvery }),
      },
      terminal.call,
    );
    const lines = [`“${added.name}” takes deliveries at ${added.path}, signed as ${schemes[added.scheme].words}.`];
    return { json: added, show: () => (secrets.length === 0 ? [...lines, 'It has no secret yet: nothing can be verified.'] : lines) };
  });

async function verify(terminal: Terminal, file: string, options: VerifyOptions): Promise<Outcome> {
  const bytes = file === '-' ? await readAll(terminal.io.stdin) : readOrFault(terminal.io.cwd, file);
  const base64 = bytes.toString('base64');
  const receivedAt = options.received === undefined ? null : readInstant(options.received, terminal.now);
  return terminal.inWorkspace(async (client) => {
    const { endpoint, words } = await meantEndpoint(client, bytes, options);
    const { id: endpointId, name } = endpoint;
    const said = words === '' ? [] : [words];
    if (options.keep === true) {
      const detail = await client.webhooks.take({ endpointId, base64, receivedAt, source: 'file' }, terminal.call);
      return { json: detail, exitCode: exitOf(detail.verdict.state), show: () => [...said, ...layoutDelivery(detail)] };
    }
    const checked = await client.webhooks.check({ endpointId, base64, receivedAt }, terminal.call);
    return {
      json: { endpoint: { id: endpointId, name }, ...checked },
      exitCode: exitOf(checked.verdict.state),
      show: () => [...said, ...layoutVerdict(checked.verdict), ...checked.notes],
    };
  });
}

/** The endpoint that is named; else the one that the delivery tells, which is said. */
const meantEndpoint = async (client: CoreClient, bytes: Buffer, { endpoint, keep }: VerifyOptions) =>
  endpoint === undefined
    ? endpointOfDelivery(client, bytes)
    : { endpoint: await findEndpointOfHooks(client, endpoint, keep === true ? 'whole' : 'part'), words: '' };

/** What could not be verified did not hold either, but for a reason of its own. */
const exitOf = (state: 'holds' | 'fails' | 'unknown'): 0 | 1 | 3 => (state === 'holds' ? 0 : state === 'fails' ? 1 : 3);

const replay = (terminal: Terminal, text: string, options: ReplayOptions): Promise<Outcome> =>
  terminal.inWorkspace(async (client) => {
    const id = await findDelivery(client, text);
    const done = await client.webhooks.replay(
      {
        id,
        ...(options.to === undefined ? {} : { targetUrl: options.to }),
        ...(options.signWith === undefined
          ? {}
          : { signing: 'anew' as const, credentialId: (await findCredential(client, options.signWith)).id }),
        ...(options.attempts === undefined ? {} : { maxAttempts: options.attempts }),
        ...(options.yesTarget === undefined ? {} : { confirmTarget: options.yesTarget }),
      },
      terminal.call,
    );
    return { json: done, exitCode: done.state === 'delivered' ? 0 : 1, show: () => [`${done.targetUrl}: ${done.state}. ${done.words}`] };
  });

const exportTo = (terminal: Terminal, text: string | undefined, { endpoint, out }: { endpoint?: string; out: string }): Promise<Outcome> =>
  terminal.inWorkspace(async (client) => {
    const exported = await client.webhooks.export(
      {
        ...(text === undefined ? {} : { ids: [await findDelivery(client, text)] }),
        ...(endpoint === undefined ? {} : { endpointId: (await findEndpointOfHooks(client, endpoint, 'part')).id }),
      },
      terminal.call,
    );
    const file = resolve(terminal.io.cwd, out);
    writeFileSync(file, exported.text);
    return { json: { file, count: exported.count }, show: () => [`${plural(exported.count, 'delivery', 'deliveries')} in ${file}.`] };
  });

function readOrFault(cwd: string, file: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw asFileFault(error, file);
  }
}

async function readAll(stream: AsyncIterable<string | Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
