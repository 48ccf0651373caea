import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, testNow } from '../testing/test-core.ts';
import { scorecardsAttention } from './attention.ts';

const tests = coresForTests();
const month = '2026-10';

/** A workspace with one vendor that costs something in October. */
async function start() {
  const started = await tests.startOpen();
  const { client, engine } = started;
  await client.inventory.addApi({ vendorName: 'Adyen', name: 'Checkout', baseUrl: 'https://adyen.test' });
  const [vendor] = await client.inventory.vendors({});
  const vendorId = vendor?.id ?? '';
  const plan = await client.scorecards.saveCostPlan({
    vendorId,
    name: 'Processing',
    kind: 'graduated',
    currency: 'eur',
    baseMinor: 10_000,
    tiers: [
      { upTo: '1000', unitPrice: '0.18' },
      { upTo: null, unitPrice: '0.12' },
    ],
    unitName: 'payments',
    validFrom: '2026-08',
  });
  await client.scorecards.saveQuantity({ planId: plan.id, month, quantity: '1500' });
  return { ...started, engine, vendorId, plan };
}

describe('costs', () => {
  it('come from prices and quantity, and from the invoice where there is one', async () => {
    const { client, vendorId } = await start();
    await client.scorecards.saveBudget({ fromMonth: '2026-01', currency: 'EUR', amountMinor: 30_000 });
    await client.scorecards.saveOutcome({ month, name: 'orders', quantity: 1_700 });
    expect(await client.scorecards.costMonth({ month })).toMatchObject({
      vendors: [{ vendorName: 'Adyen', actualMinor: 34_000, basis: 'metered' }],
      totals: [{ currency: 'EUR', actualMinor: 34_000, budgetMinor: 30_000 }],
      unitCosts: [{ outcome: 'orders', amount: '0.200' }],
    });
    await client.scorecards.saveInvoice({ vendorId, month, currency: 'EUR', amountMinor: 35_700 });
    expect((await client.scorecards.costMonth({ month })).vendors).toMatchObject([
      { actualMinor: 35_700, meteredMinor: 34_000, invoicedMinor: 35_700, basis: 'invoiced' },
    ]);
  });

  it('without a quantity are unknown, never nothing', async () => {
    const { client } = await start();
    expect((await client.scorecards.costMonth({ month: '2026-09' })).vendors).toMatchObject([{ actualMinor: null, basis: 'unknown' }]);
  });

  it('refuse prices that leave a quantity without one, and change nothing', async () => {
    const { client, vendorId } = await start();
    const fault = await faultFrom(
      client.scorecards.saveCostPlan({
        vendorId,
        name: 'X',
        kind: 'volume',
        currency: 'EUR',
        tiers: [{ upTo: '5', unitPrice: '1' }],
        validFrom: month,
      }),
    );
    expect(fault.data).toMatchObject({ code: 'bad_input', place: { path: 'tiers' } });
    expect(await client.scorecards.costPlans({})).toHaveLength(1);
  });

  it('are taken back by undo, a price list with its quantities', async () => {
    const { client, plan } = await start();
    await client.scorecards.removeCostPlan({ id: plan.id });
    expect(await client.scorecards.costPlans({})).toEqual([]);
    await client.activity.undo({ entity: 'costPlan', entityId: plan.id });
    expect((await client.scorecards.costMonth({ month })).quantities).toMatchObject([{ quantity: '1500', from: 'by hand' }]);
  });

  it('take a CSV whole or not at all, and name the line that is wrong', async () => {
    const { client } = await start();
    const fault = await faultFrom(client.scorecards.importOutcomes({ text: 'month,name,quantity\n2026-09,orders,5\n2026-13,orders,6\n' }));
    expect(fault.data).toMatchObject({ code: 'bad_input', place: { line: 3 } });
    expect(await client.scorecards.outcomes({})).toEqual([]);
    expect(
      await client.scorecards.importOutcomes({ text: '﻿Month,Name,Quantity\r\n2026-09,orders,"2,871"\n2026-10,orders,3000\r\n' }),
    ).toEqual({
      added: 2,
      changed: 0,
      months: ['2026-09', '2026-10'],
    });
    expect(await client.scorecards.importQuantities({ text: 'month,plan,quantity\n2026-10,adyen processing,2000\n' })).toMatchObject({
      changed: 1,
    });
  });
});

