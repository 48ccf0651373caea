import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../../testing/test-core.ts';
import { migrate, migrations, schemaVersion, type Migration } from '../migrate.ts';
import { Sqlite } from '../sqlite.ts';

const tests = coresForTests();

/** A workspace as the version before left it: a credential that is bound, found by search, and has a history. */
function before(): Sqlite {
  const db = new Sqlite(join(tests.folder(), 'test.db'));
  tests.later(() => db.close());
  migrate(db, 1, migrations.slice(0, 2));
  db.script(`
    INSERT INTO vendors (id, name, created_at) VALUES ('v', 'Adyen', 1);
    INSERT INTO apis (id, vendor_id, name, created_at) VALUES ('a', 'v', 'Checkout', 1);
    INSERT INTO credentials (id, name, kind, vendor_id, placement_in, placement_name, allowed_hosts, rotated_at, expires_at, rotation_days, secret_kept, notes, created_at)
      VALUES ('c', 'Adyen test', 'api_key', 'v', 'header', 'X-API-Key', '["a.example"]', 2, 3, 60, 'keychain', 'made by Ines', 1);
    INSERT INTO environments (id, api_id, name, base_url, kind, credential_id, created_at) VALUES ('e', 'a', 'Sandbox', 'https://a.example', 'sandbox', 'c', 1);
  `);
  return db;
}

const found = (db: Sqlite, word: string): string[] =>
  db
    .all<{ entity: string }>(
      'SELECT r.entity FROM search s JOIN search_records r ON r.number = s.rowid WHERE search MATCH ? ORDER BY 1',
      `"${word}"*`,
    )
    .map(({ entity }) => entity);

describe('the step that makes the credentials anew', () => {
  it('loses nothing: rows, what points to them, search and its triggers, the foreign keys', () => {
    const db = before();
    const rows = (): unknown =>
      db.all(
        'SELECT id, name, kind, vendor_id, placement_in, placement_name, username, allowed_hosts, rotated_at, expires_at, rotation_days, secret_kept, notes, created_at FROM credentials',
      );
    const kept = rows();
    const triggers = (): unknown[] =>
      db.all("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('credentials', 'vendors') ORDER BY name");
    const held = triggers();
    migrate(db, 2);
    expect(rows()).toEqual(kept);
    expect(triggers()).toEqual(held);
    expect(db.all('SELECT credential_id FROM environments')).toEqual([{ credential_id: 'c' }]);
    expect(found(db, 'ines')).toEqual(['credential']);
    expect(db.pragma('foreign_keys')).toBe(1);
    expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check')).toBe('ok');

    db.run("UPDATE vendors SET name = 'Zebra' WHERE id = 'v'");
    expect(found(db, 'zebra')).toContain('credential');
    db.run("UPDATE credentials SET name = 'Renamed', kind = 'oauth2_client_credentials' WHERE id = 'c'");
    expect(found(db, 'renamed')).toEqual(['credential']);
    expect(() => db.run("UPDATE credentials SET kind = 'other' WHERE id = 'c'")).toThrow(/CHECK/);
    db.run("DELETE FROM credentials WHERE id = 'c'");
    expect(db.all('SELECT credential_id FROM environments')).toEqual([{ credential_id: null }]);
    expect(found(db, 'renamed')).toEqual([]);
  });

  it('that would leave rows pointing to nothing is taken back whole, and foreign keys are on again', () => {
    const db = before();
    const losing: Migration = {
      number: 3,
      name: 'losing',
      rebuildsTables: true,
      sql: 'CREATE TABLE new_apis AS SELECT * FROM apis WHERE 0; DROP TABLE apis; ALTER TABLE new_apis RENAME TO apis;',
    };
    const tables = (): unknown[] => db.all("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name");
    const kept = tables();
    expect(() => migrate(db, 2, [...migrations.slice(0, 2), losing])).toThrow();
    expect(tables()).toEqual(kept);
    expect(schemaVersion(db)).toBe(2);
    expect(db.pragma('foreign_keys')).toBe(1);
    expect(db.all('SELECT id FROM apis')).toEqual([{ id: 'a' }]);
  });
});
