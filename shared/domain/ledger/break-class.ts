/** What a break is. `late` is a timing break whose settle window has passed. */
export const breakClasses = [
  'missing_right',
  'missing_left',
  'value_mismatch',
  'duplicate_left',
  'duplicate_right',
  'timing',
  'late',
  'rejected_row',
] as const;
export type BreakClass = (typeof breakClasses)[number];

export const breakStates = ['open', 'investigating', 'explained', 'fix_pending', 'resolved', 'reopened'] as const;
export type BreakState = (typeof breakStates)[number];

export type Side = 'left' | 'right';

export const classWords: Readonly<Record<BreakClass, string>> = {
  missing_right: 'Missing right',
  missing_left: 'Missing left',
  value_mismatch: 'Values differ',
  duplicate_left: 'Duplicate left',
  duplicate_right: 'Duplicate right',
  timing: 'Timing',
  late: 'Late',
  rejected_row: 'Rejected row',
};

export const stateWords: Readonly<Record<BreakState, string>> = {
  open: 'open',
  investigating: 'investigating',
  explained: 'explained',
  fix_pending: 'fix pending',
  resolved: 'resolved',
  reopened: 'reopened',
};

/**
 * What of the class identifies a break from run to run: a record that waits and one that is missing are the same break, so that its owner and
 * notes stay when the settle window passes.
 */
export function breakFamily(one: { readonly class: BreakClass; readonly missingSide: Side | null }): string {
  if (one.missingSide !== null) return `missing_${one.missingSide}`;
  return one.class;
}
