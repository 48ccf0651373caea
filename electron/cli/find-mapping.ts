import type { MappingRow } from '../../shared/contract/mappings.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';

/** The mapping that a person means, by name or id; by words of it where nothing changes. */
export async function findMapping(client: CoreClient, text: string, grasp?: Grasp): Promise<MappingRow> {
  return findOne(text, {
    what: 'mapping',
    where: 'mapping list',
    rows: await client.mappings.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}
