import { isIP, type Socket } from 'node:net';
import { connect as connectTlsSocket, type PeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import { hostOf, portOf } from './addresses.ts';
import { ConnectError, type ConnectProgress } from './connect-progress.ts';
import { causeOfConnectError, codeOf, isAboutOurCertificate } from './error-causes.ts';
import type { TlsFacts } from './http-types.ts';

/** What a server said about our certificate after the connection was ready: the HTTP client only sees that it was closed. */
const alerts = new WeakMap<Socket, Error>();

export const alertOf = (socket: Socket): Error | undefined => alerts.get(socket);

/** Agrees on encryption with the target over a connection that is there; its certificate and name are verified. */
export function connectTls(connector: buildConnector.connector, url: URL, under: Socket, progress: ConnectProgress): Promise<TLSSocket> {
  const hostname = hostOf(url);
  return new Promise((resolve, reject) => {
    let issuer: string | null = null;
    // The connector does return the socket, which its type does not say.
    const connect = connector as (...args: Parameters<buildConnector.connector>) => TLSSocket;
    const socket = connect(
      {
        hostname,
        protocol: 'https:',
        port: String(portOf(url)),
        // An IP address is not a server name (RFC 6066 section 3).
        ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
        httpSocket: under,
      },
      (error, opened) => {
        if (error) {
          reject(new ConnectError('tls', causeOfConnectError(error, 'tls'), { code: codeOf(error), issuer, target: namesIn(error) }));
        } else resolve(opened as TLSSocket);
      },
    );
    progress.socket = socket;
    socket.on('error', (error) => {
      if (isAboutOurCertificate(codeOf(error))) alerts.set(socket, error);
    });
    // Before Node's own listener, which destroys the socket of an unverified peer: only here can its issuer be read.
    socket.prependListener('secure', () => {
      issuer = nameOf(socket.getPeerCertificate().issuer);
    });
    socket.once('close', () => reject(new ConnectError('tls', 'reset')));
  });
}

/** Agrees on encryption with a proxy whose address starts with https. */
export function connectTlsToProxy(
  under: Socket,
  hostname: string,
  secureContext: SecureContext,
  progress: ConnectProgress,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const servername = isIP(hostname) === 0 ? hostname : '';
    const socket = connectTlsSocket({ socket: under, host: hostname, servername, secureContext, ALPNProtocols: ['http/1.1'] });
    progress.socket = socket;
    socket.once('secureConnect', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** What is worth keeping of a verified peer. */
export function factsOf(socket: TLSSocket): TlsFacts {
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol(),
    cipher: socket.getCipher()?.name ?? null,
    validTo: certificate.valid_to ?? null,
    issuer: nameOf(certificate.issuer),
    subject: nameOf(certificate.subject),
    fingerprint256: certificate.fingerprint256 ?? null,
  };
}

/** A certificate name as people read it: common name and organisation. */
function nameOf(name: PeerCertificate['issuer'] | undefined): string | null {
  if (!name) return null;
  const parts = [name.CN, name.O].flat().filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.length > 0 ? [...new Set(parts)].join(', ') : null;
}

/** The names a certificate is made for, out of Node's hostname error. */
function namesIn(error: Error): string | undefined {
  const { cert } = error as { cert?: { subjectaltname?: string } };
  return cert?.subjectaltname?.replaceAll('DNS:', '').replaceAll('IP Address:', '');
}
