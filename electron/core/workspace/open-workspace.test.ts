import {
  copyFileSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applicationId, migrations, type Migration } from '../db/migrate.ts';
import { isWholeDatabase } from '../db/backup.ts';
import { Sqlite } from '../db/sqlite.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { fillDisk, mountReadOnly, mountSmallDisk } from '../testing/small-disk.ts';
import { actor, documentFile, importDocument, rowCounts, smallDocument } from '../testing/test-inventory.ts';
import { closeWorkspaceFile, openWorkspaceFile } from './open-workspace.ts';

const tests = coresForTests();

/** A workspace with content that was closed in order. */
async function closedWorkspace(): Promise<{ folder: string; file: string } & ReturnType<typeof tests.start>> {
  const started = await tests.startOpen();
  await importDocument(started.client, documentFile(smallDocument({})));
  await started.client.workspace.backup({});
  await started.core.close();
  return { ...started, file: join(started.folder, 'workspace.db') };
}

function damage(file: string, at: number, length: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, at);
  closeSync(descriptor);
}

function planOf(file: string, sql: string): string {
  const db = new Sqlite(file, { isReadOnly: true });
  const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, null).map(({ detail }) => detail);
  db.close();
  return plan.join('; ');
}

const alter = (file: string, sql: string): void => {
  const db = new Sqlite(file);
  db.script(sql);
  db.close();
};

describe('opening a workspace', () => {
  it('finds everything again, and removes its traces when it closes', async () => {
    const { client, core, folder } = await closedWorkspace();
    expect(readdirSync(folder).toSorted()).toEqual(['backups', 'workspace.db', 'workspace.lock']);
    const info = await client.workspace.open({ folder });
    expect(info.counts).toMatchObject({ vendors: 1, apis: 1, endpoints: 3 });
    expect(await client.workspace.check({})).toMatchObject({ isWhole: true });
    expect((await client.workspace.recent({})).map((entry) => entry.folder)).toEqual([folder]);
    await core.close();
  });

  it('looks things up by their indexes, whatever was counted while the workspace was almost empty', async () => {
    const { client, core, folder, file } = await closedWorkspace();
    const one = `INSERT INTO exchanges (number, id, correlation_id, source, actor, state, method, url, host, started_at)
      VALUES (1, '01a202e0-28b1-73e3-9307-9fbd306a9f88', 'b', 'console', 'ana', 'answered', 'GET', 'https://a.example/', 'a.example', 1)`;
    const before = `DROP INDEX flow_runs_stopped; DROP INDEX flow_run_rows_open;
      DELETE FROM migrations WHERE number > 19; PRAGMA user_version = 19`;
    alter(file, `${one}; ANALYZE; ${before}`);
    expect(planOf(file, 'SELECT * FROM exchanges WHERE correlation_id = ?')).toBe('SCAN exchanges');
    await client.workspace.open({ folder });
    expect(await client.console.find({ correlationId: 'b' })).toHaveLength(1);
    await core.close();
    expect(planOf(file, 'SELECT * FROM exchanges WHERE correlation_id = ?')).toContain('USING INDEX exchanges_correlation');
    const db = new Sqlite(file, { isReadOnly: true });
    expect(db.all("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")).toEqual([]);
    db.close();
  });

  it('says where there is none', async () => {
    const { client } = tests.start();
    expect((await faultFrom(client.workspace.open({ folder: tests.folder() }))).code).toBe('not_found');
    expect((await faultFrom(client.workspace.open({ folder: '/nowhere/at/all' }))).code).toBe('not_found');
    expect((await faultFrom(client.inventory.summary({}))).code).toBe('no_workspace');
  });

  it('refuses a database that is not ours, and does not touch it', async () => {
    const { client } = tests.start();
    const folder = tests.folder();
    const file = join(folder, 'workspace.db');
    const foreign = new Sqlite(file, { journal: 'DELETE' });
    foreign.script("CREATE TABLE accounts (name TEXT); INSERT INTO accounts VALUES ('x')");
    foreign.close();
    const before = readFileSync(file);
    const fault = await faultFrom(client.workspace.open({ folder }));
    expect(fault.code).toBe('workspace_foreign');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['workspace.db']);
  });

  it('keeps the workspace that is open when another cannot be opened', async () => {
    const { client, folder } = await tests.startOpen();
    await faultFrom(client.workspace.open({ folder: tests.folder() }));
    expect(await client.workspace.current({})).toMatchObject({ folder });
  });

  it('is possible in a folder that may only be read? No: it says so, and how to help', async () => {
    const { client, folder } = await closedWorkspace();
    const mount = mountReadOnly(folder);
    if (!mount) return console.warn('NOT TESTED here: a workspace in a read-only folder (needs root on Linux).');
    tests.later(() => mount.unmount());
    expect((await faultFrom(client.workspace.open({ folder }))).code).toBe('no_permission');
  });
});

