import type { Command } from 'commander';
import type { Exchange, KeptDraft, SavedRequest } from '../../shared/contract/console.ts';
import { Fault, isFault } from '../../shared/contract/errors.ts';
import { isSent } from '../../shared/domain/console/sent-parameters.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findOne, type Grasp } from './find-record.ts';
import { distanceWords } from './instants.ts';
import type { Pair } from './option-values.ts';
import { readText } from './read-secret.ts';
import { sayViolations } from './request-violations.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { watchStream } from './watch-stream.ts';
import type { Line } from './text.ts';

/** Largest curl command that is read. */
const mostCurlBytes = 2_000_000;

/** "Adyen Checkout: Refund a payment", "Refund a payment" or an id. */
export async function findSavedRequest(client: CoreClient, text: string, grasp?: Grasp): Promise<SavedRequest> {
  return findOne(text, {
    what: 'saved request',
    where: 'quartermaster request list',
    rows: await client.console.savedRequests({}),
    idOf: ({ id }) => id,
    namesOf: ({ name, vendorName, apiName }) => [`${vendorName} ${apiName}: ${name}`, name],
    grasp,
  });
}

/** The environment of a saved request's API that is meant; undefined keeps its own. */
export async function environmentOf(client: CoreClient, saved: SavedRequest, text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const { environments } = await client.inventory.show({ id: saved.apiId });
  return findOne(text, {
    what: 'environment',
    where: `quartermaster inventory show "${saved.vendorName} ${saved.apiName}"`,
    rows: environments,
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  }).id;
}

export interface SendSavedOptions {
  readonly environment?: string;
  readonly var: readonly Pair[];
  readonly timeout?: number;
  readonly yesProduction?: string;
}

/** Sends a saved request by its name. */
export async function sendSaved(client: CoreClient, terminal: Terminal, text: string, options: SendSavedOptions): Promise<Exchange> {
  const saved = await findSavedRequest(client, text);
  const environmentId = await environmentOf(client, saved, options.environment);
  const { draft, endpointId } = await client.console.savedRequest({ id: saved.id });
  const place = environmentId ?? saved.environmentId;
  const given = Object.fromEntries(options.var.map(({ name, value }) => [name, value]));
  if (place !== null)
    await sayViolations(client, terminal, {
      ...draft,
      endpointId,
      environmentId: place,
      variables: { ...draft.variables, ...given },
      savedRequestId: saved.id,
      confirmProduction: null,
    });
  return watchStream(client, terminal, (streamId) =>
    client.console.sendSaved(
      {
        id: saved.id,
        streamId,
        ...(environmentId === undefined ? {} : { environmentId }),
        variables: given,
        confirmProduction: options.yesProduction ?? null,
        ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout }),
      },
      terminal.call,
    ),
  );
}

/** What `request save` keeps, as `request send` would have sent it. */
export interface Written {
  readonly apiId: string;
  readonly endpointId: string | null;
  readonly environmentId: string;
  readonly draft: KeptDraft;
  readonly notes: readonly string[];
}

/** Reads a curl command from standard input; it may hold a secret, so it is never an argument. */
export async function readCurlInput(client: CoreClient, terminal: Terminal): Promise<Written> {
  const text = await readText(terminal.io.stdin, mostCurlBytes, 'a curl command');
  const { draft, apiId, notes } = await client.console.readCurl({ text }, terminal.call);
  const { endpointId, environmentId, confirmProduction: _confirmed, savedRequestId: _saved, ...kept } = draft;
  return { apiId, endpointId, environmentId, draft: kept, notes };
}

/** Keeps a request under its name; one of the same name is replaced only when that was said. */
export async function save(
  client: CoreClient,
  terminal: Terminal,
  name: string,
  written: Written,
  options: { readonly folder?: string; readonly notes?: string; readonly replace?: boolean; readonly anyway?: boolean },
): Promise<Outcome> {
  const { apiId, endpointId, environmentId, draft } = written;
  const known = (await client.console.savedRequests({})).find(
    (one) => one.apiId === apiId && one.name.toLowerCase() === name.trim().toLowerCase(),
  );
  const shared = {
    endpointId,
    environmentId,
    draft,
    ...(options.folder === undefined ? {} : { folder: options.folder }),
    ...(options.notes === undefined ? {} : { notes: options.notes }),
  };
  const saved =
    known && options.replace
      ? await client.console
          .updateSaved({ id: known.id, ...shared, isUnseen: options.anyway !== true }, terminal.call)
          .catch((error: unknown) => {
            throw asUnseen(error, known.name);
          })
      : await client.console.saveRequest({ name, apiId, ...shared }, terminal.call);
  return {
    json: saved,
    show: () => [
      `“${saved.name}” is saved${saved.folder === '' ? '' : ` in ${saved.folder}`}. Send it: quartermaster request send "${saved.name}"`,
      ...written.notes,
    ],
  };
}

