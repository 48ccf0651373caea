import { addMonths, monthEnd, monthOf, monthStart, monthWords } from '../../shared/domain/costs/months.ts';
import type { PriceRule } from '../../shared/domain/costs/price-rule.ts';
import type { ScorecardFacts } from '../../shared/domain/scorecards/facts.ts';
import type { PageKey } from '../../shared/contract/scorecards.ts';
import type { Reader } from '../../electron/core/db/sqlite.ts';
import { gatherFacts } from '../../electron/core/scorecards/gather.ts';
import { frozenRow } from '../../electron/core/scorecards/service.ts';
import type { Member } from './people.ts';
import { day, hour, minute, sampleBegins, utcDay } from './sample-time.ts';
import type { Stage, Stock } from './stage.ts';
import { insertRow } from './timeline.ts';

type Prices = Partial<Pick<PriceRule, 'baseMinor' | 'tiers' | 'included' | 'packageSize' | 'commitMinor'>>;

interface SamplePlan extends Prices {
  readonly vendor: string;
  readonly name: string;
  readonly kind: PriceRule['kind'];
  readonly currency?: string;
  readonly unitName?: string;
  readonly quantityFrom?: 'exchanges' | 'by hand';
  /** A month's quantity at the beginning; each month has 4 % more. */
  readonly quantity?: number;
}

const one = (unitPrice: string): PriceRule['tiers'] => [{ upTo: null, unitPrice }];

const plans: readonly SamplePlan[] = [
  {
    vendor: 'Adyen',
    name: 'Processing',
    kind: 'graduated',
    baseMinor: 10_000,
    tiers: [
      { upTo: '2000', unitPrice: '0.22' },
      { upTo: '10000', unitPrice: '0.18' },
      { upTo: null, unitPrice: '0.12' },
    ],
    unitName: 'payments',
    quantity: 2_640,
  },
  { vendor: 'PayPal', name: 'Transactions', kind: 'per_request', tiers: one('0.35'), unitName: 'payments', quantity: 410 },
  { vendor: 'Shopify', name: 'Plus', kind: 'flat', baseMinor: 117_000 },
  {
    vendor: 'Klaviyo',
    name: 'Profiles',
    kind: 'volume',
    baseMinor: 95_000,
    included: '60000',
    tiers: one('0.02'),
    unitName: 'profiles',
    quantity: 53_000,
  },
  { vendor: 'Zendesk', name: 'Team', kind: 'flat', baseMinor: 49_500 },
  { vendor: 'Twilio', name: 'Messages', kind: 'per_request', currency: 'USD', tiers: one('0.0079'), unitName: 'messages', quantity: 6_900 },
  { vendor: 'Shippo', name: 'Labels', kind: 'package', packageSize: '1000', tiers: one('50'), unitName: 'labels', quantity: 2_750 },
  {
    vendor: 'Avalara',
    name: 'Tax quotes',
    kind: 'per_request',
    tiers: one('0.015'),
    quantityFrom: 'exchanges',
    commitMinor: 12_500,
    unitName: 'calls',
  },
  { vendor: 'Xero', name: 'Growing', kind: 'flat', baseMinor: 4_200 },
];

interface SampleRisk {
  readonly kind: 'risk' | 'waiver';
  readonly title: string;
  readonly owner: Member;
  readonly vendor?: string;
  readonly likelihood: number;
  readonly impact: number;
  readonly dueDays: number;
  readonly reason: string;
  readonly daysAgo: number;
}

const risks: readonly SampleRisk[] = [
  {
    kind: 'risk',
    title: 'One person holds the PayPal key',
    owner: 'Ines',
    vendor: 'PayPal',
    likelihood: 3,
    impact: 5,
    dueDays: 9,
    reason: 'When Ines is away nobody can rotate it. Deniz gets access of his own.',
    daysAgo: 44,
  },
  {
    kind: 'risk',
    title: 'Nobody looks at night and on weekends',
    owner: 'Deniz',
    likelihood: 4,
    impact: 3,
    dueDays: 24,
    reason: 'One laptop looks during its hours. A second observer would see the rest.',
    daysAgo: 33,
  },
  {
    kind: 'waiver',
    title: 'Shippo’s key is older than 90 days',
    owner: 'Mara',
    vendor: 'Shippo',
    likelihood: 2,
    impact: 3,
    dueDays: 40,
    reason: 'The warehouse screen holds the same key; it is replaced with the screen.',
    daysAgo: 6,
  },
];

