import type { eventKinds } from '../../shared/contract/calendar.ts';
import type { Member } from './people.ts';
import { datedVersions, day, dayWords, hour, minute, utcDay } from './sample-time.ts';
import { found, type Stage, type Stock } from './stage.ts';
import { insertRow } from './timeline.ts';
import { headerNotices } from './vendor-changes.ts';

interface SampleEvent {
  readonly kind: (typeof eventKinds)[number];
  readonly title: string;
  readonly at: number;
  readonly precision?: 'instant' | 'day';
  readonly vendor?: string;
  readonly api?: string;
  readonly credential?: string;
  readonly owner: Member;
  readonly addedDaysAgo: number;
  readonly acknowledgedDaysAgo: number;
  readonly moreInfoUrl?: string;
  readonly notes?: string;
}

function events(now: number): readonly SampleEvent[] {
  const versions = datedVersions(now);
  const freezeEnds = utcDay(now, 11);
  return [
    {
      kind: 'credential_rotation',
      title: 'Shippo live is past 90 days',
      at: now - 92 * day - 3 * hour + 90 * day,
      credential: 'Shippo live',
      vendor: 'Shippo',
      api: 'Shippo Labels',
      owner: 'Ines',
      addedDaysAgo: 30,
      acknowledgedDaysAgo: 2,
      notes: 'Waits for the warehouse screen: it holds the same key.',
    },
    {
      kind: 'review',
      title: 'Sign the payouts ledger',
      at: utcDay(now, 2),
      owner: 'Deniz',
      addedDaysAgo: 5.02,
      acknowledgedDaysAgo: 5,
      notes: 'Payout run closes; open breaks need an owner before.',
    },
    {
      kind: 'freeze',
      title: `Peak-season freeze to ${dayWords(freezeEnds)}`,
      at: utcDay(now, 6),
      owner: 'Mara',
      addedDaysAgo: 20,
      acknowledgedDaysAgo: 19,
      notes: 'No releases, no new keys, no contract changes.',
    },
    {
      kind: 'maintenance',
      title: 'PayPal maintenance, 2 hours',
      at: utcDay(now, 11) + 22 * hour,
      precision: 'instant',
      vendor: 'PayPal',
      api: 'PayPal Orders',
      owner: 'Deniz',
      addedDaysAgo: 3.02,
      acknowledgedDaysAgo: 3,
      moreInfoUrl: 'https://www.paypal-status.com',
    },
    {
      kind: 'credential_expiry',
      title: 'Xero connection expires',
      at: now + 12 * day - 2 * hour,
      precision: 'instant',
      credential: 'Xero connection',
      vendor: 'Xero',
      api: 'Xero Accounting',
      owner: 'Maya',
      addedDaysAgo: 48,
      acknowledgedDaysAgo: 6,
      notes: 'The accountant renews it, fifteen minutes.',
    },
    {
      kind: 'contract_renewal',
      title: 'Klaviyo, last day to give notice',
      at: utcDay(now, 17),
      vendor: 'Klaviyo',
      owner: 'Mara',
      addedDaysAgo: 60,
      acknowledgedDaysAgo: 13,
    },
    { kind: 'other', title: 'Webhook certificate ends', at: utcDay(now, 27), owner: 'Deniz', addedDaysAgo: 44, acknowledgedDaysAgo: 3 },
    {
      kind: 'version_end',
      title: `Shopify Admin ${versions.shopifyAdmin} ends`,
      at: versions.shopifyAdminEnds,
      vendor: 'Shopify',
      api: 'Shopify Admin',
      owner: 'Ines',
      addedDaysAgo: 70,
      acknowledgedDaysAgo: 5,
      moreInfoUrl: 'https://shopify.dev/docs/api/usage/versioning',
    },
    {
      kind: 'contract_renewal',
      title: 'Klaviyo renews, €11,400 a year',
      at: utcDay(now, 47),
      vendor: 'Klaviyo',
      owner: 'Mara',
      addedDaysAgo: 60,
      acknowledgedDaysAgo: 13,
    },
    {
      kind: 'credential_rotation',
      title: 'Adyen live is due for rotation',
      at: now - 41 * day - 3 * hour + 90 * day,
      credential: 'Adyen live',
      vendor: 'Adyen',
      api: 'Adyen Checkout',
      owner: 'Ines',
      addedDaysAgo: 40,
      acknowledgedDaysAgo: 39,
    },
    {
      kind: 'other',
      title: 'Zendesk password login ends',
      at: utcDay(now, 51),
      vendor: 'Zendesk',
      api: 'Zendesk Support',
      owner: 'you',
      addedDaysAgo: 12,
      acknowledgedDaysAgo: 11,
      moreInfoUrl: 'https://support.zendesk.com',
      notes: 'From a mail to the account owner. Our agent login is one of those that end.',
    },
    { kind: 'review', title: 'Drill: vendor outage', at: utcDay(now, 61), owner: 'Deniz', addedDaysAgo: 20, acknowledgedDaysAgo: 19 },
    {
      kind: 'maintenance',
      title: 'Shippo maintenance, 1 hour',
      at: utcDay(now, -20) + 5 * hour,
      precision: 'instant',
      vendor: 'Shippo',
      api: 'Shippo Labels',
      owner: 'Ines',
      addedDaysAgo: 29,
      acknowledgedDaysAgo: 28,
    },
  ];
}

