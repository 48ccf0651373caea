import { z } from 'zod';

/** How far two values may lie apart and still agree. The unit is part of it. `shown`: kept with the record, never compared. */
export const tolerance = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact') }),
  z.object({ kind: z.literal('minor'), amount: z.number().int().min(0).max(1_000_000_000) }),
  z.object({ kind: z.literal('percent'), percent: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('minutes'), minutes: z.number().min(0).max(527_040) }),
  z.object({ kind: z.literal('shown') }),
]);
export type Tolerance = z.infer<typeof tolerance>;

const column = z.string().min(1).max(400);

/** Where an amount stands, and in what: `419.00` (major) or `41900` (minor). */
export const amountSource = z.object({ column, unit: z.enum(['major', 'minor']), decimalMark: z.enum(['point', 'comma']) });
export type AmountSource = z.infer<typeof amountSource>;

export const currencySource = z.union([z.object({ column }), z.object({ constant: z.string().regex(/^[A-Z]{3}$/) })]);
export type CurrencySource = z.infer<typeof currencySource>;

export const timeFormats = ['iso', 'day.month.year', 'month/day/year', 'epoch seconds', 'epoch milliseconds'] as const;
export type TimeFormat = (typeof timeFormats)[number];

/** Where a record's time stands. `offsetMinutes` is east of UTC, for times that name no zone themselves. */
export const timeSource = z.object({ column, format: z.enum(timeFormats), offsetMinutes: z.number().int().min(-840).max(840) });
export type TimeSource = z.infer<typeof timeSource>;

/** One side of a comparison: which columns say what. With a mapping, the columns are the fields that it makes. */
export const sideSpec = z.object({
  name: z.string().trim().min(1).max(80),
  mappingId: z.string().nullable(),
  key: z.array(column).min(1).max(5),
  amount: amountSource,
  currency: currencySource,
  time: timeSource.nullable(),
});
export type SideSpec = z.infer<typeof sideSpec>;

export const comparedField = z.object({
  name: z.string().trim().min(1).max(80),
  type: z.enum(['text', 'number', 'money', 'time']),
  left: column,
  right: column,
  /** Text only. */
  ignoreCase: z.boolean(),
  tolerance,
});
export type ComparedField = z.infer<typeof comparedField>;

/** What a ledger compares, and what counts as equal. A version of it never changes. */
export const ledgerSpec = z.object({
  left: sideSpec,
  right: sideSpec,
  /** Keys are trimmed always; upper and lower case count unless ignored. */
  keyCase: z.enum(['exact', 'ignore']),
  amountTolerance: tolerance,
  /** `shown`: times are kept and age a record, but are not compared. */
  timeTolerance: tolerance,
  fields: z.array(comparedField).max(40),
  /** How many days the other side may take; null: a record must be on both sides at once. */
  settleDays: z.number().min(0).max(365).nullable(),
});
export type LedgerSpec = z.infer<typeof ledgerSpec>;

/** "exact", "± 0.02 EUR" only where the currency is known, else "± 2 minor units"; "± 1 %", "± 5 min". */
export function toleranceWords(one: Tolerance): string {
  switch (one.kind) {
    case 'exact':
      return 'exact';
    case 'minor':
      return `± ${one.amount} minor ${one.amount === 1 ? 'unit' : 'units'}`;
    case 'percent':
      return `± ${one.percent} %`;
    case 'minutes':
      return `± ${one.minutes} min`;
    case 'shown':
      return 'shown, not compared';
  }
}
