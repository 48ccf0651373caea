import type { MappingDetail, MappingRow, MappingRun } from '../../../shared/contract/mappings.ts';
import { isoExponent } from '../../../shared/domain/mappings/currency-exponents.ts';
import type { MappedValue } from '../../../shared/domain/mappings/mapping-spec.ts';
import { formatCount, formatDay, formatDayTime } from '../../ui/format.ts';

export const counted = (count: number, one: string, many: string): string => `${formatCount(count)} ${count === 1 ? one : many}`;

export const needsSomebody = ({ standing }: Pick<MappingRow, 'standing'>): boolean =>
  standing.state === 'soon' || standing.state === 'broken';

/** "Two of four mappings need you". */
export function listTitle(rows: readonly MappingRow[]): string {
  const waiting = rows.filter(needsSomebody).length;
  if (waiting === 0) return `${counted(rows.length, 'mapping', 'mappings')}, nothing waits`;
  return `${waiting} of ${counted(rows.length, 'mapping', 'mappings')} ${waiting === 1 ? 'needs' : 'need'} you`;
}

export function listSub(rows: readonly MappingRow[]): string {
  const active = rows.filter((row) => row.active).length;
  const drafts = rows.filter((row) => row.draft).length;
  return `${counted(active, 'active', 'active')} · ${counted(drafts, 'draft', 'drafts')} · how the fields of one system become the fields of another`;
}

/** The finding of a mapping's page. */
export function mappingTitle({ name, standing }: Pick<MappingDetail, 'name' | 'standing'>): string {
  return `${name}: ${standing.words}`;
}

/** Who works on it since when, and what the draft would change. */
export function mappingSub(detail: MappingDetail, now: number): string {
  const { draft, active, changedRows, sample, blockers, goldens } = detail;
  const isBlocked = draft !== null && blockers[0] !== undefined && goldens.every(({ failures }) => failures.length === 0);
  return [
    draft ? `Draft by ${draft.author}, ${formatDayTime(draft.editedAt, now)}` : null,
    active ? `active since ${formatDay(active.activatedAt ?? active.editedAt, now)}` : 'never active',
    isBlocked ? blockers[0] : null,
    draft && active && sample ? `the draft changes ${formatCount(changedRows.all)} of ${formatCount(sample.keptRows)} sample rows` : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The last parts of a path that fit, with how deep it lies: `…paypal_fee.value`. */
export function shortPath(path: string, length = 21): string {
  if (path.length <= length) return path;
  const parts = path.split('.');
  for (let from = 1; from < parts.length; from += 1) {
    const end = parts.slice(from).join('.');
    if (end.length < length) return `…${end}`;
  }
  return `…${path.slice(path.length - length + 1)}`;
}

export const percentText = (share: number): string => (share * 100).toFixed(1);

/** A value as a person reads it: money in its unit, when the row names its currency. */
export function readsAs(value: MappedValue, isMoney: boolean, currency: string | undefined): string {
  if (value === null) return 'null';
  if (!isMoney || typeof value !== 'number' || currency === undefined) return String(value);
  const digits = isoExponent(currency.toUpperCase());
  if (digits === undefined) return String(value);
  return `${new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value / 10 ** digits)} ${currency.toUpperCase()}`;
}

export function runWords(run: MappingRun): string {
  const kept = run.rejected + run.held;
  return kept === 0
    ? `All ${counted(run.rowsIn, 'row', 'rows')} of ${run.fileName} written`
    : `${formatCount(run.written)} of ${counted(run.rowsIn, 'row', 'rows')} written, ${formatCount(kept)} kept back`;
}