/** Dates that people put on the calendar, and what they acknowledged; dates from headers come with their exchanges. */
export function planCalendar(stage: Stage, stock: Stock, credentials: ReadonlyMap<string, string>): void {
  const { db, now, newId, team, timeline } = stage;
  events(now).forEach((event, place) => {
    const at = now - event.addedDaysAgo * day - (place * 13 + 40) * minute;
    const id = newId(at);
    const credential = event.credential === undefined ? null : found(credentials.get(event.credential), `credential ${event.credential}`);
    const source = credential === null ? 'by hand' : 'credential';
    timeline.plan(at, event.owner, (changes) => {
      changes.insert(
        'event',
        {
          id,
          kind: event.kind,
          title: event.title,
          effective_at: event.at,
          precision: event.precision ?? 'day',
          is_zone_assumed: 0,
          vendor_id: event.vendor === undefined ? null : stock.vendorId(event.vendor),
          api_id: event.api === undefined ? null : stock.api(event.api).id,
          endpoint_id: null,
          seen_as: credential === null ? null : `${event.kind}:${credential}`,
          source,
          owner_id: team[event.owner].id,
          first_seen_at: at,
          last_seen_at: at,
          hits: 0,
          more_info_url: event.moreInfoUrl ?? null,
          notes: event.notes ?? '',
          created_at: at,
        },
        `Added “${event.title}” to the calendar`,
      );
      insertRow(db, 'calendar_dates', { id: newId(at), event_id: id, effective_at: event.at, source, raw: '', seen_at: at });
    });
    const { owner, acknowledgedDaysAgo } = event;
    planAcknowledgement(stage, now - acknowledgedDaysAgo * day - (place * 7 + 20) * minute, owner, () => id);
  });
  planHeaderDates(stage, stock);
}

/** Adyen's first date was acknowledged; since it moved nobody has looked at it. */
function planHeaderDates(stage: Stage, stock: Stock): void {
  const { db, now, team, timeline } = stage;
  const originKeys = stock.endpoint('Adyen Checkout', 'POST', '/originKeys').id;
  const tracking = stock.endpoint('DHL Tracking', 'GET', '/track/shipments').id;
  const seen = (seenAs: string) => (): string =>
    found(db.get<{ id: string }>('SELECT id FROM calendar_events WHERE seen_as = ?', seenAs), `event ${seenAs}`).id;
  const adyenLooked = headerNotices.sunsetSeen(now) + day;
  const dhlLooked = headerNotices.dhlSeen(now) + 3 * day;
  const own = (at: number, who: Member, of: () => string): void =>
    timeline.plan(at, who, (changes) =>
      changes.update('event', of(), { owner_id: team[who].id }, `Owner of “${titleOf(db, of())}” set to ${team[who].name}`),
    );
  own(adyenLooked, 'Ines', seen(`sunset:${originKeys}`));
  own(adyenLooked + minute, 'Ines', seen(`deprecation:${originKeys}`));
  own(dhlLooked, 'Deniz', seen(`deprecation:${tracking}`));
  planAcknowledgement(stage, adyenLooked + 2 * minute, 'Ines', seen(`sunset:${originKeys}`));
  planAcknowledgement(stage, adyenLooked + 3 * minute, 'Ines', seen(`deprecation:${originKeys}`));
  planAcknowledgement(stage, dhlLooked + minute, 'Deniz', seen(`deprecation:${tracking}`));
}

function planAcknowledgement({ db, timeline, team }: Stage, at: number, who: Member, of: () => string): void {
  timeline.plan(at, who, (changes) => {
    const id = of();
    changes.update('event', id, { acknowledged_at: at, acknowledged_by: team[who].name }, `Acknowledged “${titleOf(db, id)}”`);
  });
}

const titleOf = (db: Stage['db'], id: string): string =>
  found(db.get<{ title: string }>('SELECT title FROM calendar_events WHERE id = ?', id), 'event').title;
