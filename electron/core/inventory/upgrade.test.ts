import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { contractFile, documentFile, importDocument, smallDocument } from '../testing/test-inventory.ts';
import { inventoryAttention } from './attention.ts';

const tests = coresForTests();

const adyen = (version: 68 | 69 | 70 | 71): File => {
  if (version === 68 || version === 71) return contractFile(`adyen/CheckoutService-v${version}.json`);
  const packed = readFileSync(new URL(`../testing/contracts/adyen/CheckoutService-v${version}.json.gz`, import.meta.url));
  return new File([gunzipSync(packed)], `CheckoutService-v${version}.json`);
};

/** An endpoint that was called once, as far as the exchanges know. */
function called(engine: Awaited<ReturnType<typeof tests.startOpen>>['engine'], apiId: string, path: string): void {
  const endpoint = engine.db.get<{ id: string }>('SELECT id FROM endpoints WHERE api_id = ? AND path = ?', apiId, path);
  const now = engine.clock.now();
  engine.workspace.db.run(
    `INSERT INTO exchanges (id, correlation_id, source, actor, state, api_id, endpoint_id, method, url, host, status, started_at, error_class)
     VALUES (?, 'c', 'console', 'Ines', 'answered', ?, ?, 'POST', 'https://x.example', 'x.example', 200, ?, 'ok')`,
    engine.clock.newId(),
    apiId,
    endpoint?.id ?? '',
    now,
  );
}

