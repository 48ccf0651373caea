import type { CalendarEvent } from '../../shared/contract/calendar.ts';
import type { Person } from '../../shared/contract/workspace.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne } from './find-record.ts';

/** An event by its id, its title, or words of it. */
export async function findEvent(client: CoreClient, text: string): Promise<CalendarEvent> {
  return findOne(text, {
    what: 'date',
    where: 'quartermaster calendar list',
    rows: await client.calendar.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ title }) => [title],
  });
}

/** A person by name or id. */
export async function findPerson(client: CoreClient, text: string): Promise<Person> {
  return findOne(text, {
    what: 'person',
    where: 'quartermaster people list',
    rows: await client.workspace.people({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  });
}
