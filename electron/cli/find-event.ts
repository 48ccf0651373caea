import type { CalendarEvent } from '../../shared/contract/calendar.ts';
import type { Person } from '../../shared/contract/workspace.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';

/** An event by its id or its title; by words of it where nothing changes. */
export async function findEvent(client: CoreClient, text: string, grasp?: Grasp): Promise<CalendarEvent> {
  return findOne(text, {
    what: 'date',
    where: 'quartermaster calendar list',
    rows: await client.calendar.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ title }) => [title],
    grasp,
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
