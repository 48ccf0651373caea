import { Fault } from '../../../shared/contract/errors.ts';
import { oauthSettings, type Credential, type OauthSettings } from '../../../shared/contract/credentials.ts';
import type { Standing } from '../../../shared/contract/inventory.ts';
import { credentialWords } from '../../../shared/domain/standing.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { oauthClientOf } from '../console/target.ts';
import { rotationRestsMs, rotationWaits } from './attention.ts';
import { keepExpiryDate, removeExpiryDate } from './expiry-date.ts';
import { callCounts, monthAgo } from '../inventory/store.ts';
import { endpointsSignedBy } from '../webhooks/endpoint-rows.ts';

const dayMs = 86_400_000;

interface CredentialRow {
  readonly id: string;
  readonly name: string;
  readonly kind: Credential['kind'];
  readonly vendor_id: string | null;
  readonly vendor_name: string | null;
  readonly placement_in: 'header' | 'query' | null;
  readonly placement_name: string | null;
  readonly username: string | null;
  readonly allowed_hosts: string;
  readonly rotated_at: number;
  readonly expires_at: number | null;
  readonly rotation_days: number | null;
  readonly notes: string;
  readonly created_at: number;
  readonly oauth: string | null;
  readonly manage_url: string | null;
  readonly last_used_at: number | null;
  readonly open_rotation_id: string | null;
  readonly open_rotation_at: number | null;
}

const selectCredentials = `SELECT c.*, v.name AS vendor_name, (SELECT max(started_at) FROM exchanges x WHERE x.credential_id = c.id) AS last_used_at,
    (SELECT r.id FROM rotations r WHERE r.credential_id = c.id AND r.state = 'open') AS open_rotation_id,
    (SELECT coalesce(r.switched_at, r.created_at) FROM rotations r WHERE r.credential_id = c.id AND r.state = 'open') AS open_rotation_at
  FROM credentials c LEFT JOIN vendors v ON v.id = c.vendor_id`;

export type CredentialTools = Pick<Engine, 'db' | 'clock' | 'secrets' | 'keychain' | 'commands' | 'console'>;
type Tools = CredentialTools;

/** Every credential's description, what needs a person first. */
export function listCredentials(tools: Tools): Credential[] {
  const now = tools.clock.now();
  const calls = callCounts(tools.db, 'credential_id', monthAgo(now));
  const rank = { broken: 0, soon: 1, holds: 2, 'no data': 2 } as const;
  return tools.db
    .all<CredentialRow>(`${selectCredentials} ORDER BY lower(c.name)`)
    .map((row) => asCredential(tools, row, calls.get(row.id)?.calls ?? 0, now))
    .toSorted((a, b) => rank[a.standing.state] - rank[b.standing.state]);
}

export function showCredential(tools: Tools, id: string): Credential {
  const row = tools.db.get<CredentialRow>(`${selectCredentials} WHERE c.id = ?`, id);
  if (!row) throw gone();
  const now = tools.clock.now();
  return asCredential(tools, row, callCounts(tools.db, 'credential_id', monthAgo(now)).get(id)?.calls ?? 0, now);
}

function asCredential({ db, secrets, keychain, console }: Tools, row: CredentialRow, calls: number, now: number): Credential {
  const secretState = secrets.has(row.id) ? keychain.kind : 'missing';
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    vendorId: row.vendor_id,
    vendorName: row.vendor_name,
    placement: row.placement_in && row.placement_name ? { in: row.placement_in, name: row.placement_name } : null,
    username: row.username,
    oauth: row.oauth === null ? null : oauthSettings.parse(JSON.parse(row.oauth)),
    token: console.tokens.stateOf(row.id),
    manageUrl: row.manage_url,
    openRotationId: row.open_rotation_id,
    allowedHosts: JSON.parse(row.allowed_hosts) as string[],
    createdAt: row.created_at,
    rotatedAt: row.rotated_at,
    expiresAt: row.expires_at,
    rotationDays: row.rotation_days,
    lastUsedAt: row.last_used_at,
    calls30d: calls,
    environments: environmentsOf(db, row.id),
    webhooks: endpointsSignedBy(db, row.id),
    secretState,
    standing: standingOf(row, secretState, now),
    notes: row.notes,
  };
}

