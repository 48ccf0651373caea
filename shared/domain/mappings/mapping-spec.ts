import { z } from 'zod';

/** What a rule may put into a field by hand. */
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof scalar>;

/** `missing`: the source has no such field. `null`: it is there and null. `blank`: it is text of nothing but spaces. */
export const emptiness = ['missing', 'null', 'blank'] as const;

/** What becomes of a row whose value is wrong. */
export const policies = ['reject_row', 'null_and_flag', 'default_and_flag', 'hold'] as const;
export type Policy = (typeof policies)[number];

/** What becomes of a row whose value is empty; `keep` leaves blank text blank. */
export const emptyPolicies = ['reject_row', 'null', 'null_and_flag', 'default_and_flag', 'hold', 'keep'] as const;
export type EmptyPolicy = (typeof emptyPolicies)[number];

const path = z.string().min(1).max(400);
const expression = z.string().min(1).max(4000);

/** A value that a step takes from elsewhere than the step before it. */
export const operand = z.union([
  z.object({ field: path }),
  z.object({ value: scalar }),
  z.object({ cel: expression }),
  z.object({ keep: z.literal(true) }),
]);
export type Operand = z.infer<typeof operand>;

/** How many digits after the mark a currency has: ISO 4217, always the same, or a vendor's own list over ISO 4217. */
export const exponentSource = z.union([
  z.object({ by: z.literal('iso') }),
  z.object({ by: z.literal('fixed'), digits: z.number().int().min(0).max(8) }),
  z.object({
    by: z.literal('list'),
    name: z.string().min(1).max(80),
    digits: z.record(z.string().length(3), z.number().int().min(0).max(8)),
  }),
]);
export type ExponentSource = z.infer<typeof exponentSource>;

const currency = z.union([z.object({ field: path }), z.object({ code: z.string().length(3) })]);
export type CurrencySource = z.infer<typeof currency>;

const otherwise = z.union([
  z.object({ policy: z.literal('error') }),
  z.object({ policy: z.literal('pass') }),
  z.object({ policy: z.literal('fixed'), value: scalar }),
]);
export type Otherwise = z.infer<typeof otherwise>;

export const step = z.discriminatedUnion('do', [
  z.object({ do: z.literal('trim') }),
  z.object({ do: z.literal('collapse_space') }),
  z.object({ do: z.literal('case'), to: z.enum(['lower', 'upper', 'title']) }),
  z.object({ do: z.literal('null_tokens'), tokens: z.array(z.string().max(80)).min(1).max(40) }),
  z.object({ do: z.literal('default'), value: scalar, forNull: z.boolean(), forBlank: z.boolean(), forMissing: z.boolean() }),
  z.object({ do: z.literal('constant'), value: scalar }),
  z.object({ do: z.literal('coalesce'), fields: z.array(path).min(1).max(20) }),
  z.object({ do: z.literal('concat'), parts: z.array(operand).min(1).max(20), separator: z.string().max(20) }),
  z.object({ do: z.literal('split_part'), separator: z.string().min(1).max(20), part: z.number().int().min(-50).max(50) }),
  z.object({ do: z.literal('regex_extract'), pattern: z.string().min(1).max(500), group: z.number().int().min(0).max(20) }),
  z.object({ do: z.literal('truncate'), max: z.number().int().min(1).max(100_000) }),
  z.object({ do: z.literal('pad'), length: z.number().int().min(1).max(200), fill: z.string().length(1), side: z.enum(['start', 'end']) }),
  z.object({
    do: z.literal('parse_date'),
    /** Tried in order: patterns of yyyy MM dd HH mm ss SSS XXX, or `iso`, `epoch_s`, `epoch_ms`. */
    formats: z.array(z.string().min(1).max(60)).min(1).max(8),
    /** For values that name no offset. */
    zone: z.string().min(1).max(60),
    /** An hour that happens twice, and one that does not happen, when clocks change. */
    twice: z.enum(['refuse', 'earlier', 'later']).default('refuse'),
    never: z.enum(['refuse', 'forward']).default('refuse'),
  }),
  z.object({
    do: z.literal('decimal_to_minor'),
    currency,
    exponent: exponentSource,
    mark: z.enum(['point', 'comma']),
  }),
  z.object({ do: z.literal('minor_to_decimal'), currency, exponent: exponentSource }),
  z.object({ do: z.literal('number_range'), min: z.number().nullable(), max: z.number().nullable() }),
  z.object({
    do: z.literal('enum_map'),
    entries: z.record(z.string(), scalar),
    ignoreCase: z.boolean().default(false),
    unmapped: otherwise,
    blank: otherwise,
    null: otherwise,
  }),
  z.object({ do: z.literal('lookup'), table: z.record(z.string(), scalar), name: z.string().max(80), miss: otherwise }),
  z.object({ do: z.literal('bool_map'), yes: z.array(z.string()).min(1), no: z.array(z.string()).min(1) }),
  z.object({ do: z.literal('if'), when: expression, yes: operand, no: operand }),
]);
export type Step = z.infer<typeof step>;

