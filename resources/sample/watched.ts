import type { ServiceHours } from '../../shared/domain/monitors/service-hours.ts';
import type { Member } from './people.ts';

const zone = 'Europe/Berlin';
export const officeHours: ServiceHours = { days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1080, zone };
export const shopHours: ServiceHours = { days: [1, 2, 3, 4, 5, 6], fromMinute: 480, toMinute: 1200, zone };
export const allDay: ServiceHours = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 360, toMinute: 1320, zone };

export interface WatchedApi {
  readonly api: string;
  readonly name: string;
  readonly owner: Member;
  readonly hours: ServiceHours;
  readonly intervalS: number;
  readonly medianMs: number;
  /** Chance that a single check fails. */
  readonly flaky: number;
  readonly isPaused?: boolean;
}

/** What Acme watches. */
export const watched: readonly WatchedApi[] = [
  { api: 'Adyen Checkout', name: 'Checkout answers', owner: 'Ines', hours: officeHours, intervalS: 300, medianMs: 190, flaky: 0.0012 },
  { api: 'PayPal Orders', name: 'PayPal takes orders', owner: 'Deniz', hours: null, intervalS: 300, medianMs: 420, flaky: 0.002 },
  { api: 'Shopify Admin', name: 'Shop takes orders', owner: 'Ines', hours: shopHours, intervalS: 600, medianMs: 240, flaky: 0.0006 },
  { api: 'Shippo Labels', name: 'Labels can be printed', owner: 'Ines', hours: allDay, intervalS: 600, medianMs: 510, flaky: 0.001 },
  { api: 'Avalara AvaTax', name: 'Tax is quoted', owner: 'Maya', hours: shopHours, intervalS: 600, medianMs: 330, flaky: 0.001 },
  { api: 'Klaviyo Events', name: 'Events reach Klaviyo', owner: 'Maya', hours: officeHours, intervalS: 600, medianMs: 160, flaky: 0.0004 },
  { api: 'Algolia Search', name: 'Search finds products', owner: 'Ines', hours: shopHours, intervalS: 600, medianMs: 45, flaky: 0.004 },
  { api: 'Xero Accounting', name: 'Books can be read', owner: 'Maya', hours: officeHours, intervalS: 900, medianMs: 380, flaky: 0.0005 },
  {
    api: 'Zendesk Support',
    name: 'Support chat answers',
    owner: 'Deniz',
    hours: shopHours,
    intervalS: 300,
    medianMs: 280,
    flaky: 0.001,
    isPaused: true,
  },
];

export interface PromiseMade {
  readonly name: string;
  readonly kind: 'availability' | 'latency' | 'freshness' | 'correctness';
  readonly target: number;
  readonly thresholdMs?: number;
  /** A monitor's name; without one it is measured by the API's calls or by the ledger. */
  readonly monitor?: string;
  readonly api?: string;
  readonly process: string;
  readonly hours: ServiceHours;
}

export const promisesMade: readonly PromiseMade[] = [
  { name: 'Checkout', kind: 'availability', target: 0.99, monitor: 'Checkout answers', process: 'Checkout', hours: officeHours },
  { name: 'Refunds', kind: 'availability', target: 0.995, monitor: 'PayPal takes orders', process: 'Refunds', hours: shopHours },
  { name: 'Fulfilment', kind: 'availability', target: 0.99, monitor: 'Labels can be printed', process: 'Fulfilment', hours: allDay },
  {
    name: 'Marketing sync',
    kind: 'availability',
    target: 0.9,
    monitor: 'Events reach Klaviyo',
    process: 'Marketing sync',
    hours: officeHours,
  },
  { name: 'Product search', kind: 'availability', target: 0.99, monitor: 'Search finds products', process: 'Storefront', hours: shopHours },
  {
    name: 'Tax quotes in 800 ms',
    kind: 'latency',
    target: 0.95,
    thresholdMs: 800,
    monitor: 'Tax is quoted',
    process: 'Checkout',
    hours: shopHours,
  },
  { name: 'Support chat', kind: 'availability', target: 0.99, monitor: 'Support chat answers', process: 'Support', hours: shopHours },
  {
    name: 'Orders arrive within 8 h',
    kind: 'freshness',
    target: 0.8,
    thresholdMs: 28_800_000,
    api: 'Shopify Admin',
    process: 'Checkout',
    hours: officeHours,
  },
  { name: 'Payout rows agree', kind: 'correctness', target: 0.999, process: 'Payouts', hours: null },
];

