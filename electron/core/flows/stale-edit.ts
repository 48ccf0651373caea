import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { stepsOf, type FlowSpec, type FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import type { Actor, EntryRow } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import { specOf, type FlowRecord } from './store.ts';

type Change = Pick<EntryRow, 'actor' | 'via'> & { readonly before: string | null };

/** What a flow does, as one word: an edit names the one that it began from. */
export const specSha256 = ({ spec }: Pick<FlowRecord, 'spec'>): string => createHash('sha256').update(spec).digest('hex');

/**
 * Refuses an edit that began from what the flow does no more: it would take back what was changed meanwhile, without a word. What the same
 * person saved in the terminal since is no such change: a file is saved again and again.
 */
export function refuseStale(db: Reader, flow: FlowRecord, baseSha256: string, by: Pick<Actor, 'name' | 'via'>): void {
  if (specSha256(flow) === baseSha256) return;
  const changes = db.all<Change>(
    `SELECT actor, via, json_extract(before, '$.spec') AS before FROM activity
     WHERE entity = 'flow' AND entity_id = ? AND json_extract(after, '$.spec') IS NOT NULL ORDER BY seq DESC LIMIT 100`,
    flow.id,
  );
  const [last] = changes;
  const at = changes.findIndex(({ before }) => before !== null && specSha256({ spec: before }) === baseSha256);
  if (by.via === 'terminal' && at >= 0 && changes.slice(0, at + 1).every(({ actor, via }) => via === 'terminal' && actor === by.name))
    return;
  const who = last?.actor ?? 'Somebody';
  const through = last?.via === 'terminal' ? ' in the terminal' : '';
  const base = changes[at]?.before;
  const what = base ? `: ${whatChanged(specOf({ spec: base }), specOf(flow))}` : '';
  throw new Fault('conflict', {
    happened: `${who} changed “${flow.name}”${through} meanwhile${what}.`,
    remedy: `${howToGetBoth} Nothing was saved.`,
    place: { path: 'baseSha256' },
  });
}

const howToGetBoth =
  'Yours still stands where you typed it: copy what you need of it, close it to see theirs, and make your change there; the activity keeps every version.';

/** What a flow is called and where it lies. */
export type FlowNames = Pick<FlowRecord, 'name' | 'folder' | 'notes'>;
const nameWords: Readonly<Record<keyof FlowNames, string>> = { name: 'name', folder: 'folder', notes: 'notes' };

/** Refuses another name, folder or note of a flow that has another one by now than the one that was looked at. */
export function refuseStaleNames(flow: FlowRecord, base: Partial<FlowNames>, given: Partial<FlowNames>): void {
  for (const key of Object.keys(nameWords) as (keyof FlowNames)[]) {
    if (given[key] === undefined || base[key] === undefined || flow[key] === base[key] || flow[key] === given[key]) continue;
    throw new Fault('conflict', {
      happened: `The ${nameWords[key]} of “${flow.name}” was changed meanwhile${flow[key] === '' ? ': it is empty now' : `: “${flow[key].slice(0, 120)}”`}.`,
      remedy: `${howToGetBoth} Nothing was saved.`,
      place: { path: key },
    });
  }
}

/** The steps that are there on one side only or differ, by name; where there is none, what else it is. */
function whatChanged(before: FlowSpec, after: FlowSpec): string {
  const were = stepsById(before);
  const are = stepsById(after);
  const names = [...new Map([...were, ...are]).values()]
    .filter(({ id }) => JSON.stringify(were.get(id)) !== JSON.stringify(are.get(id)))
    .map(({ name }) => `“${name}”`);
  if (names.length > 3) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  if (names.length > 0) return names.join(', ');
  return JSON.stringify(before.environments) === JSON.stringify(after.environments) ? 'the order of its steps' : 'its environments';
}

const stepsById = (spec: FlowSpec): ReadonlyMap<string, FlowStep> => new Map(stepsOf(spec).map(({ step }) => [step.id, step]));
