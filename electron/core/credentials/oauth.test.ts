import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oidcClient, startOidc, type OidcOptions } from '../../../e2e/peers/oidc.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { isFresh } from './tokens.ts';

const tests = coresForTests();

async function start(options: OidcOptions & { readonly useIssuer?: boolean } = {}) {
  const oidc = await startOidc(options);
  tests.later(() => oidc.close());
  const started = await tests.startOpen();
  const tokens: string[] = [];
  const vendor = await startVendor(tests, started, (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    tokens.push(token);
    void oidc
      .isValid(token)
      .then((isValid) => json(response, isValid ? { id: 7, echo: token } : { error: 'expired' }, {}, isValid ? 200 : 401));
  });
  const add = (more: { readonly secret?: string; readonly oauth?: Record<string, unknown> } = {}) =>
    started.client.credentials.add({
      name: 'PayPal live',
      kind: 'oauth2_client_credentials',
      username: oidcClient.clientId,
      secret: more.secret ?? oidcClient.clientSecret,
      environmentIds: [vendor.environmentId],
      oauth: {
        ...(options.useIssuer ? { issuer: oidc.issuer } : { tokenUrl: oidc.tokenUrl }),
        scopes: ['payments:read'],
        authMethod: options.authMethod ?? 'client_secret_basic',
        ...more.oauth,
      },
    });
  const send = (method = 'GET') =>
    started.client.console.send({
      environmentId: vendor.environmentId,
      method,
      path: '/orders',
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
  return { ...started, oidc, vendor, tokens, add, send };
}

describe('OAuth 2.0 client credentials against a real authorization server', () => {
  it.each([
    ['the token address, the client in the header', {}],
    ['the token address, the client in the body', { authMethod: 'client_secret_post' as const }],
    ['the issuer', { useIssuer: true }],
  ])('fetch one token for many calls at once, by %s', async (_how, options) => {
    const { add, send, oidc, tokens, client } = await start(options);
    const credential = await add();
    expect(credential.token).toBeNull();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(oidc.tokenRequests).toHaveLength(1);
    expect(new Set(tokens).size).toBe(1);
    const { token } = await client.credentials.show({ id: credential.id });
    expect(token).toMatchObject({ scope: 'payments:read' });
    expect((token?.expiresAt ?? 0) - (token?.fetchedAt ?? 0)).toBe(3_600_000);
  });

  it('fetch a new token 60 s before the end of the one that is held', async () => {
    const { add, send, oidc, clock } = await start();
    await add();
    await send();
    clock.pass(3_600_000 - 61_000);
    await send();
    expect(oidc.tokenRequests).toHaveLength(1);
    clock.pass(2_000);
    await send();
    expect(oidc.tokenRequests).toHaveLength(2);
  });

  it('try a reading call once more with a new token when the vendor ended the one that was held, and never a writing one', async () => {
    const { add, send, oidc, tokens, client } = await start();
    await add();
    await send();
    await oidc.revoke(tokens[0] ?? '');
    expect((await send()).status).toBe(200);
    expect(oidc.tokenRequests).toHaveLength(2);
    expect(tokens).toHaveLength(3);
    await oidc.revoke(tokens[2] ?? '');
    expect((await send('POST')).status).toBe(401);
    expect(tokens).toHaveLength(4);
    expect((await client.console.exchanges({ source: 'credential' })).rows.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('leave neither the secret nor the token in the workspace, its history or its log, also when the vendor echoes the token', async () => {
    const { add, send, tokens, client, core, folder, logFolder } = await start();
    await add();
    const exchange = await send();
    expect(exchange.answerBody?.text).toContain('[redacted: token of credential');
    for (const { id } of (await client.console.exchanges({})).rows) {
      const kept = await client.console.exchange({ id });
      expect(JSON.stringify(kept)).not.toContain(tokens[0]);
      if (kept.source === 'credential') expect([kept.requestBody, kept.answerBody]).toEqual([null, null]);
    }
    const forms = [tokens[0] ?? '', oidcClient.clientSecret, encodeURIComponent(oidcClient.clientSecret)];
    const basic = Buffer.from(`${oidcClient.clientId}:${encodeURIComponent(oidcClient.clientSecret)}`).toString('base64');
    await core.close();
    for (const root of [folder, logFolder])
      for (const name of readdirSync(root, { recursive: true, withFileTypes: true }))
        if (name.isFile())
          for (const form of [...forms, basic])
            expect(readFileSync(join(name.parentPath, name.name)).includes(form), name.name).toBe(false);
  });

  it('say in words why there is no token, keep that try, and do not send the call', async () => {
    const { add, send, vendor, client, oidc } = await start();
    const { id } = await add({ secret: 'a-wrong-secret' });
    const fault = await faultFrom(send());
    expect(fault.data.happened).toMatch(/^No token for “PayPal live”: 401, /);
    expect(fault.data.remedy).toContain('Check the client id, the secret');
    expect(JSON.stringify(fault.data)).not.toContain('a-wrong-secret');
    expect(vendor.received).toEqual([]);
    expect((await client.console.exchanges({})).rows).toMatchObject([{ source: 'credential', status: 401 }]);
    await oidc.close();
    expect((await faultFrom(client.credentials.fetchToken({ id }))).code).toBe('network_failed');
  });

  it('send the secret to its token host only, and never unencrypted beyond this computer', async () => {
    const { add, send, client } = await start({ useIssuer: true });
    const { id } = await add();
    const set = (oauth: { tokenUrl?: string; issuer?: string }) =>
      client.credentials.update({ id, oauth: { tokenUrl: null, issuer: null, ...oauth } });
    await set({ tokenUrl: 'http://tokens.example.com/token' });
    expect((await faultFrom(send())).code).toBe('host_not_allowed');
    expect((await faultFrom(set({}))).code).toBe('bad_input');
    expect((await faultFrom(set({ tokenUrl: 'https://me:pass@tokens.example.com/token' }))).code).toBe('bad_input');
  });

  it('send the token to the allowed hosts only, and fetch none for another', async () => {
    const { add, send, client, oidc } = await start();
    const { id } = await add();
    await client.credentials.update({ id, allowedHosts: ['api.example.com'] });
    expect((await faultFrom(send())).code).toBe('host_not_allowed');
    expect(oidc.tokenRequests).toEqual([]);
  });

  it('forget the token when the secret is replaced or the description changes', async () => {
    const { add, send, client, oidc } = await start();
    const { id } = await add();
    await send();
    await client.credentials.update({ id, oauth: { tokenUrl: oidc.tokenUrl, scopes: ['payments:write'] } });
    expect((await client.credentials.show({ id })).token).toBeNull();
    await send();
    expect((await client.credentials.show({ id })).token?.scope).toBe('payments:write');
  });
});

describe('an edit', () => {
  it('changes what it names and leaves the rest, in one step that is taken back as one', async () => {
    const { add, client, vendor } = await start();
    const before = await add();
    await client.credentials.update({ id: before.id, rotationDays: 30, notes: 'x' });
    const after = await client.credentials.update({ id: before.id, name: 'PayPal', environmentIds: [] });
    expect(after).toMatchObject({ name: 'PayPal', rotationDays: 30, notes: 'x', username: oidcClient.clientId, environments: [] });
    await client.activity.undo({ entity: 'credential', entityId: before.id });
    expect(await client.credentials.show({ id: before.id })).toMatchObject({
      name: 'PayPal live',
      environments: [{ id: vendor.environmentId }],
    });
  });
});

it('a token is fresh until 60 s before its end, or half of a short time', () => {
  expect(isFresh({ fetchedAt: 0, expiresAt: 3_600_000 }, 3_539_999)).toBe(true);
  expect(isFresh({ fetchedAt: 0, expiresAt: 3_600_000 }, 3_540_000)).toBe(false);
  expect(isFresh({ fetchedAt: 0, expiresAt: 20_000 }, 9_999)).toBe(true);
  expect(isFresh({ fetchedAt: 0, expiresAt: 20_000 }, 10_000)).toBe(false);
  expect(isFresh({ fetchedAt: 0, expiresAt: null }, 299_999)).toBe(true);
  expect(isFresh({ fetchedAt: 0, expiresAt: null }, 300_000)).toBe(false);
});
