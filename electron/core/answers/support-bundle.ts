import type { ExportFormat, SupportBundle } from '../../../shared/contract/answers.ts';
import type { Exchange } from '../../../shared/contract/console.ts';
import { usualRequest } from '../../../shared/contract/request-content.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { forVendor, withoutLocalPaths } from '../../../shared/domain/answers/for-vendor.ts';
import { bundleMarkdown } from '../../../shared/domain/answers/support-bundle.ts';
import { harOfExchanges } from '../../../shared/domain/transfer/har-write.ts';
import { writeCurl } from '../../../shared/domain/transfer/write-curl.ts';
import { zoneOfPerson } from '../calendar/zone.ts';
import type { Engine } from '../engine.ts';
import { redactorFor } from '../flows/given-away.ts';

export interface BundleInput {
  readonly ids: readonly string[];
  readonly note: string;
  readonly withNames: boolean;
}

/** What is given to a vendor's support about some calls: a text to read and the calls as a HAR, in one file. */
export async function supportBundle(engine: Engine, { ids, note, withNames }: BundleInput): Promise<SupportBundle> {
  const exchanges = await exchangesOf(engine, ids);
  const [first] = exchanges;
  const vendors = [...new Set(exchanges.map(({ vendorName, host }) => vendorName ?? host))];
  if (!first || vendors.length > 1)
    throw new Fault('bad_input', {
      happened: `These calls went to ${vendors.length} vendors: ${vendors.join(', ')}.`,
      remedy: 'Make one bundle for each, so that none learns of another.',
    });
  const redactor = await redactorFor(engine, exchanges);
  const vendor = vendors[0] ?? '';
  const seen = exchanges.map((one) => forVendor(one));
  const apis = [...new Set(seen.flatMap(({ apiName }) => (apiName === null ? [] : [apiName])))];
  const markdown = bundleMarkdown(seen, {
    vendor,
    api: apis.length === 0 ? vendor : `${vendor} ${apis.join(', ')}`,
    note: withoutLocalPaths(note),
    zone: zoneOfPerson(engine.db, engine.person.id),
    writtenAt: engine.clock.now(),
    environments: environmentsOf(engine, seen),
    withNames,
  });
  // Once more by value: a secret may have been added after the call was kept, or stand in the note.
  const files = [
    { name: 'README.md', text: redactor.text(markdown) },
    { name: 'calls.har', text: redactedJson(redactor, harOfExchanges(seen)) },
  ];
  // Late: what packs is needed by few starts. The build without threads: the other one declares a `require` that the bundle has already.
  const { strToU8, zipSync } = await import('fflate/browser');
  const mtime = new Date(engine.clock.now());
  const zip = zipSync(Object.fromEntries(files.map(({ name, text }) => [name, [strToU8(text), { mtime }]])), { level: 6 });
  return {
    fileName: `${slug(vendor)}-support-${mtime.toISOString().slice(0, 10)}.zip`,
    base64: Buffer.from(zip).toString('base64'),
    markdown: files[0]?.text ?? '',
    files: files.map(({ name, text }) => ({ name, byteLength: Buffer.byteLength(text) })),
  };
}

/** Calls in a format that other programs read; for us, so that nothing but secrets is left out. */
export async function exportExchanges(
  engine: Engine,
  ids: readonly string[],
  format: ExportFormat,
): Promise<{ fileName: string; text: string }> {
  const exchanges = await exchangesOf(engine, ids);
  const redactor = await redactorFor(engine, exchanges);
  const name = exchanges.length === 1 ? `exchange-${exchanges[0]?.number}` : `exchanges-${exchanges.length}`;
  if (format === 'har') return { fileName: `${name}.har`, text: redactedJson(redactor, harOfExchanges(exchanges)) };
  if (format === 'json') return { fileName: `${name}.json`, text: redactedJson(redactor, exchanges) };
  return { fileName: `${name}.txt`, text: `${exchanges.map((one) => redactor.text(curlOf(one))).join('\n\n')}\n` };
}

async function exchangesOf(engine: Engine, ids: readonly string[]): Promise<Exchange[]> {
  const exchanges = await Promise.all([...new Set(ids)].map((id) => engine.console.show(id)));
  return exchanges.toSorted((a, b) => a.number - b.number);
}

function environmentsOf({ db }: Engine, exchanges: readonly Exchange[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, environmentId } of exchanges) {
    const row = db.get<{ kind: string }>('SELECT kind FROM environments WHERE id = ?', environmentId ?? '');
    if (row && row.kind !== 'other') found.set(id, row.kind);
  }
  return found;
}

/** Redacted as values, so that a form that JSON would break apart is found too, and then as the text that it became. */
const redactedJson = (redactor: { json(value: unknown): unknown; text(text: string): string }, value: unknown): string =>
  `${redactor.text(JSON.stringify(redactor.json(value), null, 2))}\n`;

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase() || 'vendor';

/** What curl writes by itself, and would write twice. */
const byCurl = new Set(['host', 'content-length', 'connection', 'accept-encoding']);

function curlOf(exchange: Exchange): string {
  return writeCurl({
    name: '',
    folder: '',
    notes: '',
    method: exchange.method,
    url: exchange.url,
    headers: exchange.requestHeaders
      .filter(([name]) => !byCurl.has(name.toLowerCase()))
      .map(([name, value]) => [name, /\[redacted[^\]]*\]/.test(value) ? '<secret>' : value] as const),
    mediaType: null,
    body: exchange.requestBody?.text ?? null,
    content: usualRequest.content,
    credential: null,
    followsRedirects: false,
  });
}
