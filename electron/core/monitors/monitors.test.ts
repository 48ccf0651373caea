import { describe, expect, it } from 'vitest';
import { startHttp } from '../http/testing/peers.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { importNow, smallDocument } from '../testing/test-inventory.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { Observer } from './observer.ts';

const tests = coresForTests();
const minute = 60_000;

/** A workspace with a vendor whose answers the test decides, saved requests, and an observer that the test drives. */
async function start() {
  const started = await tests.startOpen({ program: 'terminal' });
  const { engine, client, clock } = started;
  const answers = { status: 200, html: false, isDown: false, headers: {} as Record<string, string> };
  const vendor = await startVendor(tests, started, (_request, response) => {
    if (answers.isDown) response.socket?.destroy();
    else if (answers.html) response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Sign in</html>');
    else json(response, { ok: true }, answers.headers, answers.status);
  });
  const save = (name: string, method = 'GET') =>
    client.console.saveRequest({ name, apiId: vendor.apiId, environmentId: vendor.environmentId, draft: draft(method) });
  const saved = await save('Orders');
  const monitor = await client.monitors.add({ savedRequestId: saved.id });
  const observer = new Observer(engine, { wait: async () => undefined, hasNetwork: () => true });
  observer.start();
  /** Lets time pass in ticks, as when the computer is awake. */
  const awake = async (minutes: number): Promise<void> => {
    for (let tick = 0; tick < minutes * 4; tick += 1) {
      clock.pass(15_000);
      await observer.tick();
    }
  };
  const asleep = (minutes: number): void => clock.pass(minutes * minute);
  const shown = async () => (await client.monitors.show({ id: monitor.id })).monitor;
  return { ...started, vendor, answers, save, monitor, observer, awake, asleep, shown };
}

const draft = (method: string) => ({
  method,
  path: '/orders',
  parameters: [],
  mediaType: null,
  body: method === 'GET' ? null : '{}',
  variables: {},
  timeoutMs: 5_000,
});

describe('a monitor from a saved request', () => {
  it('has defaults, is checked at once, and each check leads to its exchange', async () => {
    const { monitor, awake, shown, client } = await start();
    expect(monitor).toMatchObject({ name: 'Orders', intervalS: 300, retriesS: [5, 20], failAfter: 3, recoverAfter: 2, state: 'unknown' });
    await awake(1);
    const after = await shown();
    expect(after).toMatchObject({ state: 'up', standing: { state: 'holds' }, last: { outcome: 'pass', status: 200 } });
    expect(await client.console.exchange({ id: after.last?.exchangeIds[0] ?? '' })).toMatchObject({ source: 'monitor', status: 200 });
  });

  it('that is held back by the vendor’s own limit has seen nothing, which is nobody’s fault', async () => {
    const { answers, awake, client, monitor } = await start();
    await awake(1);
    Object.assign(answers, { status: 429, headers: { 'Retry-After': '3600' } });
    await awake(15);
    const { results } = await client.monitors.show({ id: monitor.id });
    expect(results.map(({ outcome }) => outcome)).toContain('inconclusive');
    expect(results.find(({ outcome }) => outcome === 'inconclusive')).toMatchObject({ attribution: 'observer', reason: 'throttled' });
    expect(results.filter(({ attribution }) => attribution === 'ours')).toEqual([]);
  });

  it('is refused for what changes something outside a sandbox, with the reason', async () => {
    const { client, vendor, save } = await start();
    const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
    if (!environment) throw new Error('no environment');
    await client.inventory.saveEnvironment({ ...environment, kind: 'production' });
    const writing = await save('Make an order', 'POST');
    const fault = await faultFrom(client.monitors.add({ savedRequestId: writing.id }));
    expect(fault.data).toMatchObject({ code: 'bad_input', happened: expect.stringContaining('only requests that read may be monitored') });
    expect((await client.monitors.list({})).map(({ name }) => name)).toEqual(['Orders']);
  });
});

describe('the clock', () => {
  it('that was wrong for a while keeps no monitor from being checked after a restart', async () => {
    const { engine, clock, observer, awake, client, monitor } = await start();
    clock.pass(24 * 60 * minute);
    await awake(1);
    observer.stop();
    clock.pass(-24 * 60 * minute);
    const next = new Observer(engine, { wait: async () => undefined, hasNetwork: () => true });
    next.start();
    const before = (await client.monitors.show({ id: monitor.id })).results.length;
    for (let tick = 0; tick < 40; tick += 1) {
      clock.pass(15_000);
      await next.tick();
    }
    expect((await client.monitors.show({ id: monitor.id })).results.length).toBeGreaterThan(before);
  });

  it('that shows a sleep only when the app is closed counts the sleep as time in which nobody looked', async () => {
    const { engine, clock, observer, awake, asleep } = await start();
    await awake(2);
    const asleepAt = clock.now();
    asleep(8 * 60);
    observer.stop();
    const spans = engine.db.all<{ state: string; start_at: number; end_at: number }>(
      'SELECT * FROM observation_spans ORDER BY start_at, id',
    );
    const looking = spans.filter(({ state }) => state === 'observing').reduce((ms, one) => ms + one.end_at - one.start_at, 0);
    expect(looking).toBeLessThan(3 * minute);
    expect(spans.find(({ state }) => state === 'asleep')?.start_at).toBeLessThanOrEqual(asleepAt);
  });
});

