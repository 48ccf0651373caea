import type { TestChoice } from '../../../shared/contract/credentials.ts';
import type { Engine } from '../engine.ts';
import { listSavedRequests } from '../console/saved-requests.ts';

const mostEndpoints = 12;

/** Reading calls that can be sent as they are, to try a new secret with: saved requests first, then endpoints that need no value. */
export function testChoices({ db, console }: Pick<Engine, 'db' | 'console'>, credentialId: string): TestChoice[] {
  const environments = db.all<{ id: string; apiId: string; name: string; kind: string; where: string }>(
    `SELECT e.id, e.api_id AS apiId, e.name, e.kind, v.name || ' ' || a.name || ', ' || e.name AS "where" FROM environments e
       JOIN apis a ON a.id = e.api_id JOIN vendors v ON v.id = a.vendor_id WHERE e.credential_id = ?
     ORDER BY e.kind = 'production', lower(v.name), lower(a.name), e.name`,
    credentialId,
  );
  const saved = listSavedRequests(db).filter(({ sideEffect }) => sideEffect === 'read');
  return environments.flatMap(({ id: environmentId, apiId, kind, where }): TestChoice[] => {
    const shared = { environmentId, where, isProduction: kind === 'production' };
    const named = saved
      .filter((one) => one.apiId === apiId)
      .map((one): TestChoice => ({ ...shared, kind: 'saved', id: one.id, name: one.name, method: one.method, path: one.path }));
    const endpoints = db
      .all<{ id: string; path: string; summary: string }>(
        `SELECT id, path, summary FROM endpoints n WHERE api_id = ? AND method = 'GET' AND is_deprecated = 0 AND instr(path, '{') = 0
         ORDER BY (SELECT count(*) FROM exchanges x WHERE x.endpoint_id = n.id) DESC, path LIMIT ?`,
        apiId,
        mostEndpoints,
      )
      .filter((one) => console.form(one.id).parameters.every(({ isRequired }) => !isRequired))
      .map((one): TestChoice => ({
        ...shared,
        kind: 'endpoint',
        id: one.id,
        name: one.summary || one.path,
        method: 'GET',
        path: one.path,
      }));
    return [...named, ...endpoints];
  });
}
