import type { Person } from '../../../shared/contract/workspace.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Role } from '../../../shared/contract/procedure.ts';
import { isZone } from '../../../shared/domain/calendar/zone-time.ts';
import { isMachineName } from '../../../shared/domain/people/machine-name.ts';
import { entities, type EntityName } from '../db/entities.ts';
import type { Changes, Clock, Commands } from '../db/commands.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import { loginName } from './open-workspace.ts';

export interface ActingPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Finds the person at this computer among the workspace's people; the first one becomes its owner. */
export function ensurePerson(commands: Commands, clock: Clock, via: Actor['via'], wanted = loginName()): ActingPerson {
  const login = loginName();
  const name = personName(wanted);
  return commands.run({ name, via }, (changes) => {
    const known = changes.get<ActingPerson>('SELECT id, name, role FROM people WHERE login = ?', login);
    if (known && isMachineName(known.name)) {
      // Of a workspace from before the name was kept for the app.
      const renamed = { ...known, name: personName(known.name) };
      changes.update('person', known.id, { name: renamed.name }, `${known.name} is now called ${renamed.name}`);
      return renamed;
    }
    if (known) return known;
    const hasOwner = changes.get("SELECT 1 FROM people WHERE role = 'owner' AND login IS NOT NULL") !== undefined;
    const person: ActingPerson = { id: clock.newId(), name, role: hasOwner ? 'operator' : 'owner' };
    changes.insert(
      'person',
      { id: person.id, name: person.name, login, role: person.role, created_at: clock.now() },
      `${name} joined as ${person.role}`,
    );
    return person;
  });
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly email: string | null;
  readonly zone: string | null;
  readonly login: string | null;
}

/** Everybody, with what they own. */
export function listPeople(db: Reader): Person[] {
  const references = referencesToPeople(db);
  return db.all<PersonRow>('SELECT id, name, role, email, zone, login FROM people ORDER BY lower(name)').map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    email: row.email,
    zone: row.zone,
    hasLogin: row.login !== null,
    owns: countOwned(ownedBy(db, references, row.id)),
  }));
}

/** "4 APIs", "1 date": as deputy or as owner, each thing once. */
function countOwned(owned: readonly (Reference & { readonly ids: readonly string[] })[]): Person['owns'] {
  const byEntity = new Map<EntityName, Set<string>>();
  for (const { entity, ids } of owned) byEntity.set(entity, new Set([...(byEntity.get(entity) ?? []), ...ids]));
  return [...byEntity].map(([entity, ids]) => ({ words: nounOf(entity, ids.size), count: ids.size }));
}

interface PeopleTools {
  readonly db: Reader;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly person: ActingPerson;
}

export interface PersonInput {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly email?: string | null | undefined;
  readonly zone?: string | null | undefined;
}

export function addPersonWith(tools: PeopleTools, actor: Actor, input: PersonInput & { name: string }): Person {
  const { db, clock, commands } = tools;
  const id = clock.newId();
  const { name, role = 'operator', email = null, zone = null } = input;
  checkZone(zone);
  if (role === 'owner') checkIsOwner(tools);
  commands.run(actor, (changes) => {
    checkNameIsFree(changes, name, null);
    changes.insert('person', { id, name, role, email, zone, login: null, created_at: clock.now() }, `${name} added as ${role}`);
  });
  return showPerson(db, id);
}

export function updatePerson(tools: PeopleTools, actor: Actor, input: PersonInput & { id: string }): Person {
  const { db, commands } = tools;
  checkZone(input.zone ?? null);
  commands.run(actor, (changes) => {
    const before = requirePerson(changes, input.id);
    if (input.name !== undefined) checkNameIsFree(changes, input.name, input.id);
    if (input.role !== undefined && input.role !== before.role) {
      checkIsOwner(tools);
      if (before.role === 'owner') checkAnotherOwner(changes, input.id, before.name);
    }
    const patch = Object.fromEntries(
      Object.entries({ name: input.name, role: input.role, email: input.email, zone: input.zone }).filter(
        ([, value]) => value !== undefined,
      ),
    ) as Row;
    changes.update('person', input.id, patch, `${before.name} edited`);
  });
  return showPerson(db, input.id);
}

