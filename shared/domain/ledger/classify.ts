import { amountField, compileComparison, currencyField, isWithin, timeField } from './compare-fields.ts';
import { separator } from './compile-side.ts';
import type { BreakClass, Side } from './break-class.ts';
import type { BridgeLine } from './bridge.ts';
import type { LedgerSpec } from './ledger-spec.ts';

const dayMs = 86_400_000;

/** A record of one side within its key. */
export interface SideRecord {
  readonly currency: string;
  readonly amount: number;
  readonly at: number | null;
  readonly compared: string;
  readonly shown: string;
}

/** All records of one key, of both sides. */
export interface KeyGroup {
  readonly key: string;
  readonly left: readonly SideRecord[];
  readonly right: readonly SideRecord[];
}

/** What a key adds to (right − left) of a currency. */
export interface Effect {
  readonly currency: string;
  readonly minor: number;
}

/** A difference. `effects` say what it does to the sums, `atRisk` how much money that is in `currency`. */
export interface Finding extends KeyGroup {
  readonly class: Exclude<BreakClass, 'late' | 'rejected_row'>;
  readonly missingSide: Side | null;
  /** The fields that differ, sorted. */
  readonly fields: readonly string[];
  readonly currency: string;
  readonly atRisk: number;
  readonly at: number | null;
  readonly line: BridgeLine;
  readonly effects: readonly Effect[];
}

/** A key whose records agree; what a tolerance let pass is still in its effect. */
export interface Agreement {
  readonly class: 'agrees';
  readonly line: 'tolerated';
  readonly effects: readonly Effect[];
}

/**
 * Decides what the records of one key are to each other. Duplicates come before everything: with two records of one key nobody knows which one is
 * meant. Then what is on one side only, then values. Amounts of two currencies are never compared. `asOf` is the latest time in the files.
 */
export function compileClassifier(spec: LedgerSpec, asOf: number | null): (group: KeyGroup) => Finding | Agreement {
  const differing = compileComparison(spec);
  const window = spec.settleDays === null || asOf === null ? null : spec.settleDays * dayMs;
  return (group) => {
    const [left] = group.left;
    const [right] = group.right;
    if (group.left.length > 1 || group.right.length > 1) return duplicate(group);
    if (left === undefined || right === undefined) {
      const missingSide = left === undefined ? 'left' : 'right';
      const there = left ?? right;
      if (there === undefined) throw new Error('a key without a record');
      const isWaiting = window !== null && asOf !== null && there.at !== null && asOf - there.at <= window;
      const minor = missingSide === 'right' ? -there.amount : there.amount;
      const kind = isWaiting ? 'timing' : (`missing_${missingSide}` as const);
      return {
        ...group,
        class: kind,
        missingSide,
        fields: [],
        currency: there.currency,
        atRisk: Math.abs(there.amount),
        at: there.at,
        line: kind,
        effects: [{ currency: there.currency, minor }],
      };
    }
    return pair(group, left, right);
  };

  function pair(group: KeyGroup, left: SideRecord, right: SideRecord): Finding | Agreement {
    const isSameCurrency = left.currency === right.currency;
    const fields = differing(left.compared, right.compared);
    if (!isSameCurrency) fields.push(currencyField);
    else if (!isWithin(left.amount, right.amount, spec.amountTolerance)) fields.push(amountField);
    if (areTimesApart(left.at, right.at)) fields.push(timeField);
    const effects: Effect[] = isSameCurrency
      ? left.amount === right.amount
        ? []
        : [{ currency: left.currency, minor: right.amount - left.amount }]
      : [
          { currency: left.currency, minor: -left.amount },
          { currency: right.currency, minor: right.amount },
        ];
    if (fields.length === 0) return { class: 'agrees', line: 'tolerated', effects };
    return {
      ...group,
      class: 'value_mismatch',
      missingSide: null,
      fields: fields.toSorted(),
      currency: left.currency,
      atRisk: isSameCurrency ? Math.abs(right.amount - left.amount) : Math.abs(left.amount),
      at: left.at ?? right.at,
      line: 'value_mismatch',
      effects,
    };
  }

  function areTimesApart(left: number | null, right: number | null): boolean {
    if (spec.timeTolerance.kind === 'shown' || left === right) return false;
    return left === null || right === null || !isWithin(left, right, spec.timeTolerance);
  }

  function duplicate(group: KeyGroup): Finding {
    const sums = new Map<string, number>();
    const add = (record: SideRecord, sign: 1 | -1): void =>
      void sums.set(record.currency, (sums.get(record.currency) ?? 0) + sign * record.amount);
    for (const record of group.left) add(record, -1);
    for (const record of group.right) add(record, 1);
    const first = group.left[0] ?? group.right[0];
    if (first === undefined) throw new Error('a key without a record');
    const isLeft = group.left.length >= group.right.length;
    return {
      ...group,
      class: isLeft ? 'duplicate_left' : 'duplicate_right',
      missingSide: null,
      fields: [],
      currency: first.currency,
      atRisk: Math.abs(sums.get(first.currency) ?? 0),
      at: first.at,
      line: 'duplicate',
      effects: [...sums].map(([currency, minor]) => ({ currency, minor })).filter(({ minor }) => minor !== 0),
    };
  }
}

/** The records of a duplicated key in an order that does not depend on the order of the file's rows. */
export function inStableOrder(records: readonly SideRecord[]): SideRecord[] {
  const rank = ({ currency, amount, at, compared }: SideRecord): string => [currency, amount, at ?? '', compared].join(separator);
  return records.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
}
