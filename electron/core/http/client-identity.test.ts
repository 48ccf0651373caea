import { createServer as createTlsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createTestAuthority, type TestCertificate } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { failureOf, get, memorySink, textOf } from './testing/peers.ts';
import type { ClientIdentity } from './trust-store.ts';

const { engineOf, keep } = closeAfterEach();
const authority = createTestAuthority('Vendor Authority');
const other = createTestAuthority('Somebody Else');

/** A server that lets in only callers whose certificate its own authority issued. */
async function startStrict() {
  const own = authority.issue(['127.0.0.1']);
  const server = createTlsServer({ ...own, ca: authority.cert, requestCert: true, rejectUnauthorized: true }, (request, response) =>
    response.end(`hello ${String((request.socket as TLSSocket).getPeerCertificate().subject.CN)}`),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const peer = await keep(Promise.resolve({ port, url: `https://127.0.0.1:${port}`, connections: () => 0, open: () => 0, close }));
  return { url: `${peer.url}/`, place: `127.0.0.1:${port}` };
}

const identityOf = (id: string, { cert, key }: TestCertificate): ClientIdentity => ({ id, cert, key, pfx: null, passphrase: '' });

describe('a server that wants a client certificate', () => {
  it('lets in with it, for its host and port only, and a change holds with the next call', async () => {
    const { url, place } = await startStrict();
    const held = new Map<string, ClientIdentity>();
    const engine = engineOf({ ca: authority.cert, clientIdentities: () => held });
    const send = () => engine.send(get(url), { sink: memorySink() });
    expect(failureOf(await send())).toMatchObject({ cause: 'client_certificate', remedy: expect.stringContaining('Client certificates') });
    held.set('127.0.0.1:1', identityOf('0', authority.issue(['elsewhere'])));
    expect(failureOf(await send()).cause).toBe('client_certificate');
    held.set(place, identityOf('1', authority.issue(['acme'])));
    expect(textOf(await send())).toBe('hello acme');
    held.set(place, identityOf('2', authority.issue(['acme-2'])));
    expect(textOf(await send())).toBe('hello acme-2');
    held.set(place, identityOf('3', other.issue(['stranger'])));
    // This server closes without a word on one that it does not know.
    expect(failureOf(await send()).cause).toMatch(/^(?:client_certificate|reset)$/);
    held.delete(place);
    expect(failureOf(await send()).cause).toBe('client_certificate');
  });
});
