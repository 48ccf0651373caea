import type { PriceRule } from '../../costs/price-rule.ts';
import type { CostPlanFact, EventFact, IncidentFact, PromiseFact, ScorecardFacts, VendorAmountFact } from '../facts.ts';

const day = 86_400_000;
const asOf = Date.UTC(2026, 10, 13, 9);

/** A UUID that is the same each time. */
export const testId = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const flat: PriceRule = { kind: 'flat', exponent: 2, baseMinor: 0, tiers: [], included: '0', packageSize: null, commitMinor: 0 };

function promise(number: number, process: string, good: number, bad: number, noData: number, more: Partial<PromiseFact>): PromiseFact {
  const seen = good + bad;
  const all = seen + noData;
  return {
    id: testId(number),
    name: `${process} holds`,
    kind: 'availability',
    target: 0.99,
    processId: testId(100 + number),
    processName: process,
    apiId: testId(200 + number),
    apiName: null,
    vendorId: testId(300 + (number % 4)),
    vendorName: 'Adyen',
    good,
    bad,
    noData,
    excluded: 0,
    planned: all,
    observed: seen === 0 ? null : good / seen,
    coverage: all === 0 ? null : seen / all,
    lower: all === 0 ? null : good / all,
    upper: all === 0 ? null : (good + noData) / all,
    verdict: 'met_sampled',
    allowanceLeft: 0.77,
    thresholdMs: null,
    methodWords: '',
    unit: 'slot',
    slotMs: 300_000,
    serviceWords: 'Mon to Sat 08 to 20',
    annulled: 0,
    observedBefore: 0.9961,
    ...more,
  };
}

const incident = (number: number, title: string, more: Partial<IncidentFact>): IncidentFact => ({
  id: testId(400 + number),
  number,
  title,
  apiName: 'PayPal Orders',
  vendorId: testId(301),
  vendorName: 'PayPal',
  state: 'closed',
  attribution: 'vendor',
  openedAt: Date.UTC(2026, 9, 14, 9),
  shortestMs: 6_900_000,
  longestMs: 9_300_000,
  durationWords: '1 h 55 to 2 h 35',
  processes: ['Refunds'],
  action: 'Manual fallback, drilled 2 Nov',
  ...more,
});

const event = (number: number, title: string, days: number, more: Partial<EventFact> = {}): EventFact => ({
  id: testId(500 + number),
  title,
  kind: 'sunset',
  at: Math.floor(asOf / day) * day + days * day,
  vendorId: testId(300),
  vendorName: 'Adyen',
  isLinked: true,
  calls30d: 4_388,
  startByAt: Date.UTC(2026, 10, 26),
  ownerName: 'Ines',
  isAcknowledged: true,
  firstSeenAt: asOf - 60 * day,
  source: 'header',
  ...more,
});

const plan = (number: number, vendorName: string, baseMinor: number, more: Partial<CostPlanFact> = {}): CostPlanFact => ({
  id: testId(600 + number),
  vendorId: testId(300 + number),
  vendorName,
  name: 'Monthly',
  unitName: 'requests',
  currency: 'EUR',
  rule: { ...flat, baseMinor },
  quantity: null,
  quantityFrom: 'none needed',
  ...more,
});

const amount = (number: number, vendor: number | null, amountMinor: number): VendorAmountFact => ({
  id: testId(700 + number),
  vendorId: vendor === null ? null : testId(300 + vendor),
  vendorName: vendor === null ? null : 'Adyen',
  currency: 'EUR',
  exponent: 2,
  amountMinor,
});

const processes = ['Checkout', 'Payouts', 'Tax quotes', 'Onboarding', 'Marketing sync', 'Support chat', 'Refunds', 'Fulfilment', 'Returns'];

