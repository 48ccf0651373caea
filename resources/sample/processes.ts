import type { Member } from './people.ts';

/** One API that a process needs: "Vendor API", how hard, what happens without it, and what is done then. */
export type SampleDependency = readonly [api: string, strength: 'hard' | 'soft', impact: string, fallback: string];

export interface SampleProcess {
  readonly name: string;
  readonly criticality: 'high' | 'medium' | 'low';
  readonly owner: Member;
  readonly deputy: Member | null;
  readonly serviceHours: string;
  /** Units an hour, what a unit is, and what one is worth in euro cents; null where nobody has counted. */
  readonly volume: readonly [perHour: number, unit: string, worthMinor: number] | null;
  readonly notes: string;
  readonly dependencies: readonly SampleDependency[];
}

/** What Acme does that depends on APIs. Google Merchant and Slack Web API are linked to nothing yet. */
export const sampleProcesses: readonly SampleProcess[] = [
  {
    name: 'Checkout',
    criticality: 'high',
    owner: 'Ines',
    deputy: 'Deniz',
    serviceHours: 'Every day, around the clock',
    volume: [9, 'orders', 6_450],
    notes: 'From the basket to a paid order. About 140 orders on a weekday.',
    dependencies: [
      [
        'Adyen Checkout',
        'hard',
        'Cards, iDEAL and Klarna cannot be paid: four of five orders are lost while it lasts.',
        'Show PayPal only and say so on the payment page.',
      ],
      [
        'PayPal Orders',
        'soft',
        'Customers who want PayPal see an error and half of them leave.',
        'Hide the PayPal button; Adyen takes the rest.',
      ],
      [
        'Avalara AvaTax',
        'hard',
        'Tax of US orders is unknown and they cannot be placed.',
        'Use the table of last month’s rates, and correct the orders by hand the next day.',
      ],
      [
        'Shopify Admin',
        'hard',
        'Paid orders do not get into the shop and nobody packs them.',
        'Orders wait in the queue for up to 24 hours; after that they are entered by hand.',
      ],
      ['Shopify Storefront', 'hard', 'The basket cannot be opened.', ''],
    ],
  },
  {
    name: 'Refunds',
    criticality: 'high',
    owner: 'Deniz',
    deputy: 'Ines',
    serviceHours: 'Mo-Fr 08:00-18:00',
    volume: [1.5, 'refunds', 5_200],
    notes: 'Money back within two working days of the parcel’s return.',
    dependencies: [
      [
        'Adyen Checkout',
        'hard',
        'Refunds of card payments are not made; after two days customers write in.',
        'Refund in the Adyen Customer Area by hand, 12 minutes each.',
      ],
      [
        'PayPal Orders',
        'hard',
        'Whether a PayPal payment was captured cannot be seen, so its refund waits or is made twice.',
        'Compare with the PayPal activity page each evening.',
      ],
      ['PayPal Disputes', 'soft', 'A dispute that nobody sees is lost after ten days.', 'Look at the resolution centre twice a week.'],
      ['Zendesk Support', 'soft', 'The customer is not told that the money is on its way.', 'Send the mail by hand.'],
    ],
  },
  {
    name: 'Fulfilment',
    criticality: 'high',
    owner: 'Ines',
    deputy: 'Maya',
    serviceHours: 'Mo-Sa 07:00-20:00',
    volume: [14, 'parcels', 6_450],
    notes: 'From a paid order to a parcel with the carrier, the same day for orders before 14:00.',
    dependencies: [
      [
        'Shippo Labels',
        'hard',
        'No labels: parcels pile up in the warehouse from the first hour.',
        'Buy labels on the carriers’ own sites, about 30 an hour.',
      ],
      ['DHL Tracking', 'soft', 'Late parcels are noticed a day later.', 'Look them up one by one.'],
      [
        'Shopify Admin',
        'hard',
        'Orders are not marked as sent and customers get no mail.',
        'Send the list of tracking numbers in the evening.',
      ],
    ],
  },
  {
    name: 'Payouts',
    criticality: 'high',
    owner: 'Deniz',
    deputy: 'Ines',
    serviceHours: 'Mo 06:00-16:00',
    volume: [6, 'payouts', 84_000],
    notes: 'Sellers are paid on Mondays for the week before.',
    dependencies: [
      [
        'Adyen Payouts',
        'hard',
        'Sellers are not paid on Monday; the contract allows one day.',
        'A bank transfer by hand, released by two people.',
      ],
      ['Xero Accounting', 'soft', 'Payouts are made but not booked.', 'Book them on the next day.'],
    ],
  },
  {
    name: 'Marketing sync',
    criticality: 'medium',
    owner: 'Maya',
    deputy: null,
    serviceHours: 'Every day, around the clock',
    volume: null,
    notes: 'Customers, consents and orders in Klaviyo.',
    dependencies: [
      [
        'Klaviyo Profiles',
        'hard',
        'Withdrawn consents are not passed on: we may write to people who said no.',
        'Stop all campaigns until it is through.',
      ],
      [
        'Klaviyo Events',
        'soft',
        'Basket reminders are not sent, about 900 euros a day.',
        'Events wait for up to three days and are sent later.',
      ],
      ['Shopify Admin', 'soft', 'New customers are missing from the lists.', 'Run the full comparison at night.'],
    ],
  },
  {
    name: 'Order notices',
    criticality: 'medium',
    owner: 'Deniz',
    deputy: 'Maya',
    serviceHours: 'Every day 06:00-22:00',
    volume: [14, 'notices', 30],
    notes: 'Text messages and mails: paid, sent, delivered.',
    dependencies: [
      ['Twilio Messaging', 'hard', 'No text messages; calls to support rise by a third.', 'Mails go out instead.'],
      ['Klaviyo Events', 'soft', 'No mails about the order’s state.', 'Shopify’s own mails can be switched on in two minutes.'],
    ],
  },
  {
    name: 'Support',
    criticality: 'medium',
    owner: 'you',
    deputy: 'Maya',
    serviceHours: 'Mo-Fr 09:00-18:00',
    volume: [7, 'tickets', 900],
    notes: 'Customers get an answer within a working day.',
    dependencies: [
      ['Zendesk Support', 'hard', 'Tickets cannot be read or answered.', 'Shared mailbox support@, sorted by hand.'],
      ['Shopify Admin', 'soft', 'Agents do not see the order beside the ticket.', 'Look it up in the shop.'],
    ],
  },
  {
    name: 'Storefront',
    criticality: 'high',
    owner: 'you',
    deputy: 'Ines',
    serviceHours: 'Every day, around the clock',
    volume: [9, 'orders', 6_450],
    notes: 'What customers see and search.',
    dependencies: [
      ['Shopify Storefront', 'hard', 'Product pages are empty.', 'The last good copy is shown for an hour.'],
      ['Algolia Search', 'soft', 'Search finds nothing; a quarter of visitors use it.', 'Categories still work.'],
    ],
  },
  {
    name: 'Month-end close',
    criticality: 'medium',
    owner: 'Mara',
    deputy: null,
    serviceHours: 'First five working days',
    volume: null,
    notes: 'Books closed on the fifth working day.',
    dependencies: [
      ['Xero Accounting', 'hard', 'The close is late and the bank’s report with it.', 'The accountant posts from the exported files.'],
      ['Avalara AvaTax', 'soft', 'The tax return lacks the last days.', 'Export the report from the admin console.'],
    ],
  },
];
