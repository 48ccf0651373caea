import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { door, changes, id, idInput, instant, nothing, reads } from './procedure.ts';
import { dayOfSlots, verdicts } from './promise-verdict.ts';
import { standing } from './standing.ts';

/** When a promise holds and a monitor looks: days of the week (1 = Monday) and minutes of the day in a zone. Null: always. */
export const serviceHours = z
  .object({
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    fromMinute: z.number().int().min(0).max(1439),
    toMinute: z.number().int().min(1).max(1440),
    zone: z.string().min(1).max(60),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'Service hours end after they begin.')
  .nullable();

/** What an answer must fulfil. A check without any wants a status below 400. */
export const assertion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), anyOf: z.array(z.number().int().min(100).max(599)).min(1) }),
  z.object({ kind: z.literal('latency'), atMostMs: z.number().int().min(1) }),
  z.object({ kind: z.literal('body_contains'), text: z.string().min(1).max(500) }),
  /** `path` as "data.items[0].id". */
  z.object({ kind: z.literal('json_equals'), path: z.string().min(1).max(200), value: z.string().max(500) }),
  z.object({ kind: z.literal('contract_fits') }),
]);
export type Assertion = z.infer<typeof assertion>;

export const checkOutcomes = ['pass', 'degraded', 'fail', 'inconclusive', 'skipped'] as const;
export const attributions = ['vendor', 'ours', 'network', 'observer', 'unknown'] as const;
export const incidentAttributions = ['vendor', 'ours', 'network', 'unknown'] as const;
export const checkReasons = [
  '',
  'http_status',
  'assertion',
  'timeout',
  'dns',
  'connect',
  'tls',
  'throttled',
  'auth',
  'captive_portal',
  'observer_offline',
  'settling',
  'suspended_mid_check',
  'clock_jump',
  'proxy',
  'our_bug',
  'maintenance',
] as const;

export const checkResult = z.object({
  id,
  monitorId: id,
  monitorName: z.string(),
  startedAt: instant,
  endedAt: instant,
  outcome: z.enum(checkOutcomes),
  attribution: z.enum(attributions).nullable(),
  reason: z.enum(checkReasons),
  status: z.number().int().nullable(),
  totalMs: z.number().nullable(),
  attempts: z.number().int(),
  /** Made after a gap in place of the checks that were missed. */
  isCatchUp: z.boolean(),
  words: z.string(),
  /** Every attempt, the last one last. */
  exchangeIds: z.array(id),
  observerName: z.string(),
});
export type CheckResult = z.infer<typeof checkResult>;

export const monitor = z.object({
  id,
  name: z.string(),
  savedRequestId: id,
  requestName: z.string().nullable(),
  method: z.string(),
  path: z.string(),
  apiId: id,
  apiName: z.string(),
  vendorName: z.string(),
  environmentId: id,
  environmentName: z.string().nullable(),
  intervalS: z.number().int(),
  timeoutMs: z.number().int(),
  retriesS: z.array(z.number()),
  assertions: z.array(assertion),
  failAfter: z.number().int(),
  recoverAfter: z.number().int(),
  serviceHours,
  serviceWords: z.string(),
  isPaused: z.boolean(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  notes: z.string(),
  /** As last confirmed; a gap resets streaks, never this. */
  state: z.enum(['up', 'down', 'unknown']),
  stateSinceAt: instant.nullable(),
  standing,
  last: checkResult.nullable(),
  nextDueAt: instant.nullable(),
  days: z.array(dayOfSlots.nullable()),
  /** Nearest rank over 30 days; null below 60 passing checks. */
  p95Ms: z.number().nullable(),
  checks30d: z.number().int(),
  openIncident: z.object({ id, number: z.number().int() }).nullable(),
  warnings: z.array(z.string()),
});
export type Monitor = z.infer<typeof monitor>;

export const span = z.object({
  startAt: instant,
  endAt: instant,
  state: z.enum(['observing', 'asleep', 'app_closed', 'offline', 'captive', 'clock_jump']),
  words: z.string(),
});
export type Span = z.infer<typeof span>;

export const observerState = z.object({
  /** How many monitors are not paused; with none, nobody has to look. */
  watching: z.number().int(),
  state: z.enum(['observing', 'settling', 'offline', 'captive', 'not_observing', 'nothing']),
  sinceAt: instant.nullable(),
  words: z.string(),
  why: z.string(),
});
export type ObserverState = z.infer<typeof observerState>;

export const promiseKinds = ['availability', 'latency', 'freshness', 'correctness'] as const;

/** A promise in a window, counted. `n` of everything, so that no figure stands without what it rests on. */
export const promiseReport = z.object({
  id,
  name: z.string(),
  kind: z.enum(promiseKinds),
  /** 0 to 1. */
  target: z.number(),
  processId: id.nullable(),
  processName: z.string().nullable(),
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  good: z.number().int(),
  bad: z.number().int(),
  noData: z.number().int(),
  excluded: z.number().int(),
  /** Slots of the whole window, in service hours and not excluded. */
  planned: z.number().int(),
  /** Those of them that have passed: good + bad + no data. */
  elapsed: z.number().int(),
  observed: z.number().nullable(),
  coverage: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  verdict: z.enum(verdicts),
  words: z.string(),
  /** Share of the allowance that is left; negative when more was used. Null: nothing is known yet. */
  allowanceLeft: z.number().nullable(),
  /** "2 h 05 of 3 h left; at this rate it is gone Thu 26 Nov 14:00". */
  allowanceWords: z.string(),
  /** How it is counted, three lines. */
  methodWords: z.string(),
  thresholdMs: z.number().nullable(),
  /** What one good or bad is: a slot of so many milliseconds, a call, a row. */
  unit: z.enum(['slot', 'call', 'row']),
  slotMs: z.number().int(),
  serviceWords: z.string(),
  annulled: z.number().int(),
  days: z.array(dayOfSlots.nullable()),
});
export type PromiseReport = z.infer<typeof promiseReport>;

export const incidentSummary = z.object({
  id,
  number: z.number().int(),
  title: z.string(),
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  monitorId: id.nullable(),
  monitorName: z.string().nullable(),
  promiseIds: z.array(z.string()),
  state: z.enum(['open', 'closed']),
  attribution: z.enum(incidentAttributions),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** Interval-censored: it lasted at least this, and at most that (null: it goes on). */
  shortestMs: z.number(),
  longestMs: z.number().nullable(),
  durationWords: z.string(),
  processes: z.array(z.string()),
  openFollowUps: z.number().int(),
  isAcknowledged: z.boolean(),
});
export type IncidentSummary = z.infer<typeof incidentSummary>;

export const timeLineEntry = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(['opened', 'check', 'call', 'note', 'acknowledged', 'attribution', 'runbook', 'follow_up', 'gap', 'joined', 'closed']),
  words: z.string(),
  actor: z.string().nullable(),
  door: door.nullable(),
});
export type TimeLineEntry = z.infer<typeof timeLineEntry>;