describe('a damaged workspace', () => {
  it.each([
    ['its header', (file: string) => damage(file, 0, 64)],
    ['all of its content', (file: string) => writeFileSync(file, 'this is a text file, not a database\n'.repeat(400))],
    ['its length, cut to nothing', (file: string) => truncateSync(file, 0)],
  ])('in %s is reported with its backups; nothing is deleted or written', async (_what, spoil) => {
    const { client, folder, file } = await closedWorkspace();
    spoil(file);
    const before = readFileSync(file);
    const files = readdirSync(folder).toSorted();
    const fault = await faultFrom(client.workspace.open({ folder }));
    expect(fault.code).toBe('workspace_damaged');
    expect(fault.data.details?.['backups']).toHaveLength(1);
    expect(fault.data.remedy).toContain('Restore');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(files);
    const [backup] = await client.workspace.backups({ folder });
    expect(await client.workspace.restore({ folder, file: backup?.file ?? '' })).toMatchObject({ counts: { endpoints: 3 } });
  });

  it('without backups is told so, and what to do then', async () => {
    const { client, folder, file } = await closedWorkspace();
    rmSync(join(folder, 'backups'), { recursive: true });
    damage(file, 0, 64);
    const fault = await faultFrom(client.workspace.open({ folder }));
    expect(fault.data.remedy).toContain('no backups');
    expect(fault.data.details?.['backups']).toEqual([]);
  });

  it('in a page in the middle is found after an unclean stop', async () => {
    const { client, folder, file } = await closedWorkspace();
    damage(file, 4096 * Math.floor(statSync(file).size / 4096 / 2), 4096);
    damage(file, 4096 * 3, 4096);
    writeFileSync(join(folder, 'holder.json'), JSON.stringify({ program: 'app', pid: 1, host: 'h', user: 'u', since: 1, socket: null }));
    const fault = await faultFrom(client.workspace.open({ folder }));
    expect(fault.code).toBe('workspace_damaged');
    expect(fault.data.details?.['backups']).toHaveLength(1);
  });

  it('in a page in the middle is reported with its backups by the query that meets it, and by the check', async () => {
    const { client, folder, file } = await closedWorkspace();
    const db = new Sqlite(file, { isReadOnly: true });
    // The endpoints are counted from an index when the workspace opens; the list reads their rows.
    const { rootpage } = db.get<{ rootpage: number }>("SELECT rootpage FROM sqlite_master WHERE name = 'endpoints'") ?? { rootpage: 0 };
    db.close();
    damage(file, 4096 * (rootpage - 1), 4096);
    await client.workspace.open({ folder });
    const fault = await faultFrom(client.inventory.list({}));
    expect(fault.code).toBe('workspace_damaged');
    expect(fault.data.details?.['backups']).toHaveLength(1);
    expect((await client.workspace.check({})).isWhole).toBe(false);
  });

  it('that cannot be started is let go of: the lock is free, and a restore works', async () => {
    const { client, folder, file, core } = await closedWorkspace();
    const db = new Sqlite(file, { isReadOnly: true });
    const { rootpage } = db.get<{ rootpage: number }>("SELECT rootpage FROM sqlite_master WHERE name = 'people'") ?? { rootpage: 0 };
    db.close();
    damage(file, 4096 * (rootpage - 1), 4096);
    expect((await faultFrom(client.workspace.open({ folder }))).code).toBe('workspace_damaged');
    expect(core.engine).toBeNull();
    const [backup] = await client.workspace.backups({ folder });
    await client.workspace.restore({ folder, file: backup?.file ?? '' });
  });
});

