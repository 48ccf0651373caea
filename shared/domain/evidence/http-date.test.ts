import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHttpDate } from './http-date.ts';

const now = Date.UTC(2026, 10, 21, 12);
const at = Date.UTC(1994, 10, 6, 8, 49, 37);

const year = (text: string): number => new Date(readHttpDate(text, now)?.date.ms ?? 0).getUTCFullYear();

describe('readHttpDate', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'imf_fixdate'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 'rfc850'],
    ['Sun Nov  6 08:49:37 1994', 'asctime'],
  ])('reads the RFC 9110 form %s strictly', (text, form) => {
    expect(readHttpDate(text, now)).toEqual({ date: { ms: at, precision: 'second', zone: 'stated' }, form, strict: true });
  });

  it.each([
    ['Sun, 06 Nov 1994 08:49:37 UTC', 'imf_fixdate'],
    ['Sun, 6 Nov 1994 08:49:37 GMT', 'imf_fixdate'],
    ['sun, 06 nov 1994 08:49:37 gmt', 'imf_fixdate'],
    ['Mon, 06 Nov 1994 08:49:37 GMT', 'imf_fixdate'],
    ['06 Nov 1994 08:49:37 GMT', 'imf_fixdate'],
    ['Sun, 06-Nov-1994 08:49:37 GMT', 'imf_fixdate'],
    ['Sun, 06 Nov 1994 09:49:37 +0100', 'imf_fixdate'],
    ['1994-11-06T08:49:37Z', 'iso'],
    ['1994-11-06T03:49:37.000-05:00', 'iso'],
    ['1994-11-06 08:49:37 UTC', 'iso'],
    ['Sun Nov 06 1994 09:49:37 GMT+0100 (Central European Standard Time)', 'js_date'],
  ])('tolerates %s', (text, form) => {
    expect(readHttpDate(text, now)).toEqual({ date: { ms: at, precision: 'second', zone: 'stated' }, form, strict: false });
  });

  it('marks what was not stated', () => {
    expect(readHttpDate('2026-04-01', now)?.date).toEqual({ ms: Date.UTC(2026, 3, 1), precision: 'day', zone: 'assumed' });
    expect(readHttpDate('2026-04-01T10:00', now)?.date).toEqual({
      ms: Date.UTC(2026, 3, 1, 10),
      precision: 'second',
      zone: 'assumed',
    });
  });

  it.each([
    '',
    'soon',
    '2026',
    '04/01/2026',
    '2026-02-30',
    '2026-13-01',
    'Sun, 31 Feb 2026 00:00:00 GMT',
    '2026-04-01T25:00:00Z',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 CEST',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    '1688169599',
    'x'.repeat(200),
  ])('refuses %s', (text) => {
    expect(readHttpDate(text, now)).toBeNull();
  });

  it('reads a two-digit year over 50 years ahead as past', () => {
    expect(year('Saturday, 01-Jan-28 00:00:00 GMT')).toBe(2028);
    expect(year('Saturday, 21-Nov-76 12:00:00 GMT')).toBe(2076);
    expect(year('Saturday, 21-Nov-76 12:00:01 GMT')).toBe(1976);
  });

  it('keeps every two-digit year within 50 years ahead and 100 below that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2150 }), fc.integer({ min: 0, max: 99 }), (nowYear, short) => {
        const receivedAt = Date.UTC(nowYear, 5, 15);
        const ms = readHttpDate(`Monday, 15-Jun-${String(short).padStart(2, '0')} 00:00:00 GMT`, receivedAt)?.date.ms;
        const found = new Date(ms ?? Number.NaN).getUTCFullYear();
        expect(found % 100).toBe(short);
        expect(found - nowYear).toBeLessThanOrEqual(50);
        expect(found - nowYear).toBeGreaterThan(-50);
      }),
    );
  });

  it('reads back every second that it is told, in every form', () => {
    const anyDate = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2076-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDate, (date) => {
        const ms = Math.floor(date.getTime() / 1000) * 1000;
        const whole = new Date(ms);
        expect(readHttpDate(whole.toUTCString(), now)).toMatchObject({ date: { ms }, strict: true });
        expect(readHttpDate(whole.toISOString(), now)?.date.ms).toBe(ms);
        const [weekday = '', day = '', month = '', year = '', time = ''] = whole.toUTCString().split(/,? /);
        const asctime = `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
        expect(readHttpDate(asctime, now)).toMatchObject({ date: { ms }, strict: true });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), fc.double(), (text, time) => void readHttpDate(text, time)));
  });
});