describe('freezing', () => {
  it('keeps a page for ever: later changes need a version of their own, with a reason', async () => {
    const { client, vendorId, clock } = await start();
    const first = await client.scorecards.freeze({ month });
    expect(first.version).toBe(1);
    const pdf = await client.scorecards.export({ month, format: 'pdf' });
    clock.pass(86_400_000);
    await client.scorecards.saveInvoice({ vendorId, month, currency: 'EUR', amountMinor: 35_700 });
    expect((await client.scorecards.build({ month })).sha256).toBe(first.sha256);
    expect(await client.scorecards.export({ month, format: 'pdf' })).toEqual(pdf);
    expect((await client.scorecards.build({ month, isLive: true })).sha256).not.toBe(first.sha256);
    expect((await faultFrom(client.scorecards.freeze({ month }))).data).toMatchObject({ code: 'bad_input', place: { path: 'reason' } });
    const second = await client.scorecards.freeze({ month, reason: 'Adyen’s invoice came late' });
    expect(second.version).toBe(2);
    expect(second.changes).toContain('Cost, Adyen, actual: €340.00 became €357.00');
    const page = await client.scorecards.build({ month });
    expect(page.edition).toMatchObject({ version: 2, reason: 'Adyen’s invoice came late' });
    expect((await client.scorecards.build({ month, version: 1 })).sha256).toBe(first.sha256);
    expect((await client.scorecards.months({})).find((row) => row.month === month)).toMatchObject({ state: 'frozen', version: 2 });
  });

  it('refuses a month that is not over, and a correction that corrects nothing', async () => {
    const { client } = await start();
    expect((await faultFrom(client.scorecards.freeze({ month: '2026-11' }))).data.code).toBe('conflict');
    await client.scorecards.freeze({ month });
    expect((await faultFrom(client.scorecards.freeze({ month, reason: 'Just so' }))).data.happened).toContain(
      'Nothing on the page has changed',
    );
  });

  it('cannot be undone or changed in the file', async () => {
    const { client, engine } = await start();
    const { id } = await client.scorecards.freeze({ month });
    expect((await faultFrom(client.activity.undo({ entity: 'scorecard', entityId: id }))).data.code).toBe('conflict');
    expect(() => engine.workspace.db.run("UPDATE scorecards SET facts = '{}'")).toThrow('never changes');
    expect(() => engine.workspace.db.run('DELETE FROM scorecards')).toThrow('never changes');
  });
});

describe('a vendor review', () => {
  it('shows the vendor’s own matters and nothing of ours', async () => {
    const { client, vendorId } = await start();
    await client.scorecards.saveRisk({ kind: 'risk', title: 'SECRET RISK', dueAt: null });
    await client.scorecards.saveDecision({ title: 'SECRET DECISION' });
    const file = await client.scorecards.export({ month, audience: 'vendor review', vendorId, format: 'json' });
    const facts = Buffer.from(file.base64, 'base64').toString();
    for (const word of ['SECRET', 'Processing', 'amountMinor":3']) expect(facts).not.toContain(word);
    expect((await faultFrom(client.scorecards.build({ month, audience: 'vendor review' }))).data.code).toBe('bad_input');
  });
});

describe('what needs a person', () => {
  it('is a month not frozen by the 5th, a decision that is due, a waiver that ends, money beyond its budget', async () => {
    const { client, engine, plan } = await start();
    await client.scorecards.freeze({ month: '2026-09' });
    await client.scorecards.saveDecision({ title: 'Klaviyo', dueAt: testNow + 3 * 86_400_000 });
    await client.scorecards.saveRisk({ kind: 'waiver', title: 'No monitor', reason: 'New', dueAt: testNow + 10 * 86_400_000 });
    await client.scorecards.saveBudget({ fromMonth: '2026-11', currency: 'EUR', amountMinor: 100 });
    await client.scorecards.saveQuantity({ planId: plan.id, month: '2026-11', quantity: '10' });
    const keys = (): string[] => scorecardsAttention(engine.db, testNow).map(({ attention }) => attention.key.split(':')[0] ?? '');
    expect(keys().toSorted()).toEqual(['budget', 'decision', 'scorecard', 'waiver']);
    await client.scorecards.freeze({ month });
    expect(keys()).not.toContain('scorecard');
  });

  it('refuses a waiver without an end or a reason', async () => {
    const { client } = await start();
    const fault = await faultFrom(client.scorecards.saveRisk({ kind: 'waiver', title: 'X', reason: '', dueAt: testNow }));
    expect(fault.data.place?.path).toBe('reason');
  });
});
