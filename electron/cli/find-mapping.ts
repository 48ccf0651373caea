import type { MappingRow } from '../../shared/contract/mappings.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne } from './find-record.ts';

/** The mapping that a person means, by name, by words of it, or by id. */
export async function findMapping(client: CoreClient, text: string): Promise<MappingRow> {
  return findOne(text, {
    what: 'mapping',
    where: 'mapping list',
    rows: await client.mappings.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  });
}
