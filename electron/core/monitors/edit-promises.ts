import type { PromiseReport, PromiseSettings } from '../../../shared/contract/monitors.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { monthOf, monthWindow } from '../../../shared/domain/monitors/zoned-time.ts';
import { localZone } from '../calendar/zone.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { refuseUnknownZone } from './edit-monitors.ts';
import { reportOf } from './promise-report.ts';
import { findPromiseRow, hoursOf, monitorIdsOf, type PromiseRow } from './promise-rows.ts';

type Tools = Pick<Engine, 'db' | 'clock' | 'commands'>;
type Given<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** Promises are judged by calendar months of this computer's zone. */
export function windowOf(now: number, month?: string): { readonly fromAt: number; readonly toAt: number; readonly now: number } {
  const zone = localZone();
  return { ...monthWindow(zone, month ?? monthOf(zone, now)), now };
}

export function requirePromise(db: Reader, id: string): PromiseRow {
  const row = findPromiseRow(db, id);
  if (!row) throw new Fault('not_found', { happened: 'The promise is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return row;
}

export const settingsOf = (row: PromiseRow): PromiseSettings => {
  const hours = hoursOf(row);
  return {
    name: row.name,
    kind: row.kind,
    target: row.target_ppm / 1_000_000,
    thresholdMs: row.threshold_ms,
    serviceHours: hours === null ? null : { ...hours, days: [...hours.days] },
    monitorIds: monitorIdsOf(row),
    apiId: row.api_id,
    ledgerId: row.ledger_id,
    processId: row.process_id,
    countsOurs: row.counts_ours === 1,
  };
};

export function addPromise(
  { db, clock, commands }: Tools,
  actor: Actor,
  input: Given<PromiseSettings> & Pick<PromiseSettings, 'name' | 'kind' | 'target'>,
): PromiseReport {
  const settings: PromiseSettings = {
    name: input.name,
    kind: input.kind,
    target: input.target,
    thresholdMs: input.thresholdMs ?? null,
    serviceHours: input.serviceHours ?? null,
    monitorIds: input.monitorIds ?? [],
    apiId: input.apiId ?? null,
    ledgerId: input.ledgerId ?? null,
    processId: input.processId ?? null,
    countsOurs: input.countsOurs ?? false,
  };
  refuse(db, settings, null);
  const id = clock.newId();
  commands.run(actor, (changes) =>
    changes.insert(
      'promise',
      { id, ...asRow(settings), created_at: clock.now() },
      `Promise “${settings.name}” made: ${settings.target * 100} %`,
    ),
  );
  return reportOf(db, requirePromise(db, id), windowOf(clock.now())).report;
}

export function updatePromise(
  { db, clock, commands }: Tools,
  actor: Actor,
  { id, ...input }: Given<PromiseSettings> & { readonly id: string },
): PromiseReport {
  const before = settingsOf(requirePromise(db, id));
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const settings: PromiseSettings = { ...before, ...given };
  refuse(db, settings, id);
  const words =
    settings.target === before.target
      ? `Promise “${before.name}” changed`
      : `Promise “${before.name}”: target ${before.target * 100} % became ${settings.target * 100} %`;
  commands.run(actor, (changes) => changes.update('promise', id, asRow(settings), words));
  return reportOf(db, requirePromise(db, id), windowOf(clock.now())).report;
}

export function removePromise({ db, commands }: Tools, actor: Actor, id: string): void {
  const { name } = requirePromise(db, id);
  commands.run(actor, (changes) => {
    for (const annulment of changes.all<{ id: string }>('SELECT id FROM annulments WHERE promise_id = ?', id))
      changes.remove('annulment', annulment.id, `Promise “${name}”: an annulment removed with it`);
    changes.remove('promise', id, `Promise “${name}” removed`);
  });
}

/** The only way a bad slot leaves the count: with a reason and a person, listed wherever the promise is. */
export function annul(
  { db, clock, commands }: Tools,
  actor: Actor,
  {
    promiseId,
    fromAt,
    toAt,
    reason,
  }: { readonly promiseId: string; readonly fromAt: number; readonly toAt: number; readonly reason: string },
): void {
  const { name } = requirePromise(db, promiseId);
  if (fromAt >= toAt) {
    throw new Fault('bad_input', {
      happened: 'The time ends before it begins.',
      remedy: 'Correct it. Nothing was changed.',
      place: { path: 'toAt' },
    });
  }
  const row = {
    id: clock.newId(),
    promise_id: promiseId,
    from_at: fromAt,
    to_at: toAt,
    reason,
    person: actor.name,
    created_at: clock.now(),
  };
  commands.run(actor, (changes) => changes.insert('annulment', row, `Promise “${name}”: slots annulled, ${reason}`));
}

export function withdrawAnnulment({ db, commands }: Tools, actor: Actor, id: string): void {
  const row = db.get<{ name: string }>('SELECT p.name FROM annulments a JOIN promises p ON p.id = a.promise_id WHERE a.id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The annulment is gone.', remedy: 'Reload the page.' });
  commands.run(actor, (changes) => changes.remove('annulment', id, `Promise “${row.name}”: annulment withdrawn`));
}

const asRow = (settings: PromiseSettings): Row => ({
  name: settings.name,
  kind: settings.kind,
  target_ppm: Math.round(settings.target * 1_000_000),
  threshold_ms: settings.thresholdMs,
  service_hours: JSON.stringify(settings.serviceHours),
  monitor_ids: JSON.stringify(settings.monitorIds),
  api_id: settings.apiId,
  ledger_id: settings.ledgerId,
  process_id: settings.processId,
  counts_ours: settings.countsOurs ? 1 : 0,
});

function refuse(db: Reader, settings: PromiseSettings, except: string | null): void {
  const wrong = (happened: string, path: string): Fault =>
    new Fault('bad_input', { happened, remedy: 'Correct it. Nothing was changed.', place: { path } });
  refuseUnknownZone(settings.serviceHours);
  const taken = db.get<{ id: string }>('SELECT id FROM promises WHERE lower(name) = lower(?)', settings.name);
  if (taken && taken.id !== except) throw wrong(`There is a promise “${settings.name}” already.`, 'name');
  if (settings.kind === 'correctness' && settings.ledgerId === null)
    throw wrong('Correctness is measured by a ledger, and none is chosen.', 'ledgerId');
  if (settings.kind !== 'correctness' && settings.monitorIds.length === 0 && settings.apiId === null && settings.ledgerId === null) {
    throw wrong('It is not said what the promise is measured by: a monitor, or our own calls of an API.', 'monitorIds');
  }
  if ((settings.kind === 'latency' || settings.kind === 'freshness') && settings.thresholdMs === null) {
    throw wrong(
      settings.kind === 'latency'
        ? 'A promise of speed needs a time that an answer may take.'
        : 'A promise of freshness needs an age that data may have.',
      'thresholdMs',
    );
  }
  const unknown = settings.monitorIds.find((id) => !db.get('SELECT 1 FROM monitors WHERE id = ?', id));
  if (unknown !== undefined) throw wrong('One of the monitors is gone.', 'monitorIds');
}
