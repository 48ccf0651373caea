import { describe, expect, it } from 'vitest';
import { checkAssertions, valueAt } from './assertions.ts';
import { classify, type AnswerFacts, type CheckFacts } from './classify.ts';
import { percentile } from './percentile.ts';

const good: AnswerFacts = {
  status: 200,
  failure: null,
  isThrottled: false,
  isLoginPage: false,
  isUnknownIssuer: false,
  broken: null,
  isSlow: false,
};
const facts = (answer: Partial<AnswerFacts>, rest: Partial<CheckFacts> = {}): CheckFacts => ({
  answer: { ...good, ...answer },
  elapsedMs: 300,
  timeoutMs: 20_000,
  overlaps: null,
  isSettling: false,
  isMaintenance: false,
  controls: null,
  together: { failed: 0, checked: 0 },
  wasEditedSinceLastPass: false,
  isCredentialSuspect: false,
  limitUsed: null,
  ...rest,
});
const said = (answer: Partial<AnswerFacts>, rest: Partial<CheckFacts> = {}): string => {
  const { outcome, attribution, reason } = classify(facts(answer, rest));
  return `${outcome}/${attribution ?? ''}/${reason}`;
};
const down = { status: null, failure: 'timeout', broken: 'no answer' } as const;
const reached = { asked: 3, passed: 3, sawLoginPage: false, sawSameIssuer: false };

describe('the classification of a check', () => {
  it.each([
    ['a pass', said({}), 'pass//'],
    ['a slow pass', said({ isSlow: true }), 'degraded//'],
    ['one overlapping a sleep, even if it passed', said({}, { overlaps: 'unobserved' }), 'inconclusive/observer/suspended_mid_check'],
    ['one whose clock was set', said({}, { overlaps: 'clock_jump' }), 'inconclusive/observer/clock_jump'],
    ['one that took far longer than it may', said({}, { elapsedMs: 51_000 }), 'inconclusive/observer/suspended_mid_check'],
    ['one right after waking', said(down, { isSettling: true }), 'inconclusive/observer/settling'],
    ['no answer while nobody else answers', said(down, { controls: { ...reached, passed: 0 } }), 'inconclusive/observer/observer_offline'],
    [
      'no answer of half of the vendors at once',
      said(down, { together: { failed: 2, checked: 4 } }),
      'inconclusive/observer/observer_offline',
    ],
    [
      'a 500 of half of the vendors at once: answers came',
      said({ status: 500, broken: 'answered 500' }, { together: { failed: 2, checked: 4 } }),
      'fail/vendor/http_status',
    ],
    ['no answer while one of three others answers', said(down, { controls: { ...reached, passed: 1 } }), 'inconclusive/network/timeout'],
    ['a proxy that wants a sign-in', said({ status: 407, broken: 'answered 407' }), 'inconclusive/network/proxy'],
    [
      'a login page here and elsewhere',
      said({ isLoginPage: true, broken: 'a web page' }, { controls: { ...reached, passed: 1, sawLoginPage: true } }),
      'inconclusive/network/captive_portal',
    ],
    ['a web page here only', said({ isLoginPage: true, broken: 'a web page' }, { controls: reached }), 'fail/vendor/assertion'],
    ['401 with an expired key', said({ status: 401, broken: 'answered 401' }, { isCredentialSuspect: true }), 'fail/ours/auth'],
    ['422 after our own edit', said({ status: 422, broken: 'answered 422' }, { wasEditedSinceLastPass: true }), 'fail/ours/our_bug'],
    ['429 with our limit used up', said({ status: 429, broken: 'answered 429' }, { limitUsed: 0.95 }), 'fail/ours/throttled'],
    ['429 with much left', said({ status: 429, broken: 'answered 429' }, { limitUsed: 0.2 }), 'fail/vendor/throttled'],
    ['a failure in agreed maintenance', said(down, { isMaintenance: true }), 'skipped/vendor/maintenance'],
    ['no answer while others answer', said(down, { controls: reached }), 'fail/vendor/timeout'],
    ['no answer with nobody else to ask', said(down), 'fail/unknown/timeout'],
    ['a broken assertion', said({ broken: 'status is not ok' }), 'fail/vendor/assertion'],
  ])('%s', (_what, is, wanted) => expect(is).toBe(wanted));
});

describe('assertions', () => {
  const answer = { status: 200, totalMs: 300, bodyText: '{"data":{"items":[{"id":7}]},"ok":true}', verdict: 'breaks' as const };
  it('want a status below 400 unless they say which', () => {
    expect(checkAssertions([], { ...answer, status: 404 }).broken).toBe('answered 404');
    expect(checkAssertions([{ kind: 'status', anyOf: [404] }], { ...answer, status: 404 }).broken).toBeNull();
  });
  it('find values by path', () => {
    expect(valueAt(answer.bodyText, 'data.items[0].id')).toBe(7);
    expect(valueAt(answer.bodyText, '$.ok')).toBe(true);
    expect(valueAt('nope', 'a')).toBeUndefined();
    expect(checkAssertions([{ kind: 'json_equals', path: 'data.items[0].id', value: '7' }], answer).broken).toBeNull();
  });
  it('call a slow answer slow, not down', () => {
    expect(checkAssertions([{ kind: 'latency', atMostMs: 200 }], answer)).toEqual({ broken: null, isSlow: true });
  });
});

describe('a percentile', () => {
  it('is the nearest rank, and none with too few values', () => {
    const values = Array.from({ length: 100 }, (_each, n) => n + 1);
    expect(percentile(values, 'p95')).toBe(95);
    expect(percentile(values.slice(0, 59), 'p95')).toBeNull();
    expect(percentile([5, 1, 4, 2, 3], 'p50')).toBe(3);
  });
});
