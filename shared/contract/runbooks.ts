import { z } from 'zod';
import { dangers, inputTypes, runbookKinds, severities, stepKinds } from '../domain/runbooks/runbook.ts';
import { runStates } from '../domain/runbooks/run-state.ts';
import { guardedPlace } from './guarded-place.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';
import { standing } from './inventory.ts';

const markdown = z.string().max(400_000);
const line = z.string().trim().min(1).max(500);

export const runbookProblem = z.object({
  line: z.number().int(),
  severity: z.enum(['error', 'warning']),
  happened: z.string(),
  remedy: z.string(),
});
export type RunbookProblem = z.infer<typeof runbookProblem>;

export const runbookRow = z.object({
  id,
  name: z.string(),
  kind: z.enum(runbookKinds),
  purpose: z.string(),
  trigger: z.array(z.string()),
  severity: z.enum(severities),
  ownerName: z.string().nullable(),
  deputyName: z.string().nullable(),
  minutes: z.number().nullable(),
  reviewEveryDays: z.number().int(),
  apis: z.array(z.string()),
  processes: z.array(z.string()),
  steps: z.number().int(),
  /** 0: never published, a draft only. */
  published: z.number().int(),
  publishedAt: instant.nullable(),
  hasDraft: z.boolean(),
  isRetired: z.boolean(),
  reviewedAt: instant.nullable(),
  lastDrillAt: instant.nullable(),
  lastRunAt: instant.nullable(),
  runs: z.number().int(),
  deviatingRuns: z.number().int(),
  /** What does not hold about it, the gravest first. */
  findings: z.array(runbookProblem),
  standing,
});
export type RunbookRow = z.infer<typeof runbookRow>;

export const runbookRevision = z.object({
  number: z.number().int(),
  note: z.string(),
  publishedBy: z.string(),
  publishedAt: instant,
  sha256: z.string(),
  /** Who has read and acknowledged it. */
  readBy: z.array(z.object({ personId: id, name: z.string(), at: instant })),
});

export const runRow = z.object({
  id,
  number: z.number().int(),
  runbookId: id,
  runbookName: z.string(),
  revision: z.number().int(),
  state: z.enum(runStates),
  isDrill: z.boolean(),
  reason: z.string(),
  incidentId: id.nullable(),
  incidentWords: z.string().nullable(),
  subjectPersonId: id.nullable(),
  subjectName: z.string().nullable(),
  startedBy: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  lastEventAt: instant,
  stepsDone: z.number().int(),
  steps: z.number().int(),
  percent: z.number().int(),
  deviations: z.number().int(),
  /** What it waits for, or where it stands: "step 7, Does one refund go through?". */
  nowWords: z.string(),
  outcome: z.string(),
  openFollowUps: z.number().int(),
});
export type RunRow = z.infer<typeof runRow>;

export const runbookDetail = z.object({
  runbook: runbookRow,
  /** The draft, or what is published when there is no draft. */
  source: z.string(),
  publishedSource: z.string().nullable(),
  revisions: z.array(runbookRevision),
  runs: z.array(runRow),
  /** Of the person at this computer, for the newest revision. */
  isReadByYou: z.boolean(),
});
export type RunbookDetail = z.infer<typeof runbookDetail>;

export const stepCheck = z.object({ words: z.string(), isHeld: z.boolean(), seen: z.string() });

