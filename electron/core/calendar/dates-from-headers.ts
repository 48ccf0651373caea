import { dayWithYear } from '../../../shared/domain/day-words.ts';
import type { EvidenceLink } from '../../../shared/contract/console.ts';
import type {
  DeprecationEvidence,
  LinkEvidence,
  ResponseEvidence,
  StatedDate,
  SunsetEvidence,
  WarningEvidence,
} from '../../../shared/domain/evidence/evidence.ts';
import type { RecordedExchange } from '../console/recorded-exchange.ts';
import { appendEntry } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';
import type { Writer } from '../db/sqlite.ts';
import type { EventBus } from '../events.ts';

/**
 * What an answer says about its own end becomes an event: one per endpoint, however often it is seen and in however many
 * headers; since when it is deprecated is kept with the day on which it stops. Sources
 * are `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and, for vendors that send neither, `Warning: 299` (RFC 7234
 * section 5.5) and their own deprecation headers.
 */
export function listenForDates(events: EventBus, { clock }: { readonly clock: Clock }): void {
  events.onExchangeRecorded((exchange, db) => {
    const { evidence, apiId } = exchange;
    if (!evidence || !apiId) return [];
    const { sunset, deprecation } = sayingsOf(evidence);
    const saying = sunset ?? deprecation;
    return saying ? [keep(db, clock, exchange, apiId, saying, deprecation?.date?.ms ?? null)] : [];
  });
}

/** One thing an answer says about an end. */
interface Saying {
  readonly kind: 'sunset' | 'deprecation';
  /** Null when it names no date. */
  readonly date: StatedDate | null;
  readonly source: string;
  readonly raw: string;
  /** What the event's title says about the endpoint. */
  readonly words: string;
  readonly moreInfoUrl: string | null;
}

function sayingsOf({ sunset, deprecation, warnings, links }: ResponseEvidence): Readonly<Record<Saying['kind'], Saying | null>> {
  const warning = warnings.find(({ signal }) => signal === 'deprecation') ?? warnings.find(({ code }) => code === 299);
  return {
    sunset: sunset ? header('sunset', sunset, links) : null,
    // A warning's date says when it was written, not when something ends.
    deprecation: deprecation ? header('deprecation', deprecation, links) : warning ? warned(warning, links) : null,
  };
}

const header = (kind: Saying['kind'], said: SunsetEvidence | DeprecationEvidence, links: readonly LinkEvidence[]): Saying => ({
  kind,
  date: said.date,
  source: kind === 'sunset' ? 'Sunset header' : 'Deprecation header',
  raw: said.raw,
  words: kind === 'sunset' ? 'stops' : 'is deprecated',
  moreInfoUrl: moreInfo(links, kind),
});

const warned = (warning: WarningEvidence, links: readonly LinkEvidence[]): Saying => ({
  kind: 'deprecation',
  date: null,
  source: warning.header === 'warning' ? 'Warning header' : `${warning.header} header`,
  raw: warning.raw,
  words: warning.signal === 'deprecation' ? 'is deprecated' : 'answers with a warning',
  moreInfoUrl: moreInfo(links, 'deprecation'),
});

interface KnownEvent {
  readonly id: string;
  readonly kind: Saying['kind'];
  readonly title: string;
  readonly effective_at: number | null;
}

function keep(
  db: Writer,
  clock: Clock,
  exchange: RecordedExchange,
  apiId: string,
  saying: Saying,
  deprecatedAt: number | null,
): EvidenceLink {
  const subject = exchange.endpointId ?? `${apiId}:${exchange.method} ${pathOf(exchange.url)}`;
  const seenAs = `${saying.kind}:${subject}`;
  const known = db.get<KnownEvent>(
    "SELECT id, kind, title, effective_at FROM calendar_events WHERE seen_as IN (?, ?) ORDER BY kind = 'sunset' DESC",
    `sunset:${subject}`,
    `deprecation:${subject}`,
  );
  const id = known?.id ?? addEvent(db, clock, exchange, apiId, saying, seenAs);
  if (known) db.run('UPDATE calendar_events SET last_seen_at = ?, hits = hits + 1 WHERE id = ?', exchange.finishedAt, id);
  const at =
    known?.kind === 'sunset' && saying.kind === 'deprecation' ? known.effective_at : dateOf(db, clock, exchange, id, known, saying);
  if (known?.kind === 'deprecation' && saying.kind === 'sunset') becomeSunset(db, known, seenAs, titleOf(db, exchange, apiId, saying));
  if (deprecatedAt !== null && (known?.kind ?? saying.kind) === 'sunset')
    db.run('UPDATE calendar_events SET deprecated_at = ? WHERE id = ?', deprecatedAt, id);
  return { kind: 'calendar', words: `${dayOf(at)} on the calendar`, door: { place: 'calendar', kind: 'event', id } };
}

/** The event's date after this answer, kept and moved when it is another. An answer without a date does not take back what another one named. */
function dateOf(
  db: Writer,
  clock: Clock,
  exchange: RecordedExchange,
  id: string,
  known: KnownEvent | undefined,
  saying: Saying,
): number | null {
  const at = saying.date?.ms ?? known?.effective_at ?? null;
  if (!known || known.effective_at !== at) keepDate(db, clock, exchange, id, at, saying);
  if (known && known.effective_at !== at) moveDate(db, clock, known, at, saying);
  return at;
}