describe('a newer contract of a known API', () => {
  it('is recognised from version to version, and says what changed before anything is changed', async () => {
    const { client, engine } = await tests.startOpen();
    const { apiId } = await importDocument(client, adyen(68));
    for (const [from, to] of [
      [68, 69],
      [69, 70],
      [70, 71],
    ] as const) {
      const plan = await client.inventory.planImport({ file: adyen(to) });
      expect(plan.existing.apiId).toBe(apiId);
      const { comparison } = plan;
      expect(comparison).toMatchObject({ fromVersion: String(from), toVersion: String(to) });
      expect((comparison?.breaking ?? 0) + (comparison?.risky ?? 0) + (comparison?.safe ?? 0)).toBe(comparison?.changes.length);
      // What the plan lists as new or gone is what the comparison says of whole endpoints.
      const whole = (words: string): string[] =>
        (comparison?.changes ?? []).filter((change) => change.words === words).map(({ method, path }) => `${method} ${path}`);
      expect(whole('new in the contract').toSorted()).toEqual(
        plan.endpoints
          .filter(({ change }) => change === 'new')
          .map(({ method, path }) => `${method} ${path}`)
          .toSorted(),
      );
      expect(whole('no longer in the contract').toSorted()).toEqual(
        plan.removedEndpoints.map(({ method, path }) => `${method} ${path}`).toSorted(),
      );
      const before = (await client.inventory.contractChanges({ apiId })).length;
      await client.inventory.applyImport({ planId: plan.planId });
      expect((await client.inventory.contractChanges({ apiId })).length).toBe(before + (comparison?.changes.length ?? 0));
    }
    expect((await client.inventory.list({})).map(({ version }) => version)).toEqual(['71']);
    expect((await client.activity.verify({})).isWhole).toBe(true);
    expect(engine.db.get('SELECT count(*) AS n FROM contracts')).toEqual({ n: 4 });
  }, 60_000);

  it('alerts on what we use and only lists the rest; what was accepted stays accepted when the document is read again', async () => {
    const { client, engine } = await tests.startOpen();
    const { apiId } = await importDocument(client, adyen(68));
    called(engine, apiId, '/payments');
    const plan = await client.inventory.planImport({ file: adyen(71) });
    expect(plan.comparison).toMatchObject({ breakingUsed: 2 });
    expect(plan.comparison?.changes.slice(0, 2)).toMatchObject([
      { level: 'breaking', path: '/payments', isUsed: true, calls30d: 1, calls90d: 1 },
      { level: 'breaking', path: '/payments', isUsed: true },
    ]);
    await client.inventory.applyImport({ planId: plan.planId });
    const needs = inventoryAttention(engine.db, engine.clock.now());
    expect(needs).toMatchObject([
      { attention: { title: 'Adyen Checkout 71 breaks what you use in 2 places', evidence: { door: { kind: 'changes', id: apiId } } } },
    ]);
    expect((await client.inventory.show({ id: apiId })).api.standing).toMatchObject({ state: 'soon', words: '2 breaking' });

    const open = await client.inventory.contractChanges({ apiId, level: 'breaking', openOnly: true });
    const used = open.filter(({ isUsed }) => isUsed);
    const [first, second] = used;
    await client.inventory.acceptChanges({ ids: [first?.id ?? ''], isAccepted: true });
    await importDocument(client, adyen(68));
    await importDocument(client, adyen(71));
    const again = (await client.inventory.contractChanges({ apiId })).filter(({ toVersion }) => toVersion === '71');
    expect(again).toHaveLength(plan.comparison?.changes.length ?? 0);
    expect(again.find(({ id }) => id === first?.id)).toMatchObject({ status: 'accepted', acceptedBy: engine.person.name });
    await client.inventory.acceptChanges({ ids: [second?.id ?? ''], isAccepted: true });
    expect(inventoryAttention(engine.db, engine.clock.now()).map(({ attention }) => attention.title)).not.toContain(
      'Adyen Checkout 71 breaks what you use in 1 place',
    );
    await client.activity.undo({ entity: 'contractChange', entityId: second?.id ?? '' });
    expect((await client.inventory.contractChanges({ apiId })).find(({ id }) => id === second?.id)?.status).toBe('open');
  }, 60_000);

  it('is recognised when a person gave the vendor and the API other names', async () => {
    const { client } = await tests.startOpen();
    const { apiId, vendorId } = await importDocument(client, documentFile(smallDocument({})));
    await client.inventory.updateVendor({ id: vendorId, name: 'Testpay Ltd' });
    await client.inventory.updateApi({ id: apiId, name: 'Order service' });
    const plan = await client.inventory.planImport({ file: documentFile(smallDocument({ version: '2' })) });
    expect(plan).toMatchObject({ vendorName: 'Testpay Ltd', apiName: 'Order service', existing: { apiId } });
    expect(await client.inventory.applyImport({ planId: plan.planId })).toMatchObject({ apiId });
    expect(await client.inventory.list({})).toMatchObject([{ name: 'Order service', version: '2' }]);
  });

  it('is an API of its own when a person says so, in the preview and after it', async () => {
    const { client } = await tests.startOpen();
    await importDocument(client, documentFile(smallDocument({})));
    const plan = await client.inventory.planImport({ file: documentFile(smallDocument({ version: '2' })), apiName: 'Orders for testers' });
    expect(plan).toMatchObject({
      existing: { apiId: null },
      comparison: null,
      words: expect.stringMatching(/^Adds API Orders for testers 2/),
    });
    await client.inventory.applyImport({ planId: plan.planId });
    expect((await client.inventory.list({})).map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual([
      'Orders for testers 2',
      'Testpay Orders 1',
    ]);
  });

  it('puts an end that it announces onto the calendar, when we use the endpoint, with its date or without', async () => {
    const { client, engine } = await tests.startOpen();
    const ok = { responses: { 200: { description: 'ok' } } };
    const paths = { '/used': { get: ok }, '/dated': { get: ok }, '/not-used': { get: ok } };
    const { apiId } = await importDocument(client, documentFile(smallDocument({ paths })));
    called(engine, apiId, '/used');
    called(engine, apiId, '/dated');
    const ending = {
      '/used': { get: { ...ok, deprecated: true } },
      '/dated': { get: { ...ok, deprecated: true, 'x-sunset': '2027-03-01' } },
      '/not-used': { get: { ...ok, deprecated: true, 'x-sunset': '2027-03-01' } },
    };
    await importDocument(client, documentFile(smallDocument({ version: '2', paths: ending })));
    const events = engine.db.all<{ title: string; effective_at: number | null; precision: string; kind: string }>(
      'SELECT title, effective_at, precision, kind FROM calendar_events ORDER BY title',
    );
    expect(events).toEqual([
      { title: expect.stringContaining('GET /dated stops'), effective_at: Date.UTC(2027, 2, 1), precision: 'day', kind: 'sunset' },
      { title: expect.stringContaining('GET /used is deprecated'), effective_at: null, precision: 'unknown', kind: 'deprecation' },
    ]);
  });
});
