import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createTestAuthority } from '../http/testing/certificates.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();
const authority = createTestAuthority('Vendor Authority');

/** A vendor that lets in only callers with a certificate of its authority, for its API and for its tokens. */
async function startStrict() {
  const started = await tests.startOpen();
  const { client } = started;
  const vendor = await startVendor(tests, started, (_request, response) => json(response, {}));
  const callers: string[] = [];
  const server = createTlsServer(
    { ...authority.issue(['127.0.0.1']), ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      callers.push(`${request.url} by ${String((request.socket as TLSSocket).getPeerCertificate().subject.CN)}`);
      request.resume();
      if (request.url === '/token') json(response, { access_token: 'a-token-of-this-test', token_type: 'Bearer', expires_in: 3600 });
      else json(response, { id: 1 });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tests.later(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  await client.settings.addAuthority({ pem: authority.cert });
  const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
  if (environment) await client.inventory.saveEnvironment({ ...environment, baseUrl: `https://${host}` });
  const send = () => client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
  return { ...started, vendor, host, callers, send };
}

const ours = authority.issue(['acme-client']);

describe('a client certificate', () => {
  it('is shown to its host from the next call on, and to the host of tokens too', async () => {
    const { client, vendor, host, callers, send } = await startStrict();
    expect((await send()).failure).toMatchObject({ phase: 'wait', cause: 'client_certificate' });
    const added = await client.requests.addClientCertificate({ host, pem: ours.cert, key: ours.key });
    expect(added).toMatchObject({ host, name: 'acme-client', issuer: 'Vendor Authority', key: 'memory' });
    expect((await send()).status).toBe(200);
    await client.credentials.add({
      name: 'Machine',
      kind: 'oauth2_client_credentials',
      username: 'me',
      secret: 'a-secret-of-this-test',
      environmentIds: [vendor.environmentId],
      oauth: { tokenUrl: `https://${host}/token`, scopes: [], authMethod: 'client_secret_basic' },
    });
    expect((await send()).status).toBe(200);
    expect(callers).toEqual(['/orders by acme-client', '/token by acme-client', '/orders by acme-client']);
    await client.requests.removeClientCertificate({ id: added.id });
    expect(await client.requests.clientCertificates({})).toEqual([]);
    expect((await send()).failure?.cause).toBe('client_certificate');
  });

  it('keeps its key and passphrase out of the workspace', async () => {
    const { client, host, folder, core } = await startStrict();
    await client.requests.addClientCertificate({ host, pem: `${ours.cert}${ours.key}`, passphrase: 'open-sesame-42' });
    await core.close();
    const secretLine = ours.key.split('\n')[1] ?? '';
    const all = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('');
    expect(all).toContain('acme-client');
    expect(all).not.toContain(secretLine);
    expect(all).not.toContain('open-sesame-42');
  });

  it('is refused when it cannot be used, with the reason, and nothing is kept', async () => {
    const { client, host } = await startStrict();
    const refusal = async (input: object): Promise<string> =>
      (await faultFrom(client.requests.addClientCertificate({ host, ...input }))).data.happened;
    const stranger = createTestAuthority('x').issue(['y']);
    expect(await refusal({ pem: ours.cert })).toContain('without its private key');
    expect(await refusal({ pem: ours.cert, key: stranger.key })).toContain('does not belong');
    expect(await refusal({ pem: 'nonsense', key: ours.key })).toContain('cannot be read');
    expect(await refusal({})).toContain('no certificate');
    expect(await refusal({ pem: ours.cert, key: ours.key, host: 'https://x/' })).toContain('not a host');
    const old = authority.issue(['old'], { from: new Date(0), to: new Date(86_400_000) });
    expect(await refusal({ pem: old.cert, key: old.key })).toContain('has ended');
    expect(await client.requests.clientCertificates({})).toEqual([]);
  });

  // OpenSSL makes the one form that Node cannot write; where it is not installed the other forms stand for it.
  it.skipIf(!hasOpenssl())('in one PFX file with a passphrase works the same', async () => {
    const { client, host, send } = await startStrict();
    const folder = mkdtempSync(join(tmpdir(), 'quartermaster-pfx-'));
    tests.later(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'cert.pem'), ours.cert);
    writeFileSync(join(folder, 'key.pem'), ours.key);
    execFileSync('openssl', ['pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'key.pem', '-out', 'both.pfx', '-passout', 'pass:right'], {
      cwd: folder,
    });
    const pfx = readFileSync(join(folder, 'both.pfx')).toString('base64');
    const fault = await faultFrom(client.requests.addClientCertificate({ host, pfx, passphrase: 'wrong' }));
    expect(fault.data).toMatchObject({ happened: expect.stringContaining('passphrase'), place: { path: 'passphrase' } });
    const added = await client.requests.addClientCertificate({ host, pfx, passphrase: 'right' });
    expect(added.name).toBe('acme-client');
    expect((await send()).status).toBe(200);
  });
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    // Not on this computer.
    return false;
  }
}
