import { Exact } from '../costs/meter-cost.ts';
import { monthCosts, type CostTotal, type MonthCosts, type VendorCost } from '../costs/month-costs.ts';
import { addMonths, monthName } from '../costs/months.ts';
import { moneyText } from '../costs/money-text.ts';
import type { BlockContext } from './blocks-promises.ts';
import { harmMs } from './blocks-events.ts';
import type { LedgerFact, ScorecardFacts, VendorFact } from './facts.ts';
import { countText, dayText, listText, plural } from './page-words.ts';
import type { Block, Cell } from './scorecard.ts';

const basisWords = { invoiced: 'invoiced', metered: 'metered', unknown: 'unknown' } as const;

/** Block 6: what each vendor cost against its budget, and what one success cost. */
export function costBlock({ facts, most, sources }: BlockContext): Block | null {
  const costs = monthCosts(facts.costs, facts.month, facts.asOf);
  if (costs.vendors.length === 0) return null;
  const shown = costs.vendors.slice(0, most);
  const invoiced = costs.vendors.filter(({ basis }) => basis === 'invoiced').length;
  return {
    key: 'cost',
    number: 6,
    title: 'Cost',
    note: `${plural(costs.vendors.length, 'vendor')}, ${invoiced} invoiced, without tax`,
    sources,
    columns: [{ title: 'Vendor' }, { title: 'Actual', align: 'right' }, { title: 'Budget', align: 'right' }, { title: 'Known from' }],
    rows: [
      ...shown.map(vendorRow),
      ...others(costs.vendors.slice(most)),
      ...costs.totals.map((total) => totalRow(total, costs.totals.length === 1)),
    ],
    more: 0,
    totals: costs.totals.length,
    words: costWords(costs, facts),
  };
}

const vendorRow = (cost: VendorCost): Cell[] => [
  { text: cost.vendorName, door: { place: 'scorecards', kind: 'cost', id: cost.vendorId } },
  money(cost.actualMinor, cost, { place: 'scorecards', kind: 'cost', id: cost.vendorId }),
  cost.budgetMinor === null ? { text: '–', value: null, tone: 'quiet' } : money(cost.budgetMinor, cost),
  { text: basisWords[cost.basis], tone: 'quiet' },
];

/** One row a currency for the vendors that are not shown by name. */
function others(rest: readonly VendorCost[]): Cell[][] {
  return [...new Set(rest.map(({ currency }) => currency))].map((currency) => {
    const own = rest.filter((cost) => cost.currency === currency);
    const sum = own.reduce((total, { actualMinor }) => total + (actualMinor ?? 0), 0);
    const unknown = own.filter(({ actualMinor }) => actualMinor === null).length;
    return [
      { text: plural(own.length, 'other'), tone: 'quiet' },
      money(sum, own[0] as VendorCost),
      { text: '–', value: null, tone: 'quiet' },
      { text: unknown === 0 ? '' : `${unknown} unknown`, tone: 'quiet' },
    ];
  });
}

function totalRow(total: CostTotal, isOnly: boolean): Cell[] {
  const { actualMinor, budgetMinor } = total;
  return [
    { text: isOnly ? 'Total' : `Total ${total.currency}`, tone: 'strong' },
    { ...money(actualMinor, total), tone: 'strong' },
    budgetMinor === null ? { text: 'no budget', value: null, tone: 'quiet' } : { ...money(budgetMinor, total), tone: 'strong' },
    budgetMinor === null || budgetMinor === 0
      ? { text: '', value: null }
      : {
          text: percentText((actualMinor - budgetMinor) / budgetMinor),
          value: (actualMinor - budgetMinor) / budgetMinor,
          unit: 'share',
          ...(actualMinor > budgetMinor ? { mark: 'soon' as const } : {}),
        },
  ];
}

const percentText = (share: number): string => {
  const points = Math.round(share * 1_000) / 10;
  return points === 0 ? 'on budget' : `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} %`;
};

function money(minor: number | null, { currency, exponent }: { currency: string; exponent: number }, door?: Cell['door']): Cell {
  if (minor === null) return { text: 'unknown', value: null, tone: 'quiet', ...(door ? { door } : {}) };
  return { text: moneyText(minor, currency, exponent), value: minor / 10 ** exponent, unit: 'money', ...(door ? { door } : {}) };
}

