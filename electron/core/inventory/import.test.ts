import { describe, expect, it } from 'vitest';
import { planImport } from '../openapi/import-plan.ts';
import { readDocument } from '../openapi/read-document.ts';
import { coresForTests, faultFrom, type TestCore } from '../testing/test-core.ts';
import { actor, contractFile, documentFile, importDocument, rowCounts, smallDocument } from '../testing/test-inventory.ts';
import { applyPlan } from './apply-plan.ts';

const tests = coresForTests();
const ok = { responses: { 200: { description: 'ok' } } };

describe('importing a document', () => {
  it('says what it will add before it does, and then adds exactly that', async () => {
    const { client, engine } = await tests.startOpen();
    const before = rowCounts(engine);
    const plan = await client.inventory.planImport({ file: contractFile('adyen/CheckoutService-v71.json') });
    expect(rowCounts(engine)).toEqual(before);
    expect(plan).toMatchObject({ vendorName: 'Adyen', existing: { vendorId: null, apiId: null, isSameDocument: false } });
    const { apiId } = await client.inventory.applyImport({ planId: plan.planId });
    const detail = await client.inventory.show({ id: apiId });
    const endpoints = await client.inventory.endpoints({ apiId });
    expect(endpoints.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      plan.endpoints.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
    expect(endpoints.filter(({ isDeprecated }) => isDeprecated)).toHaveLength(
      plan.endpoints.filter(({ isDeprecated }) => isDeprecated).length,
    );
    expect(detail.environments.map(({ baseUrl }) => baseUrl)).toEqual(plan.environments.map(({ baseUrl }) => baseUrl));
    expect(detail.authSchemes.map(({ words }) => words)).toEqual(plan.authSchemes.map(({ words }) => words));
    expect(detail.contracts).toMatchObject([{ isCurrent: true, fileName: 'CheckoutService-v71.json' }]);
    expect((await client.activity.verify({})).isWhole).toBe(true);
  });

  it('twice changes nothing the second time, and says so before', async () => {
    const { client, engine } = await tests.startOpen();
    const file = (): File => documentFile(smallDocument({}));
    const { vendorId, apiId } = await importDocument(client, file());
    const before = rowCounts(engine);
    const plan = await client.inventory.planImport({ file: file() });
    expect(plan.existing).toEqual({ vendorId, apiId, isSameDocument: true });
    expect(plan.words).toContain('Nothing would change');
    expect(await client.inventory.applyImport({ planId: plan.planId })).toMatchObject({
      vendorId,
      apiId,
      words: expect.stringContaining('Nothing was changed'),
    });
    expect(rowCounts(engine)).toEqual(before);
  });

  it('of a newer version marks what is gone, adds what is new, and keeps what people wrote', async () => {
    const { client, engine } = await tests.startOpen();
    const { apiId } = await importDocument(client, documentFile(smallDocument({ paths: { '/a': { get: ok }, '/b': { get: ok } } })));
    const [a, b] = await client.inventory.endpoints({ apiId });
    await client.inventory.updateApi({ id: apiId, notes: 'Ours', criticality: 'high' });
    await client.inventory.updateEndpoint({ id: a?.id ?? '', notes: 'About a' });
    await client.inventory.updateEndpoint({ id: b?.id ?? '', notes: 'About b' });
    const newer = smallDocument({
      version: '2',
      paths: { '/a': { get: { ...ok, summary: 'Now with words', deprecated: true } }, '/c': { get: ok } },
    });
    const plan = await client.inventory.planImport({ file: documentFile(newer) });
    expect(plan).toMatchObject({
      removedEndpoints: [{ method: 'GET', path: '/b' }],
      endpoints: [
        { path: '/a', change: 'changed' },
        { path: '/c', change: 'new' },
      ],
    });
    expect(await client.inventory.applyImport({ planId: plan.planId })).toMatchObject({ apiId });
    expect((await client.inventory.endpoints({ apiId })).map(({ path, notes, isDeprecated }) => [path, notes, isDeprecated])).toEqual([
      ['/a', 'About a', true],
      ['/c', '', false],
    ]);
    expect(engine.db.get("SELECT is_in_contract, notes FROM endpoints WHERE path = '/b'")).toEqual({ is_in_contract: 0, notes: 'About b' });
    const detail = await client.inventory.show({ id: apiId });
    expect(detail).toMatchObject({ notes: 'Ours', api: { version: '2', criticality: 'high', endpointCount: 2, deprecatedCount: 1 } });
    expect(detail.contracts.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([
      ['2', true],
      ['1', false],
    ]);
    expect(detail.environments).toHaveLength(1);
    await importDocument(client, documentFile(smallDocument({ version: '3', paths: { '/b': { get: ok } } })));
    expect((await client.inventory.endpoints({ apiId })).map(({ path, notes }) => [path, notes])).toEqual([['/b', 'About b']]);
  });

  it('into a vendor and under a name that the person chose', async () => {
    const { client } = await tests.startOpen();
    const plan = await client.inventory.planImport({ file: documentFile(smallDocument({})) });
    await client.inventory.applyImport({ planId: plan.planId, vendorName: 'Other Ltd', apiName: 'Renamed' });
    expect(await client.inventory.list({})).toMatchObject([{ vendorName: 'Other Ltd', name: 'Renamed' }]);
  });

  it('is all or nothing: a write that fails half way leaves no row, and the plan can be tried again', async () => {
    const { client, engine } = await tests.startOpen();
    const before = rowCounts(engine);
    const plan = await client.inventory.planImport({ file: documentFile(smallDocument({})) });
    engine.workspace.db.script(
      "CREATE TRIGGER full BEFORE INSERT ON endpoints WHEN new.path = '/orders/{id}' BEGIN SELECT RAISE(ABORT, 'stopped by the test'); END",
    );
    await expect(client.inventory.applyImport({ planId: plan.planId })).rejects.toMatchObject({ code: 'bug' });
    expect(rowCounts(engine)).toEqual(before);
    engine.workspace.db.script('DROP TRIGGER full');
    await client.inventory.applyImport({ planId: plan.planId });
    expect(rowCounts(engine)).toMatchObject({ apis: 1, endpoints: 3 });
    expect((await faultFrom(client.inventory.applyImport({ planId: plan.planId }))).code).toBe('not_found');
  });

  it('keeps hostile names as data', async () => {
    const { client } = await tests.startOpen();
    const text = smallDocument({
      title: "Robert'); DROP TABLE apis;--",
      paths: JSON.parse(
        '{"/__proto__/{constructor}":{"get":{"operationId":"__proto__","tags":["constructor"],"responses":{"200":{"description":"ok"}}}}}',
      ) as object,
    });
    const { apiId } = await importDocument(client, documentFile(text, '../../etc/passwd.json'));
    expect(await client.inventory.endpoints({ apiId })).toMatchObject([{ path: '/__proto__/{constructor}', tags: ['constructor'] }]);
    expect(({} as { get?: unknown }).get).toBeUndefined();
    expect((await client.search.find({ text: '__proto__' }))[0]).toMatchObject({ entity: 'endpoint' });
  });
});

describe('a document that cannot be imported', () => {
  const bad: [string, string | Uint8Array<ArrayBuffer>, string][] = [
    ['an empty file', '', 'not_a_document'],
    ['a text', 'Dear vendor,\nplease find attached', 'not_'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), 'not_a_document'],
    ['JSON that breaks off', '{"openapi": "3.1.0", "paths": {', 'not_a_document'],
    ['YAML that is none', 'openapi: "3.1.0\n  paths: [', 'not_a_document'],
    ['JSON of something else', '{"name": "package", "version": "1.0.0"}', 'not_openapi'],
    ['a list', '[1, 2, 3]', 'not_openapi'],
    [
      'a document that leads to a URL',
      smallDocument({ paths: { '/a': { $ref: 'https://evil.example/path.json' } } }),
      'external_reference',
    ],
    ['a document that leads to a file', smallDocument({ paths: { '/a': { $ref: '../../etc/passwd' } } }), 'external_reference'],
    [
      'a YAML bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[index]}`).join()}]`)
        .join('\n')}\nopenapi: 3.1.0\n`,
      'not_',
    ],
  ];
  it.each(bad)('%s: says why, and leaves no row', async (_what, content, code) => {
    const { client, engine } = await tests.startOpen();
    const before = rowCounts(engine);
    const fault = await faultFrom(client.inventory.planImport({ file: new File([content], 'bad.json') }));
    expect(fault.code).toContain(code);
    expect(fault.data.happened).not.toBe('');
    expect(fault.data.remedy).not.toBe('');
    expect(rowCounts(engine)).toEqual(before);
    expect(await client.jobs.list({})).toMatchObject([{ state: 'failed' }]);
  });

  it('is refused when it is larger than any real one', async () => {
    const { client, engine } = await tests.startOpen();
    const before = rowCounts(engine);
    const fault = await faultFrom(client.inventory.planImport({ file: new File([Buffer.alloc(100_000_000, ' ')], 'huge.json') }));
    expect(fault.code).toBe('document_too_large');
    expect(rowCounts(engine)).toEqual(before);
  });

  it('with a $ref cycle is none: cycles are ordinary', async () => {
    const { client } = await tests.startOpen();
    const text = JSON.stringify({
      ...(JSON.parse(smallDocument({})) as object),
      components: { schemas: { Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } } } },
    });
    await importDocument(client, documentFile(text));
    expect((await client.inventory.summary({})).apis).toBe(1);
  });

  it('because the disk is full leaves no row', async () => {
    const { engine } = await withPageLimit(await tests.startOpen());
    const before = rowCounts(engine);
    const document = readDocument({
      bytes: new TextEncoder().encode(
        smallDocument({ paths: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`/path/${index}`, { get: ok }])) }),
      ),
      fileName: 'many.json',
    });
    const fault = await faultFrom(() => applyPlan(engine.commands, engine.clock, actor, planImport(document), document.text));
    expect(fault.code).toBe('disk_full');
    expect(rowCounts(engine)).toEqual(before);
  });
});

/** A file that may not grow: what a full disk is to SQLite, on any system. */
async function withPageLimit(started: TestCore & { engine: Awaited<ReturnType<typeof tests.startOpen>>['engine'] }) {
  const { db } = started.engine.workspace;
  db.pragma(`max_page_count = ${db.pragma<number>('page_count') + 20}`);
  return started;
}
