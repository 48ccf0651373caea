import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { stepsOf, type FlowSpec, type FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import type { EntryRow } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import { specOf, type FlowRecord } from './store.ts';

type Change = Pick<EntryRow, 'actor' | 'via'> & { readonly before: string | null };

/** What a flow does, as one word: an edit names the one that it began from. */
export const specSha256 = ({ spec }: Pick<FlowRecord, 'spec'>): string => createHash('sha256').update(spec).digest('hex');

/** Refuses an edit that began from what the flow does no more: it would take back what was changed meanwhile, without a word. */
export function refuseStale(db: Reader, flow: FlowRecord, baseSha256: string): void {
  if (specSha256(flow) === baseSha256) return;
  const changes = db.all<Change>(
    `SELECT actor, via, json_extract(before, '$.spec') AS before FROM activity
     WHERE entity = 'flow' AND entity_id = ? AND json_extract(after, '$.spec') IS NOT NULL ORDER BY seq DESC LIMIT 100`,
    flow.id,
  );
  const [last] = changes;
  const who = last?.actor ?? 'Somebody';
  const through = last?.via === 'terminal' ? ' in the terminal' : '';
  const base = changes.find(({ before }) => before !== null && specSha256({ spec: before }) === baseSha256)?.before;
  const what = base ? `: ${whatChanged(specOf({ spec: base }), specOf(flow))}` : '';
  throw new Fault('conflict', {
    happened: `${who} changed “${flow.name}”${through} meanwhile${what}.`,
    remedy: 'Look at it again, then make your change. Nothing was saved.',
  });
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
