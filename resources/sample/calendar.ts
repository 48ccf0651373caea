import type { eventKinds } from '../../shared/contract/calendar.ts';
import { rungsOf } from '../../shared/domain/calendar/ladder.ts';
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
  /** Low and high estimate, days. */
  readonly effort?: readonly [number, number];
  readonly noticeDays?: number;
  readonly endsAt?: number;
  readonly isUsed?: boolean;
  /** Rungs that are done: key, days ago, by whom, what was done. */
  readonly done?: readonly (readonly [key: string, daysAgo: number, who: Member, note: string])[];
}

function events(now: number): readonly SampleEvent[] {
  const versions = datedVersions(now);
  const freezeEnds = utcDay(now, 10);
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
      done: [['0', 1.5, 'Ines', 'Not yet: the warehouse gets its new screen first.']],
    },
    {
      kind: 'review',
      title: 'Sign the payouts ledger',
      at: utcDay(now, 2),
      owner: 'Deniz',
      addedDaysAgo: 5.02,
      acknowledgedDaysAgo: 5,
      notes: 'Payout run closes; open breaks need an owner before.',
      done: [['7', 4, 'Deniz', 'Both files are on the way.']],
    },
    {
      kind: 'freeze',
      title: `Peak-season freeze to ${dayWords(freezeEnds)}`,
      at: utcDay(now, 6),
      endsAt: utcDay(now, 10),
      owner: 'Mara',
      addedDaysAgo: 20,
      acknowledgedDaysAgo: 19,
      notes: 'No releases, no new keys, no contract changes.',
      done: [['7', 0.2, 'Mara', 'The refund page goes out before it, the rest waits until it is over.']],
    },
    {
      kind: 'maintenance',
      title: 'PayPal maintenance, 2 hours',
      at: utcDay(now, 11) + 22 * hour,
      endsAt: utcDay(now, 12),
      precision: 'instant',
      vendor: 'PayPal',
      api: 'PayPal Orders',
      owner: 'Deniz',
      addedDaysAgo: 3.02,
      acknowledgedDaysAgo: 3,
      moreInfoUrl: 'https://www.paypal-status.com',
      done: [['14', 3, 'Deniz', 'The nightly refund run moves to 04:00.']],
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
      done: [['30', 17, 'Maya', 'Renewal is in the accountant’s calendar.']],
    },
    {
      kind: 'contract_renewal',
      title: 'Klaviyo renews, €11,400 a year',
      at: utcDay(now, 47),
      vendor: 'Klaviyo',
      owner: 'Mara',
      noticeDays: 30,
      addedDaysAgo: 60,
      acknowledgedDaysAgo: 13,
      notes: 'Notice in writing, thirty days before.',
      done: [
        ['notice-60', 41, 'Mara', 'They offered 8 % for two years.'],
        ['notice-30', 11, 'Mara', 'We stay for one year; Deniz writes it down.'],
      ],
    },
    {
      kind: 'price_change',
      title: 'Shippo labels cost 4 % more',
      at: utcDay(now, 40),
      vendor: 'Shippo',
      api: 'Shippo Labels',
      owner: 'Ines',
      addedDaysAgo: 14,
      acknowledgedDaysAgo: 13,
      notes: 'About €310 a month at our volume.',
    },
    {
      kind: 'price_change',
      title: 'Twilio messages cost 2 % more',
      at: utcDay(now, -24),
      owner: 'Mara',
      addedDaysAgo: 80,
      acknowledgedDaysAgo: 79,
      done: [
        ['30', 55, 'Mara', 'We stay.'],
        ['0', 23, 'Mara', 'First bill matches.'],
      ],
    },
    {
      kind: 'certificate_expiry',
      title: 'Webhook certificate ends',
      at: utcDay(now, 27),
      owner: 'Deniz',
      addedDaysAgo: 44,
      acknowledgedDaysAgo: 3,
      done: [['30', 3, 'Deniz', 'The renewal runs by itself on the 10th.']],
    },
    {
      kind: 'version_end',
      title: `Shopify Admin ${versions.shopifyAdmin} ends`,
      at: versions.shopifyAdminEnds,
      vendor: 'Shopify',
      api: 'Shopify Admin',
      owner: 'Ines',
      effort: [3, 5],
      addedDaysAgo: 70,
      acknowledgedDaysAgo: 5,
      done: [
        ['90', 48, 'Ines', 'Three calls change, five days of work.'],
        ['60', 5, 'Ines', 'Orders and fulfilments run on the next version in the sandbox.'],
      ],
      moreInfoUrl: 'https://shopify.dev/docs/api/usage/versioning',
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
      kind: 'auth_change',
      title: 'Zendesk password login ends',
      at: utcDay(now, 51),
      vendor: 'Zendesk',
      api: 'Zendesk Support',
      owner: 'you',
      addedDaysAgo: 12,
      acknowledgedDaysAgo: 11,
      moreInfoUrl: 'https://support.zendesk.com',
      notes: 'From a mail to the account owner. Our agent login is one of those that end.',
      done: [
        ['90', 11, 'you', 'An API token takes its place; one day of work.'],
        ['60', 6, 'you', 'The token works in the help desk’s test account.'],
      ],
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
          effort_low_days: event.effort?.[0] ?? null,
          effort_high_days: event.effort?.[1] ?? null,
          notice_days: event.noticeDays ?? null,
          ends_at: event.endsAt ?? null,
          is_used: event.isUsed === undefined ? null : Number(event.isUsed),
          created_at: at,
        },
        `Added “${event.title}” to the calendar`,
      );
      insertRow(db, 'calendar_dates', { id: newId(at), event_id: id, effective_at: event.at, source, raw: '', seen_at: at });
    });
    const { owner, acknowledgedDaysAgo } = event;
    planAcknowledgement(stage, now - acknowledgedDaysAgo * day - (place * 7 + 20) * minute, owner, () => id);
    for (const rung of event.done ?? []) planRung(stage, now - rung[1] * day - (place * 5 + 10) * minute, rung, () => id);
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
  timeline.plan(adyenLooked + 4 * minute, 'Ines', (changes) => {
    const id = seen(`sunset:${originKeys}`)();
    changes.update('event', id, { effort_low_days: 2, effort_high_days: 4 }, `Work on “${titleOf(db, id)}”: 2 to 4 days`);
  });
  planRung(stage, adyenLooked + 5 * minute, ['180', 0, 'Ines', 'Short notice; Ines takes it.'], seen(`sunset:${originKeys}`));
  planRung(stage, adyenLooked + 15 * day, ['90', 0, 'Ines', 'Drop-in with a client key; 2 to 4 days.'], seen(`sunset:${originKeys}`));
  own(dhlLooked, 'Deniz', seen(`deprecation:${tracking}`));
  planAcknowledgement(stage, adyenLooked + 2 * minute, 'Ines', seen(`sunset:${originKeys}`));
  planAcknowledgement(stage, dhlLooked + minute, 'Deniz', seen(`deprecation:${tracking}`));
}