/** October of a small shop: five of nine promises kept. For tests. */
export const october: ScorecardFacts = {
  format: 1,
  workspace: 'Acme Mobile Shop',
  month: '2026-10',
  audience: 'executive',
  vendor: null,
  fromAt: Date.UTC(2026, 9, 1),
  toAt: Date.UTC(2026, 10, 1),
  asOf,
  processes: processes.map((name, place) => ({
    id: testId(101 + place),
    name,
    criticality: place < 5 ? 'high' : 'medium',
    apiIds: [testId(201 + place)],
  })),
  promises: [
    promise(1, 'Checkout', 3_315, 9, 540, { excluded: 24 }),
    promise(2, 'Payouts', 12_400, 8, 0, {
      kind: 'correctness',
      unit: 'row',
      verdict: 'met',
      target: 0.999,
      allowanceLeft: 0.44,
      observedBefore: 0.9992,
    }),
    promise(3, 'Tax quotes', 8_870, 344, 0, {
      kind: 'latency',
      unit: 'call',
      verdict: 'met',
      target: 0.95,
      thresholdMs: 800,
      observedBefore: 0.9668,
    }),
    promise(4, 'Onboarding', 3_530, 4, 354, {}),
    promise(5, 'Marketing sync', 3_731, 1, 156, {}),
    promise(6, 'Support chat', 2_100, 30, 1_758, { verdict: 'at_risk', allowanceLeft: 0.23 }),
    promise(7, 'Refunds', 2_730, 31, 1_127, { verdict: 'missed', target: 0.995, allowanceLeft: -0.59 }),
    promise(8, 'Fulfilment', 1_477, 0, 2_411, { verdict: 'not_proven', target: 0.995 }),
    promise(9, 'Returns', 0, 0, 3_888, { verdict: 'no_data', observedBefore: null }),
  ],
  incidents: [
    incident(24, 'Card payments declined', {
      attribution: 'ours',
      processes: ['Checkout'],
      shortestMs: 1_800_000,
      longestMs: 2_400_000,
      durationWords: '30 to 40 min',
    }),
    incident(27, 'PayPal refunds failed', {}),
    incident(29, 'Support chat went silent', {
      processes: ['Support chat'],
      durationWords: '2 h 05 to 5 h 40',
      longestMs: 20_400_000,
      action: '',
    }),
    incident(31, 'Labels were slow', { processes: [], attribution: 'unknown' }),
  ],
  events: [
    event(1, 'Klaviyo, last day to give notice', 25, { isLinked: false, startByAt: null }),
    event(2, 'Adyen Checkout 68 stops', 32, { isAcknowledged: false }),
    event(3, 'Webhook certificate ends', 35, { isLinked: false }),
    event(4, 'Shopify Admin 2026-01 ends', 49, { calls30d: 37_960 }),
    event(5, 'Zendesk password login ends', 59, { calls30d: 0, ownerName: null, isAcknowledged: false, startByAt: null }),
    event(6, 'Drill: vendor outage', 61, { isLinked: false }),
  ],
  risks: [
    {
      id: testId(801),
      kind: 'risk',
      title: 'Fulfilment seen 38 % of hours',
      ownerName: 'Deniz',
      likelihood: 4,
      impact: 4,
      dueAt: Date.UTC(2026, 11, 15),
      reason: '',
    },
    {
      id: testId(802),
      kind: 'risk',
      title: 'One person holds the PayPal key',
      ownerName: 'Ines',
      likelihood: 3,
      impact: 5,
      dueAt: Date.UTC(2026, 10, 30),
      reason: '',
    },
    {
      id: testId(803),
      kind: 'waiver',
      title: 'Returns run without a monitor',
      ownerName: 'Mara',
      likelihood: 2,
      impact: 3,
      dueAt: Date.UTC(2026, 11, 31),
      reason: 'New vendor in spring',
    },
  ],
  decisions: [
    {
      id: testId(901),
      title: 'Klaviyo',
      recommendation: 'renew at €11,400 a year, or give notice. Mara advises renewing for 12 months.',
      ownerName: 'Mara',
      dueAt: Date.UTC(2026, 11, 8),
    },
    {
      id: testId(902),
      title: 'Second observer',
      recommendation: '€340 once, to see about 95 % of hours. Would let us judge Fulfilment and Returns.',
      ownerName: null,
      dueAt: null,
    },
    {
      id: testId(903),
      title: 'Adyen',
      recommendation: 'free Ines for 4 days, so Checkout is safe before 15 Dec despite the freeze.',
      ownerName: 'Ines',
      dueAt: Date.UTC(2026, 10, 26),
    },
  ],
  costs: {
    plans: [
      plan(0, 'Adyen', 10_000, {
        name: 'Processing',
        unitName: 'payments',
        rule: {
          ...flat,
          kind: 'graduated',
          baseMinor: 10_000,
          tiers: [
            { upTo: '10000', unitPrice: '0.18' },
            { upTo: null, unitPrice: '0.12' },
          ],
        },
        quantity: '18214',
        quantityFrom: 'by hand',
      }),
      plan(1, 'PayPal', 0, {
        name: 'Orders',
        rule: { ...flat, kind: 'per_request', tiers: [{ upTo: null, unitPrice: '0.25' }] },
        quantity: '3225',
        quantityFrom: 'exchanges',
      }),
      plan(2, 'Klaviyo', 95_000, {
        rule: { ...flat, kind: 'volume', included: '60000', baseMinor: 95_000, tiers: [{ upTo: null, unitPrice: '0.02' }] },
        unitName: 'profiles',
        quantity: '57310',
        quantityFrom: 'by hand',
      }),
      plan(3, 'Zendesk', 49_500),
    ],
    invoices: [amount(1, 0, 291_460), amount(2, 3, 49_500)],
    budgets: [amount(3, null, 720_000), amount(4, 0, 300_000)],
    nextBudgets: [amount(5, null, 840_000)],
    outcomes: [{ id: testId(950), name: 'orders', processName: 'Checkout', quantity: 18_214, source: 'by hand' }],
    vendorsWithoutCost: ['Twilio'],
  },
  ledgers: [
    {
      id: testId(960),
      name: 'Orders to payouts',
      lastRunAt: Date.UTC(2026, 10, 2),
      lastRunNumber: 12,
      openBreaks: 14,
      breaksWithoutOwner: 2,
      matched: 12_400,
      rows: 12_408,
      byCurrency: [{ currency: 'EUR', exponent: 2, openMinor: 120_450, remainderMinor: 0 }],
    },
    {
      id: testId(961),
      name: 'Stock to shop',
      lastRunAt: null,
      lastRunNumber: null,
      openBreaks: 0,
      breaksWithoutOwner: 0,
      matched: 0,
      rows: 0,
      byCurrency: [],
    },
  ],
  vendors: [
    { id: testId(300), name: 'Adyen', apiId: testId(201), calls: 14_388, failedTheirs: 9, noticeDays: [90] },
    { id: testId(301), name: 'PayPal', apiId: null, calls: 3_225, failedTheirs: 64, noticeDays: [] },
    { id: testId(302), name: 'Klaviyo', apiId: null, calls: 9_204, failedTheirs: 0, noticeDays: [] },
    { id: testId(303), name: 'Zendesk', apiId: null, calls: 2_100, failedTheirs: 3, noticeDays: [60, 91] },
    { id: testId(304), name: 'Shippo', apiId: null, calls: 820, failedTheirs: 0, noticeDays: [] },
  ],
};