describe('an outage', () => {
  it('opens one incident after three failed checks, tells of it once, and closes it after two that pass', async () => {
    const { answers, awake, shown, client, core, monitor } = await start();
    const told: string[] = [];
    core.requireEngine().events.joinAudience();
    core.listen((event) => event.kind === 'notice' && told.push(event.title));
    await awake(6);
    answers.status = 503;
    await awake(9);
    expect(await client.monitors.incidents({ state: 'open' })).toEqual([]);
    await awake(22);
    const [incident, ...others] = await client.monitors.incidents({ state: 'open' });
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ number: 1, attribution: 'vendor', monitorId: monitor.id, state: 'open', longestMs: null });
    expect(told).toHaveLength(1);
    expect(await client.monitors.overview({})).toMatchObject({
      monitors: { title: 'One monitor is down', subtitle: expect.stringMatching(/^Orders since .* · 1 monitor$/) },
      promises: { title: 'Nothing is promised yet' },
      incidents: { title: 'One incident is open', subtitle: expect.stringMatching(/^INC-1, .*, since .* · 1 in all$/) },
    });
    expect((await shown()).standing).toMatchObject({ state: 'broken', words: expect.stringContaining('down since') });
    answers.status = 200;
    await awake(16);
    const closed = await client.monitors.incident({ id: incident?.id ?? '' });
    expect(closed).toMatchObject({ state: 'closed' });
    expect(await client.monitors.overview({})).toMatchObject({
      monitors: { title: 'Nothing is down' },
      incidents: { title: 'No incident is open', subtitle: '1 in all' },
    });
    expect(closed.shortestMs).toBeLessThanOrEqual(closed.longestMs ?? 0);
    expect(closed.timeLine.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['opened', 'check', 'closed']));
    expect((await client.activity.list({ entity: 'incident' })).entries.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('closed'),
      expect.stringContaining('opened'),
    ]);
  });

  it('of several monitors of one API is one incident that names all of them', async () => {
    const { answers, awake, save, client } = await start();
    const second = await save('Orders again');
    await client.monitors.add({ savedRequestId: second.id });
    answers.status = 500;
    await awake(18);
    const open = await client.monitors.incidents({ state: 'open' });
    expect(open).toHaveLength(1);
    const { timeLine, monitors } = await client.monitors.incident({ id: open[0]?.id ?? '' });
    expect(monitors).toHaveLength(2);
    expect(timeLine.some(({ kind }) => kind === 'joined')).toBe(true);
  });

  it('of a single check is none', async () => {
    const { answers, awake, client } = await start();
    await awake(6);
    answers.status = 500;
    await awake(5);
    answers.status = 200;
    await awake(20);
    expect(await client.monitors.incidents({ state: 'all' })).toEqual([]);
  });

  it('stays open over a sleep, as last known down', async () => {
    const { answers, awake, asleep, client, shown } = await start();
    await awake(6);
    answers.status = 500;
    await awake(18);
    asleep(180);
    expect((await shown()).standing.words).toMatch(/^last known down, unconfirmed since/);
    const [open] = await client.monitors.incidents({ state: 'open' });
    expect((await client.monitors.incident({ id: open?.id ?? '' })).unconfirmedWords).toMatch(/^last known down/);
  });
});

describe('a computer that sleeps', () => {
  it('for three hours leaves 36 slots without data, the share unchanged, and no alert', async () => {
    const { awake, asleep, client, monitor, clock } = await start();
    // A Tuesday, the first of its month, so that the month begins with what is seen here.
    clock.set(Date.UTC(2026, 11, 1, 9, 0, 0));
    await awake(1);
    const serviceHours = { days: [2], fromMinute: 540, toMinute: 1080, zone: 'UTC' };
    const promise = await client.monitors.addPromise({
      name: 'Orders work',
      kind: 'availability',
      target: 0.99,
      monitorIds: [monitor.id],
      serviceHours,
    });
    await awake(60);
    const before = await client.monitors.promise({ id: promise.id });
    asleep(180);
    await awake(6);
    const after = await client.monitors.promise({ id: promise.id });
    expect(after.report.observed).toBe(1);
    expect(before.report.observed).toBe(1);
    const gained = after.report.noData - before.report.noData;
    expect(gained).toBeGreaterThanOrEqual(35);
    expect(gained).toBeLessThanOrEqual(37);
    expect(after.report.coverage ?? 1).toBeLessThan(before.report.coverage ?? 0);
    expect(await client.monitors.incidents({ state: 'all' })).toEqual([]);
    expect((await client.monitors.show({ id: monitor.id })).gaps[0]).toMatchObject({ state: 'asleep', words: 'computer asleep' });
    const results = await client.monitors.results({ limit: 50 });
    expect(results.filter(({ isCatchUp }) => isCatchUp)).toHaveLength(1);
  });
});

