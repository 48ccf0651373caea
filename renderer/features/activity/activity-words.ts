import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { spacedWords } from '../../ui/entity-words.ts';
import { formatCount, formatInstant, formatMoney, formatMs } from '../../ui/format.ts';

/** Through what a change came, in words. */
export const viaWords: Readonly<Record<ActivityEntry['via'], string>> = {
  app: 'the window',
  terminal: 'the terminal',
  evidence: 'evidence',
};

/** One field of a record before and after a change, in words; null is "not there". */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Changed = Pick<ActivityEntry, 'entity' | 'operation' | 'before' | 'after'>;
type Fields = Readonly<Record<string, unknown>>;

/** What names a record to the app and says nothing to a person. */
const silent = new Set(['id', 'created_at', 'edited_at', 'exponent', 'fingerprint', 'is_sample', 'login']);
/** Of a step of a run the summary says everything; what is kept beside it is its place in the run. */
const silentOfRun = new Set(['kind', 'seq', 'last_event_at']);

/** What a change did, field by field and in words; fields that stayed the same are left out. `nameOf` knows the names of records by their ids. */
export function fieldChanges(entry: Changed, nameOf: (id: string) => string | null): readonly FieldChange[] {
  const fields = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]);
  return [...fields]
    .filter((field) => !silent.has(field) && !(entry.entity === 'runbookRun' && silentOfRun.has(field)))
    .map((field) => ({
      field: fieldWords(field),
      before: entry.before === null ? null : valueWords(field, entry.before, nameOf),
      after: entry.after === null ? null : valueWords(field, entry.after, nameOf),
    }))
    .filter((change) => change.before !== change.after);
}

const ownWords: Readonly<Record<string, string>> = {
  now_words: 'where it stands',
  rung_key: 'days before',
  sha256: 'SHA-256',
  target_ppm: 'target',
  trigger_words: 'for',
  secret_kept: 'secret',
  limit_value: 'limit',
  interval_s: 'every',
};

/** "owner_id" and "ownerId" are "owner", "acknowledged_at" is "acknowledged", "is_paused" is "paused". */
export function fieldWords(field: string): string {
  const known = ownWords[field];
  if (known) return known;
  return spacedWords(field)
    .replace(/^is (?=.)/, '')
    .replace(/(?<=.) (id|at|minor|ms|s)$/, '')
    .replace(/\burl$/, 'address');
}

/** A record's id. */
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function valueWords(field: string, all: Fields, nameOf: (id: string) => string | null): string | null {
  const value = all[field];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return numberWords(field, value, all);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (idPattern.test(value)) return nameOf(value) ?? `a record, ${value.slice(0, 8)}…`;
  if (/^[[{]/.test(value)) return partsWords(value, nameOf);
  return value;
}

function numberWords(field: string, value: number, all: Fields): string {
  if (/(_at|At)$/.test(field)) return formatInstant(value);
  if (field.startsWith('is_')) return value === 0 ? 'no' : 'yes';
  if (field.endsWith('_minor') && typeof all['currency'] === 'string') return formatMoney(value, all['currency']);
  if (field.endsWith('_ppm')) return `${value / 10_000} %`;
  if (field.endsWith('_ms')) return formatMs(value);
  if (field.endsWith('_s')) return formatMs(value * 1000);
  return formatCount(value);
}

/** A list or a set of named values that a column keeps as JSON: one line each. Nothing in it is "not there". */
function partsWords(text: string, nameOf: (id: string) => string | null): string | null {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    // Not JSON after all: text that begins with a bracket.
    return text;
  }
  const word = (part: unknown): string => {
    if (typeof part === 'string') return idPattern.test(part) ? (nameOf(part) ?? `a record, ${part.slice(0, 8)}…`) : part;
    if (typeof part !== 'object' || part === null) return String(part);
    return Object.entries(part)
      .map(([name, value]) => `${spacedWords(name)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
      .join(', ');
  };
  const lines = Array.isArray(parts)
    ? parts.map(word)
    : Object.entries(parts as Fields).map(([name, value]) => `${idPattern.test(name) ? word(name) : spacedWords(name)}: ${word(value)}`);
  return lines.length === 0 ? null : lines.join('\n');
}
