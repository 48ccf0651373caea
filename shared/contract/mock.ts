import { z } from 'zod';
import { changes, id, instant, nothing, reads } from './procedure.ts';
import { standing } from './standing.ts';

export const mockSettings = z.object({
  isStateful: z.boolean(),
  asksForCredentials: z.boolean(),
  checksRequests: z.boolean(),
  latencyMinMs: z.number().int().min(0).max(600_000),
  latencyMaxMs: z.number().int().min(0).max(600_000),
  errors: z
    .array(z.object({ percent: z.number().positive().max(100), status: z.number().int().min(400).max(599) }))
    .max(5)
    .refine((errors) => errors.reduce((sum, { percent }) => sum + percent, 0) <= 100, 'The shares are more than 100 % together.'),
  limit: z.object({ count: z.number().int().min(1).max(10_000_000), windowSeconds: z.number().int().min(1).max(31_622_400) }).nullable(),
  malformedPercent: z.number().min(0).max(100),
  sunset: z.object({ at: instant, endpoints: z.array(z.string().max(500)).max(500) }).nullable(),
  drift: z.array(z.object({ endpoint: z.string().max(500), field: z.string().max(500) })).max(20),
});

export const mockState = z.object({
  apiId: id,
  /** Its settings' record, once there is one: what a change is taken back by. */
  mockId: id.nullable(),
  vendorName: z.string(),
  apiName: z.string(),
  version: z.string(),
  endpointCount: z.number().int(),
  isRunning: z.boolean(),
  /** Where it listens; null while it is stopped. */
  url: z.string().nullable(),
  port: z.number().int().nullable(),
  startedAt: instant.nullable(),
  seed: z.number().int(),
  settings: mockSettings,
  /** What is made to go wrong, in words; empty when nothing is. */
  effects: z.string(),
  /** The day that it plays, when the effects are one of those with a name. */
  day: z.string().nullable(),
  requests: z.number().int(),
  refused: z.number().int(),
  injected: z.number().int(),
  /** What was created in this run and is there still. */
  records: z.number().int(),
  /** The environment that was made for it; whether it points at where the mock listens now. */
  environment: z.object({ id, name: z.string(), isPointed: z.boolean() }).nullable(),
  standing,
});
export type MockState = z.infer<typeof mockState>;

/** A request that came to a mock in this run. */
export const mockRequest = z.object({
  number: z.number().int(),
  at: instant,
  method: z.string(),
  /** Redacted. */
  path: z.string(),
  status: z.number().int(),
  durationMs: z.number(),
  bytes: z.number().int(),
  endpoint: z.string().nullable(),
  endpointId: id.nullable(),
  kind: z.enum(['answered', 'refused', 'injected']),
  why: z.string(),
  correlationId: z.string().nullable(),
});
export type MockRequest = z.infer<typeof mockRequest>;

const apiInput = z.object({ apiId: id });
const seed = z.number().int().min(0).max(2_147_483_647);

/** The local mock of a contract. */
export const mockContract = {
  /** Every API that has a contract, running mocks first. */
  list: reads.input(nothing).output(z.array(mockState)),
  show: reads.input(apiInput).output(mockState),
  /** Listens on 127.0.0.1. What is not given stays as it was the last time. */
  start: changes
    .input(
      apiInput.extend({
        port: z.number().int().min(1).max(65_535).optional(),
        seed: seed.optional(),
        settings: mockSettings.partial().optional(),
      }),
    )
    .output(mockState),
  stop: changes.input(apiInput).output(mockState),
  /** Holds at once, also while it runs. */
  change: changes.input(apiInput.extend({ seed: seed.optional(), settings: mockSettings.partial().optional() })).output(mockState),
  /** Makes the environment “Mock” of the API, or switches it to where the mock listens. */
  pointEnvironment: changes.input(apiInput).output(z.object({ environmentId: id, isNew: z.boolean(), words: z.string() })),
  /** What came in this run, the newest last; `after` is the number of the last one that is known. */
  requests: reads
    .input(apiInput.extend({ after: z.number().int().min(0).default(0) }))
    .output(z.object({ rows: z.array(mockRequest), total: z.number().int(), startedAt: instant.nullable() })),
};