/** The environments that send a credential. */
export function environmentsOf(db: Reader, credentialId: string): Credential['environments'] {
  return db.all<Credential['environments'][number]>(
    `SELECT e.id, e.api_id AS apiId, v.name || ' ' || a.name AS apiName, e.name FROM environments e JOIN apis a ON a.id = e.api_id JOIN vendors v ON v.id = a.vendor_id WHERE e.credential_id = ? ORDER BY 3, 4`,
    credentialId,
  );
}

/** Expired before anything; then what is due; a secret that is not here cannot be used, and that is no data. */
function standingOf(row: CredentialRow, secretState: Credential['secretState'], now: number): Standing {
  const door = { place: 'credentials', kind: 'credential', id: row.id } as const;
  if (row.expires_at !== null && row.expires_at <= now) return { state: 'broken', words: 'expired', door };
  const words = credentialWords(
    { ageDays: Math.floor((now - row.rotated_at) / dayMs), rotationDays: row.rotation_days, expiresAt: row.expires_at },
    now,
  );
  if (words) return { state: 'soon', words: words.replace(/^key (?=\d)/, 'past policy, ').replace(/^key /, ''), door };
  if (row.open_rotation_at !== null && row.open_rotation_at <= now - rotationRestsMs) return { state: 'soon', words: rotationWaits, door };
  if (secretState === 'missing') return { state: 'no data', words: 'no secret here', door };
  return { state: 'holds', words: 'holds', door };
}

export interface CredentialInput {
  readonly name?: string | undefined;
  readonly kind?: Credential['kind'] | undefined;
  readonly vendorId?: string | null | undefined;
  readonly placement?: Credential['placement'] | undefined;
  readonly username?: string | null | undefined;
  readonly oauth?: OauthSettings | null | undefined;
  readonly manageUrl?: string | null | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly expiresAt?: number | null | undefined;
  readonly rotationDays?: number | null | undefined;
  readonly notes?: string | undefined;
}

function asColumns(input: CredentialInput): Row {
  const columns: Record<string, string | number | null | undefined> = {
    name: input.name,
    kind: input.kind,
    vendor_id: input.vendorId,
    placement_in: input.placement === undefined ? undefined : (input.placement?.in ?? null),
    placement_name: input.placement === undefined ? undefined : (input.placement?.name ?? null),
    username: input.username,
    oauth: input.oauth === undefined ? undefined : input.oauth && JSON.stringify(input.oauth),
    manage_url: input.manageUrl,
    allowed_hosts: input.allowedHosts === undefined ? undefined : JSON.stringify(input.allowedHosts.map(asHost)),
    expires_at: input.expiresAt,
    rotation_days: input.rotationDays,
    notes: input.notes,
  };
  return Object.fromEntries(Object.entries(columns).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined));
}

/** "api.example.com", "127.0.0.1:4010"; an address is cut to its host. */
function asHost(text: string): string {
  const url = text.includes('://') ? text : `https://${text}`;
  const host = URL.canParse(url) ? new URL(url).host : '';
  if (host === '')
    throw new Fault('bad_input', {
      happened: `“${text}” is not a host.`,
      remedy: 'Write it like api.example.com or 127.0.0.1:4010.',
      place: { path: 'allowedHosts' },
    });
  return host;
}

/** The secret goes to the keychain first: a description without its secret would look usable and is not. */
export async function addCredential(
  tools: Tools,
  actor: Actor,
  input: CredentialInput & { name: string; secret: string; environmentIds: readonly string[] },
): Promise<Credential> {
  const id = tools.clock.newId();
  const now = tools.clock.now();
  const columns = asColumns(input);
  if (tools.db.get('SELECT 1 FROM credentials WHERE lower(name) = lower(?)', input.name)) {
    throw new Fault('conflict', {
      happened: `There is a credential “${input.name}” already.`,
      remedy: 'Choose another name, or rotate the existing one.',
    });
  }
  await tools.secrets.set(id, input.secret);
  try {
    tools.commands.run(actor, (changes) => {
      changes.insert(
        'credential',
        { id, ...columns, rotated_at: now, secret_kept: tools.keychain.kind, created_at: now },
        `Credential “${input.name}” added`,
      );
      // The keychain knows no undo: with this note the command cannot be taken back and leave a secret behind.
      changes.note('credential', id, `Secret of “${input.name}” put in the ${tools.keychain.kind === 'keychain' ? 'keychain' : 'memory'}`);
      refuseIncomplete(changes, id);
      bindWithin(changes, id, input.name, input.environmentIds);
      refuseSentSigningSecret(changes, id);
      keepExpiryDate(changes, tools.clock, id);
    });
  } catch (error) {
    await tools.secrets.remove(id);
    throw error;
  }
  return showCredential(tools, id);
}

