import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, standingWhenSeen, type FindingFacts } from './finding-state.ts';

const accepted: FindingFacts = {
  status: 'accepted',
  title: '/id: id must be an integer, got a string',
  acceptedAt: 1_000,
  acceptedUntil: 5_000,
  acceptedContractId: 'c71',
};
const seen = { at: 2_000, contractId: 'c71', title: accepted.title };

describe('a finding that is seen again', () => {
  it('stays accepted until its date, for its contract, as the same difference', () => {
    expect(standingWhenSeen(accepted, seen)).toBe('accepted');
    expect(standingWhenSeen({ ...accepted, status: 'closed' }, seen)).toBe('accepted');
    expect(standingWhenSeen(accepted, { ...seen, at: 5_000 })).toBe('open');
    expect(standingWhenSeen(accepted, { ...seen, contractId: 'c72' })).toBe('open');
    expect(standingWhenSeen({ ...accepted, acceptedContractId: null }, { ...seen, contractId: 'c72' })).toBe('accepted');
    expect(standingWhenSeen(accepted, { ...seen, title: '/id: id must be an integer, got null' })).toBe('open');
  });

  it('opens when nobody accepted it, whatever else is so', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('open', 'closed'), fc.option(fc.integer()), (at, status, acceptedUntil) => {
        expect(standingWhenSeen({ ...accepted, status, acceptedAt: null, acceptedUntil }, { ...seen, at })).toBe('open');
        expect(standingWhenSeen({ ...accepted, status: 'open', acceptedUntil }, { ...seen, at })).toBe('open');
      }),
    );
  });

  it('is the same difference with another value, place in a list or version of the contract', () => {
    expect(differenceOf('/rows/3/id: rows[3].id must be a valid uuid, got “a”')).toBe(
      differenceOf('/rows/0/id: rows[0].id must be a valid uuid, got “b”'),
    );
    expect(differenceOf('amount is missing, and contract 71 requires it')).toBe(
      differenceOf('amount is missing, and contract 72 requires it'),
    );
    expect(differenceOf('a must be at least 1, got 0')).toBe(differenceOf('a must be at least 1, got -3'));
    expect(differenceOf('a is missing')).not.toBe(differenceOf('b is missing'));
  });
});
