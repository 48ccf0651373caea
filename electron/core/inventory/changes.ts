import { Fault } from '../../../shared/contract/errors.ts';
import { dataClasses, type DataClass, type Environment, type Lifecycle } from '../../../shared/contract/inventory.ts';
import { ladderText, type EscalationStep } from '../../../shared/domain/inventory/escalation-ladder.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes, Clock, Commands } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import { refuseMachineName } from '../workspace/people.ts';
import { given } from './given.ts';
import { getApi, listEnvironments } from './store.ts';

export interface ApiPatch {
  readonly id: string;
  readonly name?: string | undefined;
  readonly ownerId?: string | null | undefined;
  readonly deputyId?: string | null | undefined;
  readonly criticality?: 'high' | 'medium' | 'low' | undefined;
  readonly version?: string | undefined;
  readonly escalation?: string | undefined;
  readonly escalationLadder?: readonly EscalationStep[] | undefined;
  readonly lifecycle?: Lifecycle | undefined;
  readonly dataClasses?: readonly DataClass[] | undefined;
  readonly notes?: string | undefined;
}

/** In the order of the list, each once, so that the same classes are the same text. */
const classesText = (classes: readonly DataClass[]): string => JSON.stringify(dataClasses.filter((one) => classes.includes(one)));

export function updateApi(commands: Commands, actor: Actor, patch: ApiPatch): void {
  commands.run(actor, (changes) => {
    const api = requireApi(changes, patch.id);
    const row = given({
      name: patch.name,
      owner_id: patch.ownerId,
      deputy_id: patch.deputyId,
      criticality: patch.criticality,
      version: patch.version,
      escalation: patch.escalation,
      escalation_ladder: patch.escalationLadder && JSON.stringify(patch.escalationLadder),
      lifecycle: patch.lifecycle,
      data_classes: patch.dataClasses && classesText(patch.dataClasses),
      notes: patch.notes,
    });
    const what = `${api.vendor_name} ${api.name}`;
    changes.update('api', patch.id, row, summaryOf(changes, what, patch));
  });
}

function summaryOf(db: Reader, what: string, patch: ApiPatch): string {
  const personName = (id: string | null): string =>
    id === null ? 'nobody' : (db.get<{ name: string }>('SELECT name FROM people WHERE id = ?', id)?.name ?? 'somebody');
  if (patch.ownerId !== undefined) return `Owner of ${what} set to ${personName(patch.ownerId)}`;
  if (patch.deputyId !== undefined) return `Stand-in of ${what} set to ${personName(patch.deputyId)}`;
  if (patch.criticality !== undefined) return `Criticality of ${what} set to ${patch.criticality}`;
  if (patch.name !== undefined) return `${what} renamed to ${patch.name}`;
  if (patch.version !== undefined) return `Version of ${what} set to ${patch.version || 'none'}`;
  if (patch.escalationLadder !== undefined)
    return `Escalation of ${what} set to: ${ladderText(patch.escalationLadder).replaceAll('\n', '; ') || 'nobody'}`;
  if (patch.lifecycle !== undefined) return `${what} is ${patch.lifecycle}`;
  if (patch.dataClasses !== undefined) return `Data of ${what}: ${patch.dataClasses.join(', ') || 'not said'}`;
  if (patch.escalation !== undefined) return `Escalation of ${what} edited`;
  return `Notes of ${what} edited`;
}

export interface VendorPatch {
  readonly id: string;
  readonly name?: string | undefined;
  readonly notes?: string | undefined;
  readonly docsUrl?: string | null | undefined;
  readonly statusUrl?: string | null | undefined;
}

export function updateVendor(commands: Commands, actor: Actor, patch: VendorPatch): void {
  commands.run(actor, (changes) => {
    const vendor = changes.get<{ name: string }>('SELECT name FROM vendors WHERE id = ?', patch.id);
    if (!vendor) throw gone('vendor');
    if (patch.name !== undefined && changes.get('SELECT 1 FROM vendors WHERE lower(name) = lower(?) AND id <> ?', patch.name, patch.id)) {
      throw new Fault('conflict', { happened: `There is a vendor ${patch.name} already.`, remedy: 'Choose another name.' });
    }
    const row = given({ name: patch.name, notes: patch.notes, docs_url: patch.docsUrl, status_url: patch.statusUrl });
    changes.update(
      'vendor',
      patch.id,
      row,
      patch.name !== undefined ? `Vendor ${vendor.name} renamed to ${patch.name}` : `Vendor ${vendor.name} edited`,
    );
  });
}

export interface EndpointPatch {
  readonly id: string;
  readonly notes?: string | undefined;
  readonly dataClasses?: readonly DataClass[] | undefined;
}

export function updateEndpoint(commands: Commands, actor: Actor, patch: EndpointPatch): void {
  commands.run(actor, (changes) => {
    const endpoint = changes.get<{ method: string; path: string }>('SELECT method, path FROM endpoints WHERE id = ?', patch.id);
    if (!endpoint) throw gone('endpoint');
    const name = `${endpoint.method} ${endpoint.path}`;
    const row = given({ notes: patch.notes, data_classes: patch.dataClasses && classesText(patch.dataClasses) });
    changes.update(
      'endpoint',
      patch.id,
      row,
      patch.dataClasses === undefined ? `Notes of ${name} edited` : `Data of ${name}: ${patch.dataClasses.join(', ') || 'not said'}`,
    );
  });
}