export function updateCredential(
  tools: Tools,
  actor: Actor,
  input: CredentialInput & { id: string; environmentIds?: readonly string[] | undefined },
): Credential {
  tools.commands.run(actor, (changes) => {
    const { name } = requireRow(changes, input.id);
    if (
      input.name !== undefined &&
      changes.get('SELECT 1 FROM credentials WHERE lower(name) = lower(?) AND id <> ?', input.name, input.id)
    ) {
      throw new Fault('conflict', { happened: `There is a credential “${input.name}” already.`, remedy: 'Choose another name.' });
    }
    changes.update('credential', input.id, asColumns(input), `Credential “${name}” edited`);
    refuseIncomplete(changes, input.id);
    if (input.environmentIds) rebindWithin(changes, input.id, input.name ?? name, input.environmentIds);
    refuseSentSigningSecret(changes, input.id);
    keepExpiryDate(changes, tools.clock, input.id);
  });
  tools.console.tokens.drop(input.id);
  return showCredential(tools, input.id);
}

/** The new secret replaces the old one in the keychain; its age counts from now. */
export async function rotateCredential(tools: Tools, actor: Actor, id: string, secret: string): Promise<Credential> {
  requireRow(tools.db, id);
  refuseOpenRotation(tools.db, id);
  const former = tools.secrets.get(id);
  await keepFormer(tools, id);
  await tools.secrets.set(id, secret);
  try {
    tools.commands.run(actor, (changes) => recordReplaced(changes, tools, id));
  } catch (error) {
    await putBack(tools, id, former);
    throw error;
  } finally {
    tools.console.tokens.drop(id);
  }
  return showCredential(tools, id);
}

/** The record of a replaced secret could not be written: the secret in use is the one that the record names. */
export async function putBack({ secrets }: Pick<Tools, 'secrets'>, id: string, former: string | null): Promise<void> {
  await (former === null ? secrets.remove(id) : secrets.set(id, former));
}

/** Fetches a token although one may be held: to see that the vendor gives one. */
export async function fetchTokenNow(tools: Tools, actor: Actor, id: string, signal?: AbortSignal): Promise<Credential> {
  const row = tools.db.get<CredentialRow>('SELECT * FROM credentials WHERE id = ?', id);
  if (!row) throw gone();
  const client = oauthClientOf(row);
  if (!client) {
    throw new Fault('bad_input', {
      happened: `“${row.name}” is sent as it is; there is no token to fetch.`,
      remedy: 'Tokens belong to OAuth 2.0 client credentials.',
    });
  }
  const secret = tools.secrets.get(id);
  if (secret === null) {
    throw new Fault('secret_missing', {
      happened: `The client secret of “${row.name}” is not on this computer.`,
      remedy: 'Enter it under Credentials. Nothing was sent.',
      details: { credentialId: id },
    });
  }
  await tools.console.tokens.renew(client, secret, actor.name, signal);
  return showCredential(tools, id);
}

/** Within a command: the age counts from now, and the history says that the secret is another one. */
export function recordReplaced(changes: Changes, { clock, keychain }: Pick<Tools, 'clock' | 'keychain'>, id: string): void {
  const { name } = requireRow(changes, id);
  changes.update('credential', id, { rotated_at: clock.now(), secret_kept: keychain.kind }, `Age of “${name}” counts from now`);
  // The former secret is gone: a note, so that nobody takes the date back and believes the key to be the old one.
  changes.note('credential', id, `Secret of “${name}” replaced`);
}

/** Two ways at once would leave nobody knowing which secret is the new one. */
function refuseOpenRotation(db: Reader, id: string): void {
  if (!db.get("SELECT 1 FROM rotations WHERE credential_id = ? AND state = 'open' AND entered_at IS NOT NULL", id)) return;
  throw new Fault('conflict', {
    happened: 'A rotation of this credential is under way, with a new secret waiting.',
    remedy: 'Go on with that rotation, or cancel it first. Nothing was changed.',
  });
}

export function bindCredential(tools: Tools, actor: Actor, id: string, environmentIds: readonly string[]): Credential {
  tools.commands.run(actor, (changes) => {
    rebindWithin(changes, id, requireRow(changes, id).name, environmentIds);
    refuseSentSigningSecret(changes, id);
  });
  return showCredential(tools, id);
}

