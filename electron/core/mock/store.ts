import { gunzipSync } from 'node:zlib';
import { mockSettings as settingsSchema } from '../../../shared/contract/mock.ts';
import { usualMockSettings, type MockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import type { Reader } from '../db/sqlite.ts';

export interface MockRecord {
  readonly id: string;
  readonly port: number | null;
  readonly seed: number;
  readonly settings: MockSettings;
}

export interface MockedApi {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly vendor_name: string;
  readonly endpoint_count: number;
}

/** APIs that have a contract to play. */
export const listMockedApis = (db: Reader): MockedApi[] =>
  db.all<MockedApi>(
    `SELECT a.id, a.name, a.version, v.name AS vendor_name, (SELECT count(*) FROM endpoints n WHERE n.api_id = a.id AND n.is_in_contract = 1) AS endpoint_count
     FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE EXISTS (SELECT 1 FROM contracts c WHERE c.api_id = a.id AND c.is_current = 1)
     ORDER BY lower(v.name), lower(a.name), a.version`,
  );

/** What a mock was told the last time; null when it never was. */
export function findMock(db: Reader, apiId: string): MockRecord | null {
  const row = db.get<{ id: string; port: number | null; seed: number; settings: string }>(
    'SELECT id, port, seed, settings FROM mocks WHERE api_id = ?',
    apiId,
  );
  return row ? { id: row.id, port: row.port, seed: row.seed, settings: readSettings(row.settings) } : null;
}

/** Settings as they are kept; what is missing or no longer understood is as usual. */
export function readSettings(text: string): MockSettings {
  const read = settingsSchema.partial().safeParse(JSON.parse(text));
  return {
    ...usualMockSettings,
    ...(read.success
      ? (Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined)) as Partial<MockSettings>)
      : {}),
  };
}

/** The document that answers are made from: the contract that the API is checked against now. */
export function currentDocument(db: Reader, apiId: string): { readonly text: string; readonly fileName: string } | null {
  const row = db.get<{ file_name: string; document: Buffer }>(
    'SELECT file_name, document FROM contracts WHERE api_id = ? AND is_current = 1 ORDER BY imported_at DESC LIMIT 1',
    apiId,
  );
  return row ? { text: gunzipSync(row.document).toString('utf8'), fileName: row.file_name } : null;
}

export const endpointIdsOf = (db: Reader, apiId: string): Map<string, string> =>
  new Map(
    db
      .all<{ id: string; method: string; path: string }>('SELECT id, method, path FROM endpoints WHERE api_id = ?', apiId)
      .map(({ id, method, path }) => [`${method} ${path}`, id]),
  );

export interface MockEnvironment {
  readonly id: string;
  readonly name: string;
  readonly base_url: string;
  readonly credential_id: string | null;
}

/** The environment that was made for the mock. */
export const mockEnvironment = (db: Pick<Reader, 'get'>, apiId: string): MockEnvironment | null =>
  db.get<MockEnvironment>(
    "SELECT id, name, base_url, credential_id FROM environments WHERE api_id = ? AND lower(name) = 'mock' AND kind <> 'production'",
    apiId,
  ) ?? null;
