import { Fault } from '../../../shared/contract/errors.ts';
import { nameOfColumn } from '../../../shared/domain/flows/values.ts';

/** Refuses columns that stand for the same `{{name}}` of a flow, such as “Amount €” and “Amount $”: the wrong one could be sent. */
export function refuseTwins(columns: readonly string[], asksFor: readonly string[]): void {
  const asked = new Set(asksFor);
  for (const [name, twins] of Map.groupBy(new Set(columns), nameOfColumn)) {
    if (twins.length < 2 || !asked.has(name)) continue;
    throw new Fault('bad_input', {
      happened: `The columns ${twins.map((column) => `“${column}”`).join(' and ')} would both be {{${name}}}, and the flow asks for it.`,
      remedy: 'Rename one of them in the file, in Latin letters and digits. Nothing was sent.',
      place: { path: 'data' },
    });
  }
}
