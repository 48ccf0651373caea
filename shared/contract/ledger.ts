import { z } from 'zod';
import { breakClasses, breakStates } from '../domain/ledger/break-class.ts';
import { ledgerSpec } from '../domain/ledger/ledger-spec.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';

const bridgeSum = z.object({ minor: z.number().int(), count: z.number().int() });

/** From the left sum to the right sum of one currency; `remainderMinor` is what no line explains. */
export const bridge = z.object({
  currency: z.string(),
  leftMinor: z.number().int(),
  leftRows: z.number().int(),
  rightMinor: z.number().int(),
  rightRows: z.number().int(),
  lines: z.object({
    missing_right: bridgeSum,
    timing: bridgeSum,
    value_mismatch: bridgeSum,
    tolerated: bridgeSum,
    duplicate: bridgeSum,
    missing_left: bridgeSum,
  }),
  remainderMinor: z.number().int(),
});

export const ledgerRun = z.object({
  id,
  number: z.number().int(),
  state: z.enum(['completed', 'partial']),
  partialReason: z.string(),
  actor: z.string(),
  definitionNumber: z.number().int(),
  leftFile: z.string(),
  leftRows: z.number().int(),
  leftRejected: z.number().int(),
  leftSha256: z.string(),
  leftMapping: z.string(),
  rightFile: z.string(),
  rightRows: z.number().int(),
  rightRejected: z.number().int(),
  rightSha256: z.string(),
  rightMapping: z.string(),
  /** The time that both files cover; null without a time field. */
  fromAt: instant.nullable(),
  toAt: instant.nullable(),
  matched: z.number().int(),
  found: z.number().int(),
  opened: z.number().int(),
  resolved: z.number().int(),
  reopened: z.number().int(),
  digest: z.string(),
  durationMs: z.number().int(),
  finishedAt: instant,
});
export type LedgerRun = z.infer<typeof ledgerRun>;

/** What is open in one currency. Sums are without sign. */
const currencyTally = z.object({
  currency: z.string(),
  open: z.number().int(),
  withoutOwner: z.number().int(),
  overdue: z.number().int(),
  /** First seen by the last run. */
  fresh: z.number().int(),
  atRiskMinor: z.number().int(),
});
export type CurrencyTally = z.infer<typeof currencyTally>;

export const ledgerCause = z.object({
  id,
  kind: z.string(),
  currency: z.string(),
  words: z.string(),
  likely: z.string(),
  rows: z.number().int(),
  withoutOwner: z.number().int(),
  atRiskMinor: z.number().int(),
  /** How the rows stand: all in one state, or the first that needs somebody. */
  state: z.enum(breakStates),
  explainedUntil: instant.nullable(),
  /** The mapping that makes the field at fault, when a side has one. */
  mappingId: z.string().nullable(),
  mappingName: z.string().nullable(),
});
export type LedgerCause = z.infer<typeof ledgerCause>;

