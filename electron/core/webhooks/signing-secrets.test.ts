import { expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { startVendor } from '../testing/test-vendor.ts';
import { post, signed, startInbox } from './testing/inbox.ts';

const tests = coresForTests();
const newSecret = 'The one that follows it';

it('verifies with both secrets while it is rotated, without a mark by hand, and then only with the new one', async () => {
  const { client, credential, endpoint, port, secrets, core } = await startInbox(tests).then((inbox) => ({
    ...inbox,
    secrets: inbox.engine.secrets,
  }));
  let sent = 0;
  const verdictOf = async (key?: string): Promise<string> => {
    sent += 1;
    const body = JSON.stringify({ sent });
    await post(port, '/hooks/github', body, {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': `d-${sent}`,
      'x-hub-signature-256': signed(body, key),
    });
    const [row] = (await client.webhooks.deliveries({ limit: 1 })).rows;
    const { verdict } = await client.webhooks.delivery({ id: row?.id ?? '' });
    return `${verdict.state} ${verdict.diagnosis?.code ?? verdict.words}`;
  };
  const changingOver = async (): Promise<boolean | undefined> =>
    (await client.webhooks.endpoints({})).find(({ id }) => id === endpoint.id)?.secrets[0]?.isChangingOver;
  expect(await verdictOf()).toBe('holds Signed with “Hook secret”.');
  const { id } = await client.credentials.startRotation({ credentialId: credential.id });
  await client.credentials.enterNewSecret({ id, secret: newSecret });
  expect(await verdictOf(newSecret)).toBe('holds Signed with the new secret of “Hook secret”.');
  expect(await changingOver()).toBe(false);

  await client.credentials.switchSecret({ id, withoutTest: true });
  expect(await verdictOf(newSecret)).toBe('holds Signed with “Hook secret”.');
  expect(await verdictOf()).toBe('holds Signed with the former secret of “Hook secret”.');
  expect(await changingOver()).toBe(true);
  expect(secrets.redactor().text(`It is a secret to everybody`)).not.toContain('everybody');

  await client.credentials.finishRotation({ id });
  expect(await verdictOf(newSecret)).toBe('holds Signed with “Hook secret”.');
  expect(await verdictOf()).toBe('fails former_secret');
  expect(await changingOver()).toBe(false);

  await client.credentials.remove({ id: credential.id });
  expect([secrets.get(credential.id), secrets.getFormer(credential.id)]).toEqual([null, null]);
  expect(core.engine).not.toBeNull();
});

it('is still there after the workspace was closed and opened, both of them', async () => {
  const { client, credential, core, folder } = await startInbox(tests);
  const { id } = await client.credentials.startRotation({ credentialId: credential.id });
  await client.credentials.enterNewSecret({ id, secret: newSecret });
  await client.credentials.switchSecret({ id, withoutTest: true });
  await core.close();
  const { secrets } = await core.open(folder);
  expect([secrets.get(credential.id), secrets.getFormer(credential.id)]).toEqual([newSecret, 'It is a secret to everybody']);
});

it('is in no request: no environment can have it, however it is asked for', async () => {
  const started = await startInbox(tests);
  const { client, credential, engine } = started;
  const vendor = await startVendor(tests, started, (_request, response) => response.end('{}'));
  const environment = (await client.inventory.show({ id: vendor.apiId })).environments[0];
  if (!environment) throw new Error('the vendor has no environment');
  const { id: environmentId, name, baseUrl, kind } = environment;
  const another = { name: 'Another', kind: 'signing_secret', secret: newSecret } as const;
  for (const refused of [
    client.credentials.bind({ id: credential.id, environmentIds: [environmentId] }),
    client.credentials.update({ id: credential.id, environmentIds: [environmentId] }),
    client.credentials.update({ id: credential.id, placement: { in: 'header', name: 'X-Key' } }),
    client.credentials.add({ ...another, environmentIds: [environmentId] }),
    client.credentials.add({ ...another, placement: { in: 'header', name: 'X-Key' } }),
    client.inventory.saveEnvironment({ id: environmentId, apiId: vendor.apiId, name, baseUrl, kind, credentialId: credential.id }),
  ])
    expect(await faultFrom(refused)).toMatchObject({
      code: 'bad_input',
      data: { happened: expect.stringContaining('is a signing secret') as string },
    });
  expect((await client.credentials.list({})).map(({ name: known, webhooks }) => [known, webhooks.map((one) => one.name)])).toEqual([
    ['Hook secret', ['Repository']],
  ]);

  const key = await client.credentials.add({ name: 'Key', kind: 'api_key', secret: 'another-key', environmentIds: [environmentId] });
  expect((await faultFrom(client.credentials.update({ id: key.id, kind: 'signing_secret' }))).code).toBe('bad_input');
  // However it came to be there, it does not leave.
  engine.workspace.evidence.run('UPDATE environments SET credential_id = ? WHERE id = ?', credential.id, environmentId);
  const draft = { endpointId: null, environmentId, method: 'GET', path: '/orders', parameters: [], mediaType: null, body: null };
  expect(await faultFrom(client.console.send({ ...draft, variables: {}, savedRequestId: null, confirmProduction: null }))).toMatchObject({
    data: { happened: expect.stringContaining('signing secret') as string },
  });
  expect(vendor.received).toEqual([]);
});
