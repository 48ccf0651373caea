import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { dynamicNames, type DynamicName } from '../../../shared/domain/console/dynamic-values.ts';
import type { FlowPart, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import { namesOf, nearestFirst, type ValueName } from '../../ui/value-names.ts';

const columnWords = 'a column of the file';

const drawnWords: Readonly<Record<DynamicName, string>> = {
  $uuid: 'a new UUID',
  $now: 'the time, ISO 8601 UTC',
  $epoch: 'seconds since 1970',
  $epochMs: 'milliseconds since 1970',
  $randomInt: 'a number from 0 to 999,999',
  $randomHex: '16 hexadecimal digits',
  $idempotencyKey: 'a new key',
};

/** What is said of a `{{name}}` that no step gives: only what goes over rows has columns. */
export const unknownIn = (part: FlowPart): string => (part === 'steps' ? columnWords : 'nothing gives it here');

/** Which `{{names}}` the values of a step may hold: what steps before it capture, the nearest first, and the columns of the row. */
export function namesBefore({ spec, asksFor }: Pick<FlowDetail, 'spec' | 'asksFor'>, part: FlowPart, stepId: string): ValueName[] {
  const own = spec[part];
  const at = own.findIndex(({ id }) => id === stepId);
  // What a row captures is gone when the rows are done.
  const before = [...(part === 'setup' ? [] : spec.setup), ...(at === -1 ? own : own.slice(0, at))];
  const row: ValueName[] =
    part === 'steps'
      ? [
          ...asksFor.map((name) => ({ name, value: null, from: columnWords })),
          { name: 'row.number', value: null, from: 'the number of the row' },
        ]
      : [];
  return nearestFirst(before.toReversed().flatMap(namesCaptured), row);
}

/** What a step itself captures: for the call that undoes it. */
export const namesCaptured = ({ name: step, captures }: Pick<FlowStep, 'name' | 'captures'>): ValueName[] =>
  captures.map((one) => ({ name: one.name, value: isSecretCapture(one) ? '••••••' : null, from: `captured by “${step}”` }));

/** What can be made for a value of a step: kept with the row, so that it is the same wherever it stands and whenever it is sent again. */
export const drawnNames: readonly ValueName[] = dynamicNames.map((name) => ({
  name,
  value: null,
  from: `once a row: ${drawnWords[name]}`,
}));

/** What a step gives to its own request, and to its checks. */
export const namesGiven = ({ values }: Pick<FlowStep, 'values'>): ValueName[] =>
  namesOf([['this step', Object.fromEntries(values.map(({ name, value }) => [name, value]))]]);
