import { Fault } from '../../../shared/contract/errors.ts';
import { oauthSettings } from '../../../shared/contract/credentials.ts';
import { plural } from '../../../shared/domain/grouped.ts';
import { asCheck } from '../../../shared/domain/transfer/flow-checks.ts';
import { expandValue } from '../../../shared/domain/transfer/match-base.ts';
import { formatWords } from '../../../shared/domain/transfer/imported.ts';
import { keptSecretFault } from '../console/kept-secrets.ts';
import { addCredential, removeCredential } from '../credentials/service.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { writeRequestChecks } from '../flows/request-checks.ts';
import { registrableDomain } from '../openapi/plan-names.ts';
import { writeFlowsOf, type TakenRequest, type WrittenFlow } from './flow-of-import.ts';
import { layersOf } from './layers.ts';
import type { Home, PlacedEnvironment, PlacedRequest } from './placed.ts';
import type { WaitingTransfer } from './plans.ts';

export interface TransferChoice {
  readonly keys: readonly string[] | null;
  readonly homes: readonly { readonly key: string; readonly vendorName: string; readonly apiName: string }[];
  readonly credentials: readonly { readonly key: string; readonly name: string }[];
  readonly flowName: string | null;
}

export interface AppliedTransfer {
  readonly words: string;
  readonly requests: number;
  readonly firstRequestId: string;
  readonly apiIds: string[];
  readonly credentialIds: string[];
  readonly flows: WrittenFlow[];
}

/**
 * Writes a plan in one command: all of it or nothing, and one undo takes it back. Credentials that were named are kept before it, since the
 * keychain knows no undo; when the rest fails they are removed again.
 */
export async function applyTransfer(
  engine: Engine,
  actor: Actor,
  waiting: WaitingTransfer,
  choice: TransferChoice,
): Promise<AppliedTransfer> {
  const chosen = chosenRequests(waiting, choice.keys);
  const named = new Map(choice.homes.map((one) => [one.key, one]));
  refuseSecrets(engine, chosen);
  const credentials = await keepCredentials(engine, actor, waiting, choice.credentials, new Set(chosen.map(({ home }) => home)));
  try {
    return engine.commands.run(actor, (changes) => write(engine, changes, waiting, chosen, named, credentials, choice.flowName));
  } catch (error) {
    for (const { id } of credentials) await removeCredential(engine, actor, id);
    throw error;
  }
}

function chosenRequests({ placed }: WaitingTransfer, keys: readonly string[] | null): PlacedRequest[] {
  const wanted = keys === null ? null : new Set(keys);
  const chosen = placed.requests.filter((one) => one.refusal === null && (wanted === null ? one.isProposed : wanted.has(one.key)));
  if (chosen.length > 0) return chosen;
  throw new Fault('bad_input', { happened: 'No request of it is chosen.', remedy: 'Choose at least one. Nothing was changed.' });
}

/** The last look: what would put a secret into a table stops the import. */
function refuseSecrets(engine: Engine, chosen: readonly PlacedRequest[]): void {
  const redactor = engine.secrets.redactor();
  for (const { draft, name } of chosen) {
    const fault = keptSecretFault(draft, redactor);
    if (!fault) continue;
    const { code, ...words } = fault.data;
    throw new Fault(code, { ...words, happened: `“${name}”: ${words.happened}` });
  }
}

interface KeptCredential {
  readonly id: string;
  readonly environments: readonly PlacedEnvironment[];
}

async function keepCredentials(
  engine: Engine,
  actor: Actor,
  { set, placed }: WaitingTransfer,
  chosen: TransferChoice['credentials'],
  homes: ReadonlySet<Home | null>,
): Promise<KeptCredential[]> {
  const kept: KeptCredential[] = [];
  const layers = layersOf(set);
  try {
    for (const { key, name } of chosen) {
      const proposal = placed.proposals.find((one) => one.key === key);
      if (!proposal || !homes.has(proposal.home)) continue;
      const { auth, home, environments, secret, username } = proposal;
      const values = layers.find(({ index }) => index === environments[0]?.layer)?.values ?? new Map<string, string>();
      const oauth =
        auth.oauth === null ? null : { ...auth.oauth, tokenUrl: expandValue(auth.oauth.tokenUrl, values) ?? auth.oauth.tokenUrl };
      const { id } = await addCredential(engine, actor, {
        name,
        kind: auth.kind,
        secret,
        // A vendor that comes with this import is not there yet; it can be named later.
        vendorId: home.apiId === null ? null : home.vendorId,
        placement: auth.placement,
        username,
        oauth:
          oauth === null
            ? null
            : oauthSettings.parse({
                tokenUrl: oauth.tokenUrl,
                scopes: [...oauth.scopes],
                authMethod: oauth.isInBody ? 'client_secret_post' : 'client_secret_basic',
              }),
        rotationDays: 90,
        environmentIds: [],
      });
      kept.push({ id, environments });
    }
    return kept;
  } catch (error) {
    for (const { id } of kept) await removeCredential(engine, actor, id);
    throw error;
  }
}

