import { Option, type Command } from 'commander';
import { credentialKinds, type Credential } from '../../shared/contract/credentials.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findCredential, findEnvironmentPath, findVendor } from './find-record.ts';
import { distanceWords, readInstant, showDay } from './instants.ts';
import { collect, wholeNumber } from './option-values.ts';
import { readSecret } from './read-secret.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface AddOptions {
  readonly name: string;
  readonly kind: Credential['kind'];
  readonly vendor?: string;
  readonly header?: string;
  readonly query?: string;
  readonly username?: string;
  readonly allowHost: readonly string[];
  readonly expires?: string;
  readonly rotationDays?: number;
  readonly bind: readonly string[];
}

export function addCredentialVerbs(program: Command, run: Run): void {
  const noun = program.command('credential').description('What authenticates us; secrets are in the system’s keychain');

  withExamples(
    noun
      .command('add')
      .description('Describe a credential and store its secret, which is read from standard input only')
      .requiredOption('--name <name>', 'what the team calls it')
      .addOption(new Option('--kind <kind>', 'how it authenticates').choices(credentialKinds).makeOptionMandatory())
      .option('--vendor <vendor>', 'whose it is')
      .addOption(new Option('--header <header>', 'for an API key: the header it goes into').conflicts('query'))
      .addOption(new Option('--query <parameter>', 'for an API key: the query parameter it goes into').conflicts('header'))
      .option('--username <username>', 'for basic: the user name')
      .option(
        '--allow-host <host>',
        'a host that it may be sent to (may be repeated); without it, the hosts of its environments',
        collect,
        [],
      )
      .option('--expires <date>', 'when the vendor ends it: 2026-12-31 or +90d')
      .option('--rotation-days <days>', 'how old it may become', wholeNumber(1, 3650))
      .option('--bind <api/environment>', 'an environment that uses it (may be repeated)', collect, []),
    'credential add --name "Adyen test" --kind api_key --header X-API-Key --bind "Adyen Checkout/sandbox" < key.txt',
    'credential add --name "PayPal" --kind bearer --expires +30d',
  ).action((options: AddOptions) =>
    run((terminal) => terminal.inWorkspace((client, kind) => add(client, terminal, options, kind === 'through the app'))),
  );

  withExamples(noun.command('list').description('List the credentials, what needs you first'), 'credential list').action(() =>
    run((terminal) => terminal.inWorkspace((client) => list(client, terminal))),
  );

  withExamples(
    noun.command('remove').description('Remove a credential and its secret, for good').argument('<credential>', 'its name or id'),
    'credential remove "Adyen test"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const credential = await findCredential(client, text);
        await client.credentials.remove({ id: credential.id }, terminal.call);
        return {
          json: { removed: { id: credential.id, name: credential.name } },
          show: () => [`“${credential.name}” and its secret are removed. The vendor still accepts it until you revoke it there.`],
        };
      }),
    ),
  );
}

async function add(client: CoreClient, terminal: Terminal, options: AddOptions, isKeptByApp: boolean): Promise<Outcome> {
  checkUse(options);
  const keychain = (await client.workspace.current({}))?.keychain;
  if (keychain && !keychain.available && !isKeptByApp) {
    throw new Fault('keychain_unavailable', {
      happened: `${keychain.words} This command would forget it at once.`,
      remedy: 'Unlock or install a keychain, or keep the app open on this workspace. Nothing was stored.',
    });
  }
  // Everything that may be wrong is found out before the secret is asked for.
  const vendorId = options.vendor === undefined ? null : (await findVendor(client, options.vendor)).id;
  const environments = [];
  for (const path of options.bind) environments.push(await findEnvironmentPath(client, path));
  const expiresAt = options.expires === undefined ? null : readInstant(options.expires, terminal.now);
  const secret = await readSecret(terminal.io, `Secret of “${options.name}”`);
  const credential = await client.credentials.add(
    {
      name: options.name,
      kind: options.kind,
      vendorId,
      placement: placementOf(options),
      username: options.username ?? null,
      allowedHosts: [...options.allowHost],
      expiresAt,
      ...(options.rotationDays === undefined ? {} : { rotationDays: options.rotationDays }),
      environmentIds: environments.map(({ id }) => id),
      secret,
    },
    terminal.call,
  );
  const bound = credential.environments.map(({ apiName, name }) => `${apiName}/${name}`).join(', ');
  const kept =
    credential.secretState === 'keychain'
      ? 'Its secret is in the keychain.'
      : 'No keychain: its secret is in the app’s memory until it closes.';
  return {
    json: credential,
    show: () => [`Credential “${credential.name}” added. ${kept}`, ...(bound === '' ? [] : [`It is used by ${bound}.`])],
  };
}

function placementOf({ kind, header, query }: AddOptions): Credential['placement'] {
  if (kind !== 'api_key') return null;
  return query === undefined ? { in: 'header', name: header ?? 'X-API-Key' } : { in: 'query', name: query };
}

function checkUse({ kind, header, query, username }: AddOptions): void {
  if (kind !== 'api_key' && (header ?? query) !== undefined) {
    throw new Fault('bad_input', {
      happened: `--header and --query are for an API key; ${kind} goes into Authorization.`,
      remedy: 'Leave them out, or choose --kind api_key. Nothing was stored.',
    });
  }
  if (kind === 'basic' && username === undefined) {
    throw new Fault('bad_input', {
      happened: 'Basic authentication needs a user name.',
      remedy: 'Add --username; the secret is the password. Nothing was stored.',
    });
  }
}

async function list(client: CoreClient, terminal: Terminal): Promise<Outcome> {
  const credentials = await client.credentials.list({}, terminal.call);
  return {
    json: credentials,
    show: ({ width }) =>
      credentials.length === 0
        ? ['There are no credentials yet. Add one: quartermaster credential add --help']
        : [
            { text: plural(credentials.length, 'credential'), tone: 'title' },
            '',
            ...layoutTable(
              [
                { title: 'Name', least: 16 },
                { title: 'State', least: 14 },
                { title: 'Kind' },
                { title: 'Used by', least: 16 },
                { title: 'Rotated' },
                { title: 'Expires' },
                { title: 'Calls 30 d', align: 'right' },
              ],
              credentials.map((credential) => [
                credential.name,
                standingText(credential.standing),
                credential.kind.replace('_', ' '),
                credential.environments.map(({ apiName, name }) => `${apiName}/${name}`).join(', '),
                distanceWords(credential.rotatedAt, terminal.now),
                credential.expiresAt === null ? '–' : showDay(credential.expiresAt),
                countText(credential.calls30d),
              ]),
              width,
            ),
          ],
  };
}
