import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventBus } from '../events.ts';
import { EvidenceWriter } from './evidence-writer.ts';
import { Sqlite, type Writer } from './sqlite.ts';

describe('evidence that waits for the next', () => {
  let folder: string;
  let db: Sqlite;
  let other: Sqlite;
  let evidence: EvidenceWriter;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quartermaster-evidence-'));
    db = new Sqlite(join(folder, 'a.db'));
    db.script('CREATE TABLE seen (what TEXT NOT NULL UNIQUE)');
    other = new Sqlite(join(folder, 'a.db'));
    evidence = new EvidenceWriter(db, new EventBus(), () => undefined);
  });
  afterEach(() => {
    other.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const seen = (): string[] => other.all<{ what: string }>('SELECT what FROM seen ORDER BY rowid').map(({ what }) => what);
  const see = (what: string) => (writer: Writer) => void writer.run('INSERT INTO seen VALUES (?)', what);

  it('is written before it, in one transaction, and in the order in which it came', () => {
    evidence.later(see('a'));
    evidence.later(see('b'));
    expect(seen()).toEqual([]);
    evidence.write([], see('c'));
    expect(seen()).toEqual(['a', 'b', 'c']);
  });

  it('is written by itself before long', async () => {
    const told: string[] = [];
    evidence.later(see('a'), () => told.push(...seen()));
    await expect.poll(seen, { timeout: 2_000 }).toEqual(['a']);
    expect(told).toEqual(['a']);
  });

  it('is not lost when the next cannot be written, and the next still says why', () => {
    evidence.later(see('a'));
    expect(() => evidence.write([], see(null as never))).toThrow('NOT NULL');
    expect(seen()).toEqual(['a']);
  });

  it('does not take others along when it cannot be written itself', () => {
    evidence.write([], see('twice'));
    evidence.later(see('a'));
    evidence.later(see('twice'));
    evidence.later(see('b'));
    expect(() => evidence.flush()).toThrow('UNIQUE');
    expect(seen()).toEqual(['twice', 'a', 'b']);
    evidence.write([], see('c'));
    expect(seen()).toEqual(['twice', 'a', 'b', 'c']);
  });
});
