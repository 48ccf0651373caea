import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { finished, startFlowWorld } from '../flows/testing/flow-world.ts';
import { coresForTests } from '../testing/test-core.ts';

const tests = coresForTests();
const secret = 'wide-4242/secret+of "ours"';

const wide = (order: 'le' | 'be', text: string): Buffer =>
  order === 'le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();
/** The secret as any of these bytes, and as text in which each character has a zero beside it. */
const needles = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].flatMap((text) => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  Buffer.from(text, 'utf16le').swap16(),
  Buffer.from(Buffer.from(text, 'utf16le').toString('base64').slice(0, -4)),
]);

it.each([
  ['le', 'application/json; charset=utf-16le'],
  ['be', 'application/json; charset=utf-16be'],
  ['le', 'application/json'],
  ['be', 'text/plain'],
  ['le', 'text/plain; charset=utf-8'],
  ['be', 'text/plain; charset=iso-8859-1'],
] as const)(
  'a vendor that echoes a secret in UTF-16%s as %s leaves nothing of it in files, runs, receipts, exports',
  async (order, type) => {
    const world = await startFlowWorld(tests, (_request, response) => {
      response.writeHead(200, { 'Content-Type': type, 'X-Echo': Buffer.from(secret, 'utf16le').toString('base64') });
      const body = wide(order, JSON.stringify({ you: { sent: secret, as: encodeURIComponent(secret) }, note: 'no such key' }));
      response.write(body.subarray(0, 37));
      response.end(body.subarray(37));
    });
    await world.client.credentials.add({
      name: 'Key',
      kind: 'api_key',
      secret,
      placement: { in: 'header', name: 'X-Key' },
      environmentIds: [world.vendor.environmentId],
    });
    const flowId = await world.makeFlow([
      {
        id: 'list',
        name: 'List',
        own: world.own({ method: 'GET', path: '/orders' }),
        captures: [{ name: 'you', from: 'body', path: '$.you' }],
        checks: [
          { of: 'body', path: '', op: 'contains', value: 'nothing' },
          { of: 'body', path: '$.you.sent', op: 'eq', value: 'x' },
          { of: 'header', path: 'X-Echo', op: 'eq', value: 'x' },
        ],
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId }));
    expect(world.vendor.received.map(({ headers }) => headers['x-key'])).toEqual([secret]);
    const ids = world.engine.db.all<{ id: string }>('SELECT id FROM exchanges').map(({ id }) => id);
    const shown = [
      JSON.stringify(await Promise.all(ids.map((id) => world.client.console.exchange({ id })))),
      JSON.stringify([run, await world.client.flows.run({ id: run.id }), await world.client.flows.rows({ id: run.id })]),
      ...(await Promise.all(
        (['har', 'json', 'curl'] as const).map(async (format) => (await world.client.answers.exportExchanges({ ids, format })).text),
      )),
      ...Object.values(
        unzipSync(Buffer.from((await world.client.answers.supportBundle({ ids, note: '', withNames: true })).base64, 'base64')),
      ).map((bytes) => Buffer.from(bytes).toString()),
      JSON.stringify(world.engine.db.all('SELECT * FROM flow_run_calls')),
      JSON.stringify(world.engine.db.all('SELECT * FROM flow_run_rows')),
    ];
    for (const [at, text] of shown.entries()) {
      const plain = text.replaceAll('\\u0000', '\0').replaceAll('\\\\', '\\');
      for (const needle of needles) expect(Buffer.from(plain).includes(needle), `${at}: ${needle.toString('latin1')}`).toBe(false);
    }
    const { folder } = world;
    await world.core.close();
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, name);
      if (!existsSync(file)) continue;
      const bytes = readFileSyncOrNull(file);
      for (const needle of needles) expect(bytes?.includes(needle) ?? false, `${name}: ${needle.toString('latin1')}`).toBe(false);
    }
  },
);

function readFileSyncOrNull(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    // A folder.
    return null;
  }
}
