import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { fieldDate, instantOfField } from './calendar-dates.ts';
import { dateWords, daysLeftWords, exposureWords, nextWords, pageTitle } from './calendar-words.ts';

const now = Date.UTC(2026, 10, 21, 23, 30);
const december15 = Date.UTC(2026, 11, 15);

const event = (more: Partial<CalendarEvent>): CalendarEvent => ({
  id: 'e',
  kind: 'sunset',
  title: 'Adyen Checkout 68 stops',
  effectiveAt: december15,
  precision: 'day',
  isZoneAssumed: false,
  deprecatedAt: null,
  vendorId: 'v',
  vendorName: 'Adyen',
  apiId: 'a',
  apiName: 'Checkout',
  endpointId: null,
  endpointWords: null,
  source: 'header',
  calls30d: 4120,
  exposure: 'used',
  isUsed: null,
  ownerId: null,
  effortLowDays: null,
  effortHighDays: null,
  startBy: null,
  noticeDays: null,
  endsAt: null,
  withdrawnAt: null,
  rungs: [],
  ownerName: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  firstSeenAt: 0,
  lastSeenAt: 0,
  hits: 1,
  moreInfoUrl: null,
  notes: '',
  standing: { state: 'holds', words: '', door: null },
  ...more,
});

describe('how far away a date is', () => {
  it.each([
    [december15, '24 days left'],
    [Date.UTC(2026, 10, 22), '1 day left'],
    [Date.UTC(2026, 10, 21), 'today'],
    [Date.UTC(2026, 10, 19), '2 days ago'],
  ])('%i is "%s"', (effectiveAt, words) => {
    expect(daysLeftWords({ effectiveAt, precision: 'day' }, now)).toBe(words);
  });

  it('does not count days to a month or to no date', () => {
    expect(daysLeftWords({ effectiveAt: december15, precision: 'month' }, now)).toBe('December 2026');
    expect(daysLeftWords({ effectiveAt: null, precision: 'unknown' }, now)).toBe('no date yet');
  });
});

describe('a date in words', () => {
  it('is as exact as it is known', () => {
    expect(dateWords({ effectiveAt: december15, precision: 'instant' }, now)).toBe('Tue 15 Dec 00:00 UTC');
    expect(dateWords({ effectiveAt: december15, precision: 'day' }, now)).toBe('Tue 15 Dec');
    expect(dateWords({ effectiveAt: Date.UTC(2027, 0, 4), precision: 'day' }, now)).toBe('Mon 4 Jan');
    expect(dateWords({ effectiveAt: Date.UTC(2027, 9, 4), precision: 'day' }, now)).toBe('Mon 4 Oct 2027');
    expect(dateWords({ effectiveAt: december15, precision: 'day' })).toBe('Tue 15 Dec 2026');
    expect(dateWords({ effectiveAt: null, precision: 'unknown' }, now)).toBe('Announced without a date');
  });

  it('survives a date field and back', () => {
    expect(instantOfField(fieldDate(december15))).toBe(december15);
    expect(instantOfField('')).toBeNull();
    expect(instantOfField('2026-13-40')).toBeNull();
  });
});

describe('exposure', () => {
  it('is never called none where nobody could look', () => {
    expect(exposureWords(event({}))).toBe('used, 4,120 calls');
    expect(exposureWords(event({ calls30d: 0, exposure: 'not used' }))).toBe('not used');
    expect(exposureWords(event({ calls30d: 0, exposure: 'unknown' }))).toBe('unknown');
    expect(exposureWords(event({ calls30d: 0 }))).toBe('used, no call seen');
  });
});

describe('the title', () => {
  const until = Date.UTC(2027, 1, 1);
  it('counts what comes and what needs somebody', () => {
    const needing = event({ id: 'b', standing: { state: 'soon', words: '', door: null } });
    const past = event({ id: 'c', effectiveAt: Date.UTC(2026, 9, 1) });
    expect(pageTitle([event({}), needing, past], now, until)).toBe('2 dates to 31 January, 1 needs you');
    expect(pageTitle([past], now, until)).toBe('No date to 31 January, none needs you');
    expect(pageTitle([], now, until)).toBe('No dates yet');
  });

  it('names work that must begin before the date it is for', () => {
    const startBy = { at: Date.UTC(2026, 10, 26), workDays: 14, freezeDays: 5, lateWords: null };
    expect(nextWords([event({ startBy })], now)).toBe('Next: start Adyen Checkout 68 stops by Thu 26 Nov, because of the freeze');
    expect(nextWords([event({ startBy: { ...startBy, lateWords: '2 days late' } })], now)).toBe(
      'Next: start Adyen Checkout 68 stops, 2 days late',
    );
  });

  it('names the next one', () => {
    expect(nextWords([event({})], now)).toBe('Next: Adyen Checkout 68 stops, Tue 15 Dec, 24 days left');
    expect(nextWords([event({ effectiveAt: null })], now)).toBe('Nothing is dated after today');
  });
});
