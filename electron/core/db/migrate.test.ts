import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { applicationId, migrate, migrations, newestSchema, schemaVersion, type Migration } from './migrate.ts';
import { Sqlite } from './sqlite.ts';

const tests = coresForTests();

const first: Migration = { number: 1, name: 'first', sql: 'CREATE TABLE a (id TEXT PRIMARY KEY) STRICT' };
const second: Migration = {
  number: 2,
  name: 'second',
  sql: "CREATE TABLE b (id TEXT PRIMARY KEY) STRICT; INSERT INTO a VALUES ('from second')",
};
const failing: Migration = {
  number: 3,
  name: 'failing',
  sql: "INSERT INTO a VALUES ('half'); CREATE TABLE c (id TEXT) STRICT; INSERT INTO nowhere VALUES (1)",
};

function fresh(): Sqlite {
  const db = new Sqlite(join(tests.folder(), 'test.db'));
  tests.later(() => db.close());
  return db;
}
const tables = (db: Sqlite): string[] =>
  db.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map(({ name }) => name);

describe('migrations', () => {
  it('are numbered without gaps, from 1', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_step, index) => index + 1));
  });

  it('bring a new file to the newest schema, mark it as ours, and remember each step', () => {
    const db = fresh();
    migrate(db, 1_000);
    expect(schemaVersion(db)).toBe(newestSchema);
    expect(db.pragma('application_id')).toBe(applicationId);
    expect(db.all('SELECT number, applied_at FROM migrations')).toEqual(migrations.map(({ number }) => ({ number, applied_at: 1_000 })));
    expect(db.pragma('integrity_check')).toBe('ok');
    expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
  });

  it('apply only the steps that are missing, and none twice', () => {
    const db = fresh();
    migrate(db, 1, [first]);
    migrate(db, 2, [first, second]);
    migrate(db, 3, [first, second]);
    expect(db.all('SELECT number, applied_at FROM migrations')).toEqual([
      { number: 1, applied_at: 1 },
      { number: 2, applied_at: 2 },
    ]);
    expect(db.all('SELECT id FROM a')).toEqual([{ id: 'from second' }]);
  });

  it('refuse a file whose applied step is not the one this version carries, and change nothing', async () => {
    const db = fresh();
    migrate(db, 1, [first]);
    const fault = await faultFrom(() => migrate(db, 2, [{ ...first, sql: `${first.sql} -- edited` }, second]));
    expect(fault.code).toBe('migration_changed');
    expect(fault.data.happened).toContain('Migration 1 (first)');
    expect(tables(db)).toEqual(['a', 'migrations']);
    expect(schemaVersion(db)).toBe(1);
  });

  it('that fail half way leave the file as it was before the step', () => {
    const db = fresh();
    migrate(db, 1, [first, second]);
    expect(() => migrate(db, 2, [first, second, failing])).toThrow(/nowhere/);
    expect(schemaVersion(db)).toBe(2);
    expect(tables(db)).toEqual(['a', 'b', 'migrations']);
    expect(db.all('SELECT id FROM a')).toEqual([{ id: 'from second' }]);
    migrate(db, 3, [first, second, { ...failing, sql: 'CREATE TABLE c (id TEXT) STRICT' }]);
    expect(schemaVersion(db)).toBe(3);
  });

  it('make tables that refuse what does not belong in them', () => {
    const db = fresh();
    migrate(db, 1);
    const strict = db.all<{ name: string; strict: number }>(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'",
    );
    expect(strict.filter((table) => table.strict === 0)).toEqual([]);
    expect(() => db.run("INSERT INTO vendors (id, name, created_at) VALUES ('1', 'A', 'yesterday')")).toThrow(/cannot store TEXT/);
  });
});