function costWords(costs: MonthCosts, facts: ScorecardFacts): Cell[] {
  const words: Cell[] = [];
  const [total] = costs.totals;
  for (const outcome of facts.costs.outcomes) {
    const own = costs.unitCosts.filter((unit) => unit.outcome === outcome.name);
    if (own.length === 0) continue;
    const each = own.map(({ amount, currency }) => unitMoney(amount, currency)).join(' + ');
    words.push({
      text: `${each} per ${outcome.name.replace(/s$/, '')}, n ${countText(outcome.quantity)}.`,
      door: { place: 'scorecards', kind: 'outcome', id: outcome.id },
    });
  }
  if (total?.forecastMinor != null) {
    const month = facts.asOf < facts.toAt ? facts.month : addMonths(facts.month, 1);
    const budget = facts.asOf < facts.toAt ? total.budgetMinor : total.nextBudgetMinor;
    const of = budget === null ? '' : ` of ${moneyText(budget, total.currency, total.exponent)}`;
    words.push({
      text: `${monthName(month)} forecast ${moneyText(total.forecastMinor, total.currency, total.exponent)}${of}, by working days.`,
    });
  }
  const [tier] = costs.tiersAhead;
  if (tier) {
    words.push({
      text: `Next tier: ${tier.vendorName} at ${countText(Number(tier.fromQuantity))} ${tier.unitName}, now ${countText(Number(tier.quantity))}.`,
      door: { place: 'scorecards', kind: 'plan', id: tier.planId },
    });
  }
  const odd = costs.vendors.filter(
    ({ invoicedMinor, meteredMinor }) =>
      invoicedMinor !== null && meteredMinor !== null && Math.abs(invoicedMinor - meteredMinor) > meteredMinor * 0.05,
  );
  if (odd.length > 0)
    words.push({ text: `${listText(odd.map(({ vendorName }) => vendorName))}: invoice differs from metered use by more than 5 %.` });
  const unknown = facts.costs.vendorsWithoutCost.length;
  if (unknown > 0)
    words.push({ text: `${plural(unknown, 'vendor')} called without a price list or an invoice: not counted.`, tone: 'quiet' });
  return words;
}

const unitMoney = (amount: string, currency: string): string => {
  const symbol = { EUR: '€', USD: '$', GBP: '£', JPY: '¥' }[currency] ?? `${currency} `;
  return `${symbol}${new Exact(amount).toFixed()}`;
};

/** Block 7: differences between two records that nobody has settled. */
export function breaksBlock({ facts, most, sources }: BlockContext): Block | null {
  if (facts.ledgers.length === 0) return null;
  const shown = facts.ledgers.slice(0, most);
  return {
    key: 'breaks',
    number: 7,
    title: 'Breaks',
    note: `${plural(facts.ledgers.length, 'ledger')}, as of ${dayText(facts.asOf)}`,
    sources,
    columns: [
      { title: 'Ledger' },
      { title: 'Open', align: 'right' },
      { title: 'At risk', align: 'right' },
      { title: 'Unexplained', align: 'right' },
    ],
    rows: shown.flatMap(ledgerRows),
    more: facts.ledgers.length - shown.length,
    words: ownerless(facts),
  };
}

function ownerless({ ledgers }: ScorecardFacts): Cell[] {
  const count = ledgers.reduce((sum, { breaksWithoutOwner }) => sum + breaksWithoutOwner, 0);
  return count === 0 ? [] : [{ text: `${plural(count, 'break')} without an owner.`, mark: 'soon', door: { place: 'ledger' } }];
}