export function addPerson(commands: Commands, clock: Clock, actor: Actor, name: string): { id: string; name: string; role: string } {
  refuseMachineName(name);
  return commands.run(actor, (changes) => {
    if (changes.get('SELECT 1 FROM people WHERE lower(name) = lower(?)', name)) {
      throw new Fault('conflict', { happened: `${name} is among the people already.`, remedy: 'Choose the person from the list.' });
    }
    const person = { id: clock.newId(), name, role: 'operator' };
    changes.insert('person', { ...person, created_at: clock.now() }, `${name} added`);
    return person;
  });
}

export interface NewApi {
  readonly vendorName: string;
  readonly name: string;
  readonly version: string;
  readonly baseUrl?: string | undefined;
}

export function addApi(commands: Commands, clock: Clock, actor: Actor, api: NewApi): { id: string } {
  const now = clock.now();
  return commands.run(actor, (changes) => {
    const vendor = changes.get<{ id: string }>('SELECT id FROM vendors WHERE lower(name) = lower(?)', api.vendorName);
    const vendorId = vendor?.id ?? clock.newId();
    if (!vendor) changes.insert('vendor', { id: vendorId, name: api.vendorName, created_at: now }, `Vendor ${api.vendorName} added`);
    else if (changes.get('SELECT 1 FROM apis WHERE vendor_id = ? AND lower(name) = lower(?)', vendorId, api.name)) {
      throw new Fault('conflict', {
        happened: `${api.vendorName} ${api.name} is in the inventory already.`,
        remedy: 'Open it there, or choose another name.',
      });
    }
    const id = clock.newId();
    changes.insert(
      'api',
      { id, vendor_id: vendorId, name: api.name, version: api.version, created_at: now },
      `API ${api.vendorName} ${api.name} added`,
    );
    if (api.baseUrl !== undefined) {
      changes.insert(
        'environment',
        {
          id: clock.newId(),
          api_id: id,
          name: 'Production',
          base_url: api.baseUrl.replace(/\/+$/, ''),
          kind: 'production',
          created_at: now,
        },
        `Environment Production of ${api.vendorName} ${api.name} added`,
      );
    }
    return { id };
  });
}

export interface EnvironmentInput {
  readonly id?: string | undefined;
  readonly apiId: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly kind: Environment['kind'];
  readonly credentialId?: string | null | undefined;
}

export function saveEnvironment(db: Reader, commands: Commands, clock: Clock, actor: Actor, input: EnvironmentInput): Environment {
  const baseUrl = input.baseUrl.replace(/\/+$/, '');
  const id = input.id ?? clock.newId();
  commands.run(actor, (changes) => {
    const api = requireApi(changes, input.apiId);
    if (changes.get('SELECT 1 FROM environments WHERE api_id = ? AND lower(name) = lower(?) AND id <> ?', input.apiId, input.name, id)) {
      throw new Fault('conflict', {
        happened: `${api.vendor_name} ${api.name} has an environment ${input.name} already.`,
        remedy: 'Choose another name.',
      });
    }
    if (input.id && !changes.get('SELECT 1 FROM environments WHERE id = ? AND api_id = ?', id, input.apiId)) throw gone('environment');
    const row = {
      name: input.name,
      base_url: baseUrl,
      kind: input.kind,
      ...(input.credentialId === undefined ? {} : { credential_id: input.credentialId }),
    };
    const signing = input.credentialId
      ? changes.get<{ name: string }>("SELECT name FROM credentials WHERE id = ? AND kind = 'signing_secret'", input.credentialId)
      : undefined;
    if (signing)
      throw new Fault('bad_input', {
        happened: `“${signing.name}” is a signing secret: it verifies webhooks and is in no request.`,
        remedy: 'Choose another credential for the environment. Nothing was changed.',
        place: { path: 'credentialId' },
      });
    const what = `Environment ${input.name} of ${api.vendor_name} ${api.name}`;
    if (input.id) changes.update('environment', id, row, `${what} edited`);
    else changes.insert('environment', { id, api_id: input.apiId, ...row, created_at: clock.now() }, `${what} added`);
  });
  const saved = listEnvironments(db, input.apiId).find((environment) => environment.id === id);
  if (!saved) throw new Error(`environment ${id} was not saved`);
  return saved;
}

export function removeEnvironment(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<{ name: string }>('SELECT name FROM environments WHERE id = ?', id);
    if (row) changes.remove('environment', id, `Environment ${row.name} removed`);
  });
}

function requireApi(db: Reader | Changes, id: string): NonNullable<ReturnType<typeof getApi>> {
  const api = getApi(db, id);
  if (!api) throw gone('API');
  return api;
}

const gone = (what: string): Fault =>
  new Fault('not_found', { happened: `The ${what} is gone.`, remedy: 'Reload the page; somebody may have removed it.' });
