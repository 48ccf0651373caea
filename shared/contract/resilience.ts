import { z } from 'zod';
import { changes, id, instant, nothing, reads } from './procedure.ts';
import { exchangeSources } from './console.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What of a policy can be set; what is left out stays as it is. */
export const policyFields = z.object({
  maxAttempts: z.number().int().min(1).max(10),
  baseDelayMs: z.number().int().min(50).max(minute),
  maxDelayMs: z
    .number()
    .int()
    .min(50)
    .max(10 * minute),
  repeatsPutAndDelete: z.boolean(),
  totalMs: z
    .number()
    .int()
    .min(1000)
    .max(60 * minute),
  breakerFailures: z.number().int().min(0).max(100),
  breakerPauseMs: z
    .number()
    .int()
    .min(1000)
    .max(60 * minute),
  maxConcurrent: z.number().int().min(1).max(64),
  holdsToLimits: z.boolean(),
  hedges: z.boolean(),
  fallsBack: z.boolean(),
  fallbackMaxAgeMs: z
    .number()
    .int()
    .min(minute)
    .max(30 * day),
});

const resiliencePolicy = z.object({
  apiId: id,
  apiName: z.string(),
  vendorName: z.string(),
  /** Under which its changes are taken back; null while nobody set one. */
  policyId: id.nullable(),
  policy: policyFields,
  /** Nobody set one. */
  isUsual: z.boolean(),
  /** One sentence for each part. */
  words: z.array(z.string()),
});
export type ApiPolicy = z.infer<typeof resiliencePolicy>;

const breaker = z.object({
  host: z.string(),
  state: z.enum(['closed', 'open', 'half_open']),
  /** In a row, up to now. */
  failures: z.number().int(),
  /** When one call may try it out; null unless it is open. */
  opensAgainAt: instant.nullable(),
  /** "Nothing is sent to api.example.com until 09:31:10: 5 calls in a row failed." */
  words: z.string(),
});
export type HostBreaker = z.infer<typeof breaker>;

const waitingCall = z.object({
  method: z.string(),
  path: z.string(),
  source: z.enum(exchangeSources),
  actor: z.string(),
  since: instant,
  /** When it leaves, as far as that can be told. */
  untilAt: instant,
  words: z.string(),
});
export type WaitingCall = z.infer<typeof waitingCall>;

const budgetWindow = z.object({
  policy: z.string(),
  /** Written down by somebody and counted here, or said by the vendor's last answer. */
  source: z.enum(['declared', 'vendor']),
  limit: z.number().nullable(),
  windowMs: z.number().nullable(),
  left: z.number(),
  /** When more is free; null when all of it is. */
  freeAt: instant.nullable(),
});
export type BudgetWindow = z.infer<typeof budgetWindow>;

const budgetUser = z.object({
  source: z.enum(exchangeSources),
  actor: z.string(),
  savedRequestId: id.nullable(),
  /** The saved request, else the call: "GET /orders/{id}". */
  words: z.string(),
  calls: z.number().int(),
  lastExchangeId: id,
});
export type BudgetUser = z.infer<typeof budgetUser>;

const budget = z.object({
  credentialId: id.nullable(),
  credentialName: z.string().nullable(),
  environmentNames: z.array(z.string()),
  windows: z.array(budgetWindow),
  /** A vendor asked for it with Retry-After; null when it is over. */
  heldUntil: instant.nullable(),
  /** Who used it, most first, in the longest window that is short enough to say something: at least a minute, at most a day. */
  usedSince: instant,
  usedBy: z.array(budgetUser),
  waiting: z.array(waitingCall),
});
export type RateBudgetView = z.infer<typeof budget>;

const apiInput = z.object({ apiId: id });

/** How calls to an API are repeated, limited and given up. */
export const resilienceContract = {
  policy: reads.input(apiInput).output(resiliencePolicy),
  setPolicy: changes.input(policyFields.partial().extend({ apiId: id })).output(resiliencePolicy),
  /** Back to what holds for every API. */
  reset: changes.input(apiInput).output(resiliencePolicy),
  /** What is left, who used it, who waits, and which hosts are not sent to. One budget for each credential. */
  budget: reads.input(apiInput).output(z.object({ apiId: id, budgets: z.array(budget), breakers: z.array(breaker) })),
  /** Lets the next call to a paused host through, to try it out. */
  tryNow: changes.input(apiInput.extend({ host: z.string().min(1) })).output(nothing),
};
