import { Fault } from '../../../shared/contract/errors.ts';
import type { GuardState } from '../../../shared/contract/requests.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly api_name: string;
  readonly vendor_name: string;
}

const select = `SELECT e.id, e.name, e.kind, a.name AS api_name, v.name AS vendor_name FROM environments e
  JOIN apis a ON a.id = e.api_id JOIN vendors v ON v.id = a.vendor_id`;

/** Every production, and whether it is unlocked for this person. */
export function listGuards(engine: Engine): GuardState[] {
  return engine.db.all<Row>(`${select} WHERE e.kind = 'production' ORDER BY v.name, a.name, e.name`).map((row) => stateOf(engine, row));
}

/** For some minutes calls that change something there are not confirmed. It is in the activity, with its end. */
export function unlockProduction(
  engine: Engine,
  actor: Actor,
  input: { readonly environmentId: string; readonly minutes: number; readonly confirmProduction: string },
): GuardState {
  const row = requireRow(engine, input.environmentId);
  if (row.kind !== 'production') {
    throw new Fault('bad_input', { happened: `${row.name} is not production.`, remedy: 'Nothing there needs to be unlocked.' });
  }
  if (input.confirmProduction !== row.name) {
    throw new Fault('bad_input', {
      happened: `“${input.confirmProduction}” is not the name of this environment.`,
      remedy: `Give its name, ${row.name}. It stays locked.`,
      place: { path: 'confirmProduction' },
    });
  }
  const until = engine.clock.now() + input.minutes * 60_000;
  engine.console.guard.unlock(engine.person.id, row.id, until);
  engine.commands.run(actor, (changes) =>
    changes.note('environment', row.id, `${wordsOf(row)} unlocked for ${input.minutes} minutes: changes there are not confirmed`),
  );
  return stateOf(engine, row);
}

export function lockProduction(engine: Engine, actor: Actor, environmentId: string): GuardState {
  const row = requireRow(engine, environmentId);
  if (engine.console.guard.unlockedUntil(engine.person.id, row.id) !== null) {
    engine.console.guard.lock(engine.person.id, row.id);
    engine.commands.run(actor, (changes) => changes.note('environment', row.id, `${wordsOf(row)} locked again`));
  }
  return stateOf(engine, row);
}

const wordsOf = ({ name, vendor_name, api_name }: Row): string => `${name} of ${vendor_name} ${api_name}`;

const stateOf = ({ console, person }: Engine, row: Row): GuardState => ({
  environmentId: row.id,
  environmentName: row.name,
  isGuarded: row.kind === 'production',
  unlockedUntil: console.guard.unlockedUntil(person.id, row.id),
});

function requireRow({ db }: Engine, id: string): Row {
  const row = db.get<Row>(`${select} WHERE e.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The environment is gone.', remedy: 'Choose another environment.' });
  return row;
}
