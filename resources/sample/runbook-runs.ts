import type { RunEventData } from '../../shared/domain/runbooks/run-event.ts';
import type { StarterName } from '../../electron/core/runbooks/starters.ts';
import type { Member } from './people.ts';
import { day, hour } from './sample-time.ts';

/** What somebody did, so many minutes after the start. A number at the first place ticks all items up to it. */
export type SampleAct = readonly [minutes: number, who: Member, act: SampleDeed];

export type SampleDeed =
  | 'done'
  | 'tick all'
  /** Sends the probe: what the sample's own calls answered last is the answer. */
  | 'send'
  | { readonly differs: string }
  | { readonly answer: number }
  | { readonly fill: Readonly<Record<string, string>> }
  | { readonly call: string; readonly by: string }
  | { readonly skip: string }
  | { readonly note: string }
  | { readonly end: RunEventData };

export interface SampleRun {
  readonly starter: StarterName;
  readonly who: Member;
  readonly agoMs: number;
  readonly reason: string;
  readonly isDrill?: boolean;
  /** The incident that is open when it starts. */
  readonly isOnIncident?: boolean;
  readonly isAboutNewcomer?: boolean;
  readonly acts: readonly SampleAct[];
  readonly followUps?: readonly { readonly text: string; readonly owner: Member; readonly dueDaysAgo: number; readonly isDone: boolean }[];
}

const solved = (outcome: string): SampleDeed => ({ end: { kind: 'finished', isSolved: true, outcome } });

const outageDrill: readonly SampleAct[] = [
  [3, 'Ines', 'done'],
  [6, 'Ines', { answer: 1 }],
  [14, 'Ines', 'tick all'],
  [16, 'Ines', { differs: 'in a drill the status page is green' }],
  [20, 'Ines', { call: 'support and the shop', by: 'team chat' }],
  [28, 'Ines', { call: 'PayPal support, played by Deniz', by: 'aloud' }],
  [29, 'Ines', { fill: { ticket: 'DRILL-1', estimate: 'none yet' } }],
  [31, 'Ines', { note: 'Between the ticket and the work by hand nobody asked whether it still fails. Put a probe here.' }],
  [34, 'Ines', { answer: 1 }],
  [43, 'Ines', 'tick all'],
  [58, 'Ines', 'tick all'],
  [60, 'Ines', { skip: 'nothing is down in a drill' }],
  [66, 'Ines', 'tick all'],
  [71, 'Ines', 'tick all'],
  [73, 'Ines', solved('Everybody found the fallback; two wording changes went into revision 2')],
];

const rotated: readonly SampleAct[] = [
  [2, 'Deniz', 'done'],
  [4, 'Deniz', { answer: 0 }],
  [9, 'Deniz', { fill: { others: 'warehouse screen', holder: 'Ines' } }],
  [21, 'Ines', 'tick all'],
  [23, 'Ines', { skip: 'the sandbox was down; the first live call answered 200' }],
  [31, 'Ines', { call: 'the warehouse', by: 'phone' }],
  [44, 'Ines', 'tick all'],
  [46, 'Ines', solved('New Shippo key in use; the warehouse entered it within the hour')],
];

