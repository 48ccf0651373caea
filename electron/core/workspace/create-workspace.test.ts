import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { mountReadOnly, mountSmallDisk } from '../testing/small-disk.ts';

const tests = coresForTests();

describe('creating a workspace', () => {
  it('makes a folder that only its owner can enter, a person who owns it, and opens it', async () => {
    const { client, core } = tests.start();
    const folder = join(tests.folder(), 'deep', 'Acme');
    const info = await client.workspace.create({ folder, name: 'Acme' });
    expect(info).toMatchObject({ name: 'Acme', folder, isReadOnly: false, person: { role: 'owner' }, counts: { vendors: 0 } });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(core.engine?.workspace.folder).toBe(folder);
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('is refused where a workspace is, and does not touch it', async () => {
    const { client, folder, core } = await tests.startOpen();
    const { id } = core.requireEngine().workspace;
    expect((await faultFrom(client.workspace.create({ folder, name: 'Another' }))).code).toBe('conflict');
    expect(await client.workspace.current({})).toMatchObject({ id, name: 'Test' });
  });

  it('is refused in a folder with other files, and leaves nothing there', async () => {
    const { client } = tests.start();
    const folder = tests.folder();
    writeFileSync(join(folder, 'photo.jpg'), 'x');
    const fault = await faultFrom(client.workspace.create({ folder, name: 'Acme' }));
    expect(fault).toMatchObject({ code: 'bad_input' });
    expect(fault.data.happened).toContain('other files');
    expect(readdirSync(folder)).toEqual(['photo.jpg']);
  });

  it('goes ahead beside hidden files, backups and what an ended process left half made', async () => {
    const { client } = tests.start();
    const folder = tests.folder();
    writeFileSync(join(folder, '.DS_Store'), 'x');
    mkdirSync(join(folder, 'backups'));
    for (const name of ['workspace.lock', 'workspace.db.new', 'workspace.db.new-wal']) writeFileSync(join(folder, name), 'half');
    writeFileSync(join(folder, 'workspace.lock'), '');
    expect(await client.workspace.create({ folder, name: 'Acme' })).toMatchObject({ name: 'Acme' });
    expect(existsSync(join(folder, 'workspace.db.new-wal'))).toBe(false);
  });

  it('is refused where a file stands in the way', async () => {
    const { client } = tests.start();
    const file = join(tests.folder(), 'file');
    writeFileSync(file, 'x');
    expect((await faultFrom(client.workspace.create({ folder: file, name: 'Acme' }))).code).toBe('bad_input');
    expect((await faultFrom(client.workspace.create({ folder: join(file, 'below'), name: 'Acme' }))).code).toBe('bad_input');
  });

  it('is refused in a folder of the system that takes no files', async () => {
    const { client } = tests.start();
    const folder = process.platform === 'linux' ? '/proc/self/quartermaster' : '/System/quartermaster';
    expect((await faultFrom(client.workspace.create({ folder, name: 'Acme' }))).code).toBe('no_permission');
  });

  it('is refused in a folder that may only be read, and says what to do', async () => {
    const { client } = tests.start();
    const folder = tests.folder();
    const mount = mountReadOnly(folder);
    if (!mount) return console.warn('NOT TESTED here: a read-only folder (needs root on Linux).');
    tests.later(() => mount.unmount());
    const fault = await faultFrom(client.workspace.create({ folder, name: 'Acme' }));
    expect(fault.code).toBe('no_permission');
    expect(fault.data.remedy).toContain('write permission');
    expect((await faultFrom(client.workspace.create({ folder: join(folder, 'below'), name: 'Acme' }))).code).toBe('no_permission');
  });

  it('leaves no trace on a disk that is too small, and works once there is room', async () => {
    const { client } = tests.start();
    const disk = tests.folder();
    const mount = mountSmallDisk(disk, '48k');
    if (!mount) return console.warn('NOT TESTED here: creating on a full disk (needs root on Linux).');
    tests.later(() => mount.unmount());
    const folder = join(disk, 'Acme', 'Shop');
    const fault = await faultFrom(client.workspace.create({ folder, name: 'Acme' }));
    expect(fault.code).toBe('disk_full');
    expect(readdirSync(disk)).toEqual([]);
    expect(await client.workspace.current({})).toBeNull();
    mount.unmount();
    expect(await client.workspace.create({ folder, name: 'Acme' })).toMatchObject({ name: 'Acme' });
  });

  it('keeps the open workspace when it fails', async () => {
    const { client, folder } = await tests.startOpen();
    const other = tests.folder();
    writeFileSync(join(other, 'file'), 'x');
    await faultFrom(client.workspace.create({ folder: other, name: 'Acme' }));
    expect(await client.workspace.current({})).toMatchObject({ folder });
  });
});
