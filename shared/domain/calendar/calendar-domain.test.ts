import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { convertIcsCalendar } from 'ts-ics';
import { describe, expect, it } from 'vitest';
import { compareUrgency, dueNotice, type OpenRung } from './due-notice.ts';
import { exposureOf } from './exposure.ts';
import { escapeText, foldLine, unfold, writeIcs, type IcsEntry } from './ics.ts';
import { rungsOf } from './ladder.ts';
import { rungStandings } from './rung-state.ts';
import { freezesAmong, startBy } from './start-by.ts';
import { addDays, civilDay, dayMs, hourOfDay, instantAt } from './zone-time.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns'];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2080, 0, 1) });
const kind = fc.constantFrom(
  'sunset',
  'deprecation',
  'contract_renewal',
  'certificate_expiry',
  'price_change',
  'maintenance',
  'review',
  'freeze',
);
const exposure = fc.constantFrom('used' as const, 'not used' as const, 'unknown' as const, 'ours' as const);
const december15 = Date.UTC(2026, 11, 15);
const event = (more: object = {}) => ({
  kind: 'sunset',
  effectiveAt: december15,
  precision: 'day',
  noticeDays: null,
  isWithdrawn: false,
  ...more,
});

describe('time in a zone', () => {
  it('is what Temporal says it is', () => {
    fc.assert(
      fc.property(instant, zone, (at, name) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
        expect(civilDay(at, name)).toBe(zoned.toPlainDate().toString());
        const day = civilDay(at, name);
        expect(instantAt(day, 9, name)).toBe(
          Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: name, plainTime: '09:00' }).epochMilliseconds,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a ladder', () => {
  it.each([
    ['sunset', 'used', '180 90 60 30 14 7 3 1 0 +1 +7'],
    ['sunset', 'not used', '30'],
    ['certificate_expiry', 'used', '30 21 14 7 3 1 0'],
    ['price_change', 'used', '60 30 7 0'],
    ['maintenance', 'used', '14 3 1'],
    ['contract_renewal', 'ours', 'notice-90 notice-60 notice-30 notice-14 notice-7 notice-1'],
  ] as const)('of a %s that is %s has the rungs %s', (kindOf, used, keys) => {
    expect(
      rungsOf(event({ kind: kindOf }), used, 'UTC')
        .map(({ key }) => key)
        .join(' '),
    ).toBe(keys);
  });

  it('asks first whether it is used, when nobody knows', () => {
    expect(
      rungsOf(event(), 'unknown', 'UTC')
        .slice(0, 3)
        .map(({ action }) => action),
    ).toEqual(['Answer: do we use it?', 'Answer: do we use it?', 'Build']);
  });

  it('of a contract counts to the last day for notice', () => {
    const rungs = rungsOf(event({ kind: 'contract_renewal', noticeDays: 30 }), 'ours', 'UTC');
    expect(rungs.find(({ key }) => key === 'notice-1')?.day).toBe('2026-11-14');
    expect(rungs.find(({ key }) => key === '7')?.day).toBe('2026-12-08');
  });

  it('of a maintenance with its hour ends two hours before', () => {
    const at = december15 + 22 * 3_600_000;
    expect(rungsOf(event({ kind: 'maintenance', precision: 'instant', effectiveAt: at }), 'used', 'UTC').at(-1)).toMatchObject({
      key: '2h',
      dueAt: at - 2 * 3_600_000,
    });
  });

  it('has none without a date, and none when it was withdrawn', () => {
    expect(rungsOf(event({ effectiveAt: null }), 'used', 'UTC')).toEqual([]);
    expect(rungsOf(event({ isWithdrawn: true }), 'used', 'UTC')).toEqual([]);
  });

  it('is monotone, has each key once, and is due at nine of the owner’s day', () => {
    fc.assert(
      fc.property(instant, kind, exposure, zone, fc.integer({ min: 0, max: 180 }), (effectiveAt, kindOf, used, name, noticeDays) => {
        const rungs = rungsOf(event({ kind: kindOf, effectiveAt, noticeDays }), used, name);
        for (const [index, rung] of rungs.entries()) {
          const before = rungs[index - 1];
          if (before) {
            expect(rung.dueAt).toBeGreaterThanOrEqual(before.dueAt);
            expect(rung.daysBefore).toBeLessThanOrEqual(before.daysBefore);
          }
          expect(hourOfDay(rung.dueAt, name)).toBe(9);
        }
        expect(new Set(rungs.map(({ key }) => key)).size).toBe(rungs.length);
      }),
    );
  });

  it('moves with its date by as many days', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -400, max: 400 }), (at, days) => {
        const before = rungsOf(event({ effectiveAt: at }), 'used', 'UTC');
        const after = rungsOf(event({ effectiveAt: at + days * dayMs }), 'used', 'UTC');
        expect(after.map(({ key, day }) => [key, day])).toEqual(before.map(({ key, day }) => [key, addDays(day, days)]));
      }),
    );
  });
});

