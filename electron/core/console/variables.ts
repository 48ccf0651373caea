import { Fault } from '../../../shared/contract/errors.ts';
import { isVariableName } from '../../../shared/domain/console/placeholders.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { keptVariableFault } from './kept-secrets.ts';

/** The values of an environment, by name. */
export function variablesOf(db: Reader, environmentId: string): Record<string, string> {
  return JSON.parse(requireEnvironment(db, environmentId).variables) as Record<string, string>;
}

/** Keeps an environment's values, all of them. Faults name the one that is no name, or that is a secret. */
export function keepVariables(
  tools: Pick<Engine, 'db' | 'commands' | 'secrets'>,
  actor: Actor,
  environmentId: string,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  const wrong = Object.keys(variables).find((name) => !isVariableName(name));
  if (wrong !== undefined) {
    throw new Fault('bad_input', {
      happened: `“${wrong}” is no name of a value.`,
      remedy: 'Names begin with a letter and have letters, digits, dots, dashes and underscores. Nothing was saved.',
      place: { path: wrong },
    });
  }
  const fault = keptVariableFault(variables, tools.secrets.redactor());
  if (fault) throw fault;
  tools.commands.run(actor, (changes) => {
    const { name } = requireEnvironment(changes, environmentId);
    changes.update('environment', environmentId, { variables: JSON.stringify(variables) }, `Values of ${name} changed`);
  });
  return variablesOf(tools.db, environmentId);
}

function requireEnvironment(db: Reader, id: string): { name: string; variables: string } {
  const row = db.get<{ name: string; variables: string }>('SELECT name, variables FROM environments WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The environment is gone.', remedy: 'Choose another environment.' });
  return row;
}