/** What is there is somebody else’s: how to see it, and how to replace it all the same. */
function asUnseen(error: unknown, name: string): unknown {
  if (!isFault(error) || error.data.place?.path !== 'isUnseen') return error;
  return new Fault(error.code, {
    ...error.data,
    remedy: `See what it sends: quartermaster request show "${name}". Put yours in its place with --anyway, or save yours under another name. Nothing was saved.`,
  });
}

/** The verbs that list, show and remove saved requests. */
export function addSavedRequestVerbs(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('list')
      .description('List the saved requests')
      .option('--folder <folder>', 'only those of a folder')
      .option('--text <words>', 'only those with these words in their name, path or API'),
    'request list --folder Refunds',
  ).action((options: { folder?: string; text?: string }) =>
    run((terminal) => terminal.inWorkspace((client) => list(client, terminal, options))),
  );

  withExamples(
    noun.command('show').description('Show what a saved request sends').argument('<request>', 'its name or id'),
    'request show "Refund a payment"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id } = await findSavedRequest(client, text, 'part');
        const saved = await client.console.savedRequest({ id }, terminal.call);
        return { json: saved, show: () => describe(saved) };
      }),
    ),
  );

  withExamples(
    noun.command('remove').description('Remove a saved request; its exchanges stay').argument('<request>', 'its name or id'),
    'request remove "Refund a payment"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, name } = await findSavedRequest(client, text);
        await client.console.removeSaved({ id }, terminal.call);
        return { json: { removed: { id, name } }, show: () => [`“${name}” is removed. What it sent stays in the history.`] };
      }),
    ),
  );
}

async function list(client: CoreClient, terminal: Terminal, { folder, text }: { folder?: string; text?: string }): Promise<Outcome> {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const rows = (await client.console.savedRequests({}, terminal.call)).filter((one) => {
    const all = `${one.folder} ${one.name} ${one.vendorName} ${one.apiName} ${one.method} ${one.path}`.toLowerCase();
    return (folder === undefined || one.folder.toLowerCase() === folder.toLowerCase()) && words.every((word) => all.includes(word));
  });
  if (folder !== undefined && rows.length === 0 && words.length === 0) {
    throw new Fault('not_found', { happened: `No saved request is in a folder “${folder}”.`, remedy: 'See quartermaster request list.' });
  }
  return {
    json: rows,
    show: ({ width }) =>
      rows.length === 0
        ? ['There is no saved request yet. Save one: quartermaster request save --help']
        : [
            { text: plural(rows.length, 'saved request'), tone: 'title' },
            '',
            ...layoutTable(
              [
                { title: 'Folder' },
                { title: 'Name', least: 18 },
                { title: 'Call', least: 18 },
                { title: 'API', least: 12 },
                { title: 'Environment' },
                { title: 'Last answer' },
              ],
              rows.map((one) => [
                one.folder === '' ? '–' : one.folder,
                one.name,
                `${one.method} ${one.path}`,
                `${one.vendorName} ${one.apiName}`,
                one.environmentName ?? '–',
                one.lastSentAt === null ? 'not sent yet' : `${one.lastStatus ?? 'failed'}, ${distanceWords(one.lastSentAt, terminal.now)}`,
              ]),
              width,
            ),
          ],
  };
}

function describe(saved: SavedRequest & { readonly draft: KeptDraft }): Line[] {
  const { draft } = saved;
  const given = draft.parameters.map((one) => `  ${one.in} ${one.name}: ${one.value}${isSent(one) ? '' : ' (off)'}`);
  const values = Object.entries(draft.variables).map(([name, value]) => `  {{${name}}} = ${value}`);
  return [
    { text: saved.name, tone: 'title' },
    `${draft.method} ${draft.path}`,
    `${saved.vendorName} ${saved.apiName}, ${saved.environmentName ?? 'no environment'}${saved.folder === '' ? '' : `, in ${saved.folder}`}`,
    ...(given.length === 0 ? [] : ['', 'Parameters', ...given]),
    ...(values.length === 0 ? [] : ['', 'Values', ...values]),
    ...(draft.body === null
      ? []
      : ['', `Body (${draft.mediaType ?? 'application/json'})`, ...draft.body.split('\n').map((line) => `  ${line}`)]),
    ...(saved.notes === '' ? [] : ['', ...saved.notes.split('\n')]),
  ];
}
