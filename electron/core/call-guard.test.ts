import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from './testing/test-core.ts';
import { documentFile, importDocument, smallDocument } from './testing/test-inventory.ts';

const tests = coresForTests();

describe('the guard around every call', () => {
  it('asks for a workspace where one is needed, and only there', async () => {
    const { client } = tests.start();
    expect((await faultFrom(client.today.show({}))).code).toBe('no_workspace');
    expect(await client.workspace.current({})).toBeNull();
    expect(await client.settings.doctor({})).not.toEqual([]);
  });

  it('lets a reader read and an operator change', async () => {
    const { client, core, folder, engine } = await tests.startOpen();
    const { apiId } = await importDocument(client, documentFile(smallDocument({})));
    engine.workspace.db.run("UPDATE people SET role = 'reader'");
    await core.close();
    await client.workspace.open({ folder });
    expect(await client.inventory.list({})).toHaveLength(1);
    const fault = await faultFrom(client.inventory.updateApi({ id: apiId, notes: 'x' }));
    expect(fault).toMatchObject({ code: 'not_allowed', data: { happened: 'Your role here is reader; this needs operator.' } });
    core.requireEngine().workspace.db.run("UPDATE people SET role = 'operator'");
    await core.close();
    await client.workspace.open({ folder });
    await client.inventory.updateApi({ id: apiId, notes: 'x' });
  });

  it('turns an error that nobody expected into a bug with a log id; no stack, no words of it reach the client', async () => {
    const { client, engine, logFolder } = await tests.startOpen();
    engine.workspace.db.script('DROP TABLE limits');
    const fault = await faultFrom(client.inventory.list({}));
    expect(fault.data).toEqual({
      code: 'bug',
      happened: 'Something went wrong in Quartermaster itself.',
      remedy: expect.stringContaining(fault.data.logId ?? '?'),
      logId: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    const log = readFileSync(join(logFolder, 'core.log'), 'utf8');
    expect(log).toContain(`${fault.data.logId} SqliteError: no such table: limits`);
    expect(log).toContain('store.ts');
  });

  it.each<[string, (client: ReturnType<typeof tests.start>['client']) => Promise<unknown>, string]>([
    ['an id that is none', (client) => client.inventory.show({ id: 'x' }), 'id'],
    ['a name of spaces', (client) => client.inventory.addPerson({ name: '   ' }), 'name'],
    ['a URL of a file', (client) => client.inventory.addApi({ vendorName: 'A', name: 'B', baseUrl: 'file:///etc' }), 'baseUrl'],
    ['a secret that is too short', (client) => client.credentials.add({ name: 'A', kind: 'bearer', secret: '12345' }), 'secret'],
    ['a secret of two lines', (client) => client.credentials.add({ name: 'A', kind: 'bearer', secret: '123456\r\nX-Evil: 1' }), 'secret'],
    [
      'something deep inside',
      (client) =>
        client.console.send({
          environmentId: '0190a000-0000-7000-8000-000000000000',
          method: 'GET',
          path: '/',
          parameters: [{ in: 'cookie' as never, name: 'a', value: 'b' }],
        }),
      'parameters.0.in',
    ],
  ])('names the field of %s', async (_what, call, path) => {
    const { client } = await tests.startOpen();
    const fault = await faultFrom(call(client));
    expect(fault).toMatchObject({ code: 'bad_input', data: { place: { path }, remedy: expect.stringContaining('Nothing was changed') } });
    expect(fault.data.happened).toContain(path);
  });

  it('does not repeat a secret that was refused', async () => {
    const { client } = await tests.startOpen();
    const fault = await faultFrom(client.credentials.add({ name: 'A', kind: 'bearer', secret: 'top\u0000secret-canary' }));
    expect(JSON.stringify(fault.data)).not.toContain('canary');
  });
});

describe('the log', () => {
  it('has every known secret cut out of it, in whatever form an error carries it', async () => {
    const { client, core, logFolder } = await tests.startOpen();
    const secret = 'l0g/"canary"+key==';
    await client.credentials.add({ name: 'A', kind: 'bearer', secret });
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), JSON.stringify(secret).slice(1, -1)];
    core.options.log.bug(new Error(`the vendor said ${forms.join(' ')}`));
    core.options.log.info(`slow: ${secret}`);
    const log = readFileSync(join(logFolder, 'core.log'), 'utf8');
    expect(log).toContain('the vendor said [redacted');
    for (const form of forms) expect(log).not.toContain(form);
  });
});