/** An outage: which monitor, how many days ago, when and how long, what came of it. 0 days ago: it began 26 minutes ago and goes on. */
export interface Outage {
  readonly monitor: string;
  readonly daysAgo: number;
  readonly hour: number;
  readonly minutes: number;
  readonly title: string;
  readonly status: number;
  readonly attribution: 'vendor' | 'ours' | 'network' | 'unknown';
  readonly why: string;
  readonly notes: readonly (readonly [who: Member, minutesIn: number, words: string])[];
  readonly followUp: { readonly text: string; readonly closedBy: string | null; readonly dueIn: number } | null;
}

export const outages: readonly Outage[] = [
  {
    monitor: 'Search finds products',
    daysAgo: 71,
    hour: 14.2,
    minutes: 35,
    title: 'Search answers 503 to every second query',
    status: 503,
    attribution: 'vendor',
    why: 'Algolia’s status page says so, 14:20',
    notes: [['Ines', 12, 'Shop shows the category pages in place of search.']],
    followUp: { text: 'Show categories by themselves when search fails', closedBy: 'Test “search falls back”, 12 Sep', dueIn: 21 },
  },
  {
    monitor: 'Support chat answers',
    daysAgo: 46,
    hour: 10.1,
    minutes: 150,
    title: 'Support chat went silent',
    status: 502,
    attribution: 'vendor',
    why: 'Zendesk declared 150 minutes',
    notes: [['Deniz', 30, 'Support answers by mail; banner in the shop.']],
    followUp: { text: 'Silence monitor for the chat', closedBy: 'Monitor “Support chat answers”', dueIn: 14 },
  },
  {
    monitor: 'Checkout answers',
    daysAgo: 30,
    hour: 11.5,
    minutes: 40,
    title: 'Adyen refunds are declined: key without the role',
    status: 403,
    attribution: 'ours',
    why: 'The new key lacked the role “Management API, refunds”',
    notes: [
      ['Ines', 8, 'Refunds of the last half hour answered 403; payments go through.'],
      ['Ines', 31, 'Role added at Adyen by Deniz. 38 refunds sent again from the list.'],
    ],
    followUp: { text: 'Check roles of a new key in the sandbox before it goes live', closedBy: null, dueIn: 40 },
  },
  {
    monitor: 'PayPal takes orders',
    daysAgo: 9,
    hour: 9.6,
    minutes: 125,
    title: 'PayPal answers 500 to orders and refunds',
    status: 500,
    attribution: 'vendor',
    why: 'Adyen and Avalara could be reached all the time',
    notes: [
      ['Deniz', 14, 'PayPal button hidden, Adyen takes the rest.'],
      ['Deniz', 95, 'PayPal support: database failover, no estimate yet.'],
    ],
    followUp: { text: 'Drill the fallback without PayPal once a quarter', closedBy: null, dueIn: 30 },
  },
  {
    monitor: 'Labels can be printed',
    daysAgo: 3,
    hour: 18.2,
    minutes: 20,
    title: 'Shippo gives no answer in time',
    status: 504,
    attribution: 'vendor',
    why: 'Others could be reached',
    notes: [['you', 10, 'Packing goes on, labels are printed tomorrow morning.']],
    followUp: { text: 'Ask Shippo for the reason', closedBy: 'Mail from Shippo support', dueIn: 2 },
  },
  {
    monitor: 'PayPal takes orders',
    daysAgo: 0,
    hour: 0,
    minutes: 60,
    title: 'PayPal answers 500 again',
    status: 500,
    attribution: 'vendor',
    why: 'By rule: the vendor’s side failed while others could be reached',
    notes: [],
    followUp: null,
  },
];
