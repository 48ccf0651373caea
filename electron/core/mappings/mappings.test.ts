import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTemplate } from '../../../shared/domain/mappings/destination-templates.ts';
import type { Step } from '../../../shared/domain/mappings/mapping-spec.ts';
import { coresForTests, faultFrom, type TestCore } from '../testing/test-core.ts';
import { mappingsAttention } from './attention.ts';
import { activeRevision } from './service.ts';

const tests = coresForTests();

const orders = [
  'Order number,Total,Currency,Created at,Financial status,Email',
  '50231,419.00,EUR,2026-11-20T13:14:02Z,PAID,ada@example.com',
  '50232,3200,JPY,2026-11-20T14:00:00Z,REFUNDED,grace@example.com',
  '50233,64.50,GBP,2026-11-20T15:30:00Z,PAID,',
  '50234,,EUR,2026-11-20T16:30:00Z,PAID,x@example.com',
  '',
].join('\n');
const file = (text: string, name = 'shopify-orders.csv'): File => new File([text], name);

async function withMapping(core: TestCore) {
  const { client } = core;
  const { sample, fields } = await client.mappings.readSample({ file: file(orders) });
  const template = findTemplate('ledger-row')!;
  const { id } = await client.mappings.create({
    name: 'Shopify orders',
    sampleId: sample.id,
    destinationName: template.name,
    destination: [...template.fields],
  });
  return { id, sample, fields };
}

const show = (core: TestCore, id: string) => core.client.mappings.show({ id });
const moneyStep = (digits: number | null): Step => ({
  do: 'decimal_to_minor',
  currency: { field: 'Currency' },
  exponent: digits === null ? { by: 'iso' } : { by: 'fixed', digits },
  mark: 'point',
});

async function setMoney(core: TestCore, id: string, digits: number | null): Promise<void> {
  const { spec } = await show(core, id);
  await core.client.mappings.setRule({ id, field: 'amount_minor', rule: { ...spec.rules['amount_minor']!, steps: [moneyStep(digits)] } });
}

describe('a new mapping', () => {
  it('reads what the columns hold and suggests a rule for each field it knows by name', async () => {
    const core = await tests.startOpen();
    const { id, fields } = await withMapping(core);
    expect(fields.map(({ path, type }) => [path, type])).toEqual([
      ['Order number', 'integer'],
      ['Total', 'decimal'],
      ['Currency', 'text'],
      ['Created at', 'instant'],
      ['Financial status', 'text'],
      ['Email', 'text'],
    ]);
    const detail = await show(core, id);
    expect(Object.fromEntries(Object.entries(detail.spec.rules).map(([name, { from }]) => [name, from]))).toEqual({
      record_key: ['Order number'],
      amount_minor: ['Total', 'Currency'],
      currency: ['Currency'],
      booked_at: ['Created at'],
      status: ['Financial status'],
    });
    expect(detail.coverage).toMatchObject({
      destination: { done: 5, all: 5 },
      source: { unreviewed: ['Email'] },
      values: { done: 3, all: 4, rejected: 1 },
    });
  });

  it('asks about a column that can be read in two ways, and is not made without the answer', async () => {
    const core = await tests.startOpen();
    const { sample, fields } = await core.client.mappings.readSample({ file: file('id,day\n1,03/04/2026\n2,05/06/2026\n') });
    expect(fields[1]?.ambiguity?.kind).toBe('date order');
    const input = {
      name: 'Days',
      sampleId: sample.id,
      destinationName: 'Row',
      destination: [{ name: 'booked_at', type: 'instant' as const, isRequired: true }],
    };
    const fault = await faultFrom(core.client.mappings.create(input));
    expect(fault.data.remedy).toContain('Decide the date order of day');
    const { id } = await core.client.mappings.create({ ...input, decisions: { day: { dateFormat: 'd/M/yyyy' } } });
    const { rows } = await core.client.mappings.output({ id, field: 'booked_at' });
    expect(rows.map(({ after }) => after)).toEqual(['2026-04-03T00:00:00Z', '2026-06-05T00:00:00Z']);
  });

  it('can be undone, and refuses a name that is taken', async () => {
    const core = await tests.startOpen();
    const { id, sample } = await withMapping(core);
    const again = core.client.mappings.create({
      name: 'SHOPIFY orders',
      sampleId: sample.id,
      destinationName: 'Row',
      destination: [{ name: 'a', type: 'text', isRequired: false }],
    });
    expect((await faultFrom(again)).code).toBe('conflict');
    await core.client.activity.undo({ entity: 'mapping', entityId: id });
    expect(await core.client.mappings.list({})).toEqual([]);
  });
});

