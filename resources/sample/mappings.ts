import { seededRandom } from '../../electron/core/workspace/seeded-random.ts';
import { findTemplate } from '../../shared/domain/mappings/destination-templates.ts';
import { payPalExponents } from '../../shared/domain/mappings/currency-exponents.ts';
import type { DestinationField, ExponentSource, MappingSpec, Rule, Step } from '../../shared/domain/mappings/mapping-spec.ts';
import { createDice } from './dice.ts';
import { planMapping, sampleSpec } from './mapping-plan.ts';
import { adyenPayouts, payPalCaptures, shopifyOrders, xeroInvoices } from './mapping-rows.ts';
import { day, hour } from './sample-time.ts';
import { found, type Stage, type Stock } from './stage.ts';

const template = (key: string): readonly DestinationField[] => found(findTemplate(key), `template ${key}`).fields;
const rule = (from: string[], steps: Step[], options: Partial<Rule> = {}): Rule => ({
  from,
  steps,
  validators: [],
  missing: 'reject_row',
  null: 'reject_row',
  blank: 'reject_row',
  invalid: 'reject_row',
  fallback: null,
  note: '',
  ...options,
});
const optional = { missing: 'null', null: 'null', blank: 'null', invalid: 'null_and_flag' } as const;
const money = (
  path: string,
  currency: string,
  exponent: ExponentSource = { by: 'iso' },
  mark: 'point' | 'comma' = 'point',
  options: Partial<Rule> = {},
): Rule => rule([path, currency], [{ do: 'decimal_to_minor', currency: { field: currency }, exponent, mark }], options);
const moment = (path: string, formats: string[], zone = 'UTC'): Rule =>
  rule([path], [{ do: 'parse_date', formats, zone, twice: 'earlier', never: 'refuse' }]);
const code = (path: string): Rule => rule([path], [{ do: 'trim' }, { do: 'case', to: 'upper' }]);
const states = (path: string, entries: Record<string, string>): Rule =>
  rule(
    [path],
    [{ do: 'enum_map', entries, ignoreCase: false, unmapped: { policy: 'error' }, blank: { policy: 'error' }, null: { policy: 'error' } }],
  );

