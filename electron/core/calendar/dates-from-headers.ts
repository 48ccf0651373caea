import type { EvidenceLink } from '../../../shared/contract/console.ts';
import type { DeprecationEvidence, LinkEvidence, StatedDate, SunsetEvidence } from '../../../shared/domain/evidence/evidence.ts';
import type { RecordedExchange } from '../console/recorded-exchange.ts';
import { appendEntry } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';
import type { Writer } from '../db/sqlite.ts';
import type { EventBus } from '../events.ts';

/** `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) headers become events: one per endpoint and kind, however often seen. */
export function listenForDates(events: EventBus, { clock }: { readonly clock: Clock }): void {
  events.onExchangeRecorded((exchange, db) => {
    const { evidence, apiId } = exchange;
    if (!evidence || !apiId) return [];
    const links: EvidenceLink[] = [];
    if (evidence.sunset) links.push(keepDate(db, clock, exchange, apiId, 'sunset', evidence.sunset, evidence.links));
    if (evidence.deprecation) links.push(keepDate(db, clock, exchange, apiId, 'deprecation', evidence.deprecation, evidence.links));
    return links;
  });
}

interface KnownEvent {
  readonly id: string;
  readonly effective_at: number | null;
}

function keepDate(db: Writer, clock: Clock, exchange: RecordedExchange, apiId: string, kind: 'sunset' | 'deprecation', said: SunsetEvidence | DeprecationEvidence, related: readonly LinkEvidence[]): EvidenceLink {
  const seenAs = `${kind}:${exchange.endpointId ?? `${apiId}:${exchange.method} ${pathOf(exchange.url)}`}`;
  const at = said.date?.ms ?? null;
  const known = db.get<KnownEvent>('SELECT id, effective_at FROM calendar_events WHERE seen_as = ?', seenAs);
  const id = known?.id ?? clock.newId();
  if (!known) {
    const event = newEvent(db, exchange, apiId, kind, said.date, moreInfo(related, kind));
    db.run(
      `INSERT INTO calendar_events (id, kind, title, effective_at, precision, is_zone_assumed, vendor_id, api_id, endpoint_id, seen_as, source, first_seen_at, last_seen_at, hits, more_info_url, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'header', ?, ?, 1, ?, ?)`,
      id, kind, event.title, at, event.precision, event.isZoneAssumed, event.vendorId, apiId, exchange.endpointId, seenAs, exchange.finishedAt, exchange.finishedAt, event.moreInfoUrl, clock.now(),
    );
    log(db, clock, id, 'create', `${event.title}: seen in an answer`, null, { title: event.title, effective_at: at });
  } else {
    db.run('UPDATE calendar_events SET last_seen_at = ?, hits = hits + 1 WHERE id = ?', exchange.finishedAt, id);
  }
  if (!known || known.effective_at !== at) {
    db.run('INSERT INTO calendar_dates (id, event_id, effective_at, source, raw, seen_at, exchange_id) VALUES (?, ?, ?, ?, ?, ?, ?)', clock.newId(), id, at, `${kind === 'sunset' ? 'Sunset' : 'Deprecation'} header`, said.raw.slice(0, 500), exchange.finishedAt, exchange.id);
  }
  if (known && known.effective_at !== at) {
    // A date that moved must be looked at again, whoever acknowledged the former one.
    db.run('UPDATE calendar_events SET effective_at = ?, acknowledged_at = NULL, acknowledged_by = NULL WHERE id = ?', at, id);
    log(db, clock, id, 'update', `The vendor moved the date from ${dayOf(known.effective_at)} to ${dayOf(at)}`, { effective_at: known.effective_at }, { effective_at: at });
  }
  return { kind: 'calendar', words: `${dayOf(at)} on the calendar`, door: { place: 'calendar', kind: 'event', id } };
}

function newEvent(db: Writer, exchange: RecordedExchange, apiId: string, kind: 'sunset' | 'deprecation', date: StatedDate | null, moreInfoUrl: string | null) {
  const names = db.get<{ vendor_id: string; words: string }>("SELECT a.vendor_id, v.name || ' ' || a.name AS words FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?", apiId);
  const endpoint = exchange.endpointId ? db.get<{ path: string }>('SELECT path FROM endpoints WHERE id = ?', exchange.endpointId) : undefined;
  const what = `${names?.words ?? ''} ${exchange.method} ${endpoint?.path ?? pathOf(exchange.url)}`.trim();
  return {
    title: kind === 'sunset' ? `${what} stops` : `${what} is deprecated`,
    precision: date === null ? 'unknown' : date.precision === 'second' ? 'instant' : 'day',
    isZoneAssumed: date?.zone === 'assumed' ? 1 : 0,
    vendorId: names?.vendor_id ?? null,
    moreInfoUrl,
  };
}

/** Where the vendor explains it: the link of the same name (RFC 9745 section 3, RFC 8594 section 6), else the successor. */
const moreInfo = (links: readonly LinkEvidence[], kind: 'sunset' | 'deprecation'): string | null =>
  (links.find(({ rel }) => rel === kind) ?? links.find(({ rel }) => rel === 'deprecation' || rel === 'sunset' || rel === 'successor-version'))?.href ?? null;

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

const dayOf = (at: number | null): string => (at === null ? 'no date' : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at));

function log(db: Writer, clock: Clock, entityId: string, operation: 'create' | 'update', summary: string, before: Record<string, string | number | null> | null, after: Record<string, string | number | null>): void {
  appendEntry(db, { commandId: clock.newId(), at: clock.now(), actor: { name: 'Quartermaster', via: 'evidence' }, entity: 'event', entityId, operation, summary, before, after, undoes: null });
}
