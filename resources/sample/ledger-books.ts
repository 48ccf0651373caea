import type { SourceRow } from '../../shared/domain/ledger/compile-side.ts';
import type { ComparedField, LedgerSpec } from '../../shared/domain/ledger/ledger-spec.ts';
import type { Dice } from './dice.ts';
import { day, hour, minute } from './sample-time.ts';

/** A record of one system over time: when it happened, from when an export has it, and what is mended in it later. */
export interface BookRow {
  readonly key: string;
  readonly at: number;
  readonly knownAt: number;
  readonly goneAt: number | null;
  readonly row: SourceRow;
  readonly laterRow: SourceRow | null;
  readonly changedAt: number;
  readonly kind: string;
}

/** Both systems' records of a quarter, and the keys that people did something about. */
export interface Book {
  readonly left: readonly BookRow[];
  readonly right: readonly BookRow[];
  readonly told: readonly { readonly key: string; readonly kind: string }[];
}

const field = (
  name: string,
  left: string,
  right: string,
  kind: ComparedField['type'],
  tolerance: ComparedField['tolerance'],
): ComparedField => ({
  name,
  type: kind,
  left,
  right,
  ignoreCase: false,
  tolerance,
});

export const orderSpec: LedgerSpec = {
  left: {
    name: 'Shopify orders',
    mappingId: null,
    key: ['order'],
    amount: { column: 'total', unit: 'major', decimalMark: 'point' },
    currency: { column: 'currency' },
    time: { column: 'created_at', format: 'iso', offsetMinutes: 0 },
  },
  right: {
    name: 'Adyen payouts',
    mappingId: null,
    key: ['merchant_reference'],
    amount: { column: 'captured', unit: 'major', decimalMark: 'point' },
    currency: { column: 'currency' },
    time: { column: 'captured_at', format: 'iso', offsetMinutes: 0 },
  },
  keyCase: 'exact',
  amountTolerance: { kind: 'exact' },
  timeTolerance: { kind: 'minutes', minutes: 15 },
  fields: [
    field('items', 'items', 'items', 'number', { kind: 'exact' }),
    field('country', 'country', 'shopper_country', 'text', { kind: 'exact' }),
    field('payment', 'gateway', 'method', 'text', { kind: 'shown' }),
  ],
  settleDays: 2,
};

export const invoiceSpec: LedgerSpec = {
  left: {
    name: 'Shopify invoices',
    mappingId: null,
    key: ['invoice'],
    amount: { column: 'gross', unit: 'major', decimalMark: 'point' },
    currency: { constant: 'EUR' },
    time: { column: 'issued', format: 'iso', offsetMinutes: 0 },
  },
  right: {
    name: 'Xero invoices',
    mappingId: null,
    key: ['InvoiceNumber'],
    amount: { column: 'Total', unit: 'major', decimalMark: 'point' },
    currency: { constant: 'EUR' },
    time: { column: 'Date', format: 'iso', offsetMinutes: 0 },
  },
  keyCase: 'ignore',
  amountTolerance: { kind: 'minor', amount: 2 },
  timeTolerance: { kind: 'shown' },
  fields: [field('tax', 'tax_rate', 'TaxRate', 'text', { kind: 'exact' })],
  settleDays: null,
};

const ordersPerDay = 13;
/** The day on which the right side began to write yen as if they had cents. */
const yenFaultDaysAgo = 8;
const digits: Readonly<Record<string, number>> = { EUR: 2, GBP: 2, HUF: 2, JPY: 0 };

const written = (minor: number, currency: string): string => (minor / 10 ** (digits[currency] ?? 2)).toFixed(digits[currency] ?? 2);