describe('a computer without a line', () => {
  it('records no failure of any vendor and one offline time', async () => {
    const { awake, answers, client, engine } = await start();
    const other = { isDown: false };
    const peer = await startHttp((_request, response) => {
      if (other.isDown) response.socket?.destroy();
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
    tests.later(() => peer.close());
    const apiId = importNow(engine, smallDocument({ title: 'Otherpay Payouts', baseUrl: `${peer.url}/v1` }));
    const [environment] = (await client.inventory.show({ id: apiId })).environments;
    const saved = await client.console.saveRequest({ name: 'Other', apiId, environmentId: environment?.id ?? '', draft: draft('GET') });
    await client.monitors.add({ savedRequestId: saved.id });
    await awake(6);
    answers.isDown = true;
    other.isDown = true;
    await awake(40);
    const results = await client.monitors.results({ limit: 200 });
    expect(results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(results.some(({ reason }) => reason === 'observer_offline')).toBe(true);
    expect(await client.monitors.incidents({ state: 'all' })).toEqual([]);
    expect(engine.db.all("SELECT 1 FROM observation_spans WHERE state = 'offline'")).toHaveLength(1);
    answers.isDown = false;
    other.isDown = false;
    await awake(8);
    expect((await client.monitors.list({})).map(({ state }) => state)).toEqual(['up', 'up']);
  });
});

describe('an incident by hand', () => {
  it('has notes, a cause with its reason, follow-ups that only proof closes, and undo', async () => {
    const { client, vendor } = await start();
    const { id } = await client.monitors.openIncident({ title: 'Refunds are declined', apiId: vendor.apiId });
    await client.monitors.noteIncident({ id, words: 'Support on the phone' });
    await client.monitors.attributeIncident({ id, attribution: 'ours', reason: 'The key lacked a role' });
    await client.monitors.acknowledgeIncident({ id });
    const withTask = await client.monitors.addFollowUp({ id, text: 'Check roles before going live' });
    const followUpId = withTask.followUps[0]?.id ?? '';
    expect((await faultFrom(client.monitors.closeFollowUp({ id: followUpId, closedBy: '' }))).code).toBe('bad_input');
    await client.monitors.closeFollowUp({ id: followUpId, closedBy: 'Test “roles of a new key”' });
    const closed = await client.monitors.closeIncident({ id, reason: 'Role added' });
    expect(closed).toMatchObject({ state: 'closed', attribution: 'ours', openFollowUps: 0, isAcknowledged: true });
    expect(closed.timeLine.map(({ kind }) => kind).toSorted()).toEqual([
      'acknowledged',
      'attribution',
      'closed',
      'follow_up',
      'note',
      'opened',
    ]);
    expect((await faultFrom(client.monitors.closeIncident({ id, reason: '' }))).code).toBe('conflict');
  });
});

describe('an annulment', () => {
  it('takes a bad slot out of the count with reason and person, and can be withdrawn', async () => {
    const { answers, awake, client, monitor } = await start();
    const { id } = await client.monitors.addPromise({ name: 'Orders work', kind: 'availability', target: 0.5, monitorIds: [monitor.id] });
    await awake(6);
    answers.status = 500;
    await awake(5);
    const before = await client.monitors.promise({ id });
    expect(before.report.bad).toBe(1);
    const bad = before.grid.flatMap(({ cells }) => cells).find((cell) => cell.bad > 0);
    await client.monitors.annul({ promiseId: id, fromAt: bad?.at ?? 0, toAt: (bad?.at ?? 0) + 3_600_000, reason: 'Agreed test' });
    const after = await client.monitors.promise({ id });
    expect(after.report).toMatchObject({ bad: 0 });
    expect(after.report.annulled).toBeGreaterThan(0);
    expect(after.annulments).toMatchObject([{ reason: 'Agreed test', person: expect.any(String) }]);
    await client.monitors.withdrawAnnulment({ id: after.annulments[0]?.id ?? '' });
    expect((await client.monitors.promise({ id })).report.bad).toBe(1);
  });
});
