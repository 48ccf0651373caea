import { Option, type Command } from 'commander';
import { clientAuthMethods, credentialKinds, type Credential, type OauthSettings } from '../../shared/contract/credentials.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { addRotationVerbs } from './credential-rotation-verbs.ts';
import { addSecretVerbs } from './credential-secret-verbs.ts';
import { withExamples } from './examples.ts';
import { findCredential, findEnvironmentPath, findVendor } from './find-record.ts';
import { distanceWords, readInstant, showDay } from './instants.ts';
import { collect, wholeNumber } from './option-values.ts';
import { evenIfOrdinary, meantSecret } from './meant-secret.ts';
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
  readonly clientId?: string;
  readonly tokenUrl?: string;
  readonly issuer?: string;
  readonly scope: readonly string[];
  readonly audience?: string;
  readonly clientAuth?: (typeof clientAuthMethods)[number];
  readonly manageUrl?: string;
  readonly allowHost: readonly string[];
  readonly expires?: string;
  readonly rotationDays?: number;
  readonly bind: readonly string[];
  readonly evenIfOrdinary?: boolean;
}

export function addCredentialVerbs(program: Command, run: Run): void {
  const noun = program.command('credential').description('What authenticates us; secrets are in the system’s keychain');

  withExamples(
    withDescription(
      noun
        .command('add')
        .description('Describe a credential and store its secret, which is read from standard input only')
        .requiredOption('--name <name>', 'what the team calls it')
        .option(...evenIfOrdinary)
        .addOption(new Option('--kind <kind>', 'how it authenticates').choices(credentialKinds).makeOptionMandatory()),
    ),
    'credential add --name "Adyen test" --kind api_key --header X-API-Key --bind "Adyen Checkout/sandbox" < key.txt',
    'credential add --name "PayPal" --kind bearer --expires +30d',
    'credential add --name "GitHub signing secret" --kind signing_secret < secret.txt',
    'credential add --name "PayPal live" --kind oauth2_client_credentials --client-id AX12 --token-url https://api-m.paypal.com/v1/oauth2/token --scope payments < secret.txt',
  ).action((options: AddOptions) =>
    run((terminal) => terminal.inWorkspace((client, kind) => add(client, terminal, options, kind === 'through the app'))),
  );

  withExamples(
    withDescription(
      noun
        .command('update')
        .description('Edit a credential’s description and where it is used, in one step; its secret stays')
        .argument('<credential>', 'its name or id')
        .option('--name <name>', 'what the team calls it'),
    ).option('--unbind', 'no environment uses it any more'),
    'credential update "Adyen test" --rotation-days 60 --bind "Adyen Checkout/sandbox" --bind "Adyen Checkout/live"',
  ).action((text: string, options: UpdateOptions) =>
    run((terminal) => terminal.inWorkspace((client) => update(client, terminal, text, options))),
  );

  withExamples(
    noun
      .command('bind')
      .description('Say which environments use a credential; those not named no longer do')
      .argument('<credential>', 'its name or id')
      .argument('[environments...]', 'as API/environment; none: no environment uses it any more'),
    'credential bind "Adyen test" "Adyen Checkout/sandbox"',
  ).action((text: string, paths: readonly string[]) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id } = await findCredential(client, text);
        return changed(await client.credentials.bind({ id, environmentIds: await environmentIds(client, paths) }, terminal.call), 'bound');
      }),
    ),
  );

  addRotationVerbs(noun, run);
  addSecretVerbs(noun, run);

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

/** The options that describe a credential, for adding and for editing it. */
function withDescription(command: Command): Command {
  return command
    .option('--vendor <vendor>', 'whose it is')
    .addOption(new Option('--header <header>', 'for an API key: the header it goes into').conflicts('query'))
    .addOption(new Option('--query <parameter>', 'for an API key: the query parameter it goes into').conflicts('header'))
    .option('--username <username>', 'for basic: the user name')
    .option('--client-id <id>', 'for OAuth 2.0: the client id; the secret is the client secret')
    .addOption(new Option('--token-url <address>', 'for OAuth 2.0: where tokens come from').conflicts('issuer'))
    .addOption(new Option('--issuer <address>', 'for OAuth 2.0: the issuer, which says where tokens come from').conflicts('tokenUrl'))
    .option('--scope <scope>', 'for OAuth 2.0: a scope to ask for (may be repeated)', collect, [])
    .option('--audience <audience>', 'for OAuth 2.0: what the token is for, where the vendor wants that said')
    .addOption(new Option('--client-auth <method>', 'for OAuth 2.0: how the client proves itself').choices(clientAuthMethods))
    .option('--manage-url <address>', 'the vendor’s page where the key is made and ended')
    .option(
      '--allow-host <host>',
      'a host that it may be sent to (may be repeated); without it, the hosts of its environments',
      collect,
      [],
    )
    .option('--expires <date>', 'when the vendor ends it: 2026-12-31 or +90d')
    .option('--rotation-days <days>', 'how old it may become', wholeNumber(1, 3650))
    .option('--bind <api/environment>', 'an environment that uses it (may be repeated)', collect, []);
}

interface UpdateOptions
  extends Partial<Omit<AddOptions, 'allowHost' | 'bind' | 'scope'>>, Pick<AddOptions, 'allowHost' | 'bind' | 'scope'> {
  readonly unbind?: boolean;
}

