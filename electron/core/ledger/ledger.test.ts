import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLedgerFiles } from '../../../bench/ledger/make-files.ts';
import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { coresForTests, faultFrom, type TestCore } from '../testing/test-core.ts';
import { ledgerAttention } from './attention.ts';
import { correctnessOf, ledgerSummaries } from './report.ts';
import { plainSpec, row, type PlainRow } from './testing/plain-spec.ts';

const cores = coresForTests();
const dayMs = 86_400_000;

function csv(rows: readonly PlainRow[]): string {
  const names = ['id', 'amount', 'currency', 'at', 'status'] as const;
  return `${names.join(',')}\n${rows.map((one) => names.map((name) => row(one)[name]).join(',')).join('\n')}\n`;
}

async function setUp(spec: LedgerSpec = plainSpec) {
  const started = await cores.startOpen();
  const files = cores.folder();
  const { id } = await started.client.ledger.create({ name: 'Orders to payouts', spec });
  const run = async (left: readonly PlainRow[], right: readonly PlainRow[]) => {
    const [leftPath, rightPath] = [join(files, 'left.csv'), join(files, 'right.csv')];
    writeFileSync(leftPath, csv(left));
    writeFileSync(rightPath, csv(right));
    const { runId } = await started.client.ledger.run({ id, leftPath, rightPath, isAwaited: true });
    const { runs } = await started.client.ledger.show({ id });
    const found = runs.find((one) => one.id === runId);
    if (!found) throw new Error('the run is not there');
    return found;
  };
  return { ...started, ledgerId: id, run };
}

const breaksOf = async ({ client }: TestCore, ledgerId: string, only: 'all' | 'resolved' = 'all'): Promise<LedgerBreak[]> =>
  (await client.ledger.breaks({ ledgerId, only })).rows;

const left = [
  { id: 'a', amount: '10.00' },
  { id: 'b', amount: '20.00' },
  { id: 'c', amount: '30.00' },
  { id: 'd', amount: '40.00' },
];
const right = [
  { id: 'a', amount: '10.00' },
  { id: 'b', amount: '25.00' },
  { id: 'c', amount: '30.00' },
  { id: 'x', amount: '5.00' },
];

describe('rows that cannot be read', () => {
  it('are each a break, and two that are word for word the same are one that was seen twice, in every run', async () => {
    const it = await setUp();
    const bad = { id: 'q', amount: 'n/a' };
    const first = await it.run([...left, bad, bad], right);
    expect([first.leftRejected, first.opened]).toEqual([2, 4]);
    const again = await it.run([...left, bad, bad], right);
    expect([again.leftRejected, again.opened, again.reopened]).toEqual([2, 0, 0]);
    const rejected = (await breaksOf(it, it.ledgerId)).filter((one) => one.class === 'rejected_row');
    expect(rejected.map(({ timesSeen }) => timesSeen)).toEqual([2]);
  });

  it('do not resolve the break of their key: nobody knows what stands there', async () => {
    const it = await setUp();
    await it.run(left, right);
    const unread = left.map((one) => (one.id === 'd' ? { id: 'd', amount: '4O.00' } : one));
    await it.run(unread, right);
    const missing = (await breaksOf(it, it.ledgerId)).find((one) => one.class === 'missing_right');
    expect(missing).toMatchObject({ state: 'open' });
    // Read again, and there on both sides: now it is.
    expect((await it.run(left, [...right, { id: 'd', amount: '40.00' }])).resolved).toBe(2);
  });
});

