import { z } from 'zod';
import type { FlowDetail, FlowRow, Schedule } from '../../../shared/contract/flows.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { emptyFlow, stepsOf, type FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import { flowSchedule, scheduledData, type FlowSchedule, type ScheduledData } from '../../../shared/domain/flows/schedule.ts';
import { scheduleWords } from '../../../shared/domain/flows/schedule-words.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { listEnvironments } from '../inventory/store.ts';
import { armingOf, disarmedWords, isArmed } from './arming.ts';
import { isLive, knownRunner } from './live-runs.ts';
import { presentRun } from './present-run.ts';
import { findProblems, readFlow, type ReadFlow } from './problems.ts';
import { refuseStale, refuseStaleNames, specSha256, type FlowNames } from './stale-edit.ts';
import { stepsFromExchanges, stepsFromRequests } from './steps-from.ts';
import { allowedIn, environmentWords, placesOf } from './guard.ts';
import { listFlowRecords, listRunRecords, requireFlow, specOf, type FlowRecord } from './store.ts';

const shownRuns = 12;

/** Every flow with its last runs. */
export async function listFlows(engine: Engine): Promise<FlowRow[]> {
  const nextTime = await timesOf(listFlowRecords(engine.db));
  return listFlowRecords(engine.db).map((flow) => rowOf(engine, flow, readFlow(engine.db, specOf(flow)), nextTime));
}

type NextTime = (schedule: FlowSchedule, after: number) => number | null;

/** The reader of schedules, when there is one to read. */
async function timesOf(flows: readonly FlowRecord[]): Promise<NextTime> {
  if (!flows.some(({ schedule }) => schedule !== null)) return () => null;
  return (await import('./schedule-times.ts')).nextTime;
}

function rowOf(engine: Engine, flow: FlowRecord, read: ReadFlow, nextTime: NextTime): FlowRow {
  const { db, clock } = engine;
  const spec = specOf(flow);
  const schedule = scheduleOf(flow);
  return {
    id: flow.id,
    name: flow.name,
    folder: flow.folder,
    steps: stepsOf(spec).length,
    apiWords: [...new Set(read.environments.map(({ apiWords }) => apiWords))].join(', '),
    environmentWords: environmentWords(read.environments),
    changesProduction: read.guarded.length > 0,
    problem: read.problems[0]?.words ?? '',
    lastRuns: listRunRecords(db, flow.id, shownRuns).map((run) => {
      const { id, number, state, startedAt } = presentRun(db, run, isLive(engine, run.id));
      return { id, number, state, startedAt };
    }),
    scheduleWords: schedule ? (schedule.isOn ? scheduleWords(schedule) : `paused: ${scheduleWords(schedule)}`) : null,
    nextAt: schedule?.isOn ? nextTime(schedule, clock.now()) : null,
  };
}

const storedSchedule = flowSchedule.extend({ isOn: z.boolean(), data: scheduledData.nullable().default(null) });
export type StoredSchedule = z.infer<typeof storedSchedule>;

export const scheduleOf = ({ schedule }: Pick<FlowRecord, 'schedule'>): StoredSchedule | null =>
  schedule === null ? null : storedSchedule.parse(JSON.parse(schedule));

export async function showFlow(engine: Engine, id: string): Promise<FlowDetail> {
  const { db, clock } = engine;
  const flow = requireFlow(db, id);
  const spec = specOf(flow);
  const read = readFlow(db, spec);
  const nextTime = await timesOf([flow]);
  const stored = scheduleOf(flow);
  const armed = isArmed(db, flow);
  const schedule: Schedule | null = stored && {
    ...stored,
    words: scheduleWords(stored),
    nextAt: stored.isOn ? nextTime(stored, clock.now()) : null,
    lastDueAt: flow.due_at,
    missedWords: flow.missed_words,
    armedBy: armed ? flow.armed_by : null,
    armedAt: armed ? flow.armed_at : null,
    disarmedWords: disarmedWords(db, flow),
  };
  return {
    ...rowOf(engine, flow, read, nextTime),
    notes: flow.notes,
    spec,
    specSha256: specSha256(flow),
    calls: [...read.calls],
    problems: await findProblems(db, spec),
    guarded: placesOf(read.guarded),
    apis: apisOf(db, spec, read),
    schedule,
    asksFor: [...read.asksFor],
  };
}

