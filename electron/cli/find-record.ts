import type { Credential } from '../../shared/contract/credentials.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { ApiRow, Endpoint, Environment, Vendor } from '../../shared/contract/inventory.ts';
import type { BusinessProcess } from '../../shared/contract/processes.ts';
import { nearNames } from '../../shared/domain/console/near-names.ts';
import type { CoreClient } from '../core/terminal.ts';

/** How much of a name is enough: the whole of it, or also a part that only one has. */
export type Grasp = 'whole' | 'part';

interface Named<T> {
  readonly what: string;
  readonly where: string;
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  /** Every way to write a record out, the fullest first. */
  readonly namesOf: (row: T) => readonly string[];
  /** The whole name, unless told. */
  readonly grasp?: Grasp | undefined;
}

const fold = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
const shownCandidates = 12;

/**
 * Finds the one record that a person means: by id, or by one of its names as a whole. A verb that only reads may also take words that occur in its
 * fullest name; one that sends or changes something never does: tomorrow the same words may mean another record. Faults: `not_found` with the
 * nearest names when nothing fits, `bad_input` with the candidates when several do.
 */
export function findOne<T>(text: string, { what, where, rows, idOf, namesOf, grasp = 'whole' }: Named<T>): T {
  const wanted = fold(text);
  const words = wanted.split(' ');
  const hasWords = (row: T): boolean => wanted !== '' && words.every((word) => fold(namesOf(row)[0] ?? '').includes(word));
  const tiers: readonly ((row: T) => boolean)[] = [
    (row) => idOf(row) === wanted,
    (row) => namesOf(row).some((name) => fold(name) === wanted),
    ...(grasp === 'part' ? [hasWords] : []),
  ];
  const candidate = (row: T): string => `${namesOf(row)[0]} (${idOf(row)})`;
  for (const fits of tiers) {
    const found = rows.filter(fits);
    if (found.length === 1 && found[0] !== undefined) return found[0];
    if (found.length > 1) {
      throw new Fault('bad_input', {
        happened: `“${text}” may be any of ${found.length} ${what}s.`,
        remedy: 'Write one of them in full, or its id.',
        details: { candidates: found.slice(0, shownCandidates).map(candidate) },
      });
    }
  }
  const fullest = rows.map((row) => namesOf(row)[0] ?? '');
  const parts = rows.filter(hasWords).slice(0, shownCandidates).map(candidate);
  const near = parts.length > 0 || wanted === '' ? parts : nearNames(wanted, fullest);
  const candidates = near.length > 0 ? near : rows.length <= shownCandidates ? fullest : [];
  throw new Fault('not_found', {
    happened: `There is no ${what} “${text}”.`,
    remedy: parts.length > 0 ? 'What sends or changes something takes the whole name, or the id.' : `See ${where}.`,
    ...(candidates.length > 0 ? { details: { candidates } } : {}),
  });
}

export const apiWords = (api: Pick<ApiRow, 'vendorName' | 'name' | 'version'>): string =>
  `${api.vendorName} ${api.name} ${api.version}`.trim();

/** "Checkout", "Adyen Checkout", "Adyen Checkout 71" or an id. */
export async function findApi(client: CoreClient, text: string, grasp?: Grasp): Promise<ApiRow> {
  return findOne(text, {
    what: 'API',
    where: 'quartermaster inventory list',
    rows: await client.inventory.list({}),
    idOf: ({ id }) => id,
    namesOf: (api) => [apiWords(api), `${api.vendorName} ${api.name}`, `${api.name} ${api.version}`, api.name],
    grasp,
  });
}

export async function findVendor(client: CoreClient, text: string, grasp?: Grasp): Promise<Vendor> {
  return findOne(text, {
    what: 'vendor',
    where: 'quartermaster inventory list',
    rows: await client.inventory.vendors({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

export async function findProcess(client: CoreClient, text: string, grasp?: Grasp): Promise<BusinessProcess> {
  return findOne(text, {
    what: 'business process',
    where: 'quartermaster process list',
    rows: await client.inventory.processes({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

export async function findPerson(client: CoreClient, text: string): Promise<{ id: string; name: string }> {
  return findOne(text, {
    what: 'person',
    where: 'the people in Settings',
    rows: await client.inventory.people({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  });
}

export async function findCredential(client: CoreClient, text: string, grasp?: Grasp): Promise<Credential> {
  return findOne(text, {
    what: 'credential',
    where: 'quartermaster credential list',
    rows: await client.credentials.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

/** An endpoint by its id or as "POST /payments", of one API or of all. */
export async function findEndpoint(client: CoreClient, text: string, apiId?: string): Promise<Endpoint> {
  return findOne(text, {
    what: 'endpoint',
    where: 'quartermaster inventory show API',
    rows: await client.inventory.endpoints(apiId === undefined ? {} : { apiId }),
    idOf: ({ id }) => id,
    namesOf: ({ method, path, operationId }) => [`${method} ${path}`, ...(operationId === null ? [] : [operationId])],
  });
}

/** An environment of an API by its name or id. */
export async function findEnvironment(client: CoreClient, api: ApiRow, text: string, grasp?: Grasp): Promise<Environment> {
  const { environments } = await client.inventory.show({ id: api.id });
  return findOne(text, {
    what: 'environment',
    where: `quartermaster inventory show "${apiWords(api)}"`,
    rows: environments,
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

/** "Adyen Checkout/sandbox", cut at the last slash. */
export async function findEnvironmentPath(client: CoreClient, text: string, grasp?: Grasp): Promise<Environment> {
  const cut = text.lastIndexOf('/');
  if (cut <= 0 || cut === text.length - 1) {
    throw new Fault('bad_input', {
      happened: `“${text}” does not name an environment.`,
      remedy: 'Write it as API/environment, such as "Adyen Checkout/sandbox".',
    });
  }
  return findEnvironment(client, await findApi(client, text.slice(0, cut), grasp), text.slice(cut + 1), grasp);
}