const decisions = [
  {
    title: 'Klaviyo',
    recommendation: 'renew at €11,400 a year, or give notice. Mara advises renewing for 12 months.',
    owner: 'Mara',
    dueDays: 17,
    daysAgo: 12,
  },
  {
    title: 'Second observer',
    recommendation: '€340 once, to see about 95 % of the hours and to judge the promises that cannot be judged now.',
    owner: 'Deniz',
    dueDays: 24,
    daysAgo: 10,
  },
] as const;

/** A quarter of costs, the registers, and two frozen months: the earlier one corrected once. */
export function planScorecards(stage: Stage, stock: Stock): void {
  const first = addMonths(monthOf(stage.now), -3);
  planCosts(stage, stock, first);
  planRegisters(stage, stock);
  planFrozen(stage);
}

function planCosts(stage: Stage, stock: Stock, first: string): void {
  const { now, newId, timeline } = stage;
  const begin = sampleBegins(now) + 6 * day;
  const months = [0, 1, 2, 3].map((by) => addMonths(first, by));
  plans.forEach((plan, place) => {
    const at = begin + place * 9 * minute;
    const id = newId(at);
    const { vendor, name, kind } = plan;
    timeline.plan(at, 'Mara', (changes) =>
      changes.insert(
        'costPlan',
        {
          id,
          vendor_id: stock.vendorId(vendor),
          api_id: null,
          name,
          kind,
          currency: plan.currency ?? 'EUR',
          exponent: 2,
          base_minor: plan.baseMinor ?? 0,
          tiers: JSON.stringify(plan.tiers ?? []),
          included: plan.included ?? '0',
          package_size: plan.packageSize ?? null,
          commit_minor: plan.commitMinor ?? 0,
          unit_name: plan.unitName ?? 'requests',
          quantity_from: plan.quantityFrom ?? 'by hand',
          counted: 'all',
          valid_from: first,
          valid_to: null,
          notes: '',
          created_at: at,
        },
        `Price list ${vendor}, ${name} added`,
      ),
    );
    const { quantity } = plan;
    if (quantity === undefined) return;
    months.forEach((month, number) => {
      const entered = Math.min(monthEnd(month) + 2 * day + place * 7 * minute, now - hour - place * minute);
      // The running month is known up to today.
      const share = monthEnd(month) > now ? (now - monthStart(month)) / (monthEnd(month) - monthStart(month)) : 1;
      const count = String(Math.round(quantity * 1.04 ** number * (plan.kind === 'volume' ? 1 : share)));
      const row = { id: newId(entered), plan_id: id, month, quantity: count, source: 'file', created_at: entered };
      timeline.plan(entered, 'Mara', (changes) =>
        changes.insert('costQuantity', row, `${name}, ${month}: ${count} ${plan.unitName ?? 'requests'}`),
      );
    });
  });
  planAmounts(stage, stock, months, begin);
}

/** Invoices of the flat prices and of Adyen, the budget, and the orders of each month. */
function planAmounts(stage: Stage, stock: Stock, months: readonly string[], begin: number): void {
  const { now, newId, timeline } = stage;
  const budgetId = newId(begin);
  const budget = {
    id: budgetId,
    vendor_id: null,
    from_month: months[0] ?? '',
    currency: 'EUR',
    exponent: 2,
    amount_minor: 490_000,
    created_at: begin,
  };
  timeline.plan(begin, 'Mara', (changes) => changes.insert('costBudget', budget, 'Budget for all vendors: €4,900.00 a month'));
  const invoices = [
    ['Adyen', 64_900],
    ['Shopify', 117_000],
    ['Klaviyo', 95_000],
    ['Zendesk', 49_500],
    ['Xero', 4_200],
  ] as const;
  const over = months.filter((month) => monthEnd(month) <= now);
  over.forEach((month, number) => {
    invoices.forEach(([vendor, base], place) => {
      // Adyen’s last one comes after the page was frozen, and is the reason of its correction.
      const isLate = vendor === 'Adyen' && month === over.at(-1);
      const at = Math.min(monthEnd(month) + (isLate ? 8 : 1) * day + place * 11 * minute, now - 2 * hour);
      const amount = vendor === 'Adyen' ? Math.round(base * 1.035 ** number) : base;
      const row = {
        id: newId(at),
        vendor_id: stock.vendorId(vendor),
        month,
        number: `${month.replace('-', '')}-${400 + place}`,
        currency: 'EUR',
        exponent: 2,
        amount_minor: amount,
        notes: '',
        created_at: at,
      };
      timeline.plan(at, 'Mara', (changes) => changes.insert('costInvoice', row, `Invoice of ${vendor} for ${month}`));
    });
    const at = Math.min(monthEnd(month) + day + 2 * hour, now - 2 * hour);
    const quantity = Math.round(2_870 * 1.04 ** number);
    const row = { id: newId(at), month, name: 'orders', process_id: null, quantity, source: 'file', created_at: at };
    timeline.plan(at, 'Mara', (changes) => changes.insert('outcome', row, `${month}: ${quantity} orders`));
  });
}