export const sampleRuns: readonly SampleRun[] = [
  { starter: 'expired-credential', who: 'Deniz', agoMs: 71 * day + 5 * hour, reason: 'Labels answered 401 since 08:50', acts: rotated },
  { starter: 'vendor-outage', who: 'Ines', agoMs: 62 * day + 4 * hour, reason: 'Quarterly drill', isDrill: true, acts: outageDrill },
  {
    starter: 'month-end-mismatch',
    who: 'Mara',
    agoMs: 50 * day + 6 * hour,
    reason: 'Close of the month',
    acts: [
      [10, 'Mara', 'done'],
      [24, 'Mara', 'tick all'],
      [26, 'Mara', { fill: { unexplained: '1204.50', breaks: '11', period: 'the month, UTC' } }],
      [33, 'Mara', { answer: 0 }],
      [47, 'Mara', 'tick all'],
      [68, 'Mara', 'tick all'],
      [75, 'Mara', { answer: 2 }],
      [90, 'Maya', 'tick all'],
      [92, 'Maya', solved('1,204.50 EUR explained: nine payouts in transit, two fees')],
    ],
  },
  {
    starter: 'throttled',
    who: 'Ines',
    agoMs: 47 * day + 3 * hour,
    reason: 'Shopify answered 429 during the price update',
    acts: [
      [3, 'Ines', 'done'],
      [4, 'Ines', { answer: 0 }],
      [12, 'Ines', 'tick all'],
      [14, 'Ines', { differs: 'paused the whole price job; halving it was not enough' }],
      [22, 'Ines', { skip: 'the job itself showed that it answers again' }],
      [35, 'Ines', 'tick all'],
      [40, 'Ines', 'tick all'],
      [42, 'Ines', solved('Prices were late by 40 minutes; the job now waits as Retry-After says')],
    ],
    followUps: [{ text: 'Load prices in pages of 250 instead of 50', owner: 'Ines', dueDaysAgo: 33, isDone: true }],
  },
  {
    starter: 'onboarding-a-dependency',
    who: 'Maya',
    agoMs: 39 * day + 5 * hour,
    reason: 'Algolia for the new search',
    acts: [
      [
        15,
        'Maya',
        { fill: { process: 'Storefront', harm: 'search finds nothing', fallback: 'categories', owner: 'Maya', deputy: 'Ines' } },
      ],
      [50, 'Maya', 'tick all'],
      [70, 'Maya', 'tick all'],
      [84, 'Maya', { skip: 'no contract is published; tried by hand in the console' }],
      [150, 'Maya', 'tick all'],
      [166, 'Maya', { answer: 2 }],
      [185, 'Maya', { fill: { limit: '100 requests a second', peak: '4200', price: 'EUR 120, at three times EUR 310' } }],
      [214, 'Maya', 'tick all'],
      [240, 'Maya', 'tick all'],
      [250, 'Maya', { answer: 0 }],
      [252, 'Maya', solved('Approved; Storefront may depend on it')],
    ],
  },
  {
    starter: 'expired-credential',
    who: 'Maya',
    agoMs: 33 * day + 2 * hour,
    reason: 'Drill with the sandbox key',
    isDrill: true,
    acts: rotated.map(([minutes, , deed]): SampleAct => [minutes + 4, 'Maya', deed]),
  },
  {
    starter: 'month-end-mismatch',
    who: 'Mara',
    agoMs: 19 * day + 6 * hour,
    reason: 'Close of the month',
    acts: [
      [12, 'Mara', 'done'],
      [22, 'Mara', 'tick all'],
      [24, 'Mara', { fill: { unexplained: '86.20', breaks: '4', period: 'the month, UTC' } }],
      [30, 'Mara', { answer: 1 }],
      [41, 'Mara', 'tick all'],
      [49, 'Mara', { answer: 0 }],
      [63, 'Mara', 'tick all'],
      [70, 'Mara', { call: 'PayPal support, payouts', by: 'support portal' }],
      [84, 'Deniz', 'tick all'],
      [86, 'Deniz', solved('86.20 EUR were four refunds booked a day later')],
    ],
    followUps: [{ text: 'Ask PayPal to put the refund’s date into the payout file', owner: 'Mara', dueDaysAgo: -9, isDone: false }],
  },
  {
    starter: 'vendor-outage',
    who: 'Deniz',
    agoMs: 12 * day + 4 * hour,
    reason: 'Calls to three vendors timed out',
    acts: [
      [3, 'Deniz', 'done'],
      [7, 'Deniz', { answer: 1 }],
      [12, 'Deniz', { note: 'Adyen and Shopify time out as well. It is our line.' }],
      [13, 'Deniz', { end: { kind: 'aborted', reason: 'It was our own line, not the vendor' } }],
    ],
  },
  {
    starter: 'onboarding-a-person',
    who: 'Ines',
    agoMs: 9 * day + 2 * hour,
    reason: 'On call in two weeks',
    isAboutNewcomer: true,
    acts: [
      [10, 'Ines', { fill: { buddy: 'Ines', start: 'Monday last week', oncall: 'Monday next week' } }],
      [150, 'Ines', 'tick all'],
      [24 * 60 + 40, 'Ines', { note: 'Noah drew checkout and found that nobody had written down the DHL fallback.' }],
      [24 * 60 + 45, 'Ines', 'done'],
      [4 * 24 * 60, 'Ines', 'tick all'],
      [6 * 24 * 60, 'Ines', { skip: 'the sandbox key comes on Thursday' }],
      [8 * 24 * 60 - 60, 'Ines', { fill: { correlation: 'b1d1f06c7246c', cause: 'the vendor' } }],
    ],
  },
  {
    starter: 'vendor-outage',
    who: 'Deniz',
    agoMs: 10.3 * 60_000,
    reason: 'The monitor opened an incident',
    isOnIncident: true,
    acts: [
      [0.4, 'Deniz', 'done'],
      [0.8, 'Deniz', 'send'],
      [1, 'Deniz', { answer: 1 }],
      [2.6, 'Deniz', 'tick all'],
      [3.4, 'Deniz', { differs: 'all green, kept a picture' }],
      [4.4, 'Deniz', { call: 'support and the shop’s on-call', by: 'team chat' }],
      [5.6, 'Deniz', { call: 'PayPal support', by: 'support portal, severity 1' }],
      [6.1, 'Deniz', { fill: { ticket: 'PP-4471902', estimate: 'no estimate yet' } }],
      [6.6, 'Deniz', 'send'],
      [7.6, 'Deniz', 'send'],
      [8.6, 'Deniz', 'send'],
      [9.3, 'Deniz', { note: 'PayPal support on the phone, no estimate yet. If we go on by hand, start with the two oldest orders.' }],
    ],
  },
];
