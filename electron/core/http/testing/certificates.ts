import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * Certificates for tests, made at test time so that none is committed and none expires. Node cannot sign X.509 by
 * itself; the few DER structures of RFC 5280 are written out here, so no other program is needed.
 */
export interface TestCertificate {
  /** PEM. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

export interface TestAuthority extends TestCertificate {
  /** @param names host names and IP addresses the certificate is made for */
  issue(names: readonly string[], validity?: { from: Date; to: Date }): TestCertificate;
}

const day = 86_400_000;

/** Makes an authority with its own key, or with `names` one that is its own server certificate (self-signed). */
export function createTestAuthority(commonName: string, names: readonly string[] = []): TestAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = toPem(keys.privateKey);
  const usual = { from: new Date(Date.now() - day), to: new Date(Date.now() + 30 * day) };
  const cert = makeCertificate({
    subject: commonName,
    issuer: commonName,
    names,
    isAuthority: true,
    validity: usual,
    publicKey: keys.publicKey,
    signer: keys.privateKey,
  });
  return {
    cert,
    key,
    issue(hosts, validity = usual) {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const subject = hosts[0] ?? 'test';
      const made = makeCertificate({
        subject,
        issuer: commonName,
        names: hosts,
        isAuthority: false,
        validity,
        publicKey: own.publicKey,
        signer: keys.privateKey,
      });
      return { cert: made, key: toPem(own.privateKey) };
    },
  };
}

function makeCertificate(parts: {
  subject: string;
  issuer: string;
  names: readonly string[];
  isAuthority: boolean;
  validity: { from: Date; to: Date };
  publicKey: KeyObject;
  signer: KeyObject;
}): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const extensions = [extension('2.5.29.19', sequence(...(parts.isAuthority ? [tlv(0x01, Buffer.from([0xff]))] : [])))];
  if (parts.names.length > 0) extensions.push(extension('2.5.29.17', sequence(...parts.names.map(generalName))));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))), // version 3
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    commonName(parts.issuer),
    sequence(utcTime(parts.validity.from), utcTime(parts.validity.to)),
    commonName(parts.subject),
    createPublicKey(parts.publicKey.export({ type: 'spki', format: 'pem' })).export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, parts.signer);
  const der = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function toPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Tag, length, value (X.690). */
function tlv(tag: number, ...values: readonly Buffer[]): Buffer {
  const value = Buffer.concat(values);
  const length = value.length;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function sequence(...values: readonly Buffer[]): Buffer {
  return tlv(0x30, ...values);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
}

function commonName(text: string): Buffer {
  return sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(text)))));
}

function utcTime(date: Date): Buffer {
  return tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tlv(0x04, value));
}

function generalName(name: string): Buffer {
  if (isIP(name) === 4) return tlv(0x87, Buffer.from(name.split('.').map(Number)));
  return tlv(0x82, Buffer.from(name));
}