describe('how a rung stands', () => {
  const record = (key: string, more: object = {}) => ({
    key,
    dueAt: 0,
    givenAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    note: '',
    ...more,
  });
  const rungs = rungsOf(event(), 'used', 'UTC');
  const now = Date.UTC(2026, 10, 21, 12);

  it('only the last one due is open', () => {
    const standings = rungStandings(rungs, [], { acknowledgedAt: null, firstSeenAt: 0 }, now);
    expect(standings.map(({ key, state }) => `${key} ${state}`).slice(0, 5)).toEqual([
      '180 passed',
      '90 passed',
      '60 passed',
      '30 open',
      '14 to come',
    ]);
  });

  it('is seen once the event is acknowledged, until the next one is due', () => {
    const acknowledged = { acknowledgedAt: now, firstSeenAt: 0 };
    expect(rungStandings(rungs, [], acknowledged, now).find(({ key }) => key === '30')?.state).toBe('seen');
    expect(rungStandings(rungs, [], acknowledged, Date.UTC(2026, 11, 2)).find(({ key }) => key === '14')?.state).toBe('open');
  });

  it('what was done stays done, and what moved into the future is told of again', () => {
    const later = rungsOf(event({ effectiveAt: december15 + 60 * dayMs }), 'used', 'UTC');
    const of = (key: string) => rungs.find((rung) => rung.key === key)?.dueAt;
    const records = [record('60', { acknowledgedAt: 5, acknowledgedBy: 'Ines' }), record('30', { givenAt: 6, dueAt: of('30') })];
    const standings = rungStandings(later, records, { acknowledgedAt: null, firstSeenAt: 0 }, now);
    expect(standings.find(({ key }) => key === '60')).toMatchObject({ state: 'done', doneBy: 'Ines' });
    expect(standings.find(({ key }) => key === '30')).toMatchObject({ state: 'to come', givenAt: null });
  });

  it('at most one is open, whatever happened', () => {
    fc.assert(
      fc.property(
        instant,
        instant,
        exposure,
        fc.option(instant),
        fc.subarray(['180', '60', '14', '0', '+1']),
        (at, when, used, acknowledgedAt, done) => {
          const all = rungsOf(event({ effectiveAt: at }), used, 'UTC');
          const records = done.map((key) => record(key, { acknowledgedAt: 1 }));
          const open = rungStandings(all, records, { acknowledgedAt: acknowledgedAt ?? null, firstSeenAt: 0 }, when).filter(
            ({ state }) => state === 'open',
          );
          expect(open.length).toBeLessThanOrEqual(1);
          for (const rung of open) expect(rung.dueAt).toBeLessThanOrEqual(when);
        },
      ),
    );
  });
});

describe('the start of the work', () => {
  it('is the date less the work and half of it again, less the freeze in between', () => {
    const start = startBy(
      { effectiveAt: december15, effortHighDays: 4, capacityDaysPerWeek: 3 },
      [{ from: '2026-11-27', to: '2026-12-01' }],
      Date.UTC(2026, 10, 21),
    );
    expect(start).toEqual({ at: Date.UTC(2026, 10, 26), workDays: 14, freezeDays: 5, isLate: false });
  });

  it('is never later for more work, nor for another freeze', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 60 }),
        (at, days, capacity, ago) => {
          const facts = { effectiveAt: at, effortHighDays: days, capacityDaysPerWeek: capacity };
          const plain = startBy(facts, [], 0);
          expect(startBy({ ...facts, effortHighDays: days + 1 }, [], 0).at).toBeLessThanOrEqual(plain.at);
          const from = addDays(civilDay(at, 'UTC'), -ago);
          const frozen = startBy(facts, [{ from, to: addDays(from, 5) }], 0);
          expect(plain.at - frozen.at).toBe(frozen.freezeDays * dayMs);
        },
      ),
    );
  });

  it('counts only freezes that end', () => {
    expect(
      freezesAmong([
        { kind: 'freeze', effectiveAt: december15, endsAt: null },
        { kind: 'review', effectiveAt: 0, endsAt: 1 },
      ]),
    ).toEqual([]);
  });
});

