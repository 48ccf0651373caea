import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Writer } from '../../../electron/core/db/sqlite.ts';
import { seededRandom } from '../../../electron/core/workspace/seeded-random.ts';
import { paymentVendors } from '../catalogue-payments.ts';
import { insertRow } from '../timeline.ts';

/** UUIDv7 of a given time, the same for the same seed (RFC 9562 section 5.7). */
export function seededIds(seed: number): (at: number) => string {
  const random = seededRandom(seed ^ 0x5eed);
  const hex = (digits: number): string => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  return (at) => {
    const time = at.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
  };
}

/** Stands in for the import of the two contracts: the rows that the sample looks for. */
export function insertImported(
  db: Writer,
  newId: (at: number) => string,
  at: number,
  person: { readonly id: string; readonly name: string },
): void {
  insertRow(db, 'people', { id: person.id, name: person.name, login: 'robin', role: 'owner', created_at: at });
  const documents = { Adyen: 'adyen/CheckoutService-v71.json', PayPal: 'paypal/checkout_orders_v2.json' } as const;
  const environments = {
    Adyen: [['Sandbox', 'sandbox', 'https://checkout-test.adyen.com/v71']],
    PayPal: [
      ['Sandbox', 'sandbox', 'https://api-m.sandbox.paypal.com'],
      ['Production', 'production', 'https://api-m.paypal.com'],
    ],
  } as const;
  for (const name of ['Adyen', 'PayPal'] as const) {
    const vendor = paymentVendors.find((candidate) => candidate.name === name);
    const api = vendor?.apis[0];
    if (!api) throw new Error(`no ${name} in the catalogue`);
    const text = readFileSync(new URL(`../../contracts/${documents[name]}`, import.meta.url), 'utf8');
    const document = JSON.parse(text) as { info: { version: string }; paths: Record<string, Record<string, unknown>> };
    const vendorId = newId(at);
    const apiId = newId(at);
    insertRow(db, 'vendors', { id: vendorId, name, domain: vendor.domain, created_at: at });
    insertRow(db, 'apis', { id: apiId, vendor_id: vendorId, name: api.name, version: document.info.version, created_at: at });
    insertRow(db, 'contracts', {
      id: newId(at),
      api_id: apiId,
      version: document.info.version,
      format: 'openapi',
      title: name,
      file_name: documents[name],
      sha256: '',
      document: gzipSync(text),
      imported_at: at,
    });
    for (const [environment, kind, baseUrl] of environments[name])
      insertRow(db, 'environments', { id: newId(at), api_id: apiId, name: environment, kind, base_url: baseUrl, created_at: at });
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of Object.keys(item).filter((key) => /^(?:get|post|put|patch|delete)$/.test(key))) {
        insertRow(db, 'endpoints', { id: newId(at), api_id: apiId, method: method.toUpperCase(), path, summary: path, created_at: at });
      }
    }
  }
}