/** A quarter of orders and their payouts, with the faults that such files have. */
export function orderBook(dice: Dice, now: number): Book {
  const left: BookRow[] = [];
  const right: BookRow[] = [];
  const today = Math.floor(now / day) * day;
  const told: { key: string; kind: string }[] = [];
  const tell = faultsToTell();
  for (let ago = 110; ago >= 0; ago -= 1) {
    for (let place = 0; place < ordersPerDay; place += 1) {
      const at = today - ago * day + Math.round((place / ordersPerDay) * 20 * hour) + dice.whole(0, 60) * minute;
      const key = `ACME-${24_000 - ago * ordersPerDay + place}`;
      const currency = dice.weighted([
        ['EUR', 62],
        ['JPY', 22],
        ['GBP', 10],
        ['HUF', 6],
      ] as const);
      const items = dice.whole(1, 4);
      const minor =
        currency === 'JPY'
          ? dice.whole(30, 420) * 100
          : currency === 'HUF'
            ? dice.whole(800, 9_000) * 1000
            : dice.whole(19, 420) * 100 - 10;
      const country = { EUR: 'DE', JPY: 'JP', GBP: 'GB', HUF: 'HU' }[currency];
      const gateway = dice.pick(['card', 'paypal', 'klarna'] as const);
      const order = {
        order: key,
        total: written(minor, currency),
        currency,
        created_at: new Date(at).toISOString(),
        items: String(items),
        country,
        gateway,
      };
      const capturedAt = new Date(at + dice.whole(2, 9) * 1000).toISOString();
      const isYenFault = currency === 'JPY' && ago <= yenFaultDaysAgo;
      const payout = {
        merchant_reference: key,
        captured: written(isYenFault ? minor * 100 : minor, currency),
        currency,
        captured_at: capturedAt,
        items: String(items),
        shopper_country: country,
        method: gateway,
      };
      const settledAt = at + dice.whole(6, 44) * hour;
      const base = { key, at, goneAt: null, laterRow: null, changedAt: 0, kind: '' };
      const fault = currency === 'EUR' ? tell(ago) : null;
      const isMended = dice.chance(0.006);
      left.push({ ...base, knownAt: at, row: order, kind: fault === 'missing, left alone' ? 'left alone' : '' });
      if (fault === null && currency === 'EUR' && isMended && ago > 12) {
        // Came days late, or was wrong and then put right: breaks that a later run resolves.
        const mendedAt = settledAt + dice.whole(4, 9) * day;
        if (dice.chance(0.5)) right.push({ ...base, knownAt: mendedAt, row: payout });
        else
          right.push({
            ...base,
            knownAt: settledAt,
            row: { ...payout, captured: written(minor - 1000, currency) },
            laterRow: payout,
            changedAt: mendedAt,
          });
        continue;
      }
      switch (fault) {
        case null:
          right.push({ ...base, knownAt: settledAt, row: payout });
          break;
        case 'missing':
        case 'missing, left alone':
          break;
        case 'missing, fix on the way':
          told.push({ key, kind: 'fix on the way' });
          break;
        case 'item taken off':
          right.push({
            ...base,
            knownAt: settledAt,
            row: { ...payout, captured: written(minor - 4_500, currency), items: String(Math.max(1, items - 1)) },
          });
          told.push({ key, kind: 'asked the vendor' });
          break;
        case 'amount differs':
          right.push({ ...base, knownAt: settledAt, row: { ...payout, captured: written(minor + 680, currency) } });
          break;
        case 'captured twice':
          right.push(
            { ...base, knownAt: settledAt, row: payout },
            { ...base, knownAt: settledAt, row: { ...payout, captured_at: new Date(at + 40_000).toISOString() } },
          );
          break;
        case 'chargeback':
          right.push({ ...base, knownAt: settledAt, row: { ...payout, captured: written(0, currency) } });
          told.push({ key, kind: 'explained' });
          break;
        case 'unknown payout':
          right.push({ ...base, knownAt: settledAt, row: payout });
          right.push({
            ...base,
            key: `5TY0${key.slice(5)}`,
            knownAt: settledAt,
            row: { ...payout, merchant_reference: `5TY0${key.slice(5)}`, captured: written(24_810, currency) },
          });
          break;
      }
    }
  }
  return { left, right, told };
}

const orderFaults = {
  1: ['captured twice'],
  2: ['missing, left alone'],
  3: ['missing', 'unknown payout'],
  4: ['amount differs'],
  6: ['item taken off', 'missing, fix on the way'],
  8: ['captured twice'],
  9: ['chargeback'],
  11: ['unknown payout'],
  13: ['missing'],
  16: ['amount differs'],
} as const satisfies Readonly<Record<number, readonly string[]>>;

type OrderFault = (typeof orderFaults)[keyof typeof orderFaults][number];

/** Which fault the next order of a day has, until those of that day are used up. */
function faultsToTell(): (daysAgo: number) => OrderFault | null {
  const left = new Map<number, OrderFault[]>(Object.entries(orderFaults).map(([ago, faults]) => [Number(ago), [...faults]]));
  return (daysAgo) => left.get(daysAgo)?.shift() ?? null;
}

/** A quarter of invoices and what the books have of them. */
export function invoiceBook(dice: Dice, now: number): Book {
  const left: BookRow[] = [];
  const right: BookRow[] = [];
  const today = Math.floor(now / day) * day;
  for (let ago = 112; ago >= 1; ago -= 1) {
    for (let place = 0; place < 3; place += 1) {
      const at = today - ago * day + (9 + place * 3) * hour;
      const key = `INV-${7_400 - ago * 3 + place}`;
      const minor = dice.whole(40, 2_600) * 100 + 90;
      const issued = new Date(at).toISOString().slice(0, 10);
      const invoice = { invoice: key, gross: written(minor, 'EUR'), issued, tax_rate: '19 %' };
      const booked = {
        InvoiceNumber: key.toLowerCase(),
        Total: written(minor + (place === 1 ? 1 : 0), 'EUR'),
        Date: issued,
        TaxRate: '19 %',
      };
      const base = { key, at: Date.parse(issued), knownAt: at, goneAt: null, laterRow: null, changedAt: 0, kind: '' };
      left.push({ ...base, row: invoice });
      const isLate = dice.chance(0.02) && ago > 20;
      if (ago === 8 && place === 0) continue;
      if (ago === 5 && place === 2) right.push({ ...base, row: { ...booked, TaxRate: '16 %' } });
      else if (ago === 12 && place === 1) right.push({ ...base, row: booked }, { ...base, row: booked });
      else if (isLate) right.push({ ...base, knownAt: at + dice.whole(8, 12) * day, row: booked });
      else right.push({ ...base, row: booked });
    }
  }
  return { left, right, told: [] };
}