/** Removes a person; what they own goes to another person, or they stay. */
export function removePerson(tools: PeopleTools, actor: Actor, id: string, reassignTo: string | null): void {
  const { db, commands, person } = tools;
  if (id === person.id)
    throw new Fault('conflict', { happened: 'This is you.', remedy: 'Another person can remove you. Nothing was changed.' });
  const references = referencesToPeople(db);
  commands.run(actor, (changes) => {
    const before = requirePerson(changes, id);
    if (before.role === 'owner') checkAnotherOwner(changes, id, before.name);
    const owned = ownedBy(changes, references, id);
    if (owned.length > 0 && reassignTo === null)
      throw new Fault('conflict', {
        happened: `${before.name} owns ${listWords(countOwned(owned).map(({ words, count }) => `${count} ${words}`))}.`,
        remedy: 'Say who takes them over, then remove the person. Nothing was changed.',
      });
    if (reassignTo !== null) {
      const heir = requirePerson(changes, reassignTo);
      if (reassignTo === id)
        throw new Fault('bad_input', { happened: 'A person cannot take over from themselves.', remedy: 'Choose somebody else.' });
      for (const { entity, column, ids } of owned)
        for (const one of ids)
          changes.update(entity, one, { [column]: reassignTo }, `A ${nounOf(entity, 1)} taken over from ${before.name} by ${heir.name}`);
    }
    changes.remove('person', id, `${before.name} removed`);
  });
}

interface Reference {
  readonly entity: EntityName;
  readonly column: string;
}

const nouns: Partial<Record<EntityName, readonly [one: string, many: string]>> = {
  api: ['API', 'APIs'],
  event: ['date', 'dates'],
  process: ['business process', 'business processes'],
};

/** What one of them is called, and several. */
const nounOf = (entity: EntityName, count: number): string => {
  const [one, many] = nouns[entity] ?? [entity, `${entity}s`];
  return (count === 1 ? one : many).replaceAll(/([a-z])([A-Z])/g, '$1 $2');
};

/** Every column of the schema that names a person, whichever feature it belongs to. */
function referencesToPeople(db: Reader): Reference[] {
  const rows = db.all<{ child: string; column: string }>(
    `SELECT t.name AS child, f."from" AS column FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
     WHERE t.type = 'table' AND f."table" = 'people'`,
  );
  return rows.flatMap(({ child, column }): Reference[] => {
    const entity = (Object.keys(entities) as EntityName[]).find((name) => entities[name].table === child);
    return entity === undefined ? [] : [{ entity, column }];
  });
}

function ownedBy(db: Reader, references: readonly Reference[], personId: string): (Reference & { readonly ids: readonly string[] })[] {
  return references.flatMap((reference) => {
    const { table } = entities[reference.entity];
    const ids = db.all<{ id: string }>(`SELECT id FROM ${table} WHERE ${reference.column} = ?`, personId).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ ...reference, ids }];
  });
}

const showPerson = (db: Reader, id: string): Person => {
  const found = listPeople(db).find((one) => one.id === id);
  if (!found) throw gone();
  return found;
};

function requirePerson(db: Reader, id: string): { name: string; role: Role } {
  const row = db.get<{ name: string; role: Role }>('SELECT name, role FROM people WHERE id = ?', id);
  if (!row) throw gone();
  return row;
}

/** Somebody’s login may be the name of the app. */
const personName = (name: string): string => (isMachineName(name) ? `${name} (person)` : name);

/** Whoever reads the activity must be able to tell the app from a person. */
export function refuseMachineName(name: string): void {
  if (!isMachineName(name)) return;
  throw new Fault('bad_input', {
    happened: `“${name}” reads as the name under which the app itself acts.`,
    remedy: 'Give the person another name. Nothing was changed.',
    place: { path: 'name' },
  });
}

function checkNameIsFree(changes: Changes, name: string, except: string | null): void {
  refuseMachineName(name);
  if (changes.get('SELECT 1 FROM people WHERE lower(name) = lower(?) AND id IS NOT ?', name, except) === undefined) return;
  throw new Fault('conflict', {
    happened: `${name} is among the people already.`,
    remedy: 'Choose another name.',
    place: { path: 'name' },
  });
}

function checkZone(zone: string | null): void {
  if (zone === null || isZone(zone)) return;
  throw new Fault('bad_input', {
    happened: `“${zone}” is not a time zone.`,
    remedy: 'Write it like Europe/Berlin or America/New_York.',
    place: { path: 'zone' },
  });
}

function checkIsOwner({ person }: PeopleTools): void {
  if (person.role === 'owner') return;
  throw new Fault('not_allowed', { happened: 'Only an owner of the workspace changes roles.', remedy: 'Ask one. Nothing was changed.' });
}

function checkAnotherOwner(db: Reader, id: string, name: string): void {
  if (db.get("SELECT 1 FROM people WHERE role = 'owner' AND id <> ?", id)) return;
  throw new Fault('conflict', {
    happened: `${name} is the only owner.`,
    remedy: 'Make somebody else an owner first. Nothing was changed.',
  });
}

const listWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const gone = (): Fault =>
  new Fault('not_found', { happened: 'This person is gone.', remedy: 'Reload the page; somebody may have removed them.' });
