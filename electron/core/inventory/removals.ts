import { Fault } from '../../../shared/contract/errors.ts';
import { plural } from '../../../shared/domain/grouped.ts';
import type { Actor } from '../db/change-log.ts';
import type { Commands } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import { getApi } from './store.ts';

export type RemovableKind = 'vendor' | 'api' | 'endpoint';

export interface Removal {
  readonly name: string;
  /** What goes along, and what stays. */
  readonly words: string;
}

/** What removing a record would take along. */
export function describeRemoval(db: Reader, kind: RemovableKind, id: string): Removal {
  switch (kind) {
    case 'vendor':
      return vendorRemoval(db, id);
    case 'api':
      return apiRemoval(db, id);
    case 'endpoint':
      return endpointRemoval(db, id);
  }
}

const count = (db: Reader, sql: string, id: string): number => db.get<{ n: number }>(sql, id)?.n ?? 0;
const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function vendorRemoval(db: Reader, id: string): Removal {
  const vendor = db.get<{ name: string }>('SELECT name FROM vendors WHERE id = ?', id);
  if (!vendor) throw gone('vendor');
  const apis = db.all<{ id: string; name: string }>('SELECT id, name FROM apis WHERE vendor_id = ? ORDER BY name', id);
  if (apis.length === 0) return { name: vendor.name, words: 'No API belongs to it. It can be taken back.' };
  const processes = processNames(db, 'a.vendor_id', id);
  return {
    name: vendor.name,
    words: `${plural(apis.length, 'API')} (${list(apis.map(({ name }) => name))}) with all endpoints, environments and contracts go with it${processes}. Exchanges already made and the credentials stay. Only a backup brings it back.`,
  };
}

function apiRemoval(db: Reader, id: string): Removal {
  const api = getApi(db, id);
  if (!api) throw gone('API');
  const parts = [
    plural(count(db, 'SELECT count(*) AS n FROM endpoints WHERE api_id = ?', id), 'endpoint'),
    plural(count(db, 'SELECT count(*) AS n FROM environments WHERE api_id = ?', id), 'environment'),
    plural(count(db, 'SELECT count(*) AS n FROM contracts WHERE api_id = ?', id), 'contract'),
    plural(count(db, 'SELECT count(*) AS n FROM calendar_events WHERE api_id = ?', id), 'date'),
  ];
  return {
    name: `${api.vendor_name} ${api.name}`,
    words: `Its ${list(parts)} go with it${processNames(db, 'a.id', id)}. Its answers are no longer checked. Exchanges already made and the credentials stay. Only a backup brings it back.`,
  };
}

function endpointRemoval(db: Reader, id: string): Removal {
  const endpoint = endpointOf(db, id);
  const calls = count(db, 'SELECT count(*) AS n FROM exchanges WHERE endpoint_id = ?', id);
  const along = [
    [count(db, 'SELECT count(*) AS n FROM findings WHERE endpoint_id = ?', id), 'finding'] as const,
    [count(db, 'SELECT count(*) AS n FROM calendar_events WHERE endpoint_id = ?', id), 'date'] as const,
  ].filter(([n]) => n > 0);
  const parts = along.map(([n, what]) => plural(n, what));
  const kept = calls === 0 ? 'It was never called.' : `Its ${plural(calls, 'exchange')} stay.`;
  const inContract = endpoint.is_in_contract === 1 ? ' The next import of the contract brings it in again.' : '';
  const back = parts.length === 0 ? ' It can be taken back.' : '';
  return {
    name: `${endpoint.method} ${endpoint.path}`,
    words: `${parts.length > 0 ? `Its ${list(parts)} go with it. ` : ''}${kept}${inContract}${back}`,
  };
}

function processNames(db: Reader, column: 'a.vendor_id' | 'a.id', id: string): string {
  const names = db
    .all<{ name: string }>(
      `SELECT DISTINCT p.name FROM dependencies d JOIN apis a ON a.id = d.api_id JOIN processes p ON p.id = d.process_id WHERE ${column} = ? ORDER BY p.name`,
      id,
    )
    .map(({ name }) => name);
  return names.length === 0 ? '' : `; ${list(names)} ${names.length === 1 ? 'loses its link' : 'lose their links'} to it`;
}

interface EndpointRow {
  readonly method: string;
  readonly path: string;
  readonly is_in_contract: number;
}
function endpointOf(db: Reader, id: string): EndpointRow {
  const row = db.get<EndpointRow>('SELECT method, path, is_in_contract FROM endpoints WHERE id = ?', id);
  if (!row) throw gone('endpoint');
  return row;
}

/** Removes an API with everything under it. One bulk entry: it cannot be taken back, only restored from a backup. */
export function removeApi(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const api = getApi(changes, id);
    if (!api) throw gone('API');
    const endpoints = count(changes, 'SELECT count(*) AS n FROM endpoints WHERE api_id = ?', id);
    const what = { name: api.name, version: api.version, endpoints };
    changes.bulk('api', id, `${api.vendor_name} ${api.name} removed with ${plural(endpoints, 'endpoint')}`, what, (db) => {
      db.run('DELETE FROM apis WHERE id = ?', id);
    });
  });
}

/** Removes a vendor; with its APIs it cannot be taken back. */
export function removeVendor(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const { name } = vendorRemoval(changes, id);
    const apis = count(changes, 'SELECT count(*) AS n FROM apis WHERE vendor_id = ?', id);
    if (apis === 0 && count(changes, 'SELECT count(*) AS n FROM calendar_events WHERE vendor_id = ?', id) === 0) {
      changes.remove('vendor', id, `Vendor ${name} removed`);
      return;
    }
    changes.bulk('vendor', id, `Vendor ${name} removed with ${plural(apis, 'API')}`, { name, apis }, (db) => {
      db.run('DELETE FROM apis WHERE vendor_id = ?', id);
      db.run('DELETE FROM vendors WHERE id = ?', id);
    });
  });
}

/** Removes an endpoint; its exchanges stay. */
export function removeEndpoint(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const { method, path } = endpointOf(changes, id);
    const along = count(
      changes,
      'SELECT (SELECT count(*) FROM findings WHERE endpoint_id = e.id) + (SELECT count(*) FROM calendar_events WHERE endpoint_id = e.id) AS n FROM endpoints e WHERE id = ?',
      id,
    );
    if (along === 0) changes.remove('endpoint', id, `Endpoint ${method} ${path} removed`);
    else
      changes.bulk(
        'endpoint',
        id,
        `Endpoint ${method} ${path} removed`,
        { method, path },
        (db) => void db.run('DELETE FROM endpoints WHERE id = ?', id),
      );
  });
}

const gone = (what: string): Fault =>
  new Fault('not_found', { happened: `The ${what} is gone.`, remedy: 'Reload the page; somebody may have removed it.' });
