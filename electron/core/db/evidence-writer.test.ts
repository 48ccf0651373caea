import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventBus } from '../events.ts';
import { EvidenceWriter } from './evidence-writer.ts';
import { HeldFile } from './held-file.ts';
import type { Columns, RowWrite } from './row-write.ts';
import { fillDisk, mountSmallDisk } from '../testing/small-disk.ts';
import { Sqlite } from './sqlite.ts';

const schema = `CREATE TABLE flow_runs (id TEXT NOT NULL UNIQUE, words TEXT, bytes BLOB);
  CREATE TABLE held_evidence (id INTEGER PRIMARY KEY, written INTEGER NOT NULL); INSERT INTO held_evidence VALUES (1, 0);`;
const insert = (id: string | null, values: Columns = {}): RowWrite => ({ table: 'flow_runs', how: 'insert', key: { id }, values });
const patch = (id: string, words: string): RowWrite => ({ table: 'flow_runs', how: 'patch', key: { id }, values: { words } });

let folder: string;
let db: Sqlite;
let other: Sqlite;
let evidence: EvidenceWriter;
let lost: unknown[];
const writerOf = (database: Sqlite, name: string): EvidenceWriter =>
  new EvidenceWriter({
    db: database,
    heldFile: new HeldFile(join(folder, `${name}-held`)),
    events: new EventBus(),
    onChanged: () => undefined,
    onLost: (error) => lost.push(error),
  });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-evidence-'));
  db = new Sqlite(join(folder, 'a.db'));
  db.script(schema);
  other = new Sqlite(join(folder, 'a.db'));
  lost = [];
  evidence = writerOf(db, 'a.db');
});
afterEach(() => {
  other.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
const seen = (): string[] => other.all<{ id: string }>('SELECT id FROM flow_runs ORDER BY rowid').map(({ id }) => id);
/** Lines of the file that the next program would take up. */
const heldLines = (): number =>
  new HeldFile(join(folder, 'a.db-held')).left(other.get<{ written: number }>('SELECT written FROM held_evidence')?.written ?? 0).records
    .length;

/** The files as they are now, opened by the next program. */
function afterCrash(): Sqlite {
  for (const end of ['', '-wal', '-held']) copyFileSync(join(folder, `a.db${end}`), join(folder, `b.db${end}`));
  const copy = new Sqlite(join(folder, 'b.db'));
  writerOf(copy, 'b.db').takeUp();
  return copy;
}

describe('evidence that waits for the next', () => {
  it('is written before it, in one transaction, and in the order in which it came', () => {
    evidence.later(insert('a'));
    evidence.later(insert('b'));
    expect(seen()).toEqual([]);
    evidence.write([], (writer) => void writer.run("INSERT INTO flow_runs (id) VALUES ('c')"));
    expect(seen()).toEqual(['a', 'b', 'c']);
  });

  it('is written by itself before long', async () => {
    evidence.later(insert('a'));
    await expect.poll(seen, { timeout: 2_000 }).toEqual(['a']);
  });

  it('is written at once when there is a great deal of it', () => {
    for (let at = 0; at < 400; at += 1) evidence.later(insert(String(at)));
    expect(seen()).toHaveLength(400);
  });

  it('is not lost when the next cannot be written, and the next still says why', () => {
    evidence.later(insert('a'));
    expect(() => evidence.write([], (writer) => void writer.run('INSERT INTO flow_runs (id) VALUES (NULL)'))).toThrow('NOT NULL');
    expect(seen()).toEqual(['a']);
  });

  it('does not keep the next from being written when it cannot be written itself', () => {
    evidence.write([], (writer) => void writer.run("INSERT INTO flow_runs (id) VALUES ('twice')"));
    evidence.later(insert('a'));
    evidence.later(insert('twice'));
    evidence.later(insert('b'));
    evidence.write([], (writer) => void writer.run("INSERT INTO flow_runs (id) VALUES ('c')"));
    expect(seen()).toEqual(['twice', 'a', 'b', 'c']);
    expect(lost).toMatchObject([{ code: 'SQLITE_CONSTRAINT_UNIQUE' }]);
  });

  it('does not keep others waiting for ever when it cannot be written itself', async () => {
    evidence.write([], (writer) => void writer.run("INSERT INTO flow_runs (id) VALUES ('twice')"));
    evidence.later(insert('twice'));
    evidence.later(insert('b'));
    await expect.poll(seen, { timeout: 2_000 }).toEqual(['twice', 'b']);
    expect(lost).toHaveLength(1);
  });

  it('may come while what waited is being written', () => {
    evidence.later(insert('a'));
    evidence.write([], () => evidence.later(insert('b')));
    expect(seen()).toEqual(['a']);
    evidence.flush();
    expect(seen()).toEqual(['a', 'b']);
  });

  it('does not take others along when it cannot be written itself, and says so', () => {
    evidence.write([], (writer) => void writer.run("INSERT INTO flow_runs (id) VALUES ('twice')"));
    evidence.later(insert('a'));
    evidence.later(insert('twice'));
    evidence.later(insert('b'));
    expect(() => evidence.flush()).toThrow('UNIQUE');
    expect(seen()).toEqual(['twice', 'a', 'b']);
    evidence.flush();
  });

  it('waits on while the disk is full, and is written when there is room again', () => {
    const pages = other.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    db.pragma(`max_page_count = ${pages}`);
    evidence.later(insert('a', { words: 'x'.repeat(20_000) }));
    expect(() => evidence.flush()).toThrow('full');
    expect(() => evidence.flush()).toThrow('full');
    db.pragma('max_page_count = 100000');
    evidence.flush();
    expect(seen()).toEqual(['a']);
  });
});

describe('evidence that is held', () => {
  it('is taken up by the next program, with all that waited before it', () => {
    evidence.later(insert('a'));
    evidence.hold(insert('b', { bytes: Buffer.from([0, 255, 1]) }));
    evidence.later(patch('a', 'lost: nothing was held after it'));
    expect(seen()).toEqual([]);
    const next = afterCrash();
    expect(next.all('SELECT id, words, bytes FROM flow_runs ORDER BY rowid')).toEqual([
      { id: 'a', words: null, bytes: null },
      { id: 'b', words: null, bytes: Buffer.from([0, 255, 1]) },
    ]);
    next.close();
  });

  it('is held once, however often something is held after it, and no longer once it is written', () => {
    evidence.hold(insert('a'));
    evidence.later(patch('a', 'first'));
    evidence.hold(insert('b'));
    expect(heldLines()).toBe(2);
    const next = afterCrash();
    expect(next.all('SELECT id, words FROM flow_runs ORDER BY rowid')).toEqual([
      { id: 'a', words: 'first' },
      { id: 'b', words: null },
    ]);
    next.close();
    evidence.flush();
    expect(heldLines()).toBe(0);
    expect(seen()).toEqual(['a', 'b']);
    evidence.hold(insert('c'));
    expect(heldLines()).toBe(1);
  });

  it('is held with the next when that comes in the same turn of the program, and by itself when none comes', async () => {
    evidence.later(insert('a'));
    evidence.holdSoon(patch('a', 'first'));
    expect(heldLines()).toBe(0);
    evidence.hold(insert('b'));
    expect(heldLines()).toBe(1);
    evidence.holdSoon(patch('a', 'second'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(heldLines()).toBe(2);
    const next = afterCrash();
    expect(next.all('SELECT id, words FROM flow_runs ORDER BY rowid')).toEqual([
      { id: 'a', words: 'second' },
      { id: 'b', words: null },
    ]);
    next.close();
    evidence.holdSoon(patch('a', 'third'));
    evidence.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heldLines()).toBe(0);
    evidence.holdSoon(insert('c', { bytes: Buffer.alloc(100_000) }));
    expect(seen()).toEqual(['a', 'b', 'c']);
  });

  it('goes to its table at once when it is large', () => {
    evidence.hold(insert('a', { bytes: Buffer.alloc(100_000) }));
    expect(existsSync(join(folder, 'a.db-held'))).toBe(false);
    expect(seen()).toEqual(['a']);
  });

  it('is taken up once: not what was written just before the end', () => {
    evidence.hold(insert('a'));
    const held = readFileSync(join(folder, 'a.db-held'));
    evidence.flush();
    writeFileSync(join(folder, 'a.db-held'), held);
    const next = afterCrash();
    expect(next.all('SELECT id FROM flow_runs')).toEqual([{ id: 'a' }]);
    next.close();
  });

  it('is told from longer lines before it, which it was written over', () => {
    evidence.hold(insert('long', { words: 'x'.repeat(500) }));
    evidence.hold(insert('second', { words: '7 [{"rows":[]}]\n' }));
    evidence.flush();
    evidence.hold(insert('short'));
    expect(heldLines()).toBe(1);
    const next = afterCrash();
    expect(next.all('SELECT id FROM flow_runs ORDER BY rowid')).toEqual([{ id: 'long' }, { id: 'second' }, { id: 'short' }]);
    next.close();
  });

  it('is taken up as far as it was whole', () => {
    evidence.hold(insert('a'));
    appendFileSync(join(folder, 'a.db-held'), '1 [{"rows":[{"table":"flow_ru');
    const next = afterCrash();
    expect(next.all('SELECT id FROM flow_runs')).toEqual([{ id: 'a' }]);
    next.close();
  });

  it('leaves no file behind when the workspace is closed', () => {
    evidence.hold(insert('a'));
    evidence.close();
    expect(seen()).toEqual(['a']);
    expect(existsSync(join(folder, 'a.db-held'))).toBe(false);
  });

  it('writes over no other file that a link in the workspace leads to', () => {
    const other = join(folder, 'precious.txt');
    writeFileSync(other, 'precious');
    symlinkSync(other, join(folder, 'a.db-held'));
    evidence.takeUp();
    evidence.hold(insert('a'));
    expect(heldLines()).toBe(1);
    expect(readFileSync(other, 'utf8')).toBe('precious');
  });

  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'stays held when the disk is full while it is taken up, and what comes next cannot be held',
    () => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const mounted = mountSmallDisk(disk, '1m');
      if (mounted === null) throw new Error('no small disk could be mounted');
      try {
        const full = new Sqlite(join(disk, 'a.db'));
        full.script(schema);
        writeFileSync(join(disk, 'a.db-held'), `1 ${JSON.stringify([{ rows: [insert('a', { words: 'x'.repeat(9000) })] }])}\n`);
        const empty = fillDisk(disk);
        const next = writerOf(full, 'disk/a.db');
        next.takeUp();
        expect(lost).not.toEqual([]);
        expect(() => next.hold(insert('b', { words: 'y'.repeat(9000) }))).toThrow(/ENOSPC/);
        expect(full.all('SELECT id FROM flow_runs')).toEqual([]);
        // The program ends here without having written anything; the one after it finds a disk with room.
        full.close();
        empty();
        const after = new Sqlite(join(disk, 'a.db'));
        writerOf(after, 'disk/a.db').takeUp();
        expect(after.all('SELECT id FROM flow_runs')).toEqual([{ id: 'a' }]);
        after.close();
      } finally {
        mounted.unmount();
      }
    },
  );

  it('stays held whichever step of putting the next in its place fails', () => {
    writeFileSync(join(folder, 'a.db-held'), `1 ${JSON.stringify([{ rows: [insert('a')] }])}\n`);
    mkdirSync(join(folder, 'a.db-held-new'));
    const file = new HeldFile(join(folder, 'a.db-held'));
    expect(() => file.add(1, '[]')).toThrow();
    expect(heldLines()).toBe(1);
    rmSync(join(folder, 'a.db-held-new'), { recursive: true });
    file.add(1, '[]');
    file.add(1, '[]');
    expect(heldLines()).toBe(2);
    file.remove();
    expect(readdirSync(folder).filter((name) => name.includes('held'))).toEqual([]);
  });

  it('leaves nothing of a file that a killed program had begun beside it', () => {
    writeFileSync(join(folder, 'a.db-held'), `1 ${JSON.stringify([{ rows: [insert('a')] }])}\n`);
    writeFileSync(join(folder, 'a.db-held-new'), '2 [');
    evidence.takeUp();
    expect(seen()).toEqual(['a']);
    expect(readdirSync(folder).filter((name) => name.includes('held-new'))).toEqual([]);
  });

  it('cannot make a statement of its own in a workspace that somebody else made', () => {
    const lines = [
      JSON.stringify([{ rows: [{ ...insert('a'), table: 'held_evidence' }] }]),
      JSON.stringify([{ rows: [{ ...insert('b'), values: { 'words) VALUES (1, 2); --': 'x' } }] }, null, { rows: 'none' }]),
      JSON.stringify([{ rows: [insert('c')] }]),
      'no JSON',
    ];
    writeFileSync(join(folder, 'a.db-held'), lines.map((line) => `1 ${line}\n`).join(''));
    evidence.takeUp();
    expect(seen()).toEqual(['c']);
  });
});