describe('a workspace of another version', () => {
  it('that is newer opens read-only: reading works, every change is refused and says why', async () => {
    const { client, folder, file } = await closedWorkspace();
    alter(file, 'PRAGMA user_version = 99');
    const before = readFileSync(file);
    const info = await client.workspace.open({ folder });
    expect(info).toMatchObject({ isReadOnly: true, person: { role: 'reader' }, schemaVersion: 99 });
    expect(info.readOnlyReason).toContain('newer version');
    const [api] = await client.inventory.list({});
    expect(api).toMatchObject({ name: 'Testpay Orders' });
    expect((await client.today.show({})).subtitle).toContain('1 API');
    const fault = await faultFrom(client.inventory.updateApi({ id: api?.id ?? '', notes: 'x' }));
    expect(fault.code).toBe('workspace_read_only');
    expect(fault.data.remedy).toContain('install the newer version');
    // Looking at what a document would add changes nothing, and works.
    expect(await client.inventory.planImport({ file: documentFile(smallDocument({ title: 'Another' })) })).toMatchObject({
      apiName: expect.any(String),
    });
    await client.workspace.close({});
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('that is older is backed up, checked, and then migrated', async () => {
    const { folder, options } = await closedWorkspace();
    const next: Migration = { number: migrations.length + 1, name: 'next', sql: 'CREATE TABLE next (id TEXT PRIMARY KEY) STRICT' };
    const opened = await openWorkspaceFile(folder, { ...options, steps: [...migrations, next] });
    expect(opened.db.get("SELECT 1 AS there FROM sqlite_master WHERE name = 'next'")).toEqual({ there: 1 });
    closeWorkspaceFile(opened, options.log);
    const backup = readdirSync(join(folder, 'backups')).find((name) => name.endsWith('-migration.db')) ?? '';
    const copy = join(tests.folder(), 'copy.db');
    copyFileSync(join(folder, 'backups', backup), copy);
    expect(isWholeDatabase(copy)).toBe(true);
    const db = new Sqlite(copy);
    expect(db.pragma('user_version')).toBe(migrations.length);
    expect(db.pragma('application_id')).toBe(applicationId);
    db.close();
  });

  it('whose migration fails stays as it was, is let go of, and opens with the version that made it', async () => {
    const { folder, file, options, client } = await closedWorkspace();
    const before = rowsOf(file);
    const broken: Migration = {
      number: migrations.length + 1,
      name: 'broken',
      sql: 'DELETE FROM endpoints; INSERT INTO nowhere VALUES (1)',
    };
    await expect(openWorkspaceFile(folder, { ...options, steps: [...migrations, broken] })).rejects.toThrow(/nowhere/);
    expect(rowsOf(file)).toEqual(before);
    expect(await client.workspace.open({ folder })).toMatchObject({ schemaVersion: migrations.length, counts: { endpoints: 3 } });
  });

  it('whose applied step is not ours is refused, and nothing is changed', async () => {
    const { client, folder, file } = await closedWorkspace();
    alter(file, "UPDATE migrations SET hash = 'another' WHERE number = 1");
    expect((await faultFrom(client.workspace.open({ folder }))).code).toBe('migration_changed');
    alter(file, 'PRAGMA user_version = 0');
    expect((await faultFrom(client.workspace.open({ folder }))).code).toBe('migration_changed');
  });
});

describe('a full disk', () => {
  it('stops a command with words, keeps what was saved, and goes on once there is room', async () => {
    const disk = tests.folder();
    const mount = mountSmallDisk(disk, '8m');
    if (!mount) return console.warn('NOT TESTED here: a full disk (needs root on Linux).');
    tests.later(() => mount.unmount());
    const { client, core } = tests.start();
    const folder = join(disk, 'workspace');
    await client.workspace.create({ folder, name: 'Tight' });
    const { apiId } = await importDocument(client, documentFile(smallDocument({})));
    const engine = core.requireEngine();
    const free = fillDisk(disk);
    const before = rowCounts(engine);
    const fault = await faultFrom(async () => {
      for (let index = 0; index < 2_000; index += 1)
        await client.inventory.updateApi({ id: apiId, notes: `${index} ${'x'.repeat(19_000)}` });
    });
    expect(fault.code).toBe('disk_full');
    expect(fault.data.remedy).toContain('Free some space');
    expect({ ...rowCounts(engine), activity: 0 }).toEqual({ ...before, activity: 0 });
    expect((await client.activity.verify({})).isWhole).toBe(true);
    const plan = await faultFrom(async () => {
      for (let index = 0; index < 50; index += 1)
        await importDocument(client, documentFile(smallDocument({ title: `More ${index}`, version: 'x'.repeat(50_000) })));
    });
    expect(plan.code).toBe('disk_full');
    free();
    await client.inventory.updateApi({ id: apiId, notes: 'There is room again' });
    await importDocument(client, documentFile(smallDocument({ title: 'Room again' })));
    expect((await client.workspace.check({})).isWhole).toBe(true);
  });

  it('does not keep a workspace from closing', async () => {
    const disk = tests.folder();
    const mount = mountSmallDisk(disk, '4m');
    if (!mount) return console.warn('NOT TESTED here: closing on a full disk (needs root on Linux).');
    tests.later(() => mount.unmount());
    const { client, core } = tests.start();
    await client.workspace.create({ folder: join(disk, 'workspace'), name: 'Tight' });
    core
      .requireEngine()
      .commands.run(actor, (changes) =>
        changes.insert('vendor', { id: core.requireEngine().clock.newId(), name: 'Testpay', created_at: 1 }, 'added'),
      );
    const free = fillDisk(disk);
    await client.workspace.close({});
    free();
    expect(await client.workspace.open({ folder: join(disk, 'workspace') })).toMatchObject({ counts: { vendors: 1 } });
  });
});

function rowsOf(file: string): unknown {
  const db = new Sqlite(file, { isReadOnly: true });
  try {
    return {
      endpoints: db.all('SELECT * FROM endpoints ORDER BY id'),
      schema: db.pragma('user_version'),
      tables: db.all('SELECT name FROM sqlite_master ORDER BY name'),
    };
  } finally {
    db.close();
  }
}
