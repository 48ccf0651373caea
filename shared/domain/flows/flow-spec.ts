import { z } from 'zod';
import { keptDraft } from '../../contract/request-draft.ts';

export const checkSubjects = ['status', 'header', 'body', 'schema', 'duration', 'size'] as const;
export const checkOperators = ['eq', 'ne', 'gt', 'lt', 'contains', 'matches', 'exists', 'in'] as const;

/** What an answer has to be. `schema` is the API's contract and compares nothing; the rest compare what they find with the value. */
export const check = z.object({
  of: z.enum(checkSubjects),
  /** The header's name, or a JSONPath into the body; empty for the others. */
  path: z.string().trim().max(400).default(''),
  op: z.enum(checkOperators).default('eq'),
  /** May hold `{{names}}`. Milliseconds for a duration, bytes for a size; a list "200, 201" for `in`. */
  value: z.string().max(4000).default(''),
});
export type Check = z.infer<typeof check>;
export type CheckOperator = Check['op'];

export const checkList = z.array(check).max(60);

/** What is taken out of an answer, for the steps after it. */
export const capture = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z_][\w.-]*$/, 'A name begins with a letter and has letters, digits, dots, dashes and underscores.')
    .max(80),
  from: z.enum(['body', 'jsonata', 'header', 'status']),
  /** A JSONPath into the body, a JSONata expression over it, or the header's name. */
  path: z.string().trim().max(2000).default(''),
  /** Kept in memory only, and never shown; a name that sounds like a secret is treated so by itself. */
  isSecret: z.boolean().default(false),
});
export type Capture = z.infer<typeof capture>;

/** How a step goes on to the next page of its answer. */
export const pageLoop = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** The answer's `Link` header with `rel="next"` (RFC 8288). */
  z.object({ kind: z.literal('link'), maxPages: z.number().int().min(1).max(1000).default(20) }),
  /** A value of the body goes into a query parameter, until there is none. */
  z.object({
    kind: z.literal('cursor'),
    path: z.string().trim().min(1).max(400),
    parameter: z.string().trim().min(1).max(120),
    maxPages: z.number().int().min(1).max(1000).default(20),
  }),
  /** A query parameter counts the items that were had, or the pages from 1, until a page has fewer than `size`. */
  z.object({
    kind: z.literal('offset'),
    counts: z.enum(['items', 'pages']).default('items'),
    /** Where the list of items is. */
    path: z.string().trim().min(1).max(400),
    parameter: z.string().trim().min(1).max(120),
    size: z.number().int().min(1).max(10_000).default(100),
    maxPages: z.number().int().min(1).max(1000).default(20),
  }),
]);
export type PageLoop = z.infer<typeof pageLoop>;

/** A call of a step's own, for an API; a saved request is the usual way. */
export const ownCall = z.object({ apiId: z.uuid(), endpointId: z.uuid().nullable().default(null), draft: keptDraft });

const call = {
  id: z.string().min(1).max(60),
  name: z.string().trim().min(1, 'Give the step a name.').max(120),
  savedRequestId: z.uuid().nullable().default(null),
  own: ownCall.nullable().default(null),
  /** Values for the request's `{{names}}`; they may hold `{{captures}}` and columns of the row. */
  values: z
    .array(z.object({ name: z.string().trim().min(1).max(80), value: z.string().max(20_000) }))
    .max(100)
    .default([]),
  captures: z.array(capture).max(40).default([]),
  checks: checkList.default([]),
};

/** The call that undoes what a step did. */
export const compensation = z.object(call);
export type Compensation = z.infer<typeof compensation>;

export const flowStep = z.object({
  ...call,
  /** CEL over `captures` and `row`; the step is skipped when it is false. Empty: always. */
  condition: z.string().trim().max(2000).default(''),
  loop: pageLoop.default({ kind: 'none' }),
  onFailure: z.enum(['stop', 'go on']).default('stop'),
  /** A call that only reads and was on its way when the app ended is sent once more when the run is gone on with. Left out: a person is asked. */
  mayRepeat: z.boolean().optional(),
  compensation: compensation.nullable().default(null),
});
export type FlowStep = z.infer<typeof flowStep>;
export type FlowStepInput = z.input<typeof flowStep>;

export const mostSteps = 60;

export const flowSpec = z.object({
  /** Which environment each API is sent to; else that of the saved request. */
  environments: z.record(z.uuid(), z.uuid()).default({}),
  /** Once, before the first row. */
  setup: z.array(flowStep).max(40).default([]),
  /** For each row, in order. */
  steps: z.array(flowStep).max(mostSteps).default([]),
  /** Once, after the last row, however the rows ended. */
  teardown: z.array(flowStep).max(40).default([]),
});
export type FlowSpec = z.infer<typeof flowSpec>;
export type FlowSpecInput = z.input<typeof flowSpec>;

export const emptyFlow: FlowSpec = { environments: {}, setup: [], steps: [], teardown: [] };

/** Every step with the part of the flow that it stands in. */
export const stepsOf = (spec: FlowSpec): { readonly part: FlowPart; readonly step: FlowStep }[] =>
  flowParts.flatMap((part) => spec[part].map((step) => ({ part, step })));

export const flowParts = ['setup', 'steps', 'teardown'] as const;
export type FlowPart = (typeof flowParts)[number];