export const ledgerRow = z.object({
  id,
  name: z.string(),
  leftName: z.string(),
  rightName: z.string(),
  lastRun: ledgerRun.nullable(),
  open: z.number().int(),
  withoutOwner: z.number().int(),
  currencies: z.array(
    z.object({ currency: z.string(), open: z.number().int(), differenceMinor: z.number().int(), remainderMinor: z.number().int() }),
  ),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

export const ledgerDetail = z.object({
  id,
  name: z.string(),
  leftName: z.string(),
  rightName: z.string(),
  leftPath: z.string(),
  rightPath: z.string(),
  definition: z.object({
    id,
    number: z.number().int(),
    spec: ledgerSpec,
    sha256: z.string(),
    author: z.string(),
    reason: z.string(),
    createdAt: instant,
  }),
  /** The newest first. */
  runs: z.array(ledgerRun),
  /** Of the run that is shown: the newest, or the one that was asked for. */
  bridges: z.array(bridge),
  tallies: z.array(currencyTally),
  causes: z.array(ledgerCause),
});
export type LedgerDetail = z.infer<typeof ledgerDetail>;

export const ledgerBreak = z.object({
  id,
  ledgerId: id,
  key: z.string(),
  class: z.enum(breakClasses),
  missingSide: z.enum(['left', 'right']).nullable(),
  /** The difference in words, left → right. */
  words: z.string(),
  currency: z.string(),
  effectMinor: z.number().int(),
  atRiskMinor: z.number().int(),
  state: z.enum(breakStates),
  explainedUntil: instant.nullable(),
  explainedBy: z.string().nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueAt: instant.nullable(),
  openedAt: instant,
  isNew: z.boolean(),
  timesSeen: z.number().int(),
});
export type LedgerBreak = z.infer<typeof ledgerBreak>;

const record = z.object({
  amountMinor: z.number().int(),
  currency: z.string(),
  at: instant.nullable(),
  values: z.record(z.string(), z.string()),
});
export type BreakRecord = z.infer<typeof record>;

export const breakDetail = ledgerBreak.extend({
  ledgerName: z.string(),
  leftName: z.string(),
  rightName: z.string(),
  reason: z.string(),
  cause: z.object({ id, kind: z.string(), words: z.string(), likely: z.string(), rows: z.number().int() }),
  left: z.array(record),
  right: z.array(record),
  /** Both records field by field. */
  fields: z.array(
    z.object({
      name: z.string(),
      left: z.string().nullable(),
      right: z.string().nullable(),
      verdict: z.enum(['key', 'equal', 'within', 'differs', 'shown']),
      words: z.string(),
    }),
  ),
  history: z.array(
    z.object({
      id: z.string(),
      at: instant,
      actor: z.string().nullable(),
      runNumber: z.number().int().nullable(),
      toState: z.enum(breakStates).nullable(),
      words: z.string(),
    }),
  ),
});
export type BreakDetail = z.infer<typeof breakDetail>;

export const breakFilter = z.object({
  ledgerId: id,
  currency: z.string().optional(),
  causeId: id.optional(),
  only: z.enum(['all', 'new', 'without owner', 'overdue', 'resolved']).default('all'),
  state: z.enum(breakStates).optional(),
  text: z.string().max(200).default(''),
});
export type BreakFilter = z.infer<typeof breakFilter>;

/** Which breaks an action is for: these, or every open one of a cause. */
export const breakChoice = z.union([z.object({ ids: z.array(id).min(1).max(1000) }), z.object({ causeId: id })]);
export type BreakChoice = z.infer<typeof breakChoice>;

const filePath = z.string().min(1).max(4000);
const changed = z.object({ changed: z.number().int() });

export const peekedFile = z.object({
  path: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  columns: z.array(z.string()),
  /** The first rows, as text. */
  rows: z.array(z.record(z.string(), z.string())),
});
export type PeekedFile = z.infer<typeof peekedFile>;

export const ledgerContract = {
  list: reads.input(nothing).output(z.array(ledgerRow)),
  show: reads.input(z.object({ id, runId: id.optional() })).output(ledgerDetail),
  /** A page of breaks by due date, then amount; `after` is what the page before ended with. */
  breaks: reads
    .input(breakFilter.extend({ after: z.string().max(400).optional(), limit: z.number().int().min(1).max(1000).default(200) }))
    .output(
      z.object({
        rows: z.array(ledgerBreak),
        next: z.string().nullable(),
        total: z.number().int(),
        netMinor: z.number().int(),
        atRiskMinor: z.number().int(),
      }),
    ),
  breakDetail: reads.input(idInput).output(breakDetail),
  /** The first rows of a file, and what the columns look like; through a mapping they are its fields. */
  peek: reads.input(z.object({ path: filePath, mappingId: id.optional() })).output(peekedFile),
  /** Keeps a dropped file until it was compared; a page has no path for it. */
  takeFile: changes.input(z.object({ file: z.file() })).output(peekedFile),
  /** A first definition for two files, to be looked at before it is used. */
  guess: reads.input(z.object({ left: peekedFile, right: peekedFile })).output(ledgerSpec),
  create: changes
    .input(z.object({ name: z.string().trim().min(1).max(120), spec: ledgerSpec, reason: z.string().max(400).default('') }))
    .output(z.object({ id })),
  /** A new version of the definition; runs keep the version that they ran with. */
  define: changes
    .input(z.object({ id, spec: ledgerSpec, reason: z.string().trim().min(1).max(400) }))
    .output(z.object({ number: z.number().int() })),
  rename: changes.input(z.object({ id, name: z.string().trim().min(1).max(120) })).output(nothing),
  remove: changes.input(idInput).output(nothing),
  /** Starts a run; with `isAwaited` it answers when the run has ended. */
  run: changes
    .input(z.object({ id, leftPath: filePath, rightPath: filePath, isAwaited: z.boolean().default(false) }))
    .output(z.object({ jobId: z.string(), runId: z.string().nullable() })),
  assign: changes.input(z.object({ choice: breakChoice, ownerId: id.nullable() })).output(changed),
  explain: changes.input(z.object({ choice: breakChoice, until: instant, reason: z.string().trim().min(1).max(1000) })).output(changed),
  setState: changes.input(z.object({ choice: breakChoice, state: z.enum(['open', 'investigating', 'fix_pending']) })).output(changed),
  note: changes.input(z.object({ id, text: z.string().trim().min(1).max(4000) })).output(nothing),
};
