import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/contract/workspace.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { EventBus } from '../events.ts';
import { rungAttention } from './attention.ts';
import { listEvents } from './service.ts';
import { giveDueRungs } from './watch-rungs.ts';

const tests = coresForTests();
const day = 86_400_000;
const hour = 3_600_000;
/** A Saturday, 10:00 in UTC. */
const saturday = Date.UTC(2026, 10, 21, 10);

async function start() {
  const started = await tests.startOpen();
  const { client, core, clock, engine } = started;
  await client.workspace.updatePerson({ id: engine.person.id, zone: 'UTC' });
  await client.settings.set({ quietHours: { isOn: false, fromHour: 19, toHour: 8 } });
  clock.set(saturday);
  const leave = engine.events.joinAudience();
  tests.later(leave);
  const notices: Extract<LiveEvent, { kind: 'notice' }>[] = [];
  tests.later(core.listen((event) => void (event.kind === 'notice' && notices.push(event))));
  return {
    ...started,
    notices,
    add: (title: string, days: number, more: object = {}) =>
      client.calendar.add({ kind: 'auth_change', title, effectiveAt: Math.floor(saturday / day) * day + days * day, ...more }),
  };
}

describe('the ladders', () => {
  it('after ten days off, over three rungs, give one notice of the worst one, with how late it is', async () => {
    const { add, engine, clock, notices, client } = await start();
    await add('Login changes', 15);
    giveDueRungs(engine);
    notices.length = 0;
    await client.calendar.acknowledge({ id: (await client.calendar.list({}))[0]?.id ?? '' });
    // Saturday, 12 December: 14, 7 and 3 days before have passed.
    clock.set(saturday + 14 * day);
    expect(giveDueRungs(engine)).toBe(1);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      title: 'Login changes',
      body: expect.stringContaining('Check that nothing is left'),
      door: { place: 'calendar', kind: 'event' },
    });
    const [event] = await client.calendar.list({});
    expect(event?.rungs.filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(giveDueRungs(engine)).toBe(0);
  });

  it('say that this computer was off when they fell due meanwhile', async () => {
    const { add, engine, clock, notices } = await start();
    await add('Login changes', 38);
    giveDueRungs(engine);
    notices.length = 0;
    // The rung 30 days before is due on Sunday, 29 November at nine; the app is started on Saturday.
    clock.set(saturday + 14 * day);
    giveDueRungs(engine);
    expect(notices.map(({ body }) => body)).toEqual(['Test in the sandbox · 6 days late: this computer was off']);
  });

  it('through thirty days ask daily while a hard stop is not acknowledged, and never twice a day', async () => {
    const { add, engine, clock, notices } = await start();
    await add('Login changes', 20);
    const perDay = new Map<string, number>();
    for (let step = 0; step < 30 * 24 * 4; step += 1) {
      clock.set(saturday + step * (hour / 4));
      notices.length = 0;
      giveDueRungs(engine);
      const today = new Date(clock.now()).toISOString().slice(0, 10);
      perDay.set(today, (perDay.get(today) ?? 0) + notices.length);
    }
    const counts = [...perDay.values()];
    // From the first day to two weeks after the date; a rung that falls due at nine comes on top of the morning's digest.
    expect(counts.slice(0, 30).every((count) => count >= 1 && count <= 2)).toBe(true);
  });

  it('give one digest at the first look of a working day', async () => {
    const { add, engine, clock, notices } = await start();
    await add('Login changes', 20);
    await add('Price goes up', 25, { kind: 'price_change' });
    giveDueRungs(engine);
    notices.length = 0;
    clock.set(saturday + 2 * day - 2 * hour);
    giveDueRungs(engine);
    clock.pass(hour / 2);
    giveDueRungs(engine);
    expect(notices).toMatchObject([
      { key: 'digest:2026-11-23', title: '2 dates need you', body: expect.stringMatching(/^Login changes: /) },
    ]);
  });

  it('in the quiet hours wait for their end', async () => {
    const { add, engine, clock, notices, client } = await start();
    await client.settings.set({ quietHours: { isOn: true, fromHour: 19, toHour: 8 } });
    await add('Login changes', 20);
    clock.set(saturday + 11 * hour);
    giveDueRungs(engine);
    expect(notices).toEqual([]);
    clock.set(saturday + 22 * hour);
    giveDueRungs(engine);
    expect(notices).toMatchObject([{ title: 'Login changes' }]);
  });

  it('without a window keep their notice for one', async () => {
    const { add, engine, notices } = await start();
    await add('Login changes', 20);
    const alone = { ...engine, events: new EventBus() };
    giveDueRungs(alone);
    expect(notices).toEqual([]);
    giveDueRungs(engine);
    expect(notices).toMatchObject([{ title: 'Login changes' }]);
  });

  it('are empty of notices without events', async () => {
    const { engine } = await start();
    expect(giveDueRungs(engine)).toBe(0);
  });
});