/** A row for the ledger, and one more for each further currency in which something is at risk or unexplained. */
function ledgerRows(ledger: LedgerFact): Cell[][] {
  const door = { place: 'ledger', kind: 'ledger', id: ledger.id } as const;
  const name: Cell = { text: ledger.name, tone: 'strong', door };
  const none: Cell = { text: '–', value: null };
  if (ledger.lastRunAt === null) return [[name, { text: 'never run', value: null, tone: 'quiet' }, none, none]];
  const sorted = ledger.byCurrency.toSorted(
    (a, b) => Number(isSettled(a)) - Number(isSettled(b)) || a.currency.localeCompare(b.currency, 'en'),
  );
  const [first, ...others] = sorted;
  const open: Cell = { text: countText(ledger.openBreaks), value: ledger.openBreaks, unit: 'count', door };
  const ran = { ...name, aside: `, run ${ledger.lastRunNumber} of ${dayText(ledger.lastRunAt)}` };
  return [
    first ? [ran, open, money(first.openMinor, first, door), money(first.remainderMinor, first)] : [ran, open, none, none],
    ...others
      .filter((one) => !isSettled(one))
      .map((one): Cell[] => [
        { text: `in ${one.currency}`, tone: 'quiet' },
        { text: '', value: null },
        money(one.openMinor, one, door),
        money(one.remainderMinor, one),
      ]),
  ];
}

const isSettled = ({ openMinor, remainderMinor }: LedgerFact['byCurrency'][number]): boolean => openMinor === 0 && remainderMinor === 0;

/** Block 8: vendors by the minutes that were bad on their side. */
export function vendorsBlock({ facts, most, sources }: BlockContext): Block | null {
  const rows = facts.vendors.map((vendor) => {
    const own = facts.incidents.filter(({ vendorId, attribution }) => vendorId === vendor.id && attribution === 'vendor');
    const shortest = own.reduce((sum, { shortestMs }) => sum + shortestMs, 0);
    const longest = own.reduce((sum, incident) => sum + harmMs(incident, facts.asOf), 0);
    const watched = facts.promises.filter(({ vendorId }) => vendorId === vendor.id);
    const coverages = watched.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]));
    return {
      vendor,
      incidents: own.length,
      first: own[0]?.id,
      shortest,
      longest,
      watched: watched.length,
      least: coverages.length === 0 ? null : Math.min(...coverages),
    };
  });
  if (rows.length === 0) return null;
  const sorted = rows.toSorted(
    (a, b) => b.longest - a.longest || b.vendor.failedTheirs - a.vendor.failedTheirs || b.vendor.calls - a.vendor.calls,
  );
  const shown = sorted.slice(0, most);
  return {
    key: 'vendors',
    number: 8,
    title: 'Vendors',
    note: 'bad minutes and failed calls on their side',
    sources,
    columns: [
      { title: 'Vendor' },
      { title: 'Bad minutes', align: 'right' },
      { title: 'Least seen', align: 'right' },
      { title: 'Calls', align: 'right' },
      { title: 'Failed', align: 'right' },
      { title: 'Notice given', align: 'right' },
    ],
    rows: shown.map(({ vendor, incidents, first, shortest, longest, watched, least }): Cell[] => [
      { text: vendor.name, door: { place: 'inventory', kind: 'vendor', id: vendor.id } },
      watched === 0 && incidents === 0
        ? { text: 'not watched', value: null, tone: 'quiet' }
        : {
            text: minutes(shortest, longest),
            value: Math.round(shortest / 60_000),
            unit: 'count',
            door: first === undefined ? { place: 'monitors' } : { place: 'monitors', kind: 'incident', id: first },
          },
      least === null ? { text: '–', value: null, tone: 'quiet' } : { text: `${Math.floor(least * 100)} %`, value: least, unit: 'share' },
      { text: countText(vendor.calls), value: vendor.calls, unit: 'count', door: callsDoor(vendor) },
      { text: countText(vendor.failedTheirs), value: vendor.failedTheirs, unit: 'count' },
      notice(vendor.noticeDays),
    ]),
    more: rows.length - shown.length,
    words: [],
  };
}

/** The calls themselves where one API made them; else the vendor, whose APIs lead on. */
const callsDoor = ({ id, apiId }: VendorFact): Cell['door'] =>
  apiId === null ? { place: 'inventory', kind: 'vendor', id } : { place: 'console', kind: 'history', id: apiId };

function minutes(shortest: number, longest: number): string {
  const [from, to] = [Math.round(shortest / 60_000), Math.round(longest / 60_000)];
  return from === to ? countText(from) : `${countText(from)} to ${countText(to)}`;
}

function notice(days: readonly number[]): Cell {
  if (days.length === 0) return { text: 'no change', value: null, tone: 'quiet' };
  const least = Math.min(...days);
  return { text: days.length === 1 ? `${least} days` : `${least} days, n ${days.length}`, value: least, unit: 'days' };
}