export const followUp = z.object({
  id,
  text: z.string(),
  dueAt: instant.nullable(),
  /** The test, check or document that closes it. */
  closedBy: z.string().nullable(),
  closedAt: instant.nullable(),
});
export type FollowUp = z.infer<typeof followUp>;

export const incident = incidentSummary.extend({
  notes: z.string(),
  attributionReason: z.string(),
  firstBadAt: instant.nullable(),
  lastBadAt: instant.nullable(),
  previousGoodAt: instant.nullable(),
  nextGoodAt: instant.nullable(),
  /** "last known down, unconfirmed since 18:02"; null when it is confirmed. */
  unconfirmedWords: z.string().nullable(),
  touched: z.array(z.object({ processId: id, process: z.string(), criticality: z.string(), impact: z.string(), fallback: z.string() })),
  promises: z.array(z.object({ id, name: z.string() })),
  monitors: z.array(z.object({ id, name: z.string() })),
  timeLine: z.array(timeLineEntry),
  followUps: z.array(followUp),
});
export type Incident = z.infer<typeof incident>;

const monitorSettings = z.object({
  name: z.string().trim().min(1).max(120),
  intervalS: z.number().int().min(60).max(86_400),
  timeoutMs: z.number().int().min(100).max(120_000),
  retriesS: z.array(z.number().min(0).max(300)).max(5),
  assertions: z.array(assertion).max(20),
  failAfter: z.number().int().min(1).max(20),
  recoverAfter: z.number().int().min(1).max(20),
  serviceHours,
  ownerId: id.nullable(),
  notes: z.string().max(20_000),
});

const promiseSettings = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(promiseKinds),
  target: z.number().gt(0).lte(1),
  thresholdMs: z.number().int().min(1).nullable(),
  serviceHours,
  /** What it is measured by: monitors, our own calls of an API, or a ledger. */
  monitorIds: z.array(id).max(20),
  apiId: id.nullable(),
  ledgerId: id.nullable(),
  processId: id.nullable(),
  /** Whether failures of our own count as bad too. */
  countsOurs: z.boolean(),
});
export type PromiseSettings = z.infer<typeof promiseSettings>;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write a month as 2026-11.');
const reason = z.string().trim().min(3, 'Say why.').max(500);

/** What is the matter, and what is next. */
const finding = z.object({ title: z.string(), subtitle: z.string() });

