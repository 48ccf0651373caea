// The two exports of a bad Tuesday: the shop's orders and the vendor's captures of the same days. 400 orders in yen are whole yen on both
// sides, which a mapping that always reckons with two decimals reads as 100 times too much; 12 orders have no capture. The sums are made here,
// by hand and in whole minor units, so that the app's own can be held against them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TuesdayExports {
  readonly orders: string;
  readonly captures: string;
  readonly yenOrders: number;
  readonly missing: number;
  /** Per currency, in minor units: what the shop has, what the vendor has when it is read rightly. */
  readonly sums: Readonly<Record<'EUR' | 'JPY', { readonly orders: number; readonly captures: number }>>;
}

const orderCount = 2_400;
const yenOrders = 400;
const missing = 12;

export function writeTuesdayExports(folder: string): TuesdayExports {
  const sums = { EUR: { orders: 0, captures: 0 }, JPY: { orders: 0, captures: 0 } };
  const orders: string[] = [];
  const captures: string[] = [];
  for (let place = 0; place < orderCount; place += 1) {
    const isYen = place % 6 === 1;
    const currency = isYen ? 'JPY' : 'EUR';
    const minor = isYen ? 1_000 + ((place * 37) % 9_000) : 990 + ((place * 7_919) % 48_000);
    const amount = isYen ? String(minor) : `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
    const id = String(50_000 + place);
    const at = new Date(Date.UTC(2026, 10, 3, 6) + place * 60_000).toISOString().replace('.000Z', 'Z');
    orders.push(`${id},${amount},${currency},${at},paid`);
    sums[currency].orders += minor;
    // Twelve orders in euro, one after the other, that the vendor knows nothing of.
    if (!isYen && place >= 1_200 && missed(place)) continue;
    captures.push(`${id},${amount},${currency},${at},COMPLETED`);
    sums[currency].captures += minor;
  }
  const files = { orders: join(folder, 'orders.csv'), captures: join(folder, 'captures.csv') };
  write(files.orders, 'order_id,total,currency,paid_at,status', orders);
  // The vendor lists the newest first.
  write(files.captures, 'invoice_id,value,currency_code,create_time,state', captures.toReversed());
  return { ...files, yenOrders, missing, sums };
}

const write = (file: string, header: string, lines: readonly string[]): void => writeFileSync(file, `${[header, ...lines].join('\n')}\n`);

/** The first twelve places from 1,200 on that are not in yen. */
function missed(place: number): boolean {
  let seen = 0;
  for (let each = 1_200; each <= place; each += 1) if (each % 6 !== 1) seen += 1;
  return seen <= missing;
}
