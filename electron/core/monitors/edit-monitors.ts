import type { Assertion, Monitor } from '../../../shared/contract/monitors.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { isZone } from '../../../shared/domain/monitors/zoned-time.ts';
import type { ServiceHours } from '../../../shared/domain/monitors/service-hours.ts';
import { intervalWords } from '../../../shared/domain/monitors/interval-words.ts';
import { listSavedRequests } from '../console/saved-requests.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { refusalOf } from './candidates.ts';
import { getMonitor } from './monitor-list.ts';
import { requireMonitor } from './monitor-rows.ts';

type Tools = Pick<Engine, 'db' | 'clock' | 'commands'>;

type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

export type MonitorInput = Optional<{
  name: string;
  intervalS: number;
  timeoutMs: number;
  retriesS: number[];
  assertions: Assertion[];
  failAfter: number;
  recoverAfter: number;
  serviceHours: ServiceHours;
  ownerId: string | null;
  notes: string;
}>;

export const monitorDefaults = { intervalS: 300, timeoutMs: 20_000, retriesS: [5, 20], failAfter: 3, recoverAfter: 2 } as const;

/** A monitor from a saved request, with defaults for what is left out. Faults: the request may not be monitored there. */
export function addMonitor(
  { db, clock, commands }: Tools,
  actor: Actor,
  input: MonitorInput & { readonly savedRequestId: string; readonly environmentId?: string | undefined },
): Monitor {
  const request = listSavedRequests(db).find(({ id }) => id === input.savedRequestId);
  if (!request) throw new Fault('not_found', { happened: 'The saved request is gone.', remedy: 'Choose another one.' });
  const environmentId = input.environmentId ?? request.environmentId;
  const environment = environmentId
    ? db.get<{ id: string; name: string; kind: string }>(
        'SELECT id, name, kind FROM environments WHERE id = ? AND api_id = ?',
        environmentId,
        request.apiId,
      )
    : undefined;
  const refusal = refusalOf(request, environment ?? null);
  if (refusal !== null || !environment) {
    throw new Fault('bad_input', {
      happened: `“${request.name}” cannot be monitored: ${refusal ?? 'its environment is gone.'}`,
      remedy: 'Choose a sandbox, or a request that only reads. Nothing was changed.',
      place: { path: 'savedRequestId' },
    });
  }
  refuseUnknownZone(input.serviceHours);
  const id = clock.newId();
  const now = clock.now();
  commands.run(actor, (changes) => {
    const name = input.name ?? freeName(changes, request.name);
    refuseSameName(changes, name, null);
    const row = {
      id,
      name,
      saved_request_id: request.id,
      api_id: request.apiId,
      environment_id: environment.id,
      interval_s: input.intervalS ?? monitorDefaults.intervalS,
      timeout_ms: input.timeoutMs ?? monitorDefaults.timeoutMs,
      retries: JSON.stringify(input.retriesS ?? monitorDefaults.retriesS),
      assertions: JSON.stringify(input.assertions ?? []),
      fail_after: input.failAfter ?? monitorDefaults.failAfter,
      recover_after: input.recoverAfter ?? monitorDefaults.recoverAfter,
      service_hours: JSON.stringify(input.serviceHours ?? null),
      is_paused: 0,
      owner_id: input.ownerId ?? null,
      notes: input.notes ?? '',
      edited_at: now,
      created_at: now,
    };
    changes.insert('monitor', row, `Monitor “${name}” added: ${intervalWords(row.interval_s)}`);
  });
  return getMonitor(db, id, clock.now());
}

export function updateMonitor(
  { db, clock, commands }: Tools,
  actor: Actor,
  { id, ...input }: MonitorInput & { readonly id: string },
): Monitor {
  const before = requireMonitor(db, id);
  refuseUnknownZone(input.serviceHours);
  const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));
  const patch: Record<string, string | number | null | undefined> = {
    name: input.name,
    interval_s: input.intervalS,
    timeout_ms: input.timeoutMs,
    retries: json(input.retriesS),
    assertions: json(input.assertions),
    fail_after: input.failAfter,
    recover_after: input.recoverAfter,
    service_hours: json(input.serviceHours),
    owner_id: input.ownerId,
    notes: input.notes,
  };
  const given = Object.fromEntries(
    Object.entries(patch).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined),
  );
  const isCheckEdited = ['timeout_ms', 'assertions'].some((column) => given[column] !== undefined);
  commands.run(actor, (changes) => {
    if (input.name !== undefined) refuseSameName(changes, input.name, id);
    const row: Row = isCheckEdited ? { ...given, edited_at: clock.now() } : given;
    changes.update('monitor', id, row, `Monitor “${before.name}” changed`);
  });
  return getMonitor(db, id, clock.now());
}

export function pauseMonitor({ db, clock, commands }: Tools, actor: Actor, id: string, isPaused: boolean): Monitor {
  const { name } = requireMonitor(db, id);
  commands.run(actor, (changes) =>
    changes.update('monitor', id, { is_paused: isPaused ? 1 : 0 }, `Monitor “${name}” ${isPaused ? 'paused' : 'resumed'}`),
  );
  return getMonitor(db, id, clock.now());
}

/** What it has seen stays: promises that rest on it keep their past. */
export function removeMonitor({ db, commands }: Tools, actor: Actor, id: string): void {
  const { name } = requireMonitor(db, id);
  const promises = db.all<{ name: string }>(
    'SELECT p.name FROM promises p WHERE EXISTS (SELECT 1 FROM json_each(p.monitor_ids) WHERE value = ?)',
    id,
  );
  if (promises.length > 0) {
    throw new Fault('conflict', {
      happened: `“${name}” is what ${promises.map((promise) => `“${promise.name}”`).join(', ')} is measured by.`,
      remedy: 'Measure the promise by another monitor or remove it first, or pause the monitor. Nothing was changed.',
    });
  }
  commands.run(actor, (changes) => changes.remove('monitor', id, `Monitor “${name}” removed`));
}

/** "Refund status", "Refund status (2)": the first that is free. */
function freeName(db: Reader, stem: string): string {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? stem : `${stem.slice(0, 110)} (${number})`;
    if (!db.get('SELECT 1 FROM monitors WHERE lower(name) = lower(?)', tried)) return tried;
  }
}

function refuseSameName(changes: Changes, name: string, except: string | null): void {
  const taken = changes.get<{ id: string }>('SELECT id FROM monitors WHERE lower(name) = lower(?)', name);
  if (!taken || taken.id === except) return;
  throw new Fault('conflict', {
    happened: `There is a monitor “${name}” already.`,
    remedy: 'Choose another name. Nothing was changed.',
    place: { path: 'name' },
  });
}

export function refuseUnknownZone(hours: ServiceHours | undefined): void {
  if (hours == null || isZone(hours.zone)) return;
  throw new Fault('bad_input', {
    happened: `“${hours.zone}” is not a time zone.`,
    remedy: 'Write it as Europe/Berlin. Nothing was changed.',
    place: { path: 'serviceHours.zone' },
  });
}
