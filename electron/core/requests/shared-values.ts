import { Fault } from '../../../shared/contract/errors.ts';
import { isVariableName } from '../../../shared/domain/console/placeholders.ts';
import { keptVariableFault } from '../console/kept-secrets.ts';
import { sharedValuesOf } from '../console/target.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';

type Values = Record<string, string>;

/** The values of the workspace and of an API, for `{{names}}`. */
export const valuesFor = ({ db }: Pick<Engine, 'db'>, apiId: string | null): { workspace: Values; api: Values } => ({
  workspace: sharedValuesOf(db, 'workspace'),
  api: apiId === null ? {} : sharedValuesOf(db, apiId),
});

/** Keeps all values of an API, or of the workspace. Faults name the one that is no name, or that is a secret. */
export function keepSharedValues(
  { db, commands, secrets }: Pick<Engine, 'db' | 'commands' | 'secrets'>,
  actor: Actor,
  apiId: string | null,
  values: Readonly<Values>,
): Values {
  const wrong = Object.keys(values).find((name) => !isVariableName(name));
  if (wrong !== undefined) {
    throw new Fault('bad_input', {
      happened: `“${wrong}” is no name of a value.`,
      remedy: 'Names begin with a letter and have letters, digits, dots, dashes and underscores. Nothing was saved.',
      place: { path: wrong },
    });
  }
  const fault = keptVariableFault(values, secrets.redactor());
  if (fault) throw fault;
  const id = apiId ?? 'workspace';
  commands.run(actor, (changes) => {
    const api = apiId === null ? null : changes.get<{ name: string }>('SELECT name FROM apis WHERE id = ?', apiId);
    if (apiId !== null && !api) throw new Fault('not_found', { happened: 'The API is gone.', remedy: 'Choose another API.' });
    const words = api ? `Values of ${api.name} changed` : 'Values of the workspace changed';
    const variables = JSON.stringify(values);
    if (changes.get('SELECT 1 FROM shared_values WHERE id = ?', id)) changes.update('sharedValues', id, { variables }, words);
    else changes.insert('sharedValues', { id, api_id: apiId, variables }, words);
  });
  return sharedValuesOf(db, id);
}
