import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { formatInstant } from '../../ui/format.ts';

/** Through what a change came, in words. */
export const viaWords: Readonly<Record<ActivityEntry['via'], string>> = {
  app: 'the window',
  terminal: 'the terminal',
  evidence: 'evidence',
};

/** "calendar_event" is "calendar event", "runbookRun" is "runbook run". */
export function entityWords(entity: string): string {
  return entity === 'api' ? 'API' : fieldWords(entity);
}

/** One field of a record before and after a change; null is "not there". */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a change did, field by field; fields that stayed the same are left out. */
export function fieldChanges(entry: Pick<ActivityEntry, 'before' | 'after'>): readonly FieldChange[] {
  const fields = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: valueWords(field, entry.before?.[field]), after: valueWords(field, entry.after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

/** "owner_id" and "ownerId" are "owner id". */
export function fieldWords(field: string): string {
  return field
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function valueWords(field: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' && /(_at|At)$/.test(field)) return formatInstant(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
