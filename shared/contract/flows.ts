import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { checkList, flowSpec } from '../domain/flows/flow-spec.ts';
import { callStates, rowStates } from '../domain/flows/row-progress.ts';
import { runStates } from '../domain/flows/run-state.ts';
import { flowSchedule } from '../domain/flows/schedule.ts';
import { checkOutcome } from './check-outcome.ts';
import { guardedPlace } from './guarded-place.ts';
import { door, changes, id, idInput, instant, nothing, reads } from './procedure.ts';

const count = z.number().int();

/** A run on one line. */
export const flowRun = z.object({
  id,
  number: count,
  flowId: id,
  flowName: z.string(),
  state: z.enum(runStates),
  /** Which step took effect, what failed, what is left; in words. */
  words: z.string(),
  startedBy: z.string(),
  source: z.enum(['app', 'terminal', 'schedule', 'sample']),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** "Sandbox of Adyen Checkout". */
  environmentWords: z.string(),
  isProduction: z.boolean(),
  fileName: z.string().nullable(),
  rows: count,
  counts: z.object({ waiting: count, running: count, done: count, failed: count, partial: count, unknown: count, closed: count }),
  calls: count,
  checksHeld: count,
  checks: count,
  concurrency: count,
  /** The run that this one repeats the failures of. */
  retryOf: count.nullable(),
  /** Rows can be gone on with, or repeated. */
  canResume: z.boolean(),
  canRetry: z.boolean(),
  isRunning: z.boolean(),
});
export type FlowRun = z.infer<typeof flowRun>;

export const flowRow = z.object({
  id,
  name: z.string(),
  folder: z.string(),
  steps: count,
  /** "Adyen Checkout". */
  apiWords: z.string(),
  environmentWords: z.string(),
  /** Something of it changes production. */
  changesProduction: z.boolean(),
  /** What keeps it from being run; empty when nothing does. */
  problem: z.string(),
  /** The newest first. */
  lastRuns: z.array(z.object({ id, number: count, state: z.enum(runStates), startedAt: instant })),
  scheduleWords: z.string().nullable(),
  nextAt: instant.nullable(),
});
export type FlowRow = z.infer<typeof flowRow>;

/** A step's call as it would be sent, without its values. */
export const stepCall = z.object({
  stepId: z.string(),
  isCompensation: z.boolean(),
  method: z.string(),
  path: z.string(),
  requestName: z.string().nullable(),
  apiId: id.nullable(),
  apiWords: z.string(),
  environmentName: z.string().nullable(),
  environmentKind: z.enum(['sandbox', 'production', 'other']).nullable(),
  isChanging: z.boolean(),
  /** Names that the request asks for and has no value of its own for. */
  asksFor: z.array(z.string()),
});
export type StepCall = z.infer<typeof stepCall>;

export const flowProblem = z.object({ stepId: z.string().nullable(), words: z.string() });

export const schedule = flowSchedule.extend({
  isOn: z.boolean(),
  /** "Every day at 06:00, Europe/Berlin". */
  words: z.string(),
  nextAt: instant.nullable(),
  lastDueAt: instant.nullable(),
  /** What was missed at the last look; empty when nothing was. */
  missedWords: z.string(),
  /** Who said that it may change production by itself; null: nobody, or the flow was changed since. */
  armedBy: z.string().nullable(),
  armedAt: instant.nullable(),
  /** What was changed since somebody said so, for which it no longer may; empty when nothing was. */
  disarmedWords: z.string(),
  /** The file of rows that it goes over, as it was when it was chosen; null: one round. */
  data: z.object({ path: z.string(), fileName: z.string(), rows: count }).nullable(),
});
export type Schedule = z.infer<typeof schedule>;

export const flowDetail = flowRow.extend({
  notes: z.string(),
  spec: flowSpec,
  /** Of the spec; an edit says that it began from this one. */
  specSha256: z.string(),
  calls: z.array(stepCall),
  problems: z.array(flowProblem),
  /** Production environments in which it changes something. */
  guarded: z.array(guardedPlace),
  /** The APIs of its steps, with what can be chosen for each. */
  apis: z.array(
    z.object({
      apiId: id,
      words: z.string(),
      environmentId: id.nullable(),
      environments: z.array(z.object({ id, name: z.string(), kind: z.enum(['sandbox', 'production', 'other']) })),
    }),
  ),
  schedule: schedule.nullable(),
  /** Names that the steps ask for and that nothing gives: columns a file must have. */
  asksFor: z.array(z.string()),
});
export type FlowDetail = z.infer<typeof flowDetail>;

