import type { JobKind } from './job-kind.ts';

/**
 * Every kind of long work, by name. Each is loaded only on the thread that runs it: a thread that reads a document needs neither the
 * database nor the sample.
 */
export const jobKinds = {
  'read document': async () => (await import('../inventory/read-plan.ts')).readPlanJob,
  'compare contracts': async () => (await import('../inventory/compare-job.ts')).compareJob,
  'read mapping sample': async () => (await import('../mappings/read-sample.ts')).readSampleJob,
  'run mapping': async () => (await import('../mappings/run-mapping.ts')).runMappingJob,
  'build sample': async () => (await import('../workspace/build-sample-job.ts')).buildSampleJob,
  'run ledger': async () => (await import('../ledger/run-ledger.ts')).runLedgerJob,
  'peek file': async () => (await import('../ledger/peek-file.ts')).peekFileJob,
  purge: async () => (await import('../settings/purge-job.ts')).purgeJob,
  'count answer lines': async () => (await import('../answers/count-lines-job.ts')).countLinesJob,
  'count answer events': async () => (await import('../answers/count-events-job.ts')).countEventsJob,
  'find in answer': async () => (await import('../answers/find-job.ts')).findJob,
  'filter answer': async () => (await import('../answers/filter-job.ts')).filterJob,
  'judge answer': async () => (await import('../answers/judge-job.ts')).judgeJob,
  'compare answers': async () => (await import('../answers/compare-job.ts')).compareAnswersJob,
  'read transfer': async () => (await import('../transfer/read-transfer-job.ts')).readTransferJob,
  'check answers': async () => (await import('../inventory/check-answers-job.ts')).checkAnswersJob,
  'check large answer': async () => (await import('../inventory/check-large-job.ts')).checkLargeJob,
} as const;

export type JobName = keyof typeof jobKinds;
type Kind<K extends JobName> = Awaited<ReturnType<(typeof jobKinds)[K]>>;
export type JobInput<K extends JobName> = Kind<K> extends JobKind<infer Input, infer _Result> ? Input : never;
export type JobResult<K extends JobName> = Kind<K> extends JobKind<infer _Input, infer Result> ? Result : never;
