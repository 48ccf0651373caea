import type { Role } from '../../../shared/contract/procedure.ts';
import type { Clock, Commands } from '../db/commands.ts';
import type { Actor } from '../db/change-log.ts';
import { loginName } from './open-workspace.ts';

export interface ActingPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Finds the person at this computer among the workspace's people; the first one becomes its owner. */
export function ensurePerson(commands: Commands, clock: Clock, via: Actor['via'], name = loginName()): ActingPerson {
  const login = loginName();
  return commands.run({ name, via }, (changes) => {
    const known = changes.get<ActingPerson>('SELECT id, name, role FROM people WHERE login = ?', login);
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