function planRegisters({ now, newId, team, timeline }: Stage, stock: Stock): void {
  risks.forEach((risk, place) => {
    const at = now - risk.daysAgo * day - place * 17 * minute;
    const { kind, title, likelihood, impact, reason } = risk;
    const row = {
      id: newId(at),
      kind,
      title,
      owner_id: team[risk.owner].id,
      vendor_id: risk.vendor === undefined ? null : stock.vendorId(risk.vendor),
      likelihood,
      impact,
      due_at: utcDay(now, risk.dueDays),
      reason,
      created_at: at,
    };
    timeline.plan(at, risk.owner, (changes) => changes.insert('risk', row, `${kind === 'risk' ? 'Risk' : 'Waiver'} “${title}” noted`));
  });
  decisions.forEach(({ title, recommendation, owner, dueDays, daysAgo }, place) => {
    const at = now - daysAgo * day - place * 23 * minute;
    const row = { id: newId(at), title, recommendation, owner_id: team[owner].id, due_at: utcDay(now, dueDays), created_at: at };
    timeline.plan(at, owner, (changes) => changes.insert('decision', row, `Decision asked for: ${title}`));
  });
}

/**
 * Frozen by the app's own builder, when all that happened is there; the activity has it on its day. One and two months back, the newer one
 * corrected once.
 */
function planFrozen({ db, now, newId, team, timeline }: Stage): void {
  const last = addMonths(monthOf(now), -1);
  const freeze = (month: string, at: number, version: number, reason: string): void => {
    if (at >= now) return;
    const id = newId(at);
    const words = `Scorecard ${monthWords(month)} (executive) frozen as version ${version}${reason === '' ? '' : `: ${reason}`}`;
    timeline.plan(at, 'Mara', (changes) => changes.note('scorecard', id, words));
    timeline.planEvidence(now, () => {
      const key = { month, audience: 'executive', vendorId: null } as const;
      insertRow(db, 'scorecards', frozenRow(db, at, key, reason, team.Mara.name, id, knownThen));
    });
  };
  freeze(addMonths(last, -1), monthEnd(addMonths(last, -1)) + 3 * day + 4 * hour, 1, '');
  freeze(last, monthEnd(last) + 3 * day + 4 * hour, 1, '');
  freeze(last, monthEnd(last) + 9 * day + 3 * hour, 2, 'Adyen’s invoice came after the page was frozen');
}

/** The facts without what was added only later. */
function knownThen(db: Reader, at: number, key: PageKey): ScorecardFacts {
  const facts = gatherFacts(db, at, key);
  const later = (table: 'cost_invoices' | 'risks' | 'decisions'): ReadonlySet<string> =>
    new Set(db.all<{ id: string }>(`SELECT id FROM ${table} WHERE created_at > ?`, at).map(({ id }) => id));
  const [invoices, risks, decisions] = [later('cost_invoices'), later('risks'), later('decisions')];
  return {
    ...facts,
    events: facts.events.filter(({ firstSeenAt }) => firstSeenAt <= at),
    risks: facts.risks.filter(({ id }) => !risks.has(id)),
    decisions: facts.decisions.filter(({ id }) => !decisions.has(id)),
    costs: { ...facts.costs, invoices: facts.costs.invoices.filter(({ id }) => !invoices.has(id)) },
  };
}