function planAcknowledgement({ db, timeline, team }: Stage, at: number, who: Member, of: () => string): void {
  timeline.plan(at, who, (changes) => {
    const id = of();
    changes.update('event', id, { acknowledged_at: at, acknowledged_by: team[who].name }, `Acknowledged “${titleOf(db, id)}”`);
  });
}

/** A rung that somebody ticked off, with what was done; its due date is the one that the ladder gives. */
function planRung(
  { db, timeline, team, newId, now }: Stage,
  at: number,
  [key, , who, note]: readonly [string, number, Member, string],
  of: () => string,
): void {
  timeline.plan(at, who, (changes) => {
    const event = found(
      db.get<{ id: string; title: string; kind: string; effective_at: number | null; precision: string; notice_days: number | null }>(
        'SELECT * FROM calendar_events WHERE id = ?',
        of(),
      ),
      'event',
    );
    const facts = {
      kind: event.kind,
      effectiveAt: event.effective_at,
      precision: event.precision,
      noticeDays: event.notice_days,
      isWithdrawn: false,
    };
    const rung = rungsOf(facts, 'used', 'UTC').find((one) => one.key === key);
    changes.insert(
      'rung',
      {
        id: newId(at),
        event_id: event.id,
        rung_key: key,
        due_at: rung?.dueAt ?? now,
        given_at: null,
        acknowledged_at: at,
        acknowledged_by: team[who].name,
        note,
        created_at: at,
      },
      `${event.title}: “${rung?.action ?? key}” done, ${note}`,
    );
  });
}

const titleOf = (db: Stage['db'], id: string): string =>
  found(db.get<{ title: string }>('SELECT title FROM calendar_events WHERE id = ?', id), 'event').title;
