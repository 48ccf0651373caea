import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { readHolder, takeLock } from './lock.ts';

const tests = coresForTests();

const holderProgram = fileURLToPath(new URL('../testing/hold-workspace.ts', import.meta.url));

/** Another process that has the workspace open. */
async function holdElsewhere(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holderProgram, folder, tests.folder()], { stdio: ['ignore', 'pipe', 'inherit'] });
  tests.later(() => void child.kill('SIGKILL'));
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  expect(first.toString()).toBe('open\n');
  return child;
}

describe('the lock', () => {
  it('lets one core open a workspace and tells the second one who holds it', async () => {
    const { folder } = await tests.startOpen();
    const second = tests.start({ program: 'terminal' });
    const fault = await faultFrom(second.client.workspace.open({ folder }));
    expect(fault.code).toBe('workspace_held');
    expect(fault.data.happened).toContain('The Quartermaster app');
    expect(fault.data.happened).toContain(String(process.pid));
    expect(fault.data.details?.['holder']).toMatchObject({
      program: 'app',
      pid: process.pid,
      socket: expect.stringContaining('quartermaster-'),
    });
    expect(second.core.engine).toBeNull();
  });

  it('holds between processes, is told apart from ours, and is free when the holder closes', async () => {
    const { folder, core, client } = await tests.startOpen();
    await core.close();
    const child = await holdElsewhere(folder);
    const fault = await faultFrom(client.workspace.open({ folder }));
    expect(fault.data.happened).toContain(`A terminal command of`);
    expect(fault.data.happened).toContain(`process ${child.pid}`);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(readHolder(folder)).toBeNull();
    await client.workspace.open({ folder });
  });

  it('is free at once when its holder is killed, and the file is then checked', async () => {
    const { folder, core, client } = await tests.startOpen();
    await core.close();
    const child = await holdElsewhere(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The note stays: that is how the unclean stop is known.
    expect(readHolder(folder)?.pid).toBe(child.pid);
    await client.workspace.open({ folder });
    expect(readHolder(folder)?.pid).toBe(process.pid);
  });

  it('keeps a note that only its owner can read', async () => {
    const { folder } = await tests.startOpen();
    const { statSync } = await import('node:fs');
    expect(statSync(join(folder, 'holder.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'))).toMatchObject({ program: 'app', pid: process.pid });
  });

  it('can be taken again after it was released, and a spoilt note names nobody', async () => {
    const folder = tests.folder();
    takeLock(folder, 'app', 1).release();
    const lock = takeLock(folder, 'terminal', 2);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(folder, 'holder.json'), '{"half');
    const fault = await faultFrom(() => takeLock(folder, 'app', 3));
    expect(fault.data.happened).toBe('Another process has this workspace open.');
    lock.release();
    await until(() => readHolder(folder) === null, 'the note is gone');
  });
});