describe('several due rungs', () => {
  const monday = Date.UTC(2026, 10, 23, 10);
  const open = (id: string, kindOf: string, days: number, more: object = {}): OpenRung => {
    const effectiveAt = monday + days * dayMs;
    const [rung] = rungStandings(
      rungsOf(event({ kind: kindOf, effectiveAt }), 'used', 'UTC'),
      [],
      { acknowledgedAt: null, firstSeenAt: 0 },
      monday,
    ).filter(({ state }) => state === 'open');
    if (!rung) throw new Error('nothing is open');
    return { eventId: id, title: id, kind: kindOf, effectiveAt, firstSeenAt: 0, rung: { ...rung, ...more } };
  };
  const looked = { lookedAt: monday - 10 * dayMs, digestDay: '2026-11-23', zone: 'UTC' };

  it('are one notice of the most urgent one, with how late it is and why', () => {
    const notice = dueNotice([open('review', 'review', 5), open('stop', 'sunset', 27), open('price', 'price_change', 5)], looked, monday);
    expect(notice).toMatchObject({
      eventId: 'stop',
      title: 'stop',
      body: 'Test in the sandbox · 3 days late: this computer was off · 2 more on the calendar',
    });
  });

  it('are a digest at the first look of a working day only', () => {
    const told = [open('stop', 'sunset', 27, { givenAt: monday - dayMs, isDaily: false }), open('review', 'review', 5, { givenAt: 1 })];
    expect(dueNotice(told, { ...looked, digestDay: null }, monday)).toMatchObject({ key: 'digest:2026-11-23', title: '2 dates need you' });
    expect(dueNotice(told, looked, monday)).toBeNull();
  });

  it('ask again the next day when something stops', () => {
    const told = open('stop', 'sunset', 27, { givenAt: monday - dayMs });
    expect(dueNotice([told], looked, monday)?.eventId).toBe('stop');
    expect(dueNotice([{ ...told, rung: { ...told.rung, givenAt: monday - 1_000 } }], looked, monday)).toBeNull();
  });

  it('name the most urgent whatever the order', () => {
    const some = fc.array(
      fc.tuple(fc.constantFrom('sunset', 'review', 'price_change', 'certificate_expiry'), fc.integer({ min: 0, max: 7 })),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(some, fc.integer(), (parts, turn) => {
        const all = parts.map(([kindOf, days], index) => open(`e${index}`, kindOf, days));
        const turned = all.toSorted((one, other) => ((one.eventId.charCodeAt(1) * turn) % 7) - ((other.eventId.charCodeAt(1) * turn) % 7));
        const named = dueNotice(turned, looked, monday);
        expect(named?.eventId).toBe(all.toSorted(compareUrgency)[0]?.eventId);
        expect(named?.told).toHaveLength(all.length);
      }),
    );
  });
});

describe('exposure', () => {
  it.each([
    [{ calls30d: 5 }, 'used'],
    [{ calls30d: 0 }, 'unknown'],
    [{ calls30d: 0, isOneEndpoint: true, apiCalls30d: 9 }, 'not used'],
    [{ calls30d: 0, isOneEndpoint: true }, 'unknown'],
    [{ calls30d: 0, isUsed: false }, 'not used'],
    [{ calls30d: 0, isUsed: true }, 'used'],
    [{ calls30d: 3, isUsed: false }, 'used'],
    [{ calls30d: 0, isOurs: true }, 'ours'],
  ] as const)('of %j is %s', (facts, expected) => {
    expect(exposureOf({ isOurs: false, apiCalls30d: 0, isOneEndpoint: false, isUsed: null, ...facts })).toBe(expected);
  });
});

describe('an exported calendar', () => {
  const entry = (more: Partial<IcsEntry> = {}): IcsEntry => ({
    uid: 'a-30@w',
    day: '2026-12-31',
    title: 'Adyen Checkout 68 stops',
    description: '',
    sequence: 2,
    changedAt: 0,
    isCancelled: false,
    hasAlarm: true,
    ...more,
  });
  const write = (entries: readonly IcsEntry[]): string => writeIcs({ name: 'Team', writtenAt: december15, entries });
  const octets = (line: string): number => new TextEncoder().encode(line).length;

  it('is read by an independent reader', () => {
    const read = convertIcsCalendar(undefined, write([entry(), entry({ uid: 'b', isCancelled: true, title: 'a, b; c\\d\nnext' })]));
    expect(read.events).toMatchObject([
      { uid: 'a-30@w', summary: 'Adyen Checkout 68 stops', sequence: 2, status: 'CONFIRMED', timeTransparent: 'TRANSPARENT' },
      { uid: 'b', status: 'CANCELLED' },
    ]);
    expect(read.events?.[0]?.start).toMatchObject({ type: 'DATE', date: new Date('2026-12-31T00:00:00Z') });
    expect(read.events?.[0]?.end).toMatchObject({ type: 'DATE', date: new Date('2027-01-01T00:00:00Z') });
    expect(read.events?.[0]?.alarms).toHaveLength(1);
  });

  it('has lines of at most 75 octets, each ended by CRLF, and whole characters, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 100 }), (title, description) => {
        const text = write([entry({ title, description })]);
        expect(text.endsWith('\r\n')).toBe(true);
        for (const line of text.slice(0, -2).split('\r\n')) {
          expect(octets(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n\u0000-\u0008\uFFFE]/);
        }
        expect(unfold(text)).toContain(`SUMMARY:${escapeText(title)}\r\n`);
      }),
    );
  });

  it('folds and unfolds to the same line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
        (line) => {
          expect(unfold(foldLine(line))).toBe(line);
        },
      ),
    );
  });
});