export const check = z.discriminatedUnion('check', [
  z.object({ check: z.literal('required') }),
  z.object({ check: z.literal('pattern'), pattern: z.string().min(1).max(500) }),
  z.object({ check: z.literal('length'), min: z.number().int().min(0).nullable(), max: z.number().int().min(0).nullable() }),
  z.object({ check: z.literal('range'), min: z.number().nullable(), max: z.number().nullable() }),
  z.object({ check: z.literal('one_of'), values: z.array(z.string()).min(1).max(500) }),
  z.object({ check: z.literal('cel'), when: expression, words: z.string().max(200) }),
]);
export type Check = z.infer<typeof check>;

export const validator = z.intersection(check, z.object({ policy: z.enum(policies) }));
export type Validator = z.infer<typeof validator>;

export const rule = z.object({
  /** Source paths with dots and [0]. The first gives the value; all of them are drawn as lines. Empty for a constant. */
  from: z.array(path).max(20),
  steps: z.array(step).max(40),
  validators: z.array(validator).max(20).default([]),
  missing: z.enum(emptyPolicies),
  null: z.enum(emptyPolicies),
  blank: z.enum(emptyPolicies),
  /** When a step cannot go on. */
  invalid: z.enum(policies),
  /** What `default_and_flag` writes. */
  fallback: scalar.default(null),
  note: z.string().max(2000).default(''),
});
export type Rule = z.infer<typeof rule>;

export const destinationTypes = ['text', 'integer', 'decimal', 'instant', 'date', 'boolean', 'money'] as const;
export type DestinationType = (typeof destinationTypes)[number];

export const destinationField = z.object({
  // An object cannot hold a value of this name.
  name: z
    .string()
    .min(1)
    .max(120)
    .refine((name) => name !== '__proto__', 'this name cannot be used'),
  type: z.enum(destinationTypes),
  isRequired: z.boolean(),
  definition: z.string().max(2000).default(''),
  unit: z.string().max(60).default(''),
  stewardId: z.string().nullable().default(null),
});
export type DestinationField = z.infer<typeof destinationField>;

export const sourceTypes = ['text', 'integer', 'decimal', 'instant', 'date', 'boolean', 'enum', 'empty', 'mixed'] as const;
export type SourceType = (typeof sourceTypes)[number];

export const sourceField = z.object({
  path,
  type: z.enum(sourceTypes),
  /** Decided for the whole column, never row by row. */
  dateFormat: z.string().nullable().default(null),
  decimalMark: z.enum(['point', 'comma']).nullable().default(null),
  /** Looks like a name, an e-mail address, a phone number ... */
  isPersonal: z.boolean().default(false),
});
export type SourceField = z.infer<typeof sourceField>;

export const fileFormats = ['csv', 'json', 'ndjson'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const mappingSpec = z.object({
  source: z.object({
    name: z.string().max(120),
    format: z.enum(fileFormats),
    delimiter: z.string().max(2).nullable().default(null),
    encoding: z.string().max(40).nullable().default(null),
    fields: z.array(sourceField).max(2000),
  }),
  destination: z.object({ name: z.string().max(120), fields: z.array(destinationField).min(1).max(500) }),
  rules: z.record(z.string(), rule),
  /** Source fields that nobody needs, each with the reason. */
  ignored: z.record(z.string(), z.string().max(400)),
});
export type MappingSpec = z.infer<typeof mappingSpec>;

/** Money and integers are safe integers, decimals text, instants `2026-11-20T13:14:02Z`, dates `2026-11-20`. */
export type MappedValue = string | number | boolean | null;

export type RowEffect = 'rejected' | 'held' | 'nulled' | 'defaulted';

export interface RowError {
  readonly field: string;
  /** Index of the step; null when the source, the type or a validator is at fault. */
  readonly step: number | null;
  readonly code: string;
  /** The value at fault, shortened; never whole documents. */
  readonly value: string;
  readonly effect: RowEffect;
}

export interface MappedRow {
  readonly values: Record<string, MappedValue>;
  readonly errors: readonly RowError[];
  /** True when the row is not written: rejected, or held for the steward. */
  readonly isRejected: boolean;
  readonly isHeld: boolean;
}

export type SourceRow = Readonly<Record<string, unknown>>;

/** Which part of a spec cannot be compiled, and why. */
export interface SpecProblem {
  readonly field: string;
  readonly step: number | null;
  readonly words: string;
  /** Where in the expression or pattern, from 0. */
  readonly position: number | null;
}
