import { existsSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { databaseFiles, workspaceFile } from '../workspace/workspace-file.ts';
import { finished, sent, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const unzipped = (base64: string): string =>
  Object.values(unzipSync(Buffer.from(base64, 'base64')))
    .map((bytes) => Buffer.from(bytes).toString())
    .join('\n');

it('keeps nothing of a secret: not of a header that is captured, an object around it, a check that saw it or an address that repeats it', async () => {
  const token = `opaque-${'c3d4'.repeat(60)}`;
  const world = await startFlowWorld(tests, (request, response) =>
    json(
      response,
      { token, code: 'plain-4242-secret', session: { access_token: 'nested-4242-secret' } },
      {
        'X-Ticket': 'ticket-4242-secret',
        ...(request.url.includes('page=2') ? {} : { Link: '</v1/orders?page=2&k=key-4242-secret>; rel="next"' }),
      },
    ),
  );
  await world.client.credentials.add({
    name: 'Key',
    kind: 'api_key',
    secret: 'key-4242-secret',
    placement: { in: 'query', name: 'k' },
    environmentIds: [world.vendor.environmentId],
  });
  const flowId = await world.makeFlow([
    {
      id: 'list',
      name: 'List',
      own: world.own({ method: 'GET', path: '/orders' }),
      loop: { kind: 'link', maxPages: 5 },
      captures: [
        { name: 'ticket', from: 'header', path: 'X-Ticket', isSecret: true },
        { name: 'session', from: 'body', path: '$.session' },
        { name: 'all', from: 'body', path: '$.session' },
        { name: 'token', from: 'body', path: '$.token' },
        { name: 'pin', from: 'body', path: '$.code', isSecret: true },
      ],
      checks: [{ of: 'body', path: '', op: 'contains', value: 'opaque' }],
    },
  ]);
  const run = await finished(world, await world.client.flows.start({ id: flowId }));
  // The second page repeats the token that the first gave: it is read as it came, and not as it is kept.
  expect(run).toMatchObject({ state: 'done', words: '' });
  expect(sent(world.vendor)).toEqual(['GET /v1/orders?k=key-4242-secret', 'GET /v1/orders?page=2&k=key-4242-secret']);
  const { db } = world.engine;
  const written = JSON.stringify([
    db.all('SELECT * FROM flow_run_calls'),
    db.all('SELECT * FROM flow_run_rows'),
    db.all('SELECT * FROM exchanges'),
  ]);
  expect(written).not.toContain('4242-secret');
  expect(written).not.toContain('opaque-c3d4');
  expect(written).toContain('[redacted');
  // The answer that brought them is evidence: its body is kept whole, sealed. Nothing of it is readable in the file, nor in what is given away.
  const ids = db.all<{ id: string }>('SELECT id FROM exchanges').map(({ id }) => id);
  const given = async (): Promise<string[]> =>
    Promise.all([
      ...(['har', 'json'] as const).map(async (format) => (await world.client.answers.exportExchanges({ ids, format })).text),
      world.client.answers.supportBundle({ ids, note: '', withNames: false }).then(({ base64 }) => unzipped(base64)),
    ]);
  for (const text of await given()) {
    expect(text).toContain('/v1/orders');
    expect(text).not.toMatch(/4242-secret|opaque-c3d4/);
  }
  await world.core.close();
  const bytes = Buffer.concat(
    databaseFiles(workspaceFile(world.folder))
      .filter(existsSync)
      .map((file) => readFileSync(file)),
  ).toString('latin1');
  expect(bytes).toContain('/v1/orders');
  expect(bytes).not.toMatch(/4242-secret|opaque-c3d4/);
  // Nobody remembers the values any more; what they were called is still known.
  await world.core.open(world.folder);
  for (const text of await given()) {
    expect(text).toContain('/v1/orders');
    expect(text).not.toMatch(/4242-secret|opaque-c3d4/);
  }
});