function write(
  engine: Engine,
  changes: Changes,
  { set, fileName }: WaitingTransfer,
  chosen: readonly PlacedRequest[],
  named: ReadonlyMap<string, { readonly vendorName: string; readonly apiName: string }>,
  credentials: readonly KeptCredential[],
  flowName: string | null,
): AppliedTransfer {
  const { clock } = engine;
  const now = clock.now();
  const apiIds = new Map<Home, string>();
  const environmentIds = new Map<PlacedEnvironment, string>();
  const redactor = engine.secrets.redactor();
  const from = redactor.text(fileName === '' ? `a paste of ${formatWords[set.format]}` : fileName);
  for (const { home } of chosen) {
    if (home === null || apiIds.has(home)) continue;
    const apiId = home.apiId ?? addApi(engine, changes, home, { ...home, ...named.get(home.key) }, from);
    apiIds.set(home, apiId);
    for (const environment of home.environments) {
      environmentIds.set(
        environment,
        keepEnvironment(
          engine,
          changes,
          apiId,
          environment,
          credentials.find(({ environments }) => environments.includes(environment))?.id ?? null,
        ),
      );
    }
  }
  let firstRequestId = '';
  let checks = 0;
  const taken: TakenRequest[] = [];
  for (const one of chosen) {
    const id = clock.newId();
    if (one.home === null) continue;
    const apiId = apiIds.get(one.home) ?? '';
    const environmentId = one.environment === null ? null : (environmentIds.get(one.environment) ?? null);
    changes.insert(
      'savedRequest',
      {
        id,
        name: one.name,
        folder: one.folder,
        api_id: apiId,
        endpoint_id: one.endpointId,
        environment_id: environmentId,
        draft: JSON.stringify(one.draft),
        notes: one.notes,
        created_at: now,
      },
      `Request “${one.name}” taken from ${from}`,
    );
    firstRequestId ||= id;
    const own = one.source.checks
      .map(asCheck)
      .filter((check) => check !== null)
      .map((check) => ({ ...check, value: redactor.text(check.value) }))
      .slice(0, 60);
    if (own.length > 0) writeRequestChecks(changes, id, own);
    checks += own.length;
    taken.push({ id, name: one.name, folder: one.folder, apiId, environmentId, checks: own, captures: one.source.captures });
  }
  const flows = flowName === null ? [] : writeFlowsOf(engine, changes, flowName, from, taken);
  const made = [...apiIds.keys()].filter(({ apiId }) => apiId === null).length;
  const words = `${plural(chosen.length, 'request')} taken over from ${from}${checks > 0 ? `, with ${plural(checks, 'check')}` : ''}${made > 0 ? `; ${made === 1 ? 'one API' : `${made} APIs`} added` : ''}${flowWords(flows)}`;
  return {
    words,
    requests: chosen.length,
    firstRequestId,
    apiIds: [...apiIds.values()],
    credentialIds: credentials.map(({ id }) => id),
    flows,
  };
}

const flowWords = ([flow, ...more]: readonly WrittenFlow[]): string =>
  flow === undefined ? '' : more.length === 0 ? `; a flow “${flow.name}” of them` : `; ${more.length + 1} flows of them, by their folders`;

function addApi(
  { clock }: Engine,
  changes: Changes,
  home: Home,
  names: { readonly vendorName: string; readonly apiName: string },
  from: string,
): string {
  const now = clock.now();
  const known = changes.get<{ id: string }>('SELECT id FROM vendors WHERE lower(name) = lower(?)', names.vendorName);
  const vendorId = known?.id ?? clock.newId();
  if (!known) {
    const host = URL.parse(home.environments[0]?.baseUrl ?? '')?.hostname;
    const domain = host === undefined ? null : registrableDomain(host);
    changes.insert(
      'vendor',
      { id: vendorId, name: names.vendorName, domain, created_at: now },
      `Vendor ${names.vendorName} added from ${from}`,
    );
  }
  const taken = changes.get<{ id: string }>('SELECT id FROM apis WHERE vendor_id = ? AND lower(name) = lower(?)', vendorId, names.apiName);
  if (taken) {
    throw new Fault('conflict', {
      happened: `${names.vendorName} ${names.apiName} is in the inventory already, with other addresses.`,
      remedy: 'Give the API another name, or choose that one as the place for the requests. Nothing was changed.',
      place: { path: 'apiName' },
    });
  }
  const id = clock.newId();
  changes.insert(
    'api',
    { id, vendor_id: vendorId, name: names.apiName, version: '', created_at: now },
    `API ${names.vendorName} ${names.apiName} added from ${from}`,
  );
  return id;
}

/** The environment's id; it is made when it is new, and gets values and a credential where it has none. */
function keepEnvironment(
  { clock }: Engine,
  changes: Changes,
  apiId: string,
  environment: PlacedEnvironment,
  credentialId: string | null,
): string {
  const { environmentId, name, baseUrl, kind, values } = environment;
  if (environmentId === null) {
    const id = clock.newId();
    const row = {
      id,
      api_id: apiId,
      name,
      base_url: baseUrl,
      kind,
      credential_id: credentialId,
      variables: JSON.stringify(Object.fromEntries(values)),
      created_at: clock.now(),
    };
    changes.insert('environment', row, `Environment ${name} added`);
    return id;
  }
  const before = changes.get<{ variables: string }>('SELECT variables FROM environments WHERE id = ?', environmentId);
  if (before && values.size > 0) {
    const joined = { ...Object.fromEntries(values), ...(JSON.parse(before.variables) as Record<string, string>) };
    changes.update('environment', environmentId, { variables: JSON.stringify(joined) }, `Values of ${name} added`);
  }
  if (credentialId !== null) changes.update('environment', environmentId, { credential_id: credentialId }, `A credential bound to ${name}`);
  return environmentId;
}
