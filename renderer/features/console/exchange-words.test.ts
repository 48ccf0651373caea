import { describe, expect, it } from 'vitest';
import { outcome, resultWords } from './exchange-words.ts';

const answered = {
  state: 'answered',
  status: 200,
  durationMs: 614.2,
  verdict: 'fits',
  violationCount: 0,
  contractVersion: '71',
  failure: null,
  errorWords: '',
} as const;

describe('the result in words', () => {
  it('says status, time and contract', () => {
    expect(resultWords(answered)).toBe('Answered 200 in 614 ms, fits contract 71');
  });

  it('says on which attempt', () => {
    expect(resultWords({ ...answered, attemptCount: 2 })).toBe('Answered 200 in 614 ms on the second attempt, fits contract 71');
    expect(resultWords({ ...answered, attemptCount: 4 })).toBe('Answered 200 in 614 ms on the 4th attempt, fits contract 71');
  });

  it('counts the places that break the contract', () => {
    expect(resultWords({ ...answered, verdict: 'breaks', violationCount: 2 })).toBe(
      'Answered 200 in 614 ms, but breaks contract 71 in 2 places',
    );
    expect(resultWords({ ...answered, verdict: 'breaks', violationCount: 1 })).toMatch(/in 1 place$/);
  });

  it('says whose fault a refusal is likely to be', () => {
    const refused = { ...answered, status: 401, errorWords: 'The vendor did not accept our credential.' };
    expect(resultWords(refused)).toBe('Answered 401 in 614 ms. The vendor did not accept our credential.');
  });

  it('does not call an unknown outcome a failure', () => {
    expect(resultWords({ ...answered, state: 'unknown', status: null })).toMatch(/^Outcome unknown/);
  });

  it('lets a failure speak for itself', () => {
    const failure = { phase: 'dns', cause: 'ENOTFOUND', happened: 'The name was not found.', remedy: 'Check the URL.' };
    expect(resultWords({ ...answered, state: 'failed', status: null, failure })).toBe('The name was not found.');
  });
});

describe('the mark of an exchange', () => {
  it.each([
    [{ state: 'answered', status: 200, verdict: 'fits' }, 'holds', '200'],
    [{ state: 'answered', status: 200, verdict: 'breaks' }, 'broken', 'drift'],
    [{ state: 'answered', status: 429, verdict: 'fits' }, 'soon', '429'],
    [{ state: 'answered', status: 503, verdict: 'breaks' }, 'broken', '503'],
    [{ state: 'failed', status: null, verdict: 'not_checked' }, 'broken', 'failed'],
    [{ state: 'failed', status: null, cutStatus: 200, verdict: 'not_checked' }, 'broken', '200 cut'],
    [{ state: 'unknown', status: null, verdict: 'not_checked' }, 'soon', 'unknown'],
    [{ state: 'sent', status: null, verdict: 'not_checked' }, 'no data', 'on its way'],
  ] as const)('%o is %s, "%s"', (row, state, words) => {
    expect(outcome(row)).toEqual({ state, words });
  });
});
