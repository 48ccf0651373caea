import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRememberingReader } from './remembering-reader.ts';
import { Sqlite } from './sqlite.ts';

describe('a reader that remembers', () => {
  let folder: string;
  let people: Sqlite;
  let machine: Sqlite;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quartermaster-reader-'));
    people = new Sqlite(join(folder, 'a.db'));
    people.script('CREATE TABLE places (id TEXT PRIMARY KEY, name TEXT); CREATE TABLE seen (at INTEGER)');
    people.run('INSERT INTO places VALUES (?, ?)', 'a', 'Before');
    machine = new Sqlite(join(folder, 'a.db'));
  });
  afterEach(() => {
    machine.close();
    people.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks once, and anew soon after somebody else has changed something', async () => {
    let asked = 0;
    const counting = {
      get: <T>(sql: string, ...values: never[]) => {
        if (!sql.startsWith('PRAGMA')) asked += 1;
        return machine.get<T>(sql, ...values);
      },
      all: <T>(sql: string, ...values: never[]) => {
        asked += 1;
        return machine.all<T>(sql, ...values);
      },
    };
    const reader = createRememberingReader(counting);
    const nameOf = (id: string) => reader.get<{ name: string }>('SELECT name FROM places WHERE id = ?', id)?.name;
    expect([nameOf('a'), nameOf('a'), nameOf('b'), nameOf('b')]).toEqual(['Before', 'Before', undefined, undefined]);
    expect(asked).toBe(2);
    // What this connection writes itself is not what is asked for.
    machine.run('INSERT INTO seen VALUES (1)');
    expect(nameOf('a')).toBe('Before');
    expect(asked).toBe(2);
    people.run("UPDATE places SET name = 'After' WHERE id = 'a'");
    people.run("INSERT INTO places VALUES ('b', 'New')");
    await sleep(30);
    expect([nameOf('a'), nameOf('b')]).toEqual(['After', 'New']);
    expect(asked).toBe(4);
  });

  it('asks anew at once what this program says it has changed', () => {
    const reader = createRememberingReader(machine);
    expect(reader.all('SELECT name FROM places')).toEqual([{ name: 'Before' }]);
    people.run("UPDATE places SET name = 'After'");
    reader.forget();
    expect(reader.all('SELECT name FROM places')).toEqual([{ name: 'After' }]);
  });

  it('tells one row from all of them, and values by their kind', () => {
    const reader = createRememberingReader(machine);
    expect(reader.get('SELECT id FROM places')).toEqual({ id: 'a' });
    expect(reader.all('SELECT id FROM places')).toEqual([{ id: 'a' }]);
    expect(reader.get<{ v: string }>('SELECT typeof(?) AS v', '1')?.v).toBe('text');
    expect(reader.get<{ v: string }>('SELECT typeof(?) AS v', 1)?.v).toBe('real');
  });
});
