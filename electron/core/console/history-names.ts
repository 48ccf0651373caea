import { Fault } from '../../../shared/contract/errors.ts';
import { nearNames } from '../../../shared/domain/console/near-names.ts';
import type { HistoryTerm, NameField } from '../../../shared/domain/console/history-query.ts';
import type { Reader } from '../db/sqlite.ts';

export type NameTerm = Extract<HistoryTerm, { kind: 'name' }>;
/** Fields whose names are records of the workspace. */
export type RecordField = Extract<NameField, 'vendor' | 'api' | 'env' | 'request' | 'credential'>;

interface Named {
  readonly id: string;
  readonly name: string;
  /** Names that mean it just as well. */
  readonly also: string | null;
}

const sources: Readonly<Record<RecordField, { readonly sql: string; readonly what: string }>> = {
  vendor: { sql: 'SELECT id, name, NULL AS also FROM vendors', what: 'vendor' },
  api: {
    sql: "SELECT a.id, v.name || ' ' || a.name AS name, a.name AS also FROM apis a JOIN vendors v ON v.id = a.vendor_id",
    what: 'API',
  },
  env: { sql: 'SELECT id, name, NULL AS also FROM environments', what: 'environment' },
  request: { sql: 'SELECT id, name, NULL AS also FROM saved_requests', what: 'saved request' },
  credential: { sql: 'SELECT id, name, NULL AS also FROM credentials', what: 'credential' },
};

/** The records that a name means: those that are called so, else those that have it as a part. Throws when there is none. */
export function recordsNamed(db: Reader, { field, text, place }: NameTerm & { readonly field: RecordField }): string[] {
  const { sql, what } = sources[field];
  const rows = db.all<Named>(sql);
  const wanted = text.toLowerCase();
  const exact = rows.filter(({ id, name, also }) => id === text || [name, also].some((one) => one?.toLowerCase() === wanted));
  const found = exact.length > 0 ? exact : rows.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (found.length > 0) return found.map(({ id }) => id);
  const near = nearNames(
    text,
    rows.map(({ name }) => name),
  );
  throw new Fault('bad_input', {
    happened: `No ${what} is called “${text}”.`,
    remedy:
      near.length > 0
        ? `Did you mean ${near.join(', or ')}?`
        : rows.length === 0
          ? `There is no ${what} here yet.`
          : 'Write a part of its name.',
    place: { path: 'text', column: place.from + 1 },
    details: { from: place.from, to: place.to, suggestions: near },
  });
}

const recent = 500;

/** The names that each field may have, for suggestions. Who and where to are those of the latest calls. */
export function historyNames(db: Reader): Record<RecordField | 'by' | 'host', string[]> {
  const latest = db.all<{ actor: string; host: string }>('SELECT actor, host FROM exchanges ORDER BY number DESC LIMIT ?', recent);
  const named = (field: RecordField): string[] => sorted(db.all<Named>(sources[field].sql).map(({ name }) => name));
  return {
    vendor: named('vendor'),
    api: named('api'),
    env: named('env'),
    request: named('request'),
    credential: named('credential'),
    by: sorted(latest.map(({ actor }) => actor)),
    host: sorted(latest.map(({ host }) => host)),
  };
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].toSorted((a, b) => a.localeCompare(b));