async function update(client: CoreClient, terminal: Terminal, text: string, options: UpdateOptions): Promise<Outcome> {
  const before = await findCredential(client, text);
  const kind = before.kind;
  checkUse({ ...options, kind, username: options.username ?? before.username ?? undefined }, before.oauth);
  const isPlaced = (options.header ?? options.query) !== undefined;
  const username = options.clientId ?? options.username;
  const oauth = oauthOf({ ...options, kind }, before.oauth);
  const rebinds = options.unbind || options.bind.length > 0;
  const credential = await client.credentials.update(
    {
      id: before.id,
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(options.vendor === undefined ? {} : { vendorId: (await findVendor(client, options.vendor)).id }),
      ...(isPlaced ? { placement: placementOf({ ...options, kind }) } : {}),
      ...(username === undefined ? {} : { username }),
      ...(oauth === null ? {} : { oauth }),
      ...(options.manageUrl === undefined ? {} : { manageUrl: options.manageUrl }),
      ...(options.allowHost.length === 0 ? {} : { allowedHosts: [...options.allowHost] }),
      ...(options.expires === undefined ? {} : { expiresAt: readInstant(options.expires, terminal.now) }),
      ...(options.rotationDays === undefined ? {} : { rotationDays: options.rotationDays }),
      ...(rebinds ? { environmentIds: options.unbind ? [] : await environmentIds(client, options.bind) } : {}),
    },
    terminal.call,
  );
  return changed(credential, 'saved');
}

async function environmentIds(client: CoreClient, paths: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const path of paths) ids.push((await findEnvironmentPath(client, path)).id);
  return ids;
}

function changed(credential: Credential, what: string): Outcome {
  const bound = credential.environments.map(({ apiName, name }) => `${apiName}/${name}`).join(', ');
  return {
    json: credential,
    show: () => [`Credential “${credential.name}” ${what}.`, bound === '' ? 'No environment uses it.' : `It is used by ${bound}.`],
  };
}

/** Where tokens come from, with what was said before where nothing new is said; null when nothing is said. */
function oauthOf(
  { kind, tokenUrl, issuer, scope, audience, clientAuth }: Partial<AddOptions> & Pick<AddOptions, 'kind' | 'scope'>,
  before: OauthSettings | null,
): OauthSettings | null {
  if (kind !== 'oauth2_client_credentials') return null;
  const isSaid = (tokenUrl ?? issuer ?? audience ?? clientAuth) !== undefined || scope.length > 0;
  if (!isSaid) return null;
  const isMoved = (tokenUrl ?? issuer) !== undefined;
  return {
    tokenUrl: isMoved ? (tokenUrl ?? null) : (before?.tokenUrl ?? null),
    issuer: isMoved ? (issuer ?? null) : (before?.issuer ?? null),
    scopes: scope.length > 0 ? [...scope] : [...(before?.scopes ?? [])],
    audience: audience ?? before?.audience ?? null,
    authMethod: clientAuth ?? before?.authMethod ?? 'client_secret_basic',
  };
}

async function add(client: CoreClient, terminal: Terminal, options: AddOptions, isKeptByApp: boolean): Promise<Outcome> {
  checkUse(options, null);
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
  const secret = meantSecret(await readSecret(terminal.io, `Secret of “${options.name}”`), options.evenIfOrdinary);
  const credential = await client.credentials.add(
    {
      name: options.name,
      kind: options.kind,
      vendorId,
      placement: placementOf(options),
      username: options.clientId ?? options.username ?? null,
      oauth: oauthOf(options, null),
      manageUrl: options.manageUrl ?? null,
      allowedHosts: [...options.allowHost],
      expiresAt,
      ...(options.rotationDays === undefined ? {} : { rotationDays: options.rotationDays }),
      environmentIds: environments.map(({ id }) => id),
      ...secret,
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

function placementOf({ kind, header, query }: Pick<AddOptions, 'kind' | 'header' | 'query'>): Credential['placement'] {
  if (kind !== 'api_key') return null;
  return query === undefined ? { in: 'header', name: header ?? 'X-API-Key' } : { in: 'query', name: query };
}

type Use = Partial<AddOptions> & Pick<AddOptions, 'kind' | 'scope'>;

function checkUse(use: Use, before: OauthSettings | null): void {
  const { kind, header, query, username } = use;
  if (kind !== 'api_key' && (header ?? query) !== undefined) {
    throw new Fault('bad_input', {
      happened: `--header and --query are for an API key; ${kind === 'signing_secret' ? 'a signing secret is in no request' : `${kind} goes into Authorization`}.`,
      remedy: 'Leave them out, or choose --kind api_key. Nothing was stored.',
    });
  }
  if (kind === 'basic' && username === undefined) {
    throw new Fault('bad_input', {
      happened: 'Basic authentication needs a user name.',
      remedy: 'Add --username; the secret is the password. Nothing was stored.',
    });
  }
  const isOauth = kind === 'oauth2_client_credentials';
  const forOauth = (use.clientId ?? use.tokenUrl ?? use.issuer ?? use.audience ?? use.clientAuth) !== undefined || use.scope.length > 0;
  if (!isOauth && forOauth) {
    throw new Fault('bad_input', {
      happened: '--client-id, --token-url, --issuer, --scope, --audience and --client-auth are for OAuth 2.0.',
      remedy: 'Leave them out, or choose --kind oauth2_client_credentials. Nothing was stored.',
    });
  }
  const isWhole = (use.clientId ?? username) !== undefined && (use.tokenUrl ?? use.issuer ?? before) != null;
  if (isOauth && !isWhole) {
    throw new Fault('bad_input', {
      happened: 'OAuth 2.0 client credentials need the client id and where tokens come from.',
      remedy: 'Add --client-id, and --token-url or --issuer; the secret is the client secret. Nothing was stored.',
    });
  }
}

const kindText: Readonly<Record<Credential['kind'], string>> = {
  api_key: 'api key',
  bearer: 'bearer',
  basic: 'basic',
  oauth2_client_credentials: 'oauth 2.0',
  signing_secret: 'signing secret',
};

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
                kindText[credential.kind],
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