/** One call that a run made. */
export const runSend = z.object({
  exchangeId: id,
  at: instant,
  actor: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  environmentName: z.string().nullable(),
  environmentKind: z.string().nullable(),
  failure: z.string().nullable(),
  correlationId: z.string(),
  vendorRequestId: z.string().nullable(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().nullable(),
  checks: z.array(stepCheck),
  isHeld: z.boolean(),
});
export type RunSend = z.infer<typeof runSend>;

export const runStep = z.object({
  number: z.number().int(),
  title: z.string(),
  kind: z.enum(stepKinds),
  text: z.string(),
  expected: z.string().nullable(),
  ifNot: z.string().nullable(),
  danger: z.enum(dangers),
  minutes: z.number().nullable(),
  outOfHours: z.string().nullable(),
  canSkip: z.boolean(),
  byAnother: z.boolean(),
  /** "branch": opened only by another answer; "passed": the answers led past it. */
  state: z.enum(['done', 'differs', 'skipped', 'now', 'open', 'branch', 'passed']),
  /** "them, 14 of 22", "if no". */
  words: z.string(),
  at: instant.nullable(),
  /** When the run came to it; for the current step. */
  reachedAt: instant.nullable(),
  by: z.string().nullable(),
  items: z.array(z.object({ words: z.string(), isTicked: z.boolean() })),
  options: z.array(z.object({ words: z.string(), consequence: z.string(), goTo: z.number().int().nullable(), goToTitle: z.string() })),
  inputs: z.array(
    z.object({
      name: z.string(),
      type: z.enum(inputTypes),
      isRequired: z.boolean(),
      choices: z.array(z.string()),
      label: z.string(),
      value: z.string().nullable(),
    }),
  ),
  request: z
    .object({
      name: z.string(),
      /** What will be sent, when it is known: "POST /v2/payments/…". */
      words: z.string(),
      environmentName: z.string().nullable(),
      environmentKind: z.string().nullable(),
      /** What it changes in production, when it has to be confirmed before it is sent. */
      confirm: guardedPlace.nullable(),
      /** Why it cannot be sent, or null. */
      missing: z.string().nullable(),
      /** When the document leaves the choice: saved requests that can be sent here. */
      choices: z.array(z.object({ id, words: z.string(), confirm: guardedPlace.nullable() })),
      expectations: z.array(z.string()),
    })
    .nullable(),
  escalation: z
    .object({ to: z.string().nullable(), channel: z.string().nullable(), dueAt: instant.nullable(), text: z.string() })
    .nullable(),
  notes: z.array(z.object({ at: instant, actor: z.string(), text: z.string() })),
  sends: z.array(runSend),
});
export type RunStep = z.infer<typeof runStep>;

export const runArtifact = z.object({
  id,
  kind: z.enum(['exchange', 'file', 'text']),
  name: z.string(),
  step: z.number().int(),
  at: instant,
  actor: z.string(),
  byteLength: z.number().int(),
  sha256: z.string(),
  exchangeId: id.nullable(),
});
export type RunArtifact = z.infer<typeof runArtifact>;

export const followUp = z.object({
  id,
  text: z.string(),
  dueAt: instant.nullable(),
  ownerName: z.string().nullable(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
});

export const runDetail = z.object({
  run: runRow,
  purpose: z.string(),
  severity: z.enum(severities),
  revisionAt: instant,
  isNewestRevision: z.boolean(),
  incident: z
    .object({
      id,
      words: z.string(),
      title: z.string(),
      openedAt: instant,
      closedAt: instant.nullable(),
      attribution: z.string(),
      apiName: z.string().nullable(),
      processes: z.array(z.string()),
    })
    .nullable(),
  elapsedMs: z.number(),
  activeMs: z.number(),
  /** The step in the middle; null when every step is done and only the end is left to say. */
  current: z.number().int().nullable(),
  waitingFor: z.string().nullable(),
  heldBy: z.string(),
  steps: z.array(runStep),
  events: z.array(
    z.object({ at: instant, actor: z.string(), words: z.string(), step: z.number().int().nullable(), exchangeId: id.nullable() }),
  ),
  artifacts: z.array(runArtifact),
  followUps: z.array(followUp),
  /** Facts for whoever is called next, and the ready text. */
  pack: z.object({ facts: z.array(z.tuple([z.string(), z.string()])), ticket: z.string() }),
  levels: z.array(z.object({ words: z.string(), dueAt: instant.nullable(), isNow: z.boolean() })),
});
export type RunDetail = z.infer<typeof runDetail>;

/** What a person does at a step; each is one command and one line of the record. */
export const runAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tick'), item: z.number().int().min(0), isTicked: z.boolean() }),
  z.object({ kind: z.literal('answer'), option: z.number().int().min(0) }),
  z.object({ kind: z.literal('fill'), values: z.record(z.string(), z.string().max(10_000)) }),
  /** `differs`: it is done, and what came was not what was expected. */
  z.object({ kind: z.literal('done'), differs: z.string().trim().max(2_000).nullable().default(null) }),
  z.object({ kind: z.literal('escalate'), to: line, channel: z.string().trim().max(500).default(''), text: z.string().max(20_000) }),
  z.object({ kind: z.literal('skip'), reason: line }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('note'), text: z.string().trim().min(1).max(20_000) }),
]);
export type RunAction = z.infer<typeof runAction>;

export const newFollowUp = z.object({ text: line, dueAt: instant.nullable().default(null), ownerId: id.nullable().default(null) });

