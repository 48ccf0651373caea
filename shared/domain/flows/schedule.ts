import { z } from 'zod';

/** When a flow runs by itself. */
export const flowSchedule = z.object({
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: z.string().trim().min(1).max(120),
  zone: z.string().min(1).max(80),
});
export type FlowSchedule = z.infer<typeof flowSchedule>;

/** The rows that a schedule goes over: a file of this computer, as it was when a person chose it. */
export const scheduledData = z.object({ path: z.string(), fileName: z.string(), sha256: z.string(), rows: z.number().int() });
export type ScheduledData = z.infer<typeof scheduledData>;

export interface DueSchedule {
  /** The latest time that it should have run. */
  readonly dueAt: number;
  /** Times before that one that nobody was there for. */
  readonly missed: number;
}

/** Tells the times of a schedule up to a moment, the newest first. */
export type FormerTimes = (schedule: FlowSchedule, before: number, count: number) => readonly number[];

const mostCounted = 500;

/**
 * What is due now: the newest time that has passed since the last one that was dealt with. However many were missed, it is one run; those
 * before it are counted, so that they can be said.
 */
export function dueSchedule(schedule: FlowSchedule, lastDueAt: number, now: number, formerTimes: FormerTimes): DueSchedule | null {
  const times = formerTimes(schedule, now, 1).filter((at) => at > lastDueAt && at <= now);
  const [dueAt] = times;
  if (dueAt === undefined) return null;
  const all = formerTimes(schedule, now, mostCounted).filter((at) => at > lastDueAt && at <= now);
  return { dueAt, missed: Math.max(0, all.length - 1) };
}
