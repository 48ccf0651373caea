import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { changes, faultSchemaOrNull, id, idInput, instant, nothing, reads } from './procedure.ts';

export const jobStates = ['running', 'done', 'failed', 'cancelled', 'died'] as const;

export const job = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  state: z.enum(jobStates),
  /** 0 to 1; null when the job cannot know. */
  fraction: z.number().nullable(),
  /** What it is doing now, in words. */
  step: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  result: z.unknown(),
  fault: faultSchemaOrNull,
});
export type Job = z.infer<typeof job>;

export const jobsContract = {
  list: reads.input(nothing).output(z.array(job)),
  /** Streams the job until it ends; the last event is its end state. */
  watch: reads.input(idInput).output(eventIterator(job)),
  cancel: changes.input(idInput).output(nothing),
};
