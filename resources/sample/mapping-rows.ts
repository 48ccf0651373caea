import type { Dice } from './dice.ts';
import { digits, upper } from './dice.ts';
import { day, hour, minute } from './sample-time.ts';

type Row = Record<string, unknown>;

const people = [
  'Jana Nováková',
  'Pierre Lefèvre',
  'Ada Byron',
  'Yuki Tanaka',
  'Tamás Szabó',
  'Mehmet Öz',
  'Lena Fischer',
  'Sam Okafor',
  'Iris de Vries',
  'João Pereira',
];
const mailOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')}@example.com`;

const isoTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
/** `2026-11-20 14:14:02 +0100`, as Shopify's export writes it. */
const shopTime = (at: number): string => `${new Date(at + hour).toISOString().slice(0, 19).replace('T', ' ')} +01:00`;
/** `2026-11-20 14:14:02` on Amsterdam's clock in winter. */
const adyenTime = (at: number): string => new Date(at + hour).toISOString().slice(0, 19).replace('T', ' ');

const currencies = [
  ['EUR', 62],
  ['GBP', 14],
  ['USD', 12],
  ['JPY', 9],
  ['HUF', 1.4],
  ['PLN', 1.6],
] as const;

function price(dice: Dice, currency: string): number {
  if (currency === 'JPY') return dice.whole(12, 480) * 100;
  if (currency === 'HUF') return dice.whole(40, 220) * 100 - 10;
  return dice.whole(19, 900) + dice.pick([0, 0.5, 0.9, 0.95]);
}

/** As the shop and the card company write it: always two decimals but for yen. */
const amountText = (value: number, currency: string): string => (currency === 'JPY' ? value.toFixed(0) : value.toFixed(2));
/** As PayPal writes it: no decimals for yen and forint. */
const payPalText = (value: number, currency: string): string =>
  currency === 'JPY' || currency === 'HUF' ? Math.round(value).toFixed(0) : value.toFixed(2);

/** Orders of Shopify's export, newest last; two rows without a currency, as its draft orders have. */
export function shopifyOrders(dice: Dice, now: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const at = now - 30 * day + (index / count) * 29.6 * day + dice.whole(0, 40) * minute;
    const currency = dice.weighted(currencies);
    const name = dice.pick(people);
    const total = price(dice, currency);
    const isDraft = index === 61 || index === 187;
    return {
      Name: `#${50_000 + index}`,
      Email: mailOf(name),
      'Financial Status': dice.weighted([
        ['paid', 90],
        ['refunded', 5],
        ['partially_refunded', 3],
        ['pending', 2],
      ]),
      'Paid at': shopTime(at + 3 * minute),
      Currency: isDraft ? '' : currency,
      Subtotal: amountText(total * 0.84, currency),
      Shipping: amountText(0, currency),
      Taxes: amountText(total * 0.16, currency),
      Total: amountText(total, currency),
      'Created at': shopTime(at),
      'Billing Name': name,
      'Payment Method': dice.weighted([
        ['Adyen', 70],
        ['PayPal', 30],
      ]),
      Vendor: 'Acme Mobile Shop',
    };
  });
}

/** Lines of Adyen's settlement detail report. */
export function adyenPayouts(dice: Dice, now: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const at = now - 16 * day + (index / count) * 15.5 * day + dice.whole(0, 59) * minute;
    const currency = dice.weighted(currencies);
    const type = dice.weighted([
      ['Settled', 90],
      ['Refunded', 8],
      ['Chargeback', 2],
    ]);
    const value = price(dice, currency);
    return {
      'Company Account': 'AcmeMobileShop',
      'Merchant Account': 'AcmeMobileShopECOM',
      'Psp Reference': dice.text(upper, 16),
      'Merchant Reference': index % 97 === 41 ? '' : `${50_000 + index}`,
      'Payment Method': dice.pick(['visa', 'mc', 'ideal', 'amex']),
      'Creation Date': adyenTime(at),
      TimeZone: 'CET',
      Type: type,
      'Gross Currency': currency,
      'Gross Amount': `${type === 'Settled' ? '' : '-'}${amountText(value, currency)}`,
      'Net Amount': amountText(value * 0.985, currency),
      'Batch Number': `${310 + Math.floor(index / 40)}`,
    };
  });
}

/** Captures as PayPal's API answers them; a few legacy sales among them have their amount elsewhere. */
export function payPalCaptures(dice: Dice, now: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const at = now - 30 * day + (index / count) * 29.4 * day;
    const currency = index === 1 ? 'JPY' : index === 3 ? 'HUF' : index % 79 === 40 ? 'HUF' : dice.weighted(currencies);
    const value = index === 1 ? 3200 : index === 3 ? 12_990 : price(dice, currency);
    const order = 50_233 + index;
    const isLegacy = index % 78 === 4;
    const status = dice.weighted([
      ['COMPLETED', 93],
      ['PARTIALLY_REFUNDED', 3],
      ['REFUNDED', 2],
      ['PENDING', 2],
    ]);
    const money = (amount: number): Row => ({ value: payPalText(amount, currency), currency_code: currency });
    const common = {
      id: dice.text(upper, 17),
      status,
      create_time: isoTime(at),
      update_time: isoTime(at + dice.whole(0, 3) * minute),
      final_capture: true,
      payee: { email_address: 'paypal@acme-mobile.example', merchant_id: 'QH3NRT8KD2WXA' },
      links: [{ href: 'https://api-m.paypal.com/v2/payments/captures', rel: 'self', method: 'GET' }],
    };
    if (isLegacy)
      return {
        ...common,
        invoice_id: `INV-${order}`,
        parent_payment: `PAY-${dice.text(upper, 20)}`,
        amount: { total: value.toFixed(2), currency },
      };
    return {
      ...common,
      ...(dice.chance(0.97) ? { custom_id: `${order}` } : {}),
      invoice_id: `INV-${order}`,
      amount: money(value),
      seller_protection: {
        status: dice.weighted([
          ['ELIGIBLE', 90],
          ['PARTIALLY_ELIGIBLE', 6],
          ['NOT_ELIGIBLE', 4],
        ]),
      },
      seller_receivable_breakdown: { gross_amount: money(value), paypal_fee: money(value * 0.0249), net_amount: money(value * 0.9751) },
      supplementary_data: { related_ids: { order_id: `5O${dice.text(digits, 12)}` } },
      disbursement_mode: 'INSTANT',
    };
  });
}

/** Invoices as the books export them: German dates and a comma as the mark. */
export function xeroInvoices(dice: Dice, now: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const at = now - 80 * day + (index / count) * 78 * day;
    const germanDay = (time: number): string => new Date(time).toISOString().slice(0, 10).split('-').toReversed().join('.');
    const total = dice.whole(40, 4200) + dice.pick([0, 0.5, 0.99]);
    return {
      InvoiceNumber: `RE-${4100 + index}`,
      ContactName: dice.pick(people),
      InvoiceDate: germanDay(at),
      DueDate: germanDay(at + 30 * day),
      Total: total.toFixed(2).replace('.', ','),
      Currency: 'EUR',
      Status: dice.weighted([
        ['PAID', 80],
        ['AUTHORISED', 15],
        ['VOIDED', 5],
      ]),
      Reference: dice.chance(0.2) ? '' : `Order ${50_000 + index}`,
    };
  });
}
