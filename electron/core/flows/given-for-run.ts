import { Fault } from '../../../shared/contract/errors.ts';
import { isVariableName } from '../../../shared/domain/console/placeholders.ts';
import type { FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import { nameOfColumn } from '../../../shared/domain/flows/values.ts';
import type { Reader } from '../db/sqlite.ts';
import { readFlow } from './problems.ts';
import type { DataRows } from './read-data.ts';
import { specOf } from './store.ts';

/** What a person says for one run alone; the flow stays as it is. */
export interface GivenForRun {
  /** API → environment, in place of the flow's. */
  readonly environments?: Readonly<Record<string, string>> | undefined;
  /** Values of every row, beside the columns of the file. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** The flow's spec with the environments that were chosen for one run. */
export function specForRun(db: Reader, spec: FlowSpec, { environments = {} }: GivenForRun): FlowSpec {
  const apiIds = new Set(readFlow(db, spec).calls.map(({ apiId }) => apiId));
  if (!Object.keys(environments).every((apiId) => apiIds.has(apiId)))
    throw new Fault('bad_input', {
      happened: 'An environment was chosen for an API that the flow does not call.',
      remedy: 'Choose environments of its APIs only. Nothing was sent.',
      place: { path: 'environments' },
    });
  return { ...spec, environments: { ...spec.environments, ...environments } };
}

/** What failures are run again with: the flow as it is now, where the run went. */
export function specForRetry(flow: { readonly spec: string }, run: { readonly spec: string }): FlowSpec {
  const spec = specOf(flow);
  return { ...spec, environments: { ...spec.environments, ...specOf(run).environments } };
}

/** The rows of a file, or the one row without one, each with the values that were given. */
export function rowsWithValues(data: DataRows | null, { values = {} }: GivenForRun): readonly Readonly<Record<string, unknown>>[] {
  const wrong = Object.keys(values).find((name) => !isVariableName(name));
  if (wrong !== undefined)
    throw new Fault('bad_input', {
      happened: `“${wrong}” is no name of a value.`,
      remedy: 'Names begin with a letter and have letters, digits, dots, dashes and underscores. Nothing was sent.',
      place: { path: 'values' },
    });
  const column = data?.columns.find((one) => Object.hasOwn(values, nameOfColumn(one)));
  if (column !== undefined)
    throw new Fault('bad_input', {
      happened: `The file has a column “${column}”, and a value of this name was given too.`,
      remedy: 'Leave one of them out. Nothing was sent.',
      place: { path: 'values' },
    });
  return (data?.rows ?? [{}]).map((row) => ({ ...row, ...values }));
}