export const personProgress = z.object({
  personId: id,
  name: z.string(),
  role: z.string(),
  /** Null: nobody started an onboarding for this person. */
  percent: z.number().int().nullable(),
  nextWords: z.string(),
  onboarding: z.array(runRow),
  read: z.number().int(),
  toRead: z.array(z.object({ runbookId: id, name: z.string(), revision: z.number().int() })),
  drills: z.array(z.object({ runId: id, name: z.string(), at: instant })),
  credentials: z.array(z.object({ id, name: z.string() })),
  standing,
});
export type PersonProgress = z.infer<typeof personProgress>;

export const starter = z.object({
  name: z.string(),
  title: z.string(),
  purpose: z.string(),
  kind: z.enum(runbookKinds),
  severity: z.enum(severities),
  steps: z.number().int(),
  minutes: z.number().nullable(),
  isAdded: z.boolean(),
});
export type Starter = z.infer<typeof starter>;

const exported = z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() });
const exportInput = idInput.extend({ format: z.enum(['markdown', 'pdf']) });

export const runbooksContract = {
  list: reads.input(nothing).output(z.array(runbookRow)),
  show: reads.input(idInput).output(runbookDetail),
  /** What is wrong with a document as it stands, the saved requests and people of this workspace included. */
  check: reads.input(z.object({ source: markdown })).output(z.array(runbookProblem)),
  starters: reads.input(nothing).output(z.array(starter)),
  /** A new draft: from a starter, a document of one's own, or the shortest that is complete. */
  add: changes.input(z.object({ starter: z.string().optional(), source: markdown.optional(), name: line.optional() })).output(runbookRow),
  save: changes.input(idInput.extend({ source: markdown })).output(runbookRow),
  discardDraft: changes.input(idInput).output(runbookRow),
  publish: changes.input(idInput.extend({ note: z.string().trim().max(500).default('') })).output(runbookRow),
  markReviewed: changes.input(idInput).output(runbookRow),
  retire: changes.input(idInput.extend({ isRetired: z.boolean() })).output(runbookRow),
  /** That a person has read the published revision. */
  acknowledge: changes.input(idInput.extend({ personId: id.optional() })).output(nothing),
  exportRunbook: reads.input(exportInput).output(exported),

  runs: reads
    .input(z.object({ runbookId: id.optional(), incidentId: id.optional(), isOpen: z.boolean().optional() }))
    .output(z.array(runRow)),
  run: reads.input(idInput).output(runDetail),
  start: changes
    .input(
      z.object({
        runbookId: id,
        incidentId: id.nullable().default(null),
        reason: z.string().trim().max(2_000).default(''),
        isDrill: z.boolean().default(false),
        subjectPersonId: id.nullable().default(null),
      }),
    )
    .output(runDetail),
  /** Does one thing at the current step; `step` guards against an answer that was meant for another. */
  act: changes.input(z.object({ runId: id, step: z.number().int(), action: runAction })).output(runDetail),
  /** Sends the step's request once and keeps the exchange with the run. Cancelling the call cancels the request. */
  send: changes
    .input(
      z.object({
        runId: id,
        step: z.number().int(),
        savedRequestId: id.nullable().default(null),
        confirmProduction: z.string().nullable().default(null),
      }),
    )
    .output(runDetail),
  attach: changes.input(z.object({ runId: id, step: z.number().int(), file: z.file().max(20_000_000) })).output(runDetail),
  attachText: changes.input(z.object({ runId: id, step: z.number().int(), name: line, text: z.string().max(1_000_000) })).output(runDetail),
  artifact: reads.input(idInput).output(exported),
  pause: changes.input(z.object({ runId: id, waitingFor: z.string().trim().max(500).default('') })).output(runDetail),
  resume: changes.input(z.object({ runId: id })).output(runDetail),
  handOver: changes.input(z.object({ runId: id, toPersonId: id, note: z.string().trim().max(2_000).default('') })).output(runDetail),
  finish: changes
    .input(z.object({ runId: id, isSolved: z.boolean(), outcome: line, followUps: z.array(newFollowUp).max(20).default([]) }))
    .output(runDetail),
  abort: changes.input(z.object({ runId: id, reason: line })).output(runDetail),
  addFollowUp: changes.input(newFollowUp.extend({ runId: id })).output(runDetail),
  closeFollowUp: changes.input(idInput).output(nothing),
  exportRun: reads.input(exportInput).output(exported),

  people: reads.input(nothing).output(z.array(personProgress)),
  suggested: reads.input(z.object({ incidentId: id })).output(z.array(z.object({ id, name: z.string(), why: z.string() }))),
};
