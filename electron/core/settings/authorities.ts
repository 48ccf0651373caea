import { X509Certificate } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Authority } from '../../../shared/contract/settings.ts';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';

/** The authorities that a team trusts beside those of the system, by name. */
export function listAuthorities(db: Reader): Authority[] {
  return db.all<Authority>(
    'SELECT id, name, issuer, fingerprint, valid_from AS validFrom, valid_to AS validTo FROM ca_certificates ORDER BY lower(name), id',
  );
}

/** Their certificates as PEM, for the HTTP engine. */
export const trustedPem = (db: Reader): readonly string[] =>
  db.all<{ pem: string }>('SELECT pem FROM ca_certificates ORDER BY id').map(({ pem }) => pem);

const certificateForm = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Reads the certificates of a PEM text. A private key in it is refused: it has no place here. */
export function readCertificates(pem: string): X509Certificate[] {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new Fault('bad_input', {
      happened: 'This file has a private key in it.',
      remedy: 'Choose the file with the certificate only. Nothing was kept.',
    });
  const blocks = pem.match(certificateForm) ?? [];
  if (blocks.length === 0)
    throw new Fault('bad_input', {
      happened: 'There is no certificate in this file.',
      remedy: 'It must be a PEM file: text that begins with -----BEGIN CERTIFICATE-----.',
    });
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block);
    } catch {
      throw new Fault('bad_input', {
        happened: `Certificate ${index + 1} of this file cannot be read.`,
        remedy: 'Export it again as PEM (Base64). Nothing was kept.',
      });
    }
  });
}

/** Trusts the authorities of a PEM text for every call of this workspace. One that is known already is left as it is. */
export function addAuthorities({ db, clock, commands }: Engine, actor: Actor, pem: string): Authority[] {
  const certificates = readCertificates(pem);
  const now = clock.now();
  for (const certificate of certificates) {
    // One that signed itself vouches for itself: a test server of one's own.
    if (!certificate.ca && !certificate.checkIssued(certificate))
      throw new Fault('bad_input', {
        happened: `“${nameOf(certificate)}” is a server’s own certificate, not an authority’s.`,
        remedy: 'Add the authority that issued it. Nothing was kept.',
      });
    if (endOf(certificate) < now)
      throw new Fault('bad_input', {
        happened: `“${nameOf(certificate)}” ended on ${dayWithYear(endOf(certificate))}.`,
        remedy: 'Ask for the certificate that replaced it. Nothing was kept.',
      });
  }
  commands.run(actor, (changes) => {
    for (const certificate of certificates) {
      const fingerprint = certificate.fingerprint256;
      if (changes.get('SELECT 1 FROM ca_certificates WHERE fingerprint = ?', fingerprint)) continue;
      const name = nameOf(certificate);
      changes.insert(
        'caCertificate',
        {
          id: clock.newId(),
          name,
          pem: certificate.toString(),
          fingerprint,
          issuer: partsOf(certificate.issuer),
          valid_from: Date.parse(certificate.validFrom),
          valid_to: endOf(certificate),
          created_at: now,
        },
        `The authority “${name}” is trusted`,
      );
    }
  });
  return listAuthorities(db);
}

export function removeAuthority({ commands }: Engine, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<{ name: string }>('SELECT name FROM ca_certificates WHERE id = ?', id);
    if (row) changes.remove('caCertificate', id, `The authority “${row.name}” is no longer trusted`);
  });
}

/** Node 20 has no `validToDate`. */
const endOf = (certificate: X509Certificate): number => Date.parse(certificate.validTo);

const nameOf = (certificate: X509Certificate): string => partsOf(certificate.subject);

/** "Acme Root CA, Acme" out of the lines "CN=…" and "O=…". */
function partsOf(name: string): string {
  const values = name.split('\n').map((line) => line.split('='));
  const of = (key: string): string =>
    values
      .find(([one]) => one === key)
      ?.slice(1)
      .join('=') ?? '';
  return [...new Set([of('CN'), of('O')].filter((part) => part !== ''))].join(', ') || name.replaceAll('\n', ', ') || 'unnamed';
}