describe('a break from run to run', () => {
  it('stays the same break when the same files are compared again, with its owner, state and notes', async () => {
    const it = await setUp();
    const first = await it.run(left, right);
    expect([first.opened, first.matched]).toEqual([3, 2]);
    const [one] = await breaksOf(it, it.ledgerId);
    const [person] = await it.client.inventory.people({});
    if (!one || !person) throw new Error('nothing to work with');
    await it.client.ledger.assign({ choice: { ids: [one.id] }, ownerId: person.id });
    await it.client.ledger.setState({ choice: { ids: [one.id] }, state: 'fix_pending' });
    await it.client.ledger.note({ id: one.id, text: 'asked the vendor' });
    const again = await it.run([...left].toReversed(), right);
    expect([again.opened, again.resolved, again.reopened, again.digest === first.digest]).toEqual([0, 0, 0, true]);
    const detail = await it.client.ledger.breakDetail({ id: one.id });
    expect([detail.ownerName, detail.state, detail.timesSeen]).toEqual([person.name, 'fix_pending', 2]);
    expect(detail.history.map(({ words }) => words)).toContain('asked the vendor');
  });

  it('is resolved only by a run that agrees, and opens again when it comes back', async () => {
    const it = await setUp();
    await it.run(left, right);
    const fixed = right.map((one) => (one.id === 'b' ? { id: 'b', amount: '20.00' } : one));
    expect((await it.run(left, fixed)).resolved).toBe(1);
    const [resolved] = await breaksOf(it, it.ledgerId, 'resolved');
    expect([resolved?.key, resolved?.state]).toEqual(['b', 'resolved']);
    const refused = await faultFrom(it.client.ledger.setState({ choice: { ids: [resolved?.id ?? ''] }, state: 'investigating' }));
    expect(refused.code).toBe('conflict');
    expect((await it.run(left, right)).reopened).toBe(1);
    const back = (await breaksOf(it, it.ledgerId)).find(({ key }) => key === 'b');
    expect([back?.id, back?.state]).toEqual([resolved?.id, 'reopened']);
  });

  it('is explained until a day, and no longer when the day passes or its values change', async () => {
    const it = await setUp();
    await it.run(left, right);
    const all = await breaksOf(it, it.ledgerId);
    const of = (key: string): LedgerBreak => all.find((one) => one.key === key) ?? (all[0] as LedgerBreak);
    const until = it.clock.now() + 3 * dayMs;
    await it.client.ledger.explain({ choice: { ids: [of('b').id, of('d').id] }, until, reason: 'chargeback' });
    await it.run(
      left,
      right.map((one) => (one.id === 'b' ? { id: 'b', amount: '26.00' } : one)),
    );
    const stateOf = async (key: string) => (await it.client.ledger.breakDetail({ id: of(key).id })).state;
    expect([await stateOf('b'), await stateOf('d')]).toEqual(['reopened', 'explained']);
    it.clock.set(until + dayMs);
    expect(await stateOf('d')).toBe('reopened');
    expect(ledgerAttention(it.engine.db, it.clock.now()).map(({ attention }) => attention.title)).toContain(
      '1 explanation of “Orders to payouts” has ended',
    );
    const past = await faultFrom(it.client.ledger.explain({ choice: { ids: [of('d').id] }, until: until - dayMs, reason: 'x' }));
    expect(past.code).toBe('bad_input');
  });

  it('waits inside the settle window, then is late as the same break', async () => {
    const it = await setUp({ ...plainSpec, settleDays: 2 });
    const newest = { id: 'z', amount: '1.00', at: '2026-11-11T08:00:00Z' };
    await it.run([...left, newest], [...right, newest]);
    const waiting = (await breaksOf(it, it.ledgerId)).find(({ key }) => key === 'd');
    expect([waiting?.class, waiting?.state, waiting?.explainedBy]).toEqual(['timing', 'explained', 'rule']);
    const later = { id: 'z', amount: '1.00', at: '2026-11-19T08:00:00Z' };
    await it.run([...left, later], [...right, later]);
    const late = (await breaksOf(it, it.ledgerId)).find(({ key }) => key === 'd');
    expect([late?.id === waiting?.id, late?.class, late?.state]).toEqual([true, 'late', 'reopened']);
  });

  it('never vanishes: every open break is seen again or has an event that says why not', async () => {
    const it = await setUp();
    await it.run(left, right);
    const before = await breaksOf(it, it.ledgerId);
    // The files of another week: nothing in them speaks of the breaks before.
    const week = (rows: readonly PlainRow[]) => rows.map(({ id }) => ({ id: `w-${id}`, amount: '1.00', at: '2026-12-01T08:00:00Z' }));
    const run = await it.run(week(left), week(left));
    expect(run.resolved).toBe(0);
    expect((await breaksOf(it, it.ledgerId)).map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
  });
});

describe('a ledger without times', () => {
  const timeless: LedgerSpec = { ...plainSpec, left: { ...plainSpec.left, time: null }, right: { ...plainSpec.right, time: null } };
  const november = (rows: readonly PlainRow[]) => rows.map(({ amount }, at) => ({ id: `nov-${at}`, amount }));

  it('leaves the breaks of one month open when the files of another are compared, and says why, once', async () => {
    const it = await setUp(timeless);
    expect((await it.run(left, right)).opened).toBe(3);
    expect((await it.run(november(left), november(left))).resolved).toBe(0);
    await it.run([...november(left), { id: 'nov-z', amount: '1.00' }], november(left));
    const open = await breaksOf(it, it.ledgerId);
    expect(open.map(({ key }) => key).toSorted()).toEqual(['b', 'd', 'nov-z', 'x']);
    const { history } = await it.client.ledger.breakDetail({ id: open.find(({ key }) => key === 'd')?.id ?? '' });
    expect(history.filter(({ words }) => words.includes('neither file has it')).map(({ words }) => words)).toEqual([
      'Run 2: neither file has it, and nothing shows that they are the files where it would be: it stays open',
    ]);
    // The files of that month again, one of them mended: what was taken out of both is gone.
    const without = left.filter(({ id }) => id !== 'd');
    expect((await it.run([...without, { id: 'e', amount: '3.00' }], [...right, { id: 'e', amount: '3.00' }])).resolved).toBe(1);
    expect((await breaksOf(it, it.ledgerId, 'resolved')).map(({ key }) => key)).toEqual(['d']);
  });

  it('resolves its only break when one of the two files is the one that it was seen in', async () => {
    const it = await setUp(timeless);
    const rest = [...left.slice(0, 3), { id: 'e', amount: '3.00' }];
    await it.run([...rest, { id: 'd', amount: '40.00' }], rest);
    expect((await it.run(november(rest), november(rest))).resolved).toBe(0);
    expect((await it.run(rest, rest)).resolved).toBe(1);
  });

  it('leaves a row that could not be read, and has no key, to the files of its time', async () => {
    const it = await setUp();
    const unread = { id: '', amount: 'n/a' };
    await it.run([...left, unread], right);
    const week = (rows: readonly PlainRow[]) => rows.map(({ id }) => ({ id: `w-${id}`, amount: '1.00', at: '2026-12-01T08:00:00Z' }));
    expect((await it.run(week(left), week(left))).resolved).toBe(0);
    expect((await it.run([...left, { id: 'q', amount: '1.00' }], [...right, { id: 'q', amount: '1.00' }])).resolved).toBe(1);
    expect((await breaksOf(it, it.ledgerId, 'resolved')).map((one) => one.class)).toEqual(['rejected_row']);
  });
});

describe('files that are not whole', () => {
  it('resolve nothing and call nothing missing', async () => {
    const it = await setUp();
    const many = Array.from({ length: 10 }, (_each, index) => ({ id: `n${index}`, amount: '1.00' }));
    await it.run([...many, ...left], [...many, ...right]);
    const open = await breaksOf(it, it.ledgerId);
    const partial = await it.run([...many, ...left], many.slice(0, 4));
    expect([partial.state, partial.resolved, partial.opened]).toEqual(['partial', 0, 0]);
    expect(partial.partialReason).toContain('Payouts has 4 rows');
    expect((await breaksOf(it, it.ledgerId)).map(({ id }) => id)).toEqual(open.map(({ id }) => id));
    expect(ledgerAttention(it.engine.db, it.clock.now()).map(({ attention }) => attention.title)).toContain(
      'Run 2 of “Orders to payouts” was partial',
    );
    expect(correctnessOf(it.engine.db, it.ledgerId, 0, it.clock.now() + dayMs)).toEqual({ good: 12, bad: 3, runs: 1 });
  });
});

describe('what people do', () => {
  it('can be taken back for one break, and is one entry for many', async () => {
    const it = await setUp();
    const many = Array.from({ length: 60 }, (_each, index) => ({ id: `n${index}`, amount: '1.00' }));
    await it.run([...many, { id: 'same', amount: '1.00' }], [{ id: 'same', amount: '1.00' }, ...many.slice(0, 44)]);
    const detail = await it.client.ledger.show({ id: it.ledgerId });
    const [cause] = detail.causes;
    const [person] = await it.client.inventory.people({});
    expect(cause?.rows).toBe(16);
    const [one] = await breaksOf(it, it.ledgerId);
    await it.client.ledger.assign({ choice: { ids: [one?.id ?? ''] }, ownerId: person?.id ?? null });
    await it.client.activity.undo({ entity: 'break', entityId: one?.id ?? '' });
    const after = await it.client.ledger.breakDetail({ id: one?.id ?? '' });
    expect([after.ownerName, after.history.length]).toEqual([null, 1]);
    expect(await it.client.ledger.assign({ choice: { causeId: cause?.id ?? '' }, ownerId: person?.id ?? null })).toEqual({ changed: 16 });
    expect(ledgerSummaries(it.engine.db, it.clock.now())[0]).toMatchObject({ openBreaks: 16, breaksWithoutOwner: 0, matched: 45 });
  });

  it('never changes a definition: a change is another version, and runs keep theirs', async () => {
    const it = await setUp();
    await it.run(left, right);
    await it.client.ledger.define({
      id: it.ledgerId,
      spec: { ...plainSpec, amountTolerance: { kind: 'minor', amount: 500 } },
      reason: 'fees up to 5.00',
    });
    const again = await it.run(left, right);
    const { runs } = await it.client.ledger.show({ id: it.ledgerId });
    expect([again.definitionNumber, runs[1]?.definitionNumber, again.resolved]).toEqual([2, 1, 1]);
    const refused = await faultFrom(
      it.client.ledger.define({
        id: it.ledgerId,
        spec: { ...plainSpec, settleDays: 2, left: { ...plainSpec.left, time: null } },
        reason: 'x',
      }),
    );
    expect(refused.data.happened).toContain('settle window');
  });
});

describe('large files', () => {
  it('gives what was put in, page by page, and leaves no scratch behind', async () => {
    const { client, folder } = await cores.startOpen();
    const { left: leftPath, right: rightPath, truth } = await makeLedgerFiles(20_000, cores.folder());
    const [one, other] = [await client.ledger.peek({ path: leftPath }), await client.ledger.peek({ path: rightPath })];
    const guess = await client.ledger.guess({ left: one, right: other });
    const { id } = await client.ledger.create({ name: 'Large', spec: { ...guess, settleDays: null } });
    await client.ledger.run({ id, leftPath, rightPath, isAwaited: true });
    const { runs } = await client.ledger.show({ id });
    expect(runs[0]).toMatchObject({
      matched: truth.matched,
      found: truth.missingLeft + truth.missingRight + truth.valueMismatch + truth.duplicates,
    });
    const seen = new Set<string>();
    let after: string | undefined;
    let total = 0;
    do {
      const page: Awaited<ReturnType<typeof client.ledger.breaks>> = await client.ledger.breaks({
        ledgerId: id,
        currency: 'EUR',
        limit: 100,
        ...(after === undefined ? {} : { after }),
      });
      total = Math.max(total, page.total);
      for (const each of page.rows) seen.add(each.id);
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen.size).toBe(total);
    expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
  });

  it('stops within a second when it is cancelled, and keeps nothing', async () => {
    const { client, folder, engine } = await cores.startOpen();
    const { left: leftPath, right: rightPath } = await makeLedgerFiles(60_000, cores.folder());
    const guess = await client.ledger.guess({
      left: await client.ledger.peek({ path: leftPath }),
      right: await client.ledger.peek({ path: rightPath }),
    });
    const { id } = await client.ledger.create({ name: 'Stopped', spec: guess });
    const { jobId } = await client.ledger.run({ id, leftPath, rightPath });
    await new Promise((resolve) => setTimeout(resolve, 250));
    const begun = performance.now();
    await client.jobs.cancel({ id: jobId });
    while (engine.jobs.get(jobId)?.state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect([engine.jobs.get(jobId)?.state, (await client.ledger.show({ id })).runs.length]).toEqual(['cancelled', 0]);
    expect(existsSync(join(folder, 'scratch')) ? readdirSync(join(folder, 'scratch')) : []).toEqual([]);
  });

  it('says which file is gone', async () => {
    const it = await setUp();
    const gone = await faultFrom(it.client.ledger.run({ id: it.ledgerId, leftPath: '/nowhere/left.csv', rightPath: '/nowhere/right.csv' }));
    expect([gone.code, gone.data.happened]).toEqual(['not_found', 'left.csv is gone from where it was.']);
  });
});
