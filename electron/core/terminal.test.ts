import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isFault } from '../../shared/contract/errors.ts';
import { contractFile, documentFile, importDocument, smallDocument } from './testing/test-inventory.ts';
import { entities } from './db/entities.ts';
import { coresForTests, faultFrom, until } from './testing/test-core.ts';
import { connectTerminal, type Connection } from './terminal.ts';
import { readHolder } from './workspace/lock.ts';
import { startHttp } from './http/testing/peers.ts';

const tests = coresForTests();
const connections: Connection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close();
});

async function connect(folder: string): Promise<Connection> {
  const connection = await connectTerminal(folder, tests.start({ program: 'terminal' }).options);
  connections.push(connection);
  return connection;
}

describe('a terminal command', () => {
  it('opens a workspace that nobody holds in its own process', async () => {
    const { folder, core } = await tests.startOpen();
    await core.close();
    const connection = await connect(folder);
    expect(connection.kind).toBe('in process');
    expect(await connection.client.workspace.current({})).toMatchObject({ folder });
    await connection.close();
    expect(readHolder(folder)).toBeNull();
  });

  it('is served by the core that has the workspace open, and both see what the other does', async () => {
    const app = await tests.startOpen();
    const { apiId } = await importDocument(app.client, documentFile(smallDocument({})));
    const connection = await connect(app.folder);
    expect(connection.kind).toBe('through the app');
    await connection.client.inventory.updateApi({ id: apiId, notes: 'From the terminal' });
    expect((await app.client.inventory.show({ id: apiId })).notes).toBe('From the terminal');
    await app.client.inventory.updateApi({ id: apiId, notes: 'From the window' });
    expect((await connection.client.inventory.show({ id: apiId })).notes).toBe('From the window');
    const { entries } = await app.client.activity.list({ entity: 'api', entityId: apiId });
    expect(entries.slice(0, 2).map(({ via }) => via)).toEqual(['app', 'terminal']);
  });

  it('reaches it over a socket that only its owner can use', async () => {
    const { folder } = await tests.startOpen();
    const socket = readHolder(folder)?.socket ?? '';
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
    expect(Buffer.byteLength(socket)).toBeLessThan(100);
  });

  it('can hand a real document over the socket', async () => {
    const app = await tests.startOpen();
    const { client } = await connect(app.folder);
    const plan = await client.inventory.planImport({ file: contractFile('adyen/CheckoutService-v71.json') });
    expect(plan).toMatchObject({ vendorName: 'Adyen', fileName: 'CheckoutService-v71.json' });
    await client.inventory.applyImport({ planId: plan.planId });
    expect((await app.client.inventory.summary({})).apis).toBe(1);
  });

  it('gets the same faults over the socket as in process', async () => {
    const app = await tests.startOpen();
    const { client } = await connect(app.folder);
    const { id } = app.engine.workspace;
    expect(await faultFrom(client.inventory.show({ id }))).toMatchObject({
      code: 'not_found',
      data: { remedy: expect.stringContaining('inventory') },
    });
    expect(await faultFrom(client.inventory.show({ id: 'not an id' }))).toMatchObject({
      code: 'bad_input',
      data: { place: { path: 'id' } },
    });
    expect(await faultFrom(client.jobs.watch({ id }))).toMatchObject({ code: 'not_found' });
    expect(await faultFrom(client.inventory.planImport({ file: documentFile('<html>', 'page.html') }))).toSatisfy(isFault);
  });

  it('follows what happens, as it happens, and stops when it is told', async () => {
    const app = await tests.startOpen();
    const { client } = await connect(app.folder);
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const event of await client.workspace.live({}, { signal: stop.signal }))
        seen.push(event.kind === 'changed' ? event.topics.join() : event.kind);
    })().catch(() => undefined);
    await until(async () => {
      await app.client.inventory.addPerson({ name: `Person ${seen.length} ${performance.now()}` });
      return seen.length > 1;
    }, 'events arrive');
    expect(seen[0]).toBe([...entities.person.topics, 'activity'].join());
    stop.abort();
    await following;
  });

  it('follows a job to its end over the socket', async () => {
    const app = await tests.startOpen({ workerFile: new URL('./testing/test-job-worker.ts', import.meta.url) });
    const { client } = await connect(app.folder);
    const { id } = app.engine.jobs.start('read document', { how: 'in steps' } as never, {
      title: 'Steps',
      actor: { name: 'Ines', via: 'app' },
    });
    const steps: string[] = [];
    for await (const job of await client.jobs.watch({ id })) steps.push(`${job.state} ${job.fraction ?? ''}`);
    expect(steps.at(-1)).toBe('done 0.75');
    expect(steps).toContain('running 0.5');
  });

  it('leaves no socket behind, and one that a killed core left is replaced', async () => {
    const { folder, core, client } = await tests.startOpen();
    const socket = readHolder(folder)?.socket ?? '';
    await core.close();
    expect(existsSync(socket)).toBe(false);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(socket, '');
    await client.workspace.open({ folder });
    expect(await (await connect(folder)).client.workspace.current({})).toMatchObject({ folder });
  });

  it('that restores through the app is answered, although the app closes the workspace for it', async () => {
    const app = await tests.startOpen();
    const backup = await app.client.workspace.backup({});
    await importDocument(app.client, documentFile(smallDocument({})));
    const { client } = await connect(app.folder);
    expect(await client.workspace.restore({ folder: app.folder, file: backup.file })).toMatchObject({ counts: { apis: 0 } });
    expect(await app.client.workspace.current({})).toMatchObject({ counts: { apis: 0 } });
  });
});

describe('commands side by side', () => {
  it('all work on one workspace, whoever comes first', async () => {
    const { folder, core } = await tests.startOpen();
    await core.close();
    const names = Array.from({ length: 5 }, (_, index) => `Person ${index}`);
    await Promise.all(
      names.map(async (name) => {
        const connection = await connectTerminal(folder, tests.start({ program: 'terminal' }).options);
        try {
          await connection.client.inventory.addPerson({ name });
          await connection.client.inventory.people({});
        } finally {
          await connection.close();
        }
      }),
    );
    const connection = await connect(folder);
    const people = await connection.client.inventory.people({});
    expect(people.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect((await connection.client.activity.verify({})).isWhole).toBe(true);
  });

  it('the second goes on when the first, which served it, has ended', async () => {
    const { folder, core } = await tests.startOpen();
    await core.close();
    const first = await connect(folder);
    const second = await connect(folder);
    expect([first.kind, second.kind]).toEqual(['in process', 'through the app']);
    await first.close();
    await second.client.inventory.addPerson({ name: 'After the first' });
    expect((await second.client.inventory.people({})).map(({ name }) => name)).toContain('After the first');
  });

  it('a call on its way is finished before the one that serves it closes', async () => {
    const peer = await startHttp((_request, response) => void setTimeout(() => response.end('{"id":1}'), 400));
    tests.later(() => peer.close());
    const { folder, core, client } = await tests.startOpen();
    const { apiId } = await importDocument(client, documentFile(smallDocument({ baseUrl: `${peer.url}/v1` })));
    const [environment] = (await client.inventory.show({ id: apiId })).environments;
    await core.close();
    const first = await connect(folder);
    const second = await connect(folder);
    const sending = second.client.console.send({
      environmentId: environment?.id ?? '',
      method: 'GET',
      path: '/orders',
      confirmProduction: environment?.name ?? null,
    });
    await until(() => peer.connections() > 0, 'the call is on its way');
    await first.close();
    expect(await sending).toMatchObject({ status: 200, source: 'terminal' });
  });
});
