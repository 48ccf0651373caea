import type { DestinationField, DestinationType } from './mapping-spec.ts';

export interface DestinationTemplate {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  readonly fields: readonly DestinationField[];
}

const field = (name: string, type: DestinationType, isRequired: boolean, definition: string, unit = ''): DestinationField => ({
  name,
  type,
  isRequired,
  definition,
  unit,
  stewardId: null,
});

const key = field('record_key', 'text', true, 'What both systems call the record. The ledger matches on it.');
const amount = field(
  'amount_minor',
  'money',
  true,
  'The amount in the smallest unit of its currency: 419.00 EUR is 41900, 3,200 JPY is 3200. Nothing is rounded.',
  'minor units',
);
const currency = field('currency', 'text', true, 'ISO 4217 code in capitals.', 'ISO 4217');
const bookedAt = field('booked_at', 'instant', true, 'When the record was booked, in UTC.', 'UTC');
const status = field('status', 'text', false, 'What became of it, in our words.');

export const destinationTemplates: readonly DestinationTemplate[] = [
  {
    key: 'ledger-row',
    name: 'Ledger row',
    words: 'Key, amount, currency, time and status: what a ledger compares.',
    fields: [key, amount, currency, bookedAt, status],
  },
  {
    key: 'order-ledger-row',
    name: 'Order ledger row',
    words: 'An order’s payment with fee and net, and the references of both sides.',
    fields: [
      key,
      field('payment_ref', 'text', true, 'The payment’s id at the vendor.'),
      field('order_ref', 'text', false, 'The order’s id at the vendor.'),
      field(
        'gross_minor',
        'money',
        true,
        'The captured amount in the smallest unit of its currency: 419.00 EUR is 41900, 3,200 JPY is 3200. Nothing is rounded.',
        'minor units',
      ),
      currency,
      field('fee_minor', 'money', false, 'The vendor’s fee, in the smallest unit.', 'minor units'),
      field('net_minor', 'money', false, 'Gross less fee, in the smallest unit.', 'minor units'),
      field('state', 'text', true, 'captured, refunded, declined or pending.'),
      field('captured_at', 'instant', true, 'When the money was captured, in UTC.', 'UTC'),
      field('changed_at', 'instant', false, 'When it last changed, in UTC.', 'UTC'),
      field('system', 'text', true, 'Which vendor it came from.'),
    ],
  },
  {
    key: 'invoice-row',
    name: 'Invoice row',
    words: 'An invoice as the books keep it.',
    fields: [
      key,
      amount,
      currency,
      field('issued_on', 'date', true, 'The day on the invoice.', 'day'),
      field('due_on', 'date', false, 'The day it is to be paid.', 'day'),
      status,
    ],
  },
];

export const findTemplate = (name: string): DestinationTemplate | undefined =>
  destinationTemplates.find((template) => template.key === name || template.name.toLowerCase() === name.trim().toLowerCase());
