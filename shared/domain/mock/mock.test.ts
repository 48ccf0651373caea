import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOff, withOtherType } from './break-body.ts';
import { dayOfSettings, effectWords, mockDays, usualMockSettings } from './mock-settings.ts';
import { takeSlot, type RateWindow } from './rate-window.ts';
import { readDrift, readErrorShare, readLatency, readLimit } from './read-switches.ts';
import { seededRandom, wholeBetween } from './seeded-random.ts';

describe('numbers from a seed', () => {
  it('are the same for the same seed, in their bounds, and differ between seeds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, least, span) => {
        const [one, two] = [seededRandom(seed), seededRandom(seed)];
        for (let step = 0; step < 20; step += 1) {
          const value = wholeBetween(one, least, least + span);
          expect(value).toBe(wholeBetween(two, least, least + span));
          expect(value).toBeGreaterThanOrEqual(least);
          expect(value).toBeLessThanOrEqual(least + span);
        }
      }),
    );
    expect(seededRandom('1')()).not.toBe(seededRandom('2')());
  });
});

describe('a limit', () => {
  it('lets exactly its count through in each window, and keeps its word about when it opens again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.nat(9_000), { minLength: 1, maxLength: 60 }),
        (count, windowSeconds, gaps) => {
          let window: RateWindow | null = null;
          let now = 1_000_000;
          const passed = new Map<number, number>();
          for (const gap of gaps) {
            now += gap;
            const taken = takeSlot(window, { count, windowSeconds }, now);
            window = taken.window;
            if (taken.isAllowed) passed.set(window.startedAt, (passed.get(window.startedAt) ?? 0) + 1);
            expect(passed.get(window.startedAt) ?? 0).toBe(count - taken.remaining);
            if (!taken.isAllowed) expect(takeSlot(window, { count, windowSeconds }, now + taken.resetSeconds * 1000).isAllowed).toBe(true);
          }
          for (const used of passed.values()) expect(used).toBeLessThanOrEqual(count);
        },
      ),
    );
  });
});

describe('a broken body', () => {
  it('that is cut off is not JSON any more', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), (body) => {
        expect(() => JSON.parse(cutOff(JSON.stringify(body))) as unknown).toThrow();
      }),
    );
  });

  it('with another type differs in the named field alone', () => {
    const body = { amount: { value: 10, currency: 'EUR' }, rows: [{ id: 1 }, { id: 2 }] };
    expect(withOtherType(body, '/amount/value')?.body).toEqual({ ...body, amount: { value: '10', currency: 'EUR' } });
    expect(withOtherType(body, '/rows/*/id')?.body).toEqual({ ...body, rows: [{ id: '1' }, { id: '2' }] });
    expect(withOtherType(body, '')).toMatchObject({ pointer: '/amount/value' });
    expect(withOtherType(body, '/nothing')).toBeNull();
    expect(withOtherType([], '')).toBeNull();
  });
});

describe('settings in words', () => {
  it('name what goes wrong, and the day it plays', () => {
    expect(effectWords(usualMockSettings)).toBe('');
    expect(dayOfSettings(usualMockSettings)).toBe('a good day');
    const bad = { ...usualMockSettings, ...mockDays['a bad Tuesday'] };
    expect(dayOfSettings(bad)).toBe('a bad Tuesday');
    expect(effectWords(bad)).toBe('200–2,500 ms, 15 % answered with 503, 5 % answered with 500, 30 requests a minute, 2 % cut off');
    expect(dayOfSettings({ ...bad, latencyMaxMs: 1 })).toBeNull();
  });
});

describe('switches as they are typed', () => {
  it('are read, and refused when they say nothing', () => {
    expect(readLatency('50-300')).toEqual({ latencyMinMs: 50, latencyMaxMs: 300 });
    expect(readLatency('300-50')).toEqual({ latencyMinMs: 50, latencyMaxMs: 300 });
    expect(readLatency('slow')).toBeNull();
    expect(readErrorShare('5%:503')).toEqual({ percent: 5, status: 503 });
    expect(readErrorShare('5%')).toEqual({ percent: 5, status: 500 });
    expect(readErrorShare('5%:200')).toBeNull();
    expect(readErrorShare('101%')).toBeNull();
    expect(readLimit('10/min')).toEqual({ count: 10, windowSeconds: 60 });
    expect(readLimit('5/30s')).toEqual({ count: 5, windowSeconds: 30 });
    expect(readLimit('0/min')).toBeNull();
    expect(readLimit('10/fortnight')).toBeNull();
    expect(readDrift('post /payments:/amount/value')).toEqual({ endpoint: 'POST /payments', field: '/amount/value' });
    expect(readDrift('GET /orders/{id}')).toEqual({ endpoint: 'GET /orders/{id}', field: '' });
    expect(readDrift('payments')).toBeNull();
  });
});
