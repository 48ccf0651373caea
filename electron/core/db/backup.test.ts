import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { actor } from '../testing/test-inventory.ts';
import { backupFolder, isWholeDatabase, listBackups, makeBackup } from './backup.ts';
import { Sqlite } from './sqlite.ts';

const tests = coresForTests();

describe('backups', () => {
  it('hold what was committed, also what is still in the write-ahead log, and are checked', async () => {
    const { engine, client, folder } = await tests.startOpen();
    engine.commands.run(actor, (changes) =>
      changes.insert('vendor', { id: engine.clock.newId(), name: 'Testpay', created_at: 1 }, 'added'),
    );
    const backup = await client.workspace.backup({});
    expect(backup).toMatchObject({ reason: 'by hand', isVerified: true });
    expect(isWholeDatabase(backup.file)).toBe(true);
    const copy = new Sqlite(backup.file, { isReadOnly: true });
    expect(copy.get('SELECT name FROM vendors')).toEqual({ name: 'Testpay' });
    copy.close();
    expect(readdirSync(backupFolder(folder)).filter((name) => name.includes('.part'))).toEqual([]);
    expect(await client.workspace.backups({ folder })).toEqual([backup]);
  });

  it('are complete while somebody else writes', async () => {
    const { engine, folder } = await tests.startOpen();
    const write = (count: number): void => {
      for (let index = 0; index < count; index += 1)
        engine.evidence.write([], (db) =>
          db.run('INSERT INTO processes (id, name, created_at) VALUES (?, ?, 1)', engine.clock.newId(), 'x'.repeat(2_000)),
        );
    };
    write(300);
    const making = makeBackup(engine.workspace.db, folder, 'hand', 1_000);
    write(50);
    const { file } = await making;
    expect(isWholeDatabase(file)).toBe(true);
  });

  it('are listed newest first, and the oldest beyond twenty go', async () => {
    const { engine, folder } = await tests.startOpen();
    const day = 86_400_000;
    for (let index = 1; index <= 23; index += 1) await makeBackup(engine.workspace.db, folder, 'scheduled', index * day);
    const listed = listBackups(folder);
    expect(listed).toHaveLength(20);
    expect(listed[0]).toMatchObject({ takenAt: 23 * day, reason: 'scheduled' });
    expect(listed.at(-1)?.takenAt).toBe(4 * day);
  });

  it('are kept in the face of those that were made while the clock was years ahead', async () => {
    const { engine, folder } = await tests.startOpen();
    const [day, year] = [86_400_000, 365 * 86_400_000];
    for (let index = 1; index <= 5; index += 1) await makeBackup(engine.workspace.db, folder, 'scheduled', 60 * year + index * day, 5);
    for (let index = 1; index <= 3; index += 1) await makeBackup(engine.workspace.db, folder, 'scheduled', 50 * year + index * day, 5);
    const kept = listBackups(folder).map(({ takenAt }) => takenAt);
    expect(kept).toEqual([60 * year + 5 * day, 60 * year + 4 * day, 50 * year + 3 * day, 50 * year + 2 * day, 50 * year + day]);
  });

  it('are only the files that carry the name of one', async () => {
    const { folder, client } = await tests.startOpen();
    await client.workspace.backup({});
    for (const name of ['notes.txt', 'workspace.db', '20261121T081500123Z-hand.db.part', '../evil.db'])
      writeFileSync(join(backupFolder(folder), name), 'x');
    expect(listBackups(folder)).toHaveLength(1);
    expect(listBackups(tests.folder())).toEqual([]);
  });

  it('leave nothing behind when the disk is full', async () => {
    const { engine, folder } = await tests.startOpen();
    // A file where the folder should be: no copy can be written.
    writeFileSync(backupFolder(folder), '');
    await expect(makeBackup(engine.workspace.db, folder, 'hand', 1)).rejects.toThrow(/EEXIST/);
    expect(existsSync(join(folder, 'workspace.db'))).toBe(true);
  });
});

describe('a restore', () => {
  it('brings back the state of the backup and keeps the replaced file with its log', async () => {
    const { engine, client, folder, core } = await tests.startOpen();
    const { file } = await client.workspace.backup({});
    engine.commands.run(actor, (changes) => changes.insert('vendor', { id: engine.clock.newId(), name: 'Later', created_at: 1 }, 'added'));
    const info = await client.workspace.restore({ folder, file });
    expect(info.counts.vendors).toBe(0);
    expect(core.engine?.workspace.folder).toBe(folder);
    const kept = readdirSync(folder).find((name) => /^workspace\.db\.replaced-\d{8}T\d{9}Z$/.test(name));
    const former = new Sqlite(join(folder, kept ?? ''), { isReadOnly: true });
    expect(former.get('SELECT name FROM vendors')).toEqual({ name: 'Later' });
    former.close();
  });

  it('renames the log of commits together with a file that was not closed', async () => {
    const { client, folder, core } = await tests.startOpen();
    const { file } = await client.workspace.backup({});
    await core.close();
    for (const suffix of ['-wal', '-shm']) writeFileSync(join(folder, `workspace.db${suffix}`), 'left by a crash');
    await core.restore(folder, file);
    await core.close();
    const kept = readdirSync(folder).filter((name) => name.includes('.replaced-'));
    expect(kept.map((name) => name.replace(/.*Z/, '')).toSorted()).toEqual(['', '-shm', '-wal']);
  });

  it('refuses what is not a backup of this workspace, and leaves the workspace open', async () => {
    const { client, folder, core } = await tests.startOpen();
    const other = await tests.startOpen();
    const { file } = await other.client.workspace.backup({});
    expect((await faultFrom(client.workspace.restore({ folder, file }))).code).toBe('bad_input');
    expect((await faultFrom(client.workspace.restore({ folder, file: join(folder, 'workspace.db') }))).code).toBe('bad_input');
    expect(core.engine?.workspace.folder).toBe(folder);
  });

  it('refuses a damaged backup, and changes nothing', async () => {
    const { client, folder, core } = await tests.startOpen();
    const { file } = await client.workspace.backup({});
    truncateSync(file, 5_000);
    const fault = await faultFrom(client.workspace.restore({ folder, file }));
    expect(fault.code).toBe('workspace_damaged');
    expect(core.engine?.workspace.folder).toBe(folder);
    expect(readdirSync(folder).filter((name) => name.includes('replaced') || name.includes('restoring'))).toEqual([]);
  });
});
