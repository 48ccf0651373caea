import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialWords, standingOf, type ApiFacts } from './standing.ts';

const now = Date.UTC(2026, 10, 21, 8);
const day = 86_400_000;
const quiet: ApiFacts = { recent: [], failingSinceAt: null, lastCallAt: now - day, nextEnd: null, openFindings: 0, credential: null };
const call = (isOk: boolean, minutesAgo: number) => ({ isOk, at: now - minutesAgo * 60_000, exchangeId: `x${minutesAgo}` });
const key = (parts: Partial<NonNullable<ApiFacts['credential']>>) => ({
  id: 'c',
  ageDays: 10,
  rotationDays: 90,
  expiresAt: null,
  ...parts,
});

describe('how an API stands', () => {
  it.each<[string, Partial<ApiFacts>, string, string, string | null]>([
    ['nothing to say', {}, 'holds', 'holds', null],
    [
      'three failures in a row',
      { recent: [call(false, 5), call(false, 20), call(false, 40)], failingSinceAt: now - 40 * 60_000 },
      'broken',
      'failing 40 min',
      'x5',
    ],
    [
      'failures for hours',
      { recent: [call(false, 5), call(false, 20), call(false, 40)], failingSinceAt: now - 5 * 3_600_000 },
      'broken',
      'failing 5 h',
      'x5',
    ],
    ['two failures only', { recent: [call(false, 5), call(false, 20)] }, 'holds', 'holds', null],
    ['a success among them', { recent: [call(false, 5), call(true, 20), call(false, 40)] }, 'holds', 'holds', null],
    ['a key that has expired', { credential: key({ expiresAt: now }) }, 'broken', 'credential expired', 'c'],
    ['a key that expires in three weeks', { credential: key({ expiresAt: now + 21 * day }) }, 'soon', 'key expires in 21 days', 'c'],
    ['a key that expires later', { credential: key({ expiresAt: now + 21 * day + 1 }) }, 'holds', 'holds', null],
    ['a key as old as its policy', { credential: key({ ageDays: 90 }) }, 'holds', 'holds', null],
    ['a key older than its policy', { credential: key({ ageDays: 91 }) }, 'soon', 'key 91 days', 'c'],
    ['an old key without a policy', { credential: key({ ageDays: 900, rotationDays: null }) }, 'holds', 'holds', null],
    ['an end that has come', { nextEnd: { id: 'e', at: now } }, 'broken', 'ended 21 Nov', 'e'],
    ['an end in 90 days', { nextEnd: { id: 'e', at: now + 90 * day } }, 'soon', 'stops 19 Feb', 'e'],
    ['an end in more than 90 days', { nextEnd: { id: 'e', at: now + 90 * day + 1 } }, 'holds', 'holds', null],
    ['one drift', { openFindings: 1 }, 'soon', '1 drift', null],
    ['several drifts', { openFindings: 3 }, 'soon', '3 drifts', null],
    ['no call ever', { lastCallAt: null }, 'no data', 'no calls yet', null],
    ['no call for 31 days', { lastCallAt: now - 31 * day }, 'no data', 'no data 31 d', null],
    ['a call 30 days ago', { lastCallAt: now - 30 * day }, 'holds', 'holds', null],
  ])('%s', (_what, facts, state, words, recordId) => {
    expect(standingOf({ ...quiet, ...facts }, now)).toMatchObject({ state, words, recordId });
  });

  it('names the worst first', () => {
    const all: ApiFacts = {
      recent: [call(false, 1), call(false, 2), call(false, 3)],
      failingSinceAt: now - 180_000,
      lastCallAt: null,
      nextEnd: { id: 'e', at: now + day },
      openFindings: 2,
      credential: key({ expiresAt: now - day }),
    };
    const causes = [
      all,
      { ...all, recent: [] },
      { ...all, recent: [], credential: key({ ageDays: 100 }) },
      { ...all, recent: [], credential: key({ ageDays: 100 }), nextEnd: null },
      { ...all, recent: [], credential: key({ ageDays: 100 }), nextEnd: null, openFindings: 0 },
      { ...quiet, lastCallAt: null },
    ].map((facts) => standingOf(facts, now).cause);
    expect(causes).toEqual(['failing', 'credential', 'end', 'drift', 'credential', 'silent']);
  });

  it('never gets better by more that is wrong', () => {
    const rank = { holds: 0, 'no data': 0, soon: 1, broken: 2 };
    const facts = fc.record({
      openFindings: fc.nat(3),
      lastCallAt: fc.option(fc.integer({ min: now - 60 * day, max: now })),
      end: fc.option(fc.integer({ min: -100, max: 200 })),
      expires: fc.option(fc.integer({ min: -10, max: 60 })),
      age: fc.nat(200),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const base: ApiFacts = {
          ...quiet,
          openFindings: given.openFindings,
          lastCallAt: given.lastCallAt,
          nextEnd: given.end === null ? null : { id: 'e', at: now + given.end * day },
          credential: key({ ageDays: given.age, expiresAt: given.expires === null ? null : now + given.expires * day }),
        };
        const before = rank[standingOf(base, now).state];
        for (const worse of [
          { ...base, openFindings: base.openFindings + 1 },
          { ...base, nextEnd: { id: 'e', at: now - day } },
          { ...base, recent: [call(false, 1), call(false, 2), call(false, 3)] },
        ]) {
          expect(rank[standingOf(worse, now).state]).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  it.each([
    [0, 'key expires in 0 days'],
    [1, 'key expires in 1 day'],
    [2, 'key expires in 2 days'],
    [-5, 'key expires in 0 days'],
    [22, null],
  ])('words of a key that expires in %i days', (days, words) => {
    expect(credentialWords({ ageDays: 1, rotationDays: null, expiresAt: now + days * day }, now)).toBe(words);
  });
});
