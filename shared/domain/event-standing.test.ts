import { describe, expect, it } from 'vitest';
import { eventStanding, type EventFacts } from './event-standing.ts';

const now = Date.UTC(2026, 10, 21, 8);
const day = 86_400_000;
const sunset = (days: number, more: Partial<EventFacts> = {}): EventFacts => ({
  kind: 'sunset',
  effectiveAt: now + days * day,
  isAcknowledged: false,
  isOurs: false,
  calls30d: 5,
  ...more,
});

describe('how a date stands', () => {
  it.each<[string, EventFacts, string, string]>([
    ['near, used, not acknowledged', sunset(24), 'soon', '24 days left'],
    ['tomorrow', sunset(1), 'soon', '1 day left'],
    ['later today', sunset(0.2), 'soon', '1 day left'],
    ['at the edge', sunset(90), 'soon', '90 days left'],
    ['far off', sunset(91), 'holds', '91 days left'],
    ['near and acknowledged', sunset(24, { isAcknowledged: true }), 'holds', '24 days left'],
    ['near and not used', sunset(24, { calls30d: 0 }), 'holds', '24 days left, not used'],
    ['near, ours, and used by no call', sunset(24, { isOurs: true, calls30d: 0 }), 'soon', '24 days left'],
    ['over and still used', sunset(-3), 'broken', 'ended 3 days ago, still used'],
    ['over since a moment and still used', sunset(-0.1), 'broken', 'ended today, still used'],
    ['over, still used, and acknowledged', sunset(-3, { isAcknowledged: true }), 'broken', 'ended 3 days ago, still used'],
    ['over and not used', sunset(-1, { calls30d: 0 }), 'holds', '1 day ago'],
    ['over, but nothing stops then', sunset(-1, { kind: 'maintenance' }), 'holds', '1 day ago'],
    ['now', sunset(0, { kind: 'review' }), 'holds', 'today'],
    ['without a date', sunset(0, { effectiveAt: null }), 'soon', 'no date yet, not acknowledged'],
    ['without a date, acknowledged', sunset(0, { effectiveAt: null, isAcknowledged: true }), 'no data', 'no date yet'],
  ])('%s', (_what, facts, state, words) => {
    expect(eventStanding(facts, now)).toEqual({ state, words });
  });
});