describe('a date that a vendor moves twice', () => {
  it('has three dates, moved rungs, the same UID with a higher SEQUENCE, and asks for its acknowledgement again', async () => {
    const started = await start();
    const { client, engine, notices, clock } = started;
    let sunset = 0;
    const vendor = await startVendor(tests, started, (_request, response) =>
      json(response, { id: 1 }, { Sunset: new Date(sunset).toUTCString() }),
    );
    const uids: Record<string, number>[] = [];
    const first = Math.floor(saturday / day) * day + 40 * day;
    for (const moved of [0, 10, 25]) {
      sunset = first + moved * day;
      await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
      clock.pass(day);
      giveDueRungs(engine);
      const [event] = await client.calendar.list({});
      expect(event).toMatchObject({ acknowledgedAt: null, effectiveAt: sunset });
      expect(event?.rungs.find(({ key }) => key === '7')?.day).toBe(new Date(sunset - 7 * day).toISOString().slice(0, 10));
      uids.push(sequences((await client.calendar.export({})).text));
      await client.calendar.acknowledge({ id: event?.id ?? '' });
    }
    const [event] = await client.calendar.list({});
    expect((await client.calendar.show({ id: event?.id ?? '' })).dates).toHaveLength(3);
    const uid = Object.keys(uids[0] ?? {}).find((one) => one.includes('-7@')) ?? '';
    expect(uids.map((sequence) => sequence[uid])).toEqual([0, 1, 2]);
    expect(notices.filter(({ title }) => title.endsWith('the date moved'))).toHaveLength(2);
  });
});

describe('a rung', () => {
  it('is done with a note, undone again, and both are in the activity', async () => {
    const { add, client, engine } = await start();
    const { id } = await add('Login changes', 20);
    const done = await client.calendar.acknowledgeRung({ id, key: '30', note: 'Ran against the sandbox' });
    expect(done.rungs.find(({ key }) => key === '30')).toMatchObject({
      state: 'done',
      doneBy: engine.person.name,
      note: 'Ran against the sandbox',
    });
    expect(done.standing.state).toBe('soon');
    expect((await client.activity.list({ entity: 'rung' })).entries[0]?.summary).toContain('done, Ran against the sandbox');
    const again = await client.calendar.reopenRung({ id, key: '30' });
    expect(again.rungs.find(({ key }) => key === '30')?.state).toBe('open');
    expect((await faultFrom(client.calendar.acknowledgeRung({ id, key: '31' }))).code).toBe('not_found');
  });

  it('that is due is among what needs a person, the most urgent first', async () => {
    const { add, client, engine } = await start();
    await add('Price goes up', 25, { kind: 'price_change' });
    await add('Login changes', 20);
    expect((await client.calendar.due({})).map(({ title, rung }) => `${title}: ${rung.action}`)).toEqual([
      'Login changes: Test in the sandbox',
      'Price goes up: Decide: stay, bargain or leave',
    ]);
    expect(rungAttention(listEvents(engine.db, engine.clock.now(), {}), engine.clock.now())).toHaveLength(2);
  });
});

