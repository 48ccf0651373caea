import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Dependency, dependencyInput, processInput } from '../../../shared/contract/processes.ts';
import type { Actor } from '../db/change-log.ts';
import type { Clock, Commands } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import { given } from './given.ts';
import { getApi, listDependencies } from './store.ts';

type ProcessInput = z.infer<typeof processInput>;
type DependencyInput = z.infer<typeof dependencyInput>;

/** Adds a process, or changes what is given of the one of that id. A new one needs a name. */
export function saveProcess(commands: Commands, clock: Clock, actor: Actor, input: ProcessInput): { id: string } {
  const id = input.id ?? clock.newId();
  commands.run(actor, (changes) => {
    const known = changes.get<{ name: string }>('SELECT name FROM processes WHERE id = ?', id);
    if (input.id && !known) throw gone('business process');
    const name = input.name ?? known?.name;
    if (name === undefined)
      throw new Fault('bad_input', { happened: 'A business process has a name.', remedy: 'Give it one. Nothing was changed.' });
    if (changes.get('SELECT 1 FROM processes WHERE lower(name) = lower(?) AND id <> ?', name, id)) {
      throw new Fault('conflict', {
        happened: `There is a business process ${name} already.`,
        remedy: 'Open that one, or choose another name.',
      });
    }
    const row = given({
      name: input.name,
      criticality: input.criticality,
      owner_id: input.ownerId,
      deputy_id: input.deputyId,
      notes: input.notes,
      service_hours: input.serviceHours,
      units_per_hour: input.unitsPerHour,
      unit_name: input.unitName,
      value_minor: input.valueMinor,
      currency: input.currency,
    });
    if (known) changes.update('process', id, row, processWords(changes, known.name, input));
    else changes.insert('process', { id, name, ...row, created_at: clock.now() }, `Business process ${name} added`);
  });
  return { id };
}

function processWords(db: Reader, name: string, input: ProcessInput): string {
  const person = (id: string | null): string =>
    id === null ? 'nobody' : (db.get<{ name: string }>('SELECT name FROM people WHERE id = ?', id)?.name ?? 'somebody');
  if (input.ownerId !== undefined) return `Owner of ${name} set to ${person(input.ownerId)}`;
  if (input.deputyId !== undefined) return `Deputy of ${name} set to ${person(input.deputyId)}`;
  if (input.criticality !== undefined) return `Criticality of ${name} set to ${input.criticality}`;
  if (input.name !== undefined && input.name !== name) return `Business process ${name} renamed to ${input.name}`;
  return `Business process ${name} edited`;
}

/** Removes a process and its links, so that one undo brings all of it back. */
export function removeProcess(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const process = changes.get<{ name: string }>('SELECT name FROM processes WHERE id = ?', id);
    if (!process) return;
    for (const link of changes.all<{ id: string; api: string }>(
      `SELECT d.id, v.name || ' ' || a.name AS api FROM dependencies d JOIN apis a ON a.id = d.api_id JOIN vendors v ON v.id = a.vendor_id WHERE d.process_id = ?`,
      id,
    ))
      changes.remove('dependency', link.id, `${process.name} no longer linked to ${link.api}`);
    changes.remove('process', id, `Business process ${process.name} removed`);
  });
}

/** Links a process to an API, or changes what the link says. One link a pair. */
export function saveDependency(db: Reader, commands: Commands, clock: Clock, actor: Actor, input: DependencyInput): Dependency {
  const id = input.id ?? clock.newId();
  commands.run(actor, (changes) => {
    const process = changes.get<{ name: string }>('SELECT name FROM processes WHERE id = ?', input.processId);
    const api = getApi(changes, input.apiId);
    if (!process) throw gone('business process');
    if (!api) throw gone('API');
    const pair = `${process.name} on ${api.vendor_name} ${api.name}`;
    const taken = changes.get<{ id: string }>(
      'SELECT id FROM dependencies WHERE process_id = ? AND api_id = ?',
      input.processId,
      input.apiId,
    );
    if (taken && taken.id !== id) {
      throw new Fault('conflict', {
        happened: `${process.name} is linked to ${api.vendor_name} ${api.name} already.`,
        remedy: 'Change that link.',
      });
    }
    const row = given({ strength: input.strength, impact: input.impact, fallback: input.fallback });
    if (input.id) {
      if (!changes.get('SELECT 1 FROM dependencies WHERE id = ?', id)) throw gone('link');
      changes.update('dependency', id, { ...row, process_id: input.processId, api_id: input.apiId }, `Dependency of ${pair} edited`);
      return;
    }
    changes.insert(
      'dependency',
      { id, process_id: input.processId, api_id: input.apiId, ...row, created_at: clock.now() },
      `Dependency of ${pair} added`,
    );
  });
  const saved = listDependencies(db, input.apiId).find((one) => one.id === id);
  if (!saved) throw new Error(`dependency ${id} was not saved`);
  return saved;
}

export function removeDependency(commands: Commands, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<{ process: string; api: string }>(
      `SELECT p.name AS process, v.name || ' ' || a.name AS api FROM dependencies d JOIN processes p ON p.id = d.process_id
       JOIN apis a ON a.id = d.api_id JOIN vendors v ON v.id = a.vendor_id WHERE d.id = ?`,
      id,
    );
    if (row) changes.remove('dependency', id, `${row.process} no longer linked to ${row.api}`);
  });
}

const gone = (what: string): Fault =>
  new Fault('not_found', {
    happened: `The ${what} is gone.`,
    remedy: 'Reload the page; somebody may have removed it. Nothing was changed.',
  });