export const monitorsContract = {
  /** What each of the three lists says at its top. */
  overview: reads.input(nothing).output(z.object({ monitors: finding, promises: finding, incidents: finding })),
  /** Whether this computer is looking; always in the title bar. */
  observer: reads.input(nothing).output(observerState),
  list: reads.input(nothing).output(z.array(monitor)),
  show: reads.input(idInput).output(
    z.object({
      monitor,
      results: z.array(checkResult),
      gaps: z.array(span),
      latency: z.array(z.object({ at: instant, ms: z.number() })),
      promises: z.array(z.object({ id, name: z.string() })),
    }),
  ),
  /** Saved requests, and whether each may be monitored. */
  candidates: reads.input(nothing).output(
    z.array(
      z.object({
        savedRequestId: id,
        name: z.string(),
        apiName: z.string(),
        vendorName: z.string(),
        method: z.string(),
        path: z.string(),
        environmentId: id.nullable(),
        environmentName: z.string().nullable(),
        /** Why it may not be; null when it may. */
        refusal: z.string().nullable(),
        monitorIds: z.array(id),
      }),
    ),
  ),
  /** From a saved request, with defaults for what is left out. */
  add: changes.input(monitorSettings.partial().extend({ savedRequestId: id, environmentId: id.optional() })).output(monitor),
  update: changes.input(monitorSettings.partial().extend({ id })).output(monitor),
  pause: changes.input(z.object({ id, isPaused: z.boolean() })).output(monitor),
  remove: changes.input(idInput).output(nothing),
  /** Checks once now: one monitor, several, or everything that is due. */
  runOnce: changes.input(z.object({ ids: z.array(id).optional(), all: z.boolean().default(false) })).output(z.array(checkResult)),
  /** Observes for as long as the caller listens, and tells every result. */
  watch: changes.input(z.object({ forMs: z.number().int().min(1000).optional() })).output(eventIterator(checkResult)),
  results: reads
    .input(z.object({ monitorId: id.optional(), beforeAt: instant.optional(), limit: z.number().int().min(1).max(1000).default(100) }))
    .output(z.array(checkResult)),

  promises: reads.input(z.object({ month: month.optional() })).output(z.array(promiseReport)),
  promise: reads.input(z.object({ id, month: month.optional() })).output(
    z.object({
      report: promiseReport,
      settings: promiseSettings,
      month: z.string(),
      monitors: z.array(z.object({ id, name: z.string() })),
      /** A row for every day, a cell for every hour of service; a cell's state is that of its worst slot. */
      grid: z.array(
        z.object({
          at: instant,
          day: z.string(),
          cells: z.array(
            z.object({ at: instant, hour: z.string(), good: z.number(), bad: z.number(), noData: z.number(), excluded: z.number() }),
          ),
        }),
      ),
      annulments: z.array(z.object({ id, fromAt: instant, toAt: instant, reason: z.string(), person: z.string(), createdAt: instant })),
      incidents: z.array(incidentSummary),
    }),
  ),
  addPromise: changes
    .input(
      promiseSettings.partial({
        thresholdMs: true,
        serviceHours: true,
        monitorIds: true,
        apiId: true,
        ledgerId: true,
        processId: true,
        countsOurs: true,
      }),
    )
    .output(promiseReport),
  updatePromise: changes.input(promiseSettings.omit({ kind: true }).partial().extend({ id })).output(promiseReport),
  removePromise: changes.input(idInput).output(nothing),
  /** Takes slots out of the count, with the reason and the person; listed wherever the promise is. */
  annul: changes.input(z.object({ promiseId: id, fromAt: instant, toAt: instant, reason })).output(nothing),
  withdrawAnnulment: changes.input(idInput).output(nothing),

  incidents: reads.input(z.object({ state: z.enum(['open', 'closed', 'all']).default('all') })).output(z.array(incidentSummary)),
  incident: reads.input(idInput).output(incident),
  openIncident: changes
    .input(
      z.object({
        title: z.string().trim().min(1).max(200),
        apiId: id.nullable().default(null),
        monitorId: id.nullable().default(null),
        attribution: z.enum(incidentAttributions).default('unknown'),
        startedAt: instant.optional(),
      }),
    )
    .output(incident),
  acknowledgeIncident: changes.input(idInput).output(incident),
  /** Keeps a call as evidence on an incident's time line, at the time it was made. */
  attachExchange: changes.input(z.object({ id, exchangeId: id, words: z.string().trim().max(500).default('') })).output(incident),
  noteIncident: changes.input(z.object({ id, words: z.string().trim().min(1).max(5000) })).output(incident),
  attributeIncident: changes.input(z.object({ id, attribution: z.enum(incidentAttributions), reason })).output(incident),
  closeIncident: changes.input(z.object({ id, reason: z.string().trim().max(500).default('') })).output(incident),
  addFollowUp: changes
    .input(z.object({ id, text: z.string().trim().min(1).max(500), dueAt: instant.nullable().default(null) }))
    .output(incident),
  /** Closed only by what proves it: a test, a check or a document. */
  closeFollowUp: changes
    .input(z.object({ id, closedBy: z.string().trim().min(3, 'Name the test, check or document.').max(500) }))
    .output(incident),
};