describe('an event by hand', () => {
  it('has owner, effort, notice and a start; a freeze pushes the start', async () => {
    const { add, client, engine } = await start();
    const added = await add('Login changes', 24, { effortLowDays: 2, effortHighDays: 4, ownerId: engine.person.id });
    expect(added.startBy).toMatchObject({ workDays: 14, freezeDays: 0, lateWords: null });
    await add('Freeze', 6, { kind: 'freeze', endsAt: Math.floor(saturday / day) * day + 10 * day });
    const [freeze, event] = await client.calendar.list({});
    expect(freeze?.kind).toBe('freeze');
    expect(event?.startBy).toMatchObject({ workDays: 14, freezeDays: 5 });
    const late = await client.calendar.update({ id: added.id, effortHighDays: 20 });
    expect(late.standing).toMatchObject({ state: 'soon', words: expect.stringContaining('days late') });
  });

  it('that was taken away comes back whole', async () => {
    const { add, client } = await start();
    const { id } = await add('Login changes', 20);
    await client.calendar.acknowledgeRung({ id, key: '30', note: 'Done' });
    await client.calendar.remove({ id });
    expect(await client.calendar.list({})).toEqual([]);
    await client.activity.undo({ entity: 'event', entityId: id });
    const { event, dates } = await client.calendar.show({ id });
    expect(dates).toHaveLength(1);
    expect(event.rungs.find(({ key }) => key === '30')?.note).toBe('Done');
  });

  it('may be added and taken back although the app told of it meanwhile', async () => {
    const { add, client, engine } = await start();
    const { id } = await add('Login changes', 20);
    giveDueRungs(engine);
    await client.activity.undo({ entity: 'event', entityId: id });
    expect(await client.calendar.list({})).toEqual([]);
    expect(engine.db.all('SELECT * FROM rungs')).toEqual([]);
  });

  it('that moves keeps its history and loses its acknowledgement', async () => {
    const { add, client } = await start();
    const { id, effectiveAt } = await add('Login changes', 20);
    await client.calendar.acknowledge({ id });
    const moved = await client.calendar.update({ id, effectiveAt: (effectiveAt ?? 0) + 5 * day });
    expect(moved.acknowledgedAt).toBeNull();
    expect((await client.calendar.show({ id })).dates.map((date) => date.effectiveAt)).toEqual([(effectiveAt ?? 0) + 5 * day, effectiveAt]);
  });

  it.each([
    [{ endsAt: 0 }, 'ends before'],
    [{ effortLowDays: 5, effortHighDays: 2 }, 'low estimate'],
    [{ ownerId: '01890000-0000-7000-8000-000000000000' }, 'person is gone'],
  ])('with %j is refused', async (more, words) => {
    const { add, client } = await start();
    const fault = await faultFrom(add('Login changes', 20, more));
    expect(fault.data.happened).toContain(words);
    expect(await client.calendar.list({})).toEqual([]);
  });
});

describe('the exported calendar', () => {
  it('cancels what is gone, and has it once more with a higher SEQUENCE when it is back', async () => {
    const { add, client } = await start();
    const { id } = await add('Login changes', 20);
    const uid = `${id}-7@`;
    const of = (text: string): string => text.split('BEGIN:VEVENT').find((part) => part.replaceAll('\r\n ', '').includes(uid)) ?? '';
    expect(of((await client.calendar.export({})).text)).toContain('STATUS:CONFIRMED');
    await client.calendar.remove({ id });
    const gone = await client.calendar.export({});
    expect(of(gone.text)).toMatch(/SEQUENCE:1\r\n[\s\S]*STATUS:CANCELLED/);
    expect((await client.calendar.export({})).text).toContain('SEQUENCE:1');
    await client.activity.undo({ entity: 'event', entityId: id });
    expect(of((await client.calendar.export({})).text)).toMatch(/SEQUENCE:2\r\n[\s\S]*STATUS:CONFIRMED/);
  });

  it('with titles only names nobody', async () => {
    const { add, client, engine } = await start();
    await add('Login changes', 20, { ownerId: engine.person.id, notes: 'Between us' });
    expect((await client.calendar.export({})).text).toContain('Between us');
    const { text } = await client.calendar.export({ isTitlesOnly: true });
    expect(text).not.toContain('Between us');
    expect(text).not.toContain('Owner');
    expect(text).toContain('Login changes');
  });
});

/** The SEQUENCE of every UID. */
function sequences(text: string): Record<string, number> {
  const whole = text.replaceAll('\r\n ', '');
  return Object.fromEntries(
    whole
      .split('BEGIN:VEVENT')
      .slice(1)
      .map((part) => [/UID:(.*)\r/.exec(part)?.[1] ?? '', Number(/SEQUENCE:(\d+)/.exec(part)?.[1])]),
  );
}