function rebindWithin(changes: Changes, id: string, name: string, environmentIds: readonly string[]): void {
  for (const environment of changes.all<{ id: string }>('SELECT id FROM environments WHERE credential_id = ?', id)) {
    if (!environmentIds.includes(environment.id))
      changes.update('environment', environment.id, { credential_id: null }, `“${name}” unbound`);
  }
  bindWithin(changes, id, name, environmentIds);
}

function bindWithin(changes: Changes, id: string, name: string, environmentIds: readonly string[]): void {
  for (const environmentId of environmentIds) {
    const environment = changes.get<{ name: string }>('SELECT name FROM environments WHERE id = ?', environmentId);
    if (!environment)
      throw new Fault('not_found', { happened: 'The environment is gone.', remedy: 'Choose another environment. Nothing was changed.' });
    changes.update('environment', environmentId, { credential_id: id }, `“${name}” bound to ${environment.name}`);
  }
}

/** Its secrets go first: left behind by a keychain that refuses, nobody could remove them any more. */
export async function removeCredential(tools: Tools, actor: Actor, id: string): Promise<void> {
  const { secrets } = tools;
  requireRow(tools.db, id);
  const [secret, pending, former] = [secrets.get(id), secrets.getPending(id), secrets.getFormer(id)];
  try {
    await secrets.remove(id);
    await secrets.removePending(id);
    await secrets.removeFormer(id);
    tools.commands.run(actor, (changes) => {
      const { name } = requireRow(changes, id);
      removeExpiryDate(changes, id);
      changes.bulk('credential', id, `Credential “${name}” and its secret removed`, { name }, (db) => {
        db.run('DELETE FROM credentials WHERE id = ?', id);
      });
    });
  } catch (error) {
    // Nothing of it is removed then.
    if (secret !== null && !secrets.has(id)) await secrets.set(id, secret);
    if (pending !== null && secrets.getPending(id) === null) await secrets.setPending(id, pending);
    if (former !== null && secrets.getFormer(id) === null) await secrets.setFormer(id, former);
    throw error;
  } finally {
    tools.console.tokens.drop(id);
  }
}

/** OAuth 2.0 needs to know where its tokens come from, and who asks. */
function refuseIncomplete(db: Reader, id: string): void {
  const row = db.get<{ kind: Credential['kind']; oauth: string | null; username: string | null }>(
    'SELECT kind, oauth, username FROM credentials WHERE id = ?',
    id,
  );
  if (row?.kind !== 'oauth2_client_credentials' || (row.oauth !== null && row.username)) return;
  throw new Fault('bad_input', {
    happened: row.oauth === null ? 'It is not said where the tokens come from.' : 'OAuth 2.0 needs the client id.',
    remedy: row.oauth === null ? 'Give the vendor’s token address or issuer.' : 'Give it as the vendor shows it beside the client secret.',
    place: { path: row.oauth === null ? 'oauth' : 'username' },
  });
}

/** What signs webhooks is in no request. */
function refuseSentSigningSecret(db: Reader, id: string): void {
  const row = db.get<{ name: string; placement_name: string | null; environments: number }>(
    `SELECT name, placement_name, (SELECT count(*) FROM environments e WHERE e.credential_id = c.id) AS environments
     FROM credentials c WHERE c.id = ? AND kind = 'signing_secret'`,
    id,
  );
  if (!row || (row.environments === 0 && row.placement_name === null)) return;
  throw new Fault('bad_input', {
    happened: `“${row.name}” is a signing secret: it verifies webhooks and is in no request.`,
    remedy: 'Choose it at a webhook endpoint, and another credential for the environment. Nothing was changed.',
    place: { path: 'environmentIds' },
  });
}

/** Before the secret of what signs is replaced: deliveries that were signed with the former one are still on their way. */
export async function keepFormer({ db, secrets }: Pick<Tools, 'db' | 'secrets'>, id: string): Promise<void> {
  const former = secrets.get(id);
  if (former !== null && db.get("SELECT 1 FROM credentials WHERE id = ? AND kind = 'signing_secret'", id))
    await secrets.setFormer(id, former);
}

function requireRow(db: Reader, id: string): { name: string } {
  const row = db.get<{ name: string }>('SELECT name FROM credentials WHERE id = ?', id);
  if (!row) throw gone();
  return row;
}

const gone = (): Fault =>
  new Fault('not_found', { happened: 'The credential is gone.', remedy: 'Reload the page; somebody may have removed it.' });