/** How the files of the two ledgers are read, and one draft that a golden sample holds back. */
export function planMappings(stage: Stage, _stock: Stock): void {
  const dice = createDice(seededRandom(41));
  const { now, team } = stage;
  const fields = (key: string, stewards: Record<string, string> = {}): DestinationField[] =>
    template(key).map((field) => ({ ...field, stewardId: stewards[field.name] ?? team.Ines.id }));
  const moneyBy = {
    amount_minor: team.Deniz.id,
    gross_minor: team.Deniz.id,
    currency: team.Deniz.id,
    fee_minor: team.Deniz.id,
    net_minor: team.Deniz.id,
  };

  const orders = shopifyOrders(dice, now, 420);
  const shopify = sampleSpec(
    'Shopify orders',
    'csv',
    'Ledger row',
    fields('ledger-row', moneyBy),
    orders,
    {
      record_key: rule(['Name'], [{ do: 'regex_extract', pattern: '#(\\d+)', group: 1 }]),
      amount_minor: money('Total', 'Currency'),
      currency: code('Currency'),
      booked_at: moment('Created at', ['yyyy-MM-dd HH:mm:ss XXX']),
      status: states('Financial Status', { paid: 'captured', refunded: 'refunded', partially_refunded: 'refunded', pending: 'pending' }),
    },
    'The ledger does not compare it',
  );
  planMapping(stage, {
    name: 'Shopify orders to ledger row',
    notes: 'Reads the left side of “Orders to payouts”. Draft orders without a currency are kept back on purpose.',
    fileName: 'shopify-orders.csv',
    rows: orders,
    begunDaysAgo: 86,
    author: 'Ines',
    revisions: [
      { spec: withRule(shopify, 'record_key', rule(['Name'], [{ do: 'trim' }])), daysAgo: 86, who: 'Ines', reason: 'First' },
      { spec: shopify, daysAgo: 60, who: 'Ines', reason: 'The key without its #, as Adyen has it' },
    ],
    draft: null,
    goldens: { notes: {} },
    runs: [
      { daysAgo: 8, who: 'Deniz', isReviewed: true },
      { daysAgo: 1, who: 'Deniz', isReviewed: true },
    ],
  });

  const payouts = adyenPayouts(dice, now, 380);
  const adyen = sampleSpec(
    'Adyen settlement details',
    'csv',
    'Ledger row',
    fields('ledger-row', moneyBy),
    payouts,
    {
      record_key: rule(['Merchant Reference'], [{ do: 'trim' }]),
      amount_minor: money('Gross Amount', 'Gross Currency'),
      currency: code('Gross Currency'),
      booked_at: moment('Creation Date', ['iso'], 'Europe/Amsterdam'),
      status: states('Type', { Settled: 'captured', Refunded: 'refunded', Chargeback: 'charged back' }),
    },
    'The ledger does not compare it',
  );
  planMapping(stage, {
    name: 'Adyen payouts to ledger row',
    notes: 'Reads the right side of “Orders to payouts”. Times are on Amsterdam’s clock.',
    fileName: 'adyen-payouts.csv',
    rows: payouts,
    begunDaysAgo: 86,
    author: 'Deniz',
    revisions: [{ spec: adyen, daysAgo: 85, who: 'Deniz', reason: 'First' }],
    draft: null,
    goldens: { notes: {} },
    runs: [
      { daysAgo: 8, who: 'Deniz', isReviewed: true },
      { daysAgo: 1, who: 'Deniz', isReviewed: true },
    ],
  });

  const captures = payPalCaptures(dice, now, 614);
  const path = 'seller_receivable_breakdown';
  const always = (exponent: ExponentSource): Record<string, Rule> => ({
    record_key: rule(
      ['custom_id', 'invoice_id'],
      [
        { do: 'coalesce', fields: ['invoice_id'] },
        { do: 'regex_extract', pattern: '(\\d+)$', group: 1 },
      ],
    ),
    payment_ref: rule(['id'], []),
    order_ref: rule(['supplementary_data.related_ids.order_id'], [], optional),
    gross_minor: money('amount.value', 'amount.currency_code', exponent),
    currency: rule(['amount.currency_code'], []),
    fee_minor: money(`${path}.paypal_fee.value`, 'amount.currency_code', exponent, 'point', optional),
    net_minor: money(`${path}.net_amount.value`, 'amount.currency_code', exponent, 'point', optional),
    state: states('status', {
      COMPLETED: 'captured',
      PARTIALLY_REFUNDED: 'refunded',
      REFUNDED: 'refunded',
      PENDING: 'pending',
      DECLINED: 'declined',
    }),
    captured_at: moment('create_time', ['iso']),
    changed_at: moment('update_time', ['iso']),
    system: rule([], [{ do: 'constant', value: 'paypal' }]),
  });
  const payPal = (exponent: ExponentSource): MappingSpec =>
    sampleSpec(
      'PayPal capture',
      'json',
      'Order ledger row',
      fields('order-ledger-row', moneyBy),
      captures,
      always(exponent),
      'Same in every capture',
      ['amount.total', 'amount.currency', 'parent_payment'],
    );
  const twoDigits = payPal({ by: 'fixed', digits: 2 });
  const isoFees = { ...twoDigits, rules: { ...twoDigits.rules, ...pick(always({ by: 'iso' }), ['fee_minor', 'net_minor']) } };
  const draft = withRule(
    isoFees,
    'gross_minor',
    money('amount.value', 'amount.currency_code', { by: 'list', name: 'PayPal’s list', digits: { ...payPalExponents } }),
  );
  planMapping(stage, {
    name: 'PayPal capture to order ledger row',
    notes: 'Yen came out a hundred times too large until draft 4.',
    fileName: 'paypal-captures.json',
    rows: captures,
    begunDaysAgo: 70,
    author: 'Ines',
    revisions: [
      { spec: withRule(twoDigits, 'record_key', rule(['custom_id'], [])), daysAgo: 70, who: 'Ines', reason: 'First' },
      {
        spec: withRule(twoDigits, 'record_key', rule(['custom_id'], [{ do: 'coalesce', fields: ['invoice_id'] }])),
        daysAgo: 48,
        who: 'Ines',
        reason: 'Orders without a custom id have an invoice id',
      },
      { spec: twoDigits, daysAgo: 20, who: 'Deniz', reason: 'The invoice id without its letters' },
    ],
    draft: { spec: draft, at: now - day + 2 * hour, who: 'Ines' },
    goldens: {
      /** What must come out is ISO 4217's; the yen and the forint are what the draft is about. */
      expectWith: payPal({ by: 'iso' }),
      notes: { HUF: 'PayPal writes forint without decimals, the ledger keeps 2 (ISO 4217). Yen has 0 in both.' },
    },
    runs: [{ daysAgo: 9, who: 'Deniz', isReviewed: true }],
  });

  const invoices = xeroInvoices(dice, now, 160);
  const xero = sampleSpec(
    'Xero invoices',
    'csv',
    'Invoice row',
    fields('invoice-row', { amount_minor: team.Mara.id, currency: team.Mara.id }),
    invoices,
    {
      record_key: rule(['InvoiceNumber'], [{ do: 'trim' }]),
      amount_minor: money('Total', 'Currency', { by: 'iso' }, 'comma'),
      currency: code('Currency'),
      issued_on: moment('InvoiceDate', ['dd.MM.yyyy']),
      due_on: { ...moment('DueDate', ['dd.MM.yyyy']), ...optional },
      status: states('Status', { PAID: 'paid', AUTHORISED: 'open', VOIDED: 'void' }),
    },
    'Not part of the books’ comparison',
  );
  planMapping(stage, {
    name: 'Xero invoices to invoice row',
    notes: 'Reads the right side of “Invoices to books”.',
    fileName: 'xero-invoices.csv',
    rows: invoices,
    begunDaysAgo: 72,
    author: 'Mara',
    revisions: [{ spec: xero, daysAgo: 71, who: 'Mara', reason: 'First' }],
    draft: null,
    goldens: { notes: {} },
    runs: [{ daysAgo: 7, who: 'Maya', isReviewed: true }],
  });
}

const withRule = (spec: MappingSpec, field: string, changed: Rule): MappingSpec => ({
  ...spec,
  rules: { ...spec.rules, [field]: changed },
});

const pick = (rules: Record<string, Rule>, names: readonly string[]): Record<string, Rule> =>
  Object.fromEntries(Object.entries(rules).filter(([name]) => names.includes(name)));