/** A call of a run, of one row. */
export const runCall = z.object({
  at: instant,
  stepId: z.string(),
  name: z.string(),
  part: z.enum(['setup', 'steps', 'teardown']),
  isCompensation: z.boolean(),
  page: count,
  state: z.enum(callStates),
  tookEffect: z.boolean(),
  method: z.string(),
  status: count.nullable(),
  durationMs: z.number().nullable(),
  words: z.string(),
  checks: z.array(checkOutcome),
  /** Values that may be shown; of the others only the name. */
  captures: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
  exchangeId: id.nullable(),
  exchangeNumber: count.nullable(),
  vendorRequestId: z.string().nullable(),
});
export type RunCall = z.infer<typeof runCall>;

/** A row of a run; 0 is the setup, -1 the teardown. */
export const runRow = z.object({
  row: z.number().int(),
  state: z.enum(rowStates),
  words: z.string(),
  /** "order ACME-20418, amount 49.90": the beginning of the row. */
  dataWords: z.string(),
  status: count.nullable(),
  captures: z.record(z.string(), z.string()),
  vendorRequestId: z.string().nullable(),
  exchangeId: id.nullable(),
  exchangeNumber: count.nullable(),
  calls: count,
  /** How many checks of its calls do not hold. */
  brokenChecks: count,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type RunRow = z.infer<typeof runRow>;

export const runDetail = flowRun.extend({
  steps: z.array(z.object({ id: z.string(), name: z.string(), part: z.enum(['setup', 'steps', 'teardown']) })),
  dataSha256: z.string().nullable(),
  /** Of `retryOf`. */
  retryOfId: id.nullable(),
  confirmed: z.array(z.string()),
  captureNames: z.array(z.string()),
  /** How many of its failures would be run again: a later run may have taken up others. */
  retriable: count,
  /** Why they may have been run again although nothing here says so, as a sentence without its full stop; empty when they cannot have been. */
  retryDoubt: z.string(),
  /** Where going on with it changes production. */
  guarded: z.array(guardedPlace),
  /** Where running its failures again changes production. */
  guardedAgain: z.array(guardedPlace),
});
export type RunDetail = z.infer<typeof runDetail>;

/** A file with rows: dropped on the page, or by its path from a terminal. */
export const dataFile = z.union([z.object({ file: z.file() }), z.object({ path: z.string().min(1).max(4000) })]);

/** What a row's calls would be; what only an answer can give stands as ‹name›. */
export const dryRow = z.object({
  row: count,
  data: z.record(z.string(), z.string()),
  calls: z.array(
    z.object({
      name: z.string(),
      method: z.string(),
      url: z.string(),
      body: z.string().nullable(),
      condition: z.string(),
      /** What keeps it from being sent; null when nothing does. */
      problem: z.string().nullable(),
    }),
  ),
});
export type DryRow = z.infer<typeof dryRow>;

export const peekedRows = z.object({
  fileName: z.string(),
  rows: count,
  columns: z.array(z.object({ column: z.string(), name: z.string() })),
  unreadable: count,
  /** Columns that the flow asks for and the file does not have. */
  missing: z.array(z.string()),
  dry: z.array(dryRow),
});
export type PeekedRows = z.infer<typeof peekedRows>;

const flowName = z.string().trim().min(1, 'Give it a name.').max(120);
const startChoice = {
  /** "1-3, 7"; empty: all. */
  rows: z.string().max(200).default(''),
  concurrency: z.number().int().min(1).max(5).default(1),
  /** The names of the production environments in which it may change something. */
  confirmProduction: z.array(z.string()).default([]),
};

/** For one run alone: the flow stays as it is. */
const givenForRun = {
  /** API → environment, in place of the flow's. */
  environments: z.record(id, id).optional(),
  /** Values of every row, beside the columns of the file. */
  values: z.record(z.string().max(120), z.string().max(20_000)).optional(),
};

export const reportFormats = ['junit', 'json', 'html', 'csv', 'receipt', 'receipt-pdf'] as const;

export const flowsContract = {
  list: reads.input(nothing).output(z.array(flowRow)),
  show: reads.input(idInput).output(flowDetail),
  create: changes
    .input(
      z.object({
        name: flowName,
        folder: z.string().trim().max(80).default(''),
        notes: z.string().max(20_000).default(''),
        spec: flowSpec.optional(),
        /** Saved requests that become its steps, in this order. */
        savedRequestIds: z.array(id).max(60).default([]),
        /** Exchanges that become its steps, in this order; what of them could not be taken over is said. */
        exchangeIds: z.array(id).max(60).default([]),
      }),
    )
    .output(flowDetail),
  update: changes
    .input(
      z.object({
        id,
        name: flowName.optional(),
        folder: z.string().trim().max(80).optional(),
        notes: z.string().max(20_000).optional(),
        spec: flowSpec.optional(),
        /** The `specSha256` that the spec was made from: refused when the flow does something else by now. Left out: whatever it does. */
        baseSha256: z.string().max(100).optional(),
        /** What it was called when it was looked at: refused when one of those that are given is another by now. */
        base: z.object({ name: z.string(), folder: z.string(), notes: z.string() }).partial().optional(),
      }),
    )
    .output(flowDetail),
  duplicate: changes.input(idInput).output(flowDetail),
  /** Its runs stay. */
  remove: changes.input(idInput).output(nothing),
  /** When it runs by itself; null: never. */
  setSchedule: changes
    .input(
      z.object({
        id,
        schedule: flowSchedule
          .extend({
            isOn: z.boolean().default(true),
            /** Read and hashed now; a run does not begin when it is another file then. Left out: as it was. */
            data: z
              .object({ path: z.string().min(1).max(4000) })
              .nullable()
              .optional(),
          })
          .nullable(),
      }),
    )
    .output(flowDetail),
  /** Says that the schedule may change production, as the flow is now; recorded. */
  arm: changes.input(z.object({ id, isArmed: z.boolean(), confirmProduction: z.array(z.string()).default([]) })).output(flowDetail),
  /** Reads a file and shows what its first three rows would send. Nothing is sent. */
  peek: reads.input(z.object({ id, data: dataFile.nullable(), ...givenForRun })).output(peekedRows),
  /** Begins a run; it goes on in the app. */
  start: changes.input(z.object({ id, data: dataFile.nullable().default(null), ...startChoice, ...givenForRun })).output(flowRun),
  /** Goes on at the first row that was not done. What was sent without a known outcome is not sent again. */
  resume: changes
    .input(z.object({ id, confirmProduction: startChoice.confirmProduction, concurrency: startChoice.concurrency.optional() }))
    .output(flowRun),
  /** A new run of the rows that failed and of which nothing stands: with the flow as it is now, where the run went. */
  retryFailures: changes
    .input(
      z.object({
        id,
        confirmProduction: startChoice.confirmProduction,
        /** A person looked at what the vendor has, and says that they may be sent: asked for where the workspace was restored since. */
        despiteRestore: z.boolean().optional(),
      }),
    )
    .output(flowRun),
  /** Lets the call on its way come back, and stops. */
  stop: changes.input(idInput).output(nothing),
  /** A person's word on a row with a call of unknown outcome. */
  settle: changes.input(z.object({ runId: id, row: z.number().int(), as: z.enum(['took_effect', 'not_sent', 'close']) })).output(runRow),
  /** Streams a run until it ends; the last event is its end. */
  watch: reads.input(idInput).output(eventIterator(flowRun)),
  runs: reads.input(z.object({ flowId: id.optional(), limit: z.number().int().min(1).max(500).default(100) })).output(z.array(flowRun)),
  run: reads.input(idInput).output(runDetail),
  rows: reads.input(z.object({ id, state: z.enum(rowStates).optional() })).output(z.array(runRow)),
  calls: reads.input(z.object({ runId: id, row: z.number().int() })).output(z.array(runCall)),
  export: reads
    .input(z.object({ id, format: z.enum(reportFormats) }))
    .output(z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() })),
  /** What the answers of a saved request must be. */
  requestChecks: reads.input(z.object({ savedRequestId: id })).output(checkList),
  keepRequestChecks: changes.input(z.object({ savedRequestId: id, checks: checkList })).output(checkList),
  /** How the answer of an exchange stands against the checks of its saved request; empty when it has none. */
  exchangeChecks: reads.input(z.object({ exchangeId: id })).output(z.array(checkOutcome)),
  /** The two latest answers that a flow could be made of. */
  latestExchanges: reads.input(nothing).output(z.array(z.object({ id, number: count, words: z.string(), door }))),
};
