import { readStarter, type StarterName } from '../../electron/core/runbooks/starters.ts';
import type { Member } from './people.ts';

/** A starter as the sample's team made it its own. */
export interface SampleRunbook {
  readonly starter: StarterName;
  readonly owner: Member;
  readonly deputy?: Member;
  readonly apis?: readonly string[];
  readonly processes?: readonly string[];
  readonly reviewDays?: number;
  /** The call that its steps send; without it whoever runs it chooses. */
  readonly probe?: string;
  readonly publishedDaysAgo: number;
  /** What the second revision changed, and when. */
  readonly revised?: readonly [daysAgo: number, note: string];
  readonly readBy: readonly Member[];
}

export const sampleRunbooks: readonly SampleRunbook[] = [
  {
    starter: 'vendor-outage',
    owner: 'Deniz',
    deputy: 'Ines',
    apis: ['PayPal Orders', 'Adyen Checkout'],
    processes: ['Checkout', 'Refunds'],
    probe: 'PayPal Orders: POST /v2/checkout/orders/{id}/capture\nin production\nwith id = 5O190127TN364715T',
    publishedDaysAgo: 88,
    revised: [19, 'Probe again before anything is done by hand, after the drill'],
    readBy: ['Ines', 'Deniz', 'Maya'],
  },
  { starter: 'throttled', owner: 'Ines', apis: ['Shopify Admin'], publishedDaysAgo: 86, readBy: ['Ines', 'Maya'] },
  { starter: 'expired-credential', owner: 'Ines', deputy: 'Deniz', publishedDaysAgo: 86, readBy: ['Ines', 'Deniz', 'Mara'] },
  {
    starter: 'month-end-mismatch',
    owner: 'Mara',
    deputy: 'Maya',
    apis: ['Xero Accounting'],
    processes: ['Month-end close'],
    reviewDays: 60,
    publishedDaysAgo: 84,
    revised: [48, 'Fees are looked at before the rest, after the close'],
    readBy: ['Mara', 'Maya'],
  },
  { starter: 'onboarding-a-dependency', owner: 'Maya', deputy: 'Ines', publishedDaysAgo: 70, readBy: ['Maya'] },
  { starter: 'onboarding-a-person', owner: 'Ines', deputy: 'Mara', publishedDaysAgo: 60, readBy: [] },
];

/** The document: the starter with owner, APIs and the call that is sent. */
export function sampleDocument(
  { starter, owner, deputy, apis, processes, reviewDays, probe }: SampleRunbook,
  nameOf: (member: Member) => string,
): string {
  const facts = [
    `owner: ${JSON.stringify(nameOf(owner))}`,
    ...(deputy === undefined ? [] : [`deputy: ${JSON.stringify(nameOf(deputy))}`]),
    ...(apis === undefined ? [] : [`apis: [${apis.join(', ')}]`]),
    ...(processes === undefined ? [] : [`processes: [${processes.join(', ')}]`]),
  ].join('\n');
  const owned = readStarter(starter).replace(/^severity: /m, () => `${facts}\nseverity: `);
  const reviewed = reviewDays === undefined ? owned : owned.replace(/^review-every-days: .*$/m, `review-every-days: ${reviewDays}`);
  if (probe === undefined) return reviewed;
  return reviewed
    .replaceAll('```request\n', () => `\`\`\`request ${probe}\n`)
    .replace(
      'Send the smallest call that only reads. Send it twice',
      'Captures €1.00 of our own test order; the same order each time, so that PayPal cannot take it twice. Send it twice',
    )
    .replace(
      'Send the same small call again before anything is done by hand.',
      'Capture the €1.00 of our test order again before anything is done by hand.',
    );
}
