import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sendAll } from '../console/testing/send-all.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();
const canary = 'cAn4ry/“söcret”+2026=';
/** As it is, as Basic has it, as an address has it, as JSON has it. */
const forms = [canary, Buffer.from(canary).toString('base64'), encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1)];

async function start() {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (request, response) => {
    response.setHeader('X-Request-Id', 'vendor-777');
    // The vendor says it back, in every form, and breaks its contract.
    json(response, { id: 'not a number', path: request.url, echoed: forms });
  });
  const [sent, other] = await sendAll(started.client, vendor.environmentId)(
    ['GET', '/orders'],
    ['POST', `/orders?q=${encodeURIComponent('a|b')}`],
  );
  return { ...started, vendor, sent, other };
}

const textsOf = (base64: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(Buffer.from(base64, 'base64'))).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );

describe('a support bundle', () => {
  it('tells the vendor what it needs: ids, times, request, answer, and what was expected', async () => {
    const { client, sent, engine } = await start();
    const bundle = await client.answers.supportBundle({ ids: [sent?.id ?? ''], note: 'Refunds fail since **noon**.' });
    expect(bundle.fileName).toMatch(/^[a-z0-9-]+-support-\d{4}-\d\d-\d\d\.zip$/);
    const files = textsOf(bundle.base64);
    expect(Object.keys(files)).toEqual(['README.md', 'calls.har']);
    expect(files['README.md']).toBe(bundle.markdown);
    for (const part of [
      'Refunds fail since **noon**.',
      'vendor-777',
      sent?.correlationId ?? '-',
      'UTC',
      '### What was expected',
      '/id',
      'sandbox',
      'version 1',
    ])
      expect(bundle.markdown).toContain(part);
    const har = JSON.parse(files['calls.har'] ?? '') as { log: { entries: { request: { url: string }; response: { status: number } }[] } };
    expect(har.log.entries).toMatchObject([{ request: { method: 'GET' }, response: { status: 200 } }]);
    expect(JSON.stringify(files)).not.toContain(engine.person.name);
    const named = await client.answers.supportBundle({ ids: [sent?.id ?? ''], withNames: true });
    expect(named.markdown).toContain(`**Sent by**: ${engine.person.name}`);
  });

  it('has no form of a secret in it, also of one that was added after the call', async () => {
    const { client, sent, other } = await start();
    const ids = [sent?.id ?? '', other?.id ?? ''];
    const before = textsOf((await client.answers.supportBundle({ ids })).base64);
    expect(forms.some((form) => JSON.stringify(before).includes(form))).toBe(true);
    await client.credentials.add({ name: 'Late key', kind: 'bearer', secret: canary });
    const bundle = await client.answers.supportBundle({ ids, note: `We use ${canary} from /home/ada/keys/live.pem.` });
    const written = [...Object.values(textsOf(bundle.base64)), bundle.markdown];
    for (const format of ['har', 'json', 'curl'] as const) written.push((await client.answers.exportExchanges({ ids, format })).text);
    for (const text of written) {
      for (const form of forms) expect(text).not.toContain(form);
      for (const form of forms) expect(text).not.toContain(JSON.stringify(form).slice(1, -1));
      expect(text).not.toContain('/home/ada');
    }
  });

  it('is for one vendor: none learns of another', async () => {
    const first = await start();
    const second = await startVendor(tests, first, (_request, response) => json(response, { id: 1 }), { title: 'Otherpay Things' });
    const [foreign] = await sendAll(first.client, second.environmentId)(['GET', '/orders']);
    expect(foreign?.vendorName).not.toBe(first.sent?.vendorName);
    const fault = await faultFrom(first.client.answers.supportBundle({ ids: [first.sent?.id ?? '', foreign?.id ?? ''] }));
    expect(fault.data.happened).toContain('2 vendors');
  });
});

describe('a call that is evidence', () => {
  it('stands on the incident at its own time, once, and leads to the exchange', async () => {
    const { client, sent } = await start();
    const incident = await client.monitors.openIncident({ title: 'Orders are odd' });
    const after = await client.monitors.attachExchange({ id: incident.id, exchangeId: sent?.id ?? '', words: 'The first one' });
    const entry = after.timeLine.find(({ kind }) => kind === 'call');
    expect(entry).toMatchObject({ at: sent?.startedAt, door: { place: 'console', kind: 'exchange', id: sent?.id } });
    expect(entry?.words).toBe(`Exchange ${sent?.number}: GET was answered 200. The first one`);
    expect((await faultFrom(client.monitors.attachExchange({ id: incident.id, exchangeId: sent?.id ?? '' }))).code).toBe('conflict');
    const [line] = (await client.activity.list({})).entries;
    expect(line?.summary).toContain(`exchange ${sent?.number} attached`);
  });
});