function apisOf(db: Reader, spec: FlowSpec, read: ReadFlow): FlowDetail['apis'] {
  const ids = [...new Set(read.calls.flatMap(({ apiId }) => (apiId === null ? [] : [apiId])))];
  return ids.flatMap((apiId) => {
    const api = db.get<{ words: string }>(
      "SELECT v.name || ' ' || a.name AS words FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?",
      apiId,
    );
    if (!api) return [];
    const environments = listEnvironments(db, apiId).map(({ id, name, kind }) => ({ id, name, kind }));
    return [{ apiId, words: api.words, environmentId: spec.environments[apiId] ?? null, environments }];
  });
}

export interface NewFlow {
  readonly name: string;
  readonly folder: string;
  readonly notes: string;
  readonly spec?: FlowSpec | undefined;
  readonly savedRequestIds: readonly string[];
  readonly exchangeIds: readonly string[];
}

/** A flow from nothing, from a spec, or from saved requests or exchanges as its steps. */
export async function createFlow(engine: Engine, actor: Actor, input: NewFlow): Promise<FlowDetail> {
  const made = stepsFromRequests(engine, input.savedRequestIds);
  const sent = await stepsFromExchanges(engine, input.exchangeIds);
  const spec: FlowSpec = input.spec ?? {
    ...emptyFlow,
    environments: { ...made.environments, ...sent.environments },
    steps: [...made.steps, ...sent.steps],
  };
  const { name, folder } = input;
  const id = engine.commands.run(actor, (changes) =>
    writeFlow(engine, changes, { name, folder, notes: input.notes || sent.notes.join('\n'), spec }),
  );
  return showFlow(engine, id);
}

/** The same inside a command that does more, such as an import; its id. */
export function writeFlow(engine: Engine, changes: Changes, { spec, ...named }: FlowNames & { readonly spec: FlowSpec }): string {
  refuseKeptSecrets(engine, spec);
  refuseSameName(changes, named.name, null);
  const id = engine.clock.newId();
  const row = { id, ...named, spec: JSON.stringify(spec), created_at: engine.clock.now() };
  changes.insert('flow', row, `Flow “${named.name}” made`);
  return id;
}

export interface FlowEdit {
  readonly id: string;
  readonly name?: string | undefined;
  readonly folder?: string | undefined;
  readonly notes?: string | undefined;
  readonly spec?: FlowSpec | undefined;
  /** What the spec was made from; refused when the flow does something else by now. */
  readonly baseSha256?: string | undefined;
  /** What it was called when it was looked at; refused when one of those that are given is another by now. */
  readonly base?: { readonly [Key in keyof FlowNames]?: string | undefined } | undefined;
}

export async function updateFlow(engine: Engine, actor: Actor, { id, spec, baseSha256, base, ...named }: FlowEdit): Promise<FlowDetail> {
  if (spec) refuseKeptSecrets(engine, spec);
  engine.commands.run(actor, (changes) => {
    const before = requireFlow(changes, id);
    if (baseSha256 !== undefined) refuseStale(changes, before, baseSha256, actor);
    if (base !== undefined) refuseStaleNames(before, base, named);
    if (named.name !== undefined) refuseSameName(changes, named.name, id);
    const patch = { ...named, spec: spec && JSON.stringify(spec) };
    const given = Object.fromEntries(Object.entries(patch).filter((entry): entry is [string, string] => entry[1] !== undefined));
    const isRenamed = named.name !== undefined && named.name !== before.name;
    changes.update('flow', id, given, isRenamed ? `Flow “${before.name}” renamed to “${named.name}”` : `Flow “${before.name}” changed`);
  });
  return showFlow(engine, id);
}

export async function duplicateFlow(engine: Engine, actor: Actor, id: string): Promise<FlowDetail> {
  const flow = requireFlow(engine.db, id);
  const stem = flow.name.replace(/ \(\d+\)$/, '').slice(0, 110);
  let number = 2;
  while (engine.db.get('SELECT 1 FROM flows WHERE lower(name) = lower(?)', `${stem} (${number})`)) number += 1;
  const { folder, notes } = flow;
  return createFlow(engine, actor, {
    name: `${stem} (${number})`,
    folder,
    notes,
    spec: specOf(flow),
    savedRequestIds: [],
    exchangeIds: [],
  });
}