describe('activation', () => {
  it('needs golden samples, and stands still while one fails, naming sample, field and step', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    expect((await faultFrom(core.client.mappings.activate({ id }))).data.happened).toContain('no golden sample');
    expect((await core.client.mappings.pickGoldens({ id })).added).toBeGreaterThan(1);
    await core.client.mappings.activate({ id, reason: 'First' });
    await setMoney(core, id, 2);
    const detail = await show(core, id);
    expect(detail.draft?.number).toBe(2);
    const failing = detail.goldens.filter(({ failures }) => failures.length > 0);
    expect(failing).toMatchObject([
      { failures: [{ field: 'amount_minor', step: 0, expected: '3200', got: '320000' }], fix: { words: 'Use ISO 4217 decimals' } },
    ]);
    const fault = await faultFrom(core.client.mappings.activate({ id }));
    expect(fault.data.happened).toMatch(/golden sample \d+ fails at amount_minor, step 1/);
    expect(fault.data.details).toMatchObject({ field: 'amount_minor', step: 0 });
    expect(activeRevision(core.engine.db, id)?.number).toBe(1);
    const fix = failing[0]?.fix;
    await core.client.mappings.setRule({ id, field: fix!.field, rule: fix!.rule });
    await core.client.mappings.activate({ id });
    expect(activeRevision(core.engine.db, id)?.number).toBe(2);
  });

  it('names what would change, in rules and in rows', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    await core.client.mappings.pickGoldens({ id });
    await core.client.mappings.activate({ id });
    await setMoney(core, id, 2);
    const diff = await core.client.mappings.diff({ id });
    expect(diff.changes).toMatchObject([{ field: 'amount_minor', step: 0 }]);
    expect(diff.rows).toEqual([{ row: 2, field: 'amount_minor', before: '3200', after: '320000' }]);
  });

  it('never changes a revision once it is active, and an undo brings the one before back', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    await core.client.mappings.pickGoldens({ id });
    await core.client.mappings.activate({ id });
    const { revisionId } = activeRevision(core.engine.db, id)!;
    expect(() =>
      core.engine.commands.run({ name: 'x', via: 'app' }, (changes) => changes.update('mappingRevision', revisionId, { spec: '{}' }, 'x')),
    ).toThrow();
    await core.client.activity.undo({ entity: 'mappingRevision', entityId: revisionId });
    expect(activeRevision(core.engine.db, id)).toBeNull();
  });
});

