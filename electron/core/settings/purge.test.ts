import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sendAll } from '../console/testing/send-all.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { purgeJob } from './purge-job.ts';
import { countBodies, dueNow } from './retention.ts';

const tests = coresForTests();
const day = 86_400_000;
const marker = 'm4rk3r-order-90125';

/** A workspace with old calls that carry a marker, and one new one. */
async function startWithOldCalls() {
  const started = await tests.startOpen();
  const big = 'x'.repeat(1_200_000);
  const vendor = await startVendor(tests, started, (request, response) =>
    json(response, request.url.includes('big') ? { big, url: request.url } : { id: request.url, text: 'some words '.repeat(60) }),
  );
  const send = sendAll(started.client, vendor.environmentId);
  const old = await send(...Array.from({ length: 60 }, (_, at) => ['POST', `/orders/${marker}-${at}`] as const), ['GET', `/big/${marker}`]);
  started.clock.pass(100 * day);
  const [fresh] = await send(['GET', '/orders/new']);
  return { ...started, old, fresh, send };
}

/** The raw bytes of every file that a workspace lies in. */
function rawFiles(folder: string): Buffer[] {
  const bodies = join(folder, 'bodies');
  const sealed = existsSync(bodies) ? readdirSync(bodies).map((file) => join(bodies, file)) : [];
  const own = ['workspace.db', 'workspace.db-wal', 'workspace.db-shm'].map((file) => join(folder, file)).filter((file) => existsSync(file));
  return [...own, ...sealed].map((file) => readFileSync(file));
}

const hits = (folder: string, wanted: readonly Buffer[]): number =>
  rawFiles(folder).reduce((sum, bytes) => sum + wanted.filter((one) => bytes.includes(one)).length, 0);

/** A stretch out of the middle of each sealed body, as it lies on the disk. */
function sealedStretches(started: Awaited<ReturnType<typeof startWithOldCalls>>, before: number): Buffer[] {
  const { engine, folder } = started;
  const rows = engine.db.all<{ sealed: Buffer | null; file: string | null }>(
    'SELECT b.sealed, b.file FROM bodies b JOIN exchanges x ON x.id = b.exchange_id WHERE x.started_at < ?',
    before,
  );
  return rows.map(({ sealed, file }) => {
    const bytes = sealed ?? readFileSync(join(folder, 'bodies', file ?? ''));
    const middle = Math.floor(bytes.length / 2);
    return bytes.subarray(middle - 12, middle + 12);
  });
}

describe('two purges at once', () => {
  it('both end, each body goes once, and all of it is out of the file', async () => {
    const { client, engine } = await startWithOldCalls();
    await client.settings.set({ retention: { bodyDays: 30 } });
    const both = await Promise.all([client.settings.applyRetention({}), client.settings.applyRetention({})]);
    expect(both.reduce((sum, { bodies }) => sum + bodies, 0)).toBe(engine.db.get<{ n: number }>('SELECT sum(count) AS n FROM purges')?.n);
    expect(engine.db.get<{ n: number }>('SELECT count(*) AS n FROM bodies')?.n).toBe(1);
  });
});