/** What was only deprecated now stops: the same event, which remembers since when it was deprecated. */
function becomeSunset(db: Writer, known: KnownEvent, seenAs: string, title: string): void {
  db.run(
    "UPDATE calendar_events SET kind = 'sunset', seen_as = ?, title = ?, deprecated_at = coalesce(deprecated_at, ?) WHERE id = ?",
    seenAs,
    title,
    known.effective_at,
    known.id,
  );
}

function addEvent(db: Writer, clock: Clock, exchange: RecordedExchange, apiId: string, saying: Saying, seenAs: string): string {
  const id = clock.newId();
  const vendor = db.get<{ vendor_id: string }>('SELECT vendor_id FROM apis WHERE id = ?', apiId);
  const title = titleOf(db, exchange, apiId, saying);
  const { date } = saying;
  db.run(
    `INSERT INTO calendar_events (id, kind, title, effective_at, precision, is_zone_assumed, vendor_id, api_id, endpoint_id, seen_as, source, first_seen_at, last_seen_at, hits, more_info_url, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'header', ?, ?, 1, ?, ?)`,
    id,
    saying.kind,
    title,
    date?.ms ?? null,
    precisionOf(date),
    zoneOf(date),
    vendor?.vendor_id ?? null,
    apiId,
    exchange.endpointId,
    seenAs,
    exchange.finishedAt,
    exchange.finishedAt,
    saying.moreInfoUrl,
    clock.now(),
  );
  log(db, clock, id, 'create', `${title}: seen in an answer`, null, { title, effective_at: date?.ms ?? null });
  return id;
}

/** "Adyen Checkout GET /paymentLinks/{linkId} stops". */
function titleOf(db: Writer, exchange: RecordedExchange, apiId: string, { words }: Saying): string {
  const api = db.get<{ words: string }>(
    "SELECT CASE WHEN lower(a.name) LIKE lower(v.name) || '%' THEN a.name ELSE v.name || ' ' || a.name END AS words FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?",
    apiId,
  );
  const endpoint = exchange.endpointId
    ? db.get<{ path: string }>('SELECT path FROM endpoints WHERE id = ?', exchange.endpointId)
    : undefined;
  return `${api?.words ?? ''} ${exchange.method} ${endpoint?.path ?? pathOf(exchange.url)} ${words}`.trim();
}

function keepDate(db: Writer, clock: Clock, exchange: RecordedExchange, eventId: string, at: number | null, { source, raw }: Saying): void {
  db.run(
    'INSERT INTO calendar_dates (id, event_id, effective_at, source, raw, seen_at, exchange_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
    clock.newId(),
    eventId,
    at,
    source,
    raw.slice(0, 500),
    exchange.finishedAt,
    exchange.id,
  );
}

/** A date that moved must be looked at again, whoever acknowledged the former one. */
function moveDate(db: Writer, clock: Clock, known: KnownEvent, at: number | null, { date, moreInfoUrl }: Saying): void {
  db.run(
    `UPDATE calendar_events SET effective_at = ?, precision = ?, is_zone_assumed = ?, more_info_url = coalesce(?, more_info_url),
       acknowledged_at = NULL, acknowledged_by = NULL, withdrawn_at = NULL WHERE id = ?`,
    at,
    precisionOf(date),
    zoneOf(date),
    moreInfoUrl,
    known.id,
  );
  const words =
    known.effective_at === null
      ? `the vendor named a date, ${dayOf(at)}`
      : `the vendor moved the date from ${dayOf(known.effective_at)} to ${dayOf(at)}`;
  log(db, clock, known.id, 'update', `${known.title}: ${words}`, { effective_at: known.effective_at }, { effective_at: at });
}

const precisionOf = (date: StatedDate | null): string => (date === null ? 'unknown' : date.precision === 'second' ? 'instant' : 'day');
const zoneOf = (date: StatedDate | null): number => (date?.zone === 'assumed' ? 1 : 0);

/** Where the vendor explains it: the link of the same name (RFC 9745 section 3, RFC 8594 section 6), else the successor. */
const moreInfo = (links: readonly LinkEvidence[], kind: 'sunset' | 'deprecation'): string | null =>
  (
    links.find(({ rel }) => rel === kind) ??
    links.find(({ rel }) => rel === 'deprecation' || rel === 'sunset' || rel === 'successor-version')
  )?.href ?? null;

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

const dayOf = (at: number | null): string => (at === null ? 'no date' : dayWithYear(at));

function log(
  db: Writer,
  clock: Clock,
  entityId: string,
  operation: 'create' | 'update',
  summary: string,
  before: Record<string, string | number | null> | null,
  after: Record<string, string | number | null>,
): void {
  appendEntry(db, {
    commandId: clock.newId(),
    at: clock.now(),
    actor: { name: 'Quartermaster', via: 'evidence' },
    entity: 'event',
    entityId,
    operation,
    summary,
    before,
    after,
    undoes: null,
  });
}