describe('a run', () => {
  it('writes, keeps back and counts every row, with the hashes of both files', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    expect((await faultFrom(core.client.mappings.run({ id, input: { file: file(orders) } }))).code).toBe('conflict');
    await core.client.mappings.pickGoldens({ id });
    await core.client.mappings.activate({ id });
    const run = await core.client.mappings.run({
      id,
      input: { file: file(`${orders}9,1.005,EUR,2026-11-20T15:30:00Z,PAID,\nshort,row\n`) },
    });
    expect(run).toMatchObject({
      rowsIn: 6,
      written: 3,
      rejected: 3,
      held: 0,
      revisionNumber: 1,
      inputSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(run.errors.map(({ field, code, count }) => [field, code, count])).toEqual([
      ['amount_minor', 'blank', 1],
      ['amount_minor', 'too_precise', 1],
      ['(row)', 'too_few_fields', 1],
    ]);
    const output = await core.client.mappings.runOutput({ runId: run.id, part: 'written' });
    expect(output.text.split('\n').slice(0, 3)).toEqual([
      'record_key,amount_minor,currency,booked_at,status',
      '50231,41900,EUR,2026-11-20T13:14:02Z,PAID',
      '50232,3200,JPY,2026-11-20T14:00:00Z,REFUNDED',
    ]);
    const { rows } = await core.client.mappings.rejectedRows({ runId: run.id });
    expect(rows.map(({ row, errors }) => [row, errors[0]?.code])).toEqual([
      [4, 'blank'],
      [5, 'too_precise'],
      [6, 'too_few_fields'],
    ]);
    expect(mappingsAttention(core.engine.db, 0).map(({ attention }) => attention.key.split(':')[0])).toEqual(['kept', 'unreviewed']);
    await core.client.mappings.reviewRun({ runId: run.id });
    expect(mappingsAttention(core.engine.db, 0).map(({ attention }) => attention.key.split(':')[0])).toEqual(['unreviewed']);
  });

  it('keeps rows whole for any file: in = written + kept back', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    await core.client.mappings.pickGoldens({ id });
    await core.client.mappings.activate({ id });
    const cell = fc.oneof(
      fc.constantFrom('', '1', '-2.50', '1.005', 'EUR', 'JPY', '2026-11-20T13:14:02Z', 'x,y'),
      fc.string({ maxLength: 6 }),
    );
    const row = fc.array(cell, { minLength: 5, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const text = [
          'Order number,Total,Currency,Created at,Financial status,Email',
          ...rows.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')),
        ].join('\n');
        const run = await core.client.mappings.run({ id, input: { file: file(text) }, format: 'ndjson' });
        expect(run.rowsIn).toBe(rows.length);
        expect(run.written + run.rejected + run.held).toBe(run.rowsIn);
        const output = await core.client.mappings.runOutput({ runId: run.id, part: 'written' });
        expect(output.text.split('\n').filter(Boolean)).toHaveLength(run.written);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('leaves nothing behind when it is cancelled', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    await core.client.mappings.pickGoldens({ id });
    await core.client.mappings.activate({ id });
    const line = '50231,419.00,EUR,2026-11-20T13:14:02Z,PAID,a@example.com\n';
    const big = file(`Order number,Total,Currency,Created at,Financial status,Email\n${line.repeat(400_000)}`);
    const abort = new AbortController();
    const running = core.client.mappings.run({ id, input: { file: big } }, { signal: abort.signal });
    setTimeout(() => abort.abort(), 400);
    expect((await faultFrom(running)).code).toBe('cancelled');
    expect((await show(core, id)).runs).toEqual([]);
    const folder = join(core.folder, 'mapping-runs');
    await expect.poll(() => (existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.part')) : [])).toEqual([]);
  });

  it('takes no path from the window', async () => {
    const core = await tests.startOpen();
    expect((await faultFrom(core.client.mappings.readSample({ path: '/etc/passwd' }))).code).toBe('not_allowed');
  });
});

describe('fields', () => {
  it('can be renamed with their rule, ignored with a reason, and every edit undone', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    const before = (await show(core, id)).spec;
    const [first] = before.destination.fields;
    await core.client.mappings.setDestination({ id, field: 'record_key', to: { ...first!, name: 'order_key' } });
    await core.client.mappings.ignore({ id, paths: ['Email'], reason: 'Personal, and the ledger does not need it' });
    const after = await show(core, id);
    expect(after.spec.rules['order_key']).toEqual(before.rules['record_key']);
    expect(after.coverage.source.unreviewed).toEqual([]);
    await core.client.activity.undo({ entity: 'mappingRevision', entityId: after.revision.id });
    expect((await show(core, id)).coverage.source.unreviewed).toEqual(['Email']);
  });

  it('gives back what it exported', async () => {
    const core = await tests.startOpen();
    const { id } = await withMapping(core);
    const exported = await core.client.mappings.exportSpec({ id });
    const copy = await core.client.mappings.importSpec({ id: null, name: 'Copy', spec: exported.spec });
    expect((await show(core, copy.id)).spec).toEqual(exported.spec);
  });
});