describe('purged bodies', () => {
  it('cannot be found in any file of the workspace, while the exchanges stay', async () => {
    const started = await startWithOldCalls();
    const { client, engine, folder, old, fresh, clock } = started;
    const stretches = sealedStretches(started, clock.now() - 90 * day);
    expect(stretches.length).toBeGreaterThan(60);
    expect(hits(folder, stretches)).toBeGreaterThanOrEqual(stretches.length);
    expect(readdirSync(join(folder, 'bodies'))).toHaveLength(1);
    expect((await client.settings.show({})).bodies).toMatchObject({ dueCount: stretches.length, dueExchanges: 0, exchanges: 62 });

    expect(await client.settings.applyRetention({})).toMatchObject({ bodies: stretches.length, exchanges: 0, rewritten: 'done' });
    expect(hits(folder, stretches)).toBe(0);
    expect(readdirSync(join(folder, 'bodies'))).toEqual([]);

    const gone = await client.console.exchange({ id: old[0]?.id ?? '' });
    expect(gone).toMatchObject({ status: 200, answerBody: null, bodiesPurgedAt: expect.any(Number) });
    expect((await client.answers.look({ exchangeId: gone.id })).reason).toMatch(/^It was purged on \d+ \w+ 20\d\d\.$/);
    const kept = await client.console.exchange({ id: fresh?.id ?? '' });
    expect(kept.bodiesPurgedAt).toBeNull();
    expect(kept.answerBody?.text).toContain('some words');
    const { entries } = await client.activity.list({ entity: 'setting' });
    expect(entries[0]).toMatchObject({
      summary: expect.stringMatching(/^61 bodies from before 20\d\d-\d\d-\d\d purged$/),
      actor: engine.person.name,
    });
  });

  it('leave the file to be written anew when that was not done, and a person is told and can finish it', async () => {
    const { client, engine } = await startWithOldCalls();
    const owed = async () => (await client.settings.show({})).bodies.isRewriteOwed;
    expect(await owed()).toBe(false);
    const context = {
      folder: engine.workspace.folder,
      clock: engine.clock,
      actor: { name: 'Ada', via: 'app' as const },
      signal: new AbortController().signal,
      progress: () => undefined,
      changed: () => undefined,
      alone: async <T>(work: () => T) => work(),
    };
    const bodiesBefore = engine.clock.now() - 90 * day;
    await purgeJob.run({ id: engine.clock.newId(), bodiesBefore, exchangesBefore: null, rewrites: false }, context);
    expect(await owed()).toBe(true);
    expect((await client.settings.show({})).bodies).toMatchObject({ dueCount: 0, dueExchanges: 0 });
    expect(await client.settings.applyRetention({})).toEqual({ bodies: 0, bytes: 0, exchanges: 0, deliveries: 0, rewritten: 'done' });
    expect(await owed()).toBe(false);
    expect((await client.settings.applyRetention({})).rewritten).toBe('not asked');
    const [job] = (await client.jobs.list({})).filter(({ kind }) => kind === 'purge');
    expect(job).toMatchObject({ title: 'Finishing the purge', state: 'done' });
  });

  it('would still be there without overwriting: the search of the files does find them', async () => {
    const started = await startWithOldCalls();
    const { folder, clock, engine } = started;
    const stretches = sealedStretches(started, clock.now() - 90 * day).slice(0, -1);
    const context = {
      folder,
      clock,
      actor: { name: 'Ada', via: 'app' as const },
      signal: new AbortController().signal,
      progress: () => undefined,
      changed: () => undefined,
      alone: async <T>(work: () => T) => work(),
    };
    const bodiesBefore = clock.now() - 90 * day;
    await purgeJob.run({ id: clock.newId(), bodiesBefore, exchangesBefore: null, rewrites: false, overwrites: false }, context);
    expect(engine.db.get<{ n: number }>('SELECT count(*) AS n FROM bodies')?.n).toBe(1);
    expect(hits(folder, stretches)).toBeGreaterThan(0);
  });

  it('are as many of the oldest as are too much', async () => {
    const { engine, clock, old, fresh } = await startWithOldCalls();
    const within = (bodyGb: number) => countBodies(engine, { bodyDays: null, bodyGb, exchangeDays: null }, clock.now());
    expect(within(0.01)).toMatchObject({ dueCount: 0, before: null });
    // 1.2 MB do not fit into 1 MB: that body and all that are older go, the newer one stays.
    const due = within(0.001);
    expect(due).toMatchObject({ dueCount: 61, before: (old.at(-1)?.startedAt ?? 0) + 1 });
    expect(due.before).toBeLessThan(fresh?.startedAt ?? 0);
    expect(dueNow(engine.db, { bodyDays: 1, bodyGb: 0.001, exchangeDays: 7 }, clock.now())).toEqual({
      bodiesBefore: expect.any(Number),
      exchangesBefore: expect.any(Number),
    });
  });
});

describe('purged exchanges', () => {
  it('cannot be found in any file either, and what leads to one says when it was purged and by whom', async () => {
    const { client, engine, folder, old, fresh } = await startWithOldCalls();
    const plain = [Buffer.from(marker)];
    expect(hits(folder, plain)).toBeGreaterThan(0);
    await client.settings.set({ retention: { bodyDays: null, bodyGb: null, exchangeDays: 90 } });
    expect((await client.settings.show({})).bodies).toMatchObject({ dueExchanges: 61 });
    expect(await client.settings.applyRetention({})).toMatchObject({ exchanges: 61, rewritten: 'done' });
    expect(hits(folder, plain)).toBe(0);
    expect(readdirSync(join(folder, 'bodies'))).toEqual([]);
    expect((await client.console.exchanges({})).rows.map(({ id }) => id)).toEqual([fresh?.id]);
    const fault = await faultFrom(client.console.exchange({ id: old[3]?.id ?? '' }));
    expect(fault).toMatchObject({ code: 'not_found' });
    expect(fault.data.happened).toMatch(new RegExp(`^This exchange was purged on \\d+ \\w+ 20\\d\\d by ${engine.person.name}\\.$`));
    const { entries } = await client.activity.list({ entity: 'setting' });
    expect(entries[0]?.summary).toMatch(/^61 exchanges from before/);
  });

  it('never give their number to another one', async () => {
    const { client, clock, fresh, send } = await startWithOldCalls();
    clock.pass(200 * day);
    await client.settings.set({ retention: { bodyDays: 90, bodyGb: null, exchangeDays: 90 } });
    await client.settings.applyRetention({});
    const [next] = await send(['GET', '/orders/next']);
    expect(next?.number).toBe((fresh?.number ?? 0) + 1);
  });

  it('are noted with what went, also when the purge was cancelled at once', async () => {
    const { client, engine } = await startWithOldCalls();
    const cancelled = new AbortController();
    cancelled.abort();
    await client.settings.applyRetention({}, { signal: cancelled.signal }).catch(() => undefined);
    const { n } = engine.db.get<{ n: number }>('SELECT count(*) AS n FROM bodies') ?? { n: 0 };
    const said = (await client.activity.list({ entity: 'setting' })).entries.filter(({ summary }) => summary.includes('bodies'));
    expect(n === 62 ? said.length === 0 : said.length === 1).toBe(true);
  });
});
