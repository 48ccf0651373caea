import type { Door } from '../../../shared/contract/procedure.ts';
import type { Standing, Turn } from '../../../shared/domain/monitors/hysteresis.ts';
import { appendEntry, type Row } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';
import type { Reader, Writer } from '../db/sqlite.ts';
import type { MonitorRow } from './monitor-rows.ts';
import type { FinishedCheck } from './run-check.ts';

export interface OpenedIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
}

interface Turned {
  readonly row: MonitorRow;
  readonly check: FinishedCheck;
  readonly before: Standing;
  readonly standing: Standing;
  readonly turn: Turn;
}

interface OpenRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly monitor_ids: string;
}

/**
 * What a conclusive result does to incidents: the first turn down of an API opens one, further monitors of the same API
 * join it, and it closes when the last of them is up again. Returns the incident when it is new.
 */
export function afterTurn(db: Writer, clock: Clock, turned: Turned): OpenedIncident | null {
  const { row, check, turn, standing } = turned;
  const open = openIncidentOf(db, row);
  if (turn === 'went down') return open ? join(db, clock, open, turned) : openNew(db, clock, turned);
  if (!open || !idsOf(open).includes(row.id)) return null;
  if (turn === 'came up') recovered(db, clock, open, turned);
  else if (check.outcome === 'fail' && standing.state === 'down') {
    db.run('UPDATE incidents SET last_bad_at = max(coalesce(last_bad_at, 0), ?) WHERE id = ?', check.startedAt, open.id);
  }
  return null;
}

/** The call that shows it. */
function doorOf({ exchangeIds }: FinishedCheck): Door | null {
  const id = exchangeIds.at(-1);
  return id === undefined ? null : { place: 'console', kind: 'exchange', id };
}

const idsOf = (open: OpenRow): string[] => JSON.parse(open.monitor_ids) as string[];

/** The one that this monitor is in, else the newest open one of its API. */
function openIncidentOf(db: Reader, row: MonitorRow): OpenRow | undefined {
  const open = db.all<OpenRow>(
    'SELECT id, number, title, monitor_ids FROM incidents WHERE closed_at IS NULL AND api_id = ? ORDER BY opened_at DESC',
    row.api_id,
  );
  return open.find((one) => idsOf(one).includes(row.id)) ?? open[0];
}

function openNew(db: Writer, clock: Clock, { row, check, before, standing }: Turned): OpenedIncident {
  const id = clock.newId();
  const number = nextNumber(db);
  const title = `“${row.name}” fails: ${check.words}`.slice(0, 200);
  const incident: Row = {
    number,
    monitor_id: row.id,
    api_id: row.api_id,
    title,
    attribution: attributionOf(check),
    attribution_reason: reasonWords(check),
    opened_at: standing.sinceAt,
    first_bad_at: standing.sinceAt,
    last_bad_at: check.startedAt,
    previous_good_at: before.lastPassAt,
    monitor_ids: JSON.stringify([row.id]),
  };
  db.run(
    `INSERT INTO incidents (id, number, monitor_id, api_id, title, attribution, attribution_reason, opened_at, first_bad_at, last_bad_at, previous_good_at,
       monitor_ids, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    ...Object.values(incident),
    clock.now(),
  );
  const words = `Opened: ${standing.fails} checks in a row failed, ${check.words}`;
  addEvent(db, clock, id, check.startedAt, 'opened', words, null, doorOf(check));
  log(db, clock, id, 'create', `INC-${number} opened: ${title}`, null, { number, title });
  return { id, number, title: `INC-${number}: ${row.vendor_name} ${row.api_name} is down`, body: title };
}

function join(db: Writer, clock: Clock, open: OpenRow, { row, check }: Turned): null {
  db.run(
    'UPDATE incidents SET monitor_ids = ?, last_bad_at = max(coalesce(last_bad_at, 0), ?) WHERE id = ?',
    JSON.stringify([...new Set([...idsOf(open), row.id])]),
    check.startedAt,
    open.id,
  );
  addEvent(db, clock, open.id, check.startedAt, 'joined', `“${row.name}” fails too: ${check.words}`, null, doorOf(check));
  return null;
}

function recovered(db: Writer, clock: Clock, open: OpenRow, { row, check, standing }: Turned): void {
  const others = idsOf(open).filter((id) => id !== row.id);
  const isOver = others.every(
    (id) => db.get<{ state: string }>('SELECT state FROM monitor_states WHERE monitor_id = ?', id)?.state !== 'down',
  );
  const door = doorOf(check);
  if (!isOver) {
    addEvent(db, clock, open.id, check.startedAt, 'check', `“${row.name}” is up again, others are not`, null, door);
    return;
  }
  const goodAt = standing.streakPassAt ?? check.startedAt;
  db.run('UPDATE incidents SET closed_at = ?, next_good_at = ? WHERE id = ?', check.startedAt, goodAt, open.id);
  addEvent(db, clock, open.id, check.startedAt, 'closed', `Closed: ${standing.passes} checks in a row passed`, null, door);
  log(db, clock, open.id, 'update', `INC-${open.number} closed: up again`, { closed_at: null }, { closed_at: check.startedAt });
}

export const nextNumber = (db: Reader): number => (db.get<{ n: number | null }>('SELECT max(number) AS n FROM incidents')?.n ?? 0) + 1;

const attributionOf = ({ attribution }: FinishedCheck): string =>
  attribution === 'vendor' || attribution === 'ours' || attribution === 'network' ? attribution : 'unknown';

const whose: Readonly<Record<string, string>> = {
  vendor: 'the vendor’s side failed while others could be reached',
  ours: 'the cause lies with us',
  network: 'the network in between',
};

function reasonWords({ attribution, words }: FinishedCheck): string {
  return `By rule: ${whose[attribution ?? ''] ?? 'the cause is not known'} (${words})`;
}

/** A line of an incident's time. */
export function addEvent(
  db: Writer,
  clock: Clock,
  incidentId: string,
  at: number,
  kind: string,
  words: string,
  actor: string | null,
  door: Door | null,
): void {
  db.run(
    'INSERT INTO incident_events (id, incident_id, at, kind, words, actor, door) VALUES (?, ?, ?, ?, ?, ?, ?)',
    clock.newId(),
    incidentId,
    at,
    kind,
    words,
    actor,
    door === null ? null : JSON.stringify(door),
  );
}

function log(
  db: Writer,
  clock: Clock,
  entityId: string,
  operation: 'create' | 'update',
  summary: string,
  before: Row | null,
  after: Row,
): void {
  appendEntry(db, {
    commandId: clock.newId(),
    at: clock.now(),
    actor: { name: 'Quartermaster', via: 'evidence' },
    entity: 'incident',
    entityId,
    operation,
    summary,
    before,
    after,
    undoes: null,
  });
}
