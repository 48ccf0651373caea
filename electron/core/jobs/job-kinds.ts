import { readPlanJob } from '../inventory/read-plan.ts';
import { buildSampleJob } from '../workspace/build-sample-job.ts';
import type { JobKind } from './job-kind.ts';

/** Every kind of long work, by name; the worker thread looks its order up here. */
export const jobKinds = {
  'read document': readPlanJob,
  'build sample': buildSampleJob,
} as const;

export type JobName = keyof typeof jobKinds;
export type JobInput<K extends JobName> = (typeof jobKinds)[K] extends JobKind<infer Input, infer _Result> ? Input : never;
export type JobResult<K extends JobName> = (typeof jobKinds)[K] extends JobKind<infer _Input, infer Result> ? Result : never;