export function removeFlow(engine: Engine, actor: Actor, id: string): void {
  if (knownRunner(engine)?.isBusyWith(id))
    throw new Fault('conflict', { happened: 'The flow is being run.', remedy: 'Stop its run, then remove it.' });
  engine.commands.run(actor, (changes) => changes.remove('flow', id, `Flow “${requireFlow(changes, id).name}” removed`));
}

/** When it runs by itself; null: never. What changes production has to be let go apart from that. */
export async function setSchedule(engine: Engine, actor: Actor, id: string, input: ScheduleInput | null): Promise<FlowDetail> {
  if (input) (await import('./schedule-times.ts')).checkSchedule(input);
  const schedule = input && { ...input, data: await dataOf(engine, actor, requireFlow(engine.db, id), input.data) };
  const now = engine.clock.now();
  engine.commands.run(actor, (changes) => {
    const { name } = requireFlow(changes, id);
    const words =
      schedule === null
        ? `“${name}” runs by itself no more`
        : `“${name}” runs by itself: ${schedule.isOn ? scheduleWords(schedule) : 'paused'}${schedule.data ? `, over ${schedule.data.fileName}` : ''}`;
    changes.update('flow', id, { schedule: schedule && JSON.stringify(schedule) }, words);
  });
  // Times before now are no matter of this schedule.
  engine.evidence.write(['flows'], (db) => db.run("UPDATE flows SET due_at = ?, missed_words = '' WHERE id = ?", now, id));
  return showFlow(engine, id);
}

export interface ScheduleInput extends FlowSchedule {
  readonly isOn: boolean;
  /** The file of rows, chosen now; null: none; undefined: as it was. */
  readonly data?: { readonly path: string } | null | undefined;
}

async function dataOf(engine: Engine, actor: Actor, flow: FlowRecord, chosen: ScheduleInput['data']): Promise<ScheduledData | null> {
  if (chosen === undefined) return scheduleOf(flow)?.data ?? null;
  return chosen === null ? null : (await import('./scheduled-data.ts')).chooseData(engine, actor, flow, chosen.path);
}

/** A person lets the schedule change production, as the flow is now. */
export async function armFlow(engine: Engine, actor: Actor, id: string, armed: boolean, confirmed: readonly string[]): Promise<FlowDetail> {
  const flow = requireFlow(engine.db, id);
  const spec = specOf(flow);
  const { guarded } = readFlow(engine.db, spec);
  const data = scheduleOf(flow)?.data ?? null;
  if (armed && data) await (await import('./scheduled-data.ts')).checkData(data, actor);
  // What lasts is confirmed by name, also where the next minutes are unlocked.
  if (armed) allowedIn(engine, null, guarded, confirmed, { flowName: flow.name, rows: data?.rows ?? 1 });
  engine.commands.run(actor, (changes) =>
    changes.update(
      'flow',
      id,
      armed
        ? { armed_by: actor.name, armed_at: engine.clock.now(), armed_sha256: armingOf(engine.db, flow) }
        : { armed_by: null, armed_at: null, armed_sha256: null },
      armed
        ? `The schedule of “${flow.name}” may change ${guarded.map(({ name }) => name).join(', ') || 'what it sends'}`
        : `The schedule of “${flow.name}” may no longer change production`,
    ),
  );
  return showFlow(engine, id);
}

function refuseSameName(db: Reader, name: string, except: string | null): void {
  const taken = db.get<{ id: string }>('SELECT id FROM flows WHERE lower(name) = lower(?)', name);
  if (!taken || taken.id === except) return;
  throw new Fault('conflict', {
    happened: `There is a flow “${name}” already.`,
    remedy: 'Choose another name. Nothing was saved.',
    place: { path: 'name' },
  });
}

/** A flow lies in a table: no secret of ours may be in it. */
function refuseKeptSecrets({ secrets }: Engine, spec: FlowSpec): void {
  const text = JSON.stringify(spec);
  if (secrets.redactor().text(text) === text) return;
  throw new Fault('bad_input', {
    happened: 'A step holds the secret of one of your credentials.',
    remedy: 'Take it out: the credential is bound to the environment, and sent from the keychain. Nothing was saved.',
  });
}
