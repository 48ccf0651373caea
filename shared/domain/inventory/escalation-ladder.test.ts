import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWords, ladderText, readLadder } from './escalation-ladder.ts';

const name = fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{1,6})?$/);
const steps = fc
  .array(fc.record({ who: name, channel: fc.oneof(fc.constant(''), fc.constantFrom('phone', 'chat', 'ticket')), waits: fc.nat(500) }), {
    maxLength: 8,
  })
  .map((list) => {
    let at = 0;
    return list.map(({ who, channel, waits }) => ({ who, channel, afterMinutes: (at += waits) }));
  });

describe('an escalation ladder', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(steps, (ladder) => {
        expect(readLadder(ladderText(ladder))).toEqual({ ladder });
      }),
    );
  });

  it('reads what people write', () => {
    expect(readLadder('1. Ines, phone\n\n2) Deniz, chat, 15 min\nAdyen support, ticket “Processing down”, after 1 h 30 min')).toEqual({
      ladder: [
        { who: 'Ines', channel: 'phone', afterMinutes: 0 },
        { who: 'Deniz', channel: 'chat', afterMinutes: 15 },
        { who: 'Adyen support', channel: 'ticket “Processing down”', afterMinutes: 90 },
      ],
    });
    expect(readLadder('')).toEqual({ ladder: [] });
  });

  it.each([
    ['Ines, phone\nDeniz, chat', 'Line 2 has no time'],
    ['Ines, phone, 2 h\nDeniz, chat, 15 min', 'Line 2 comes before'],
    [', phone, at once', 'Line 1 names nobody'],
    ['Ines, phone, 900 h', 'more than a week'],
  ])('refuses %j', (text, problem) => {
    expect(readLadder(text)).toMatchObject({ problem: expect.stringContaining(problem) });
  });

  it('says times as people do', () => {
    expect([0, 15, 120, 90].map(afterWords)).toEqual(['at once', 'after 15 min', 'after 2 h', 'after 1 h 30 min']);
  });
});
