import { z } from 'zod';
import { door, id, instant, nothing, reads } from './procedure.ts';
import { dayOfSlots, verdicts } from './promise-verdict.ts';

/** One thing that needs a person: what, why, what it comes from, and the one thing to do. */
export const attention = z.object({
  key: z.string(),
  state: z.enum(['broken', 'soon', 'no data']),
  title: z.string(),
  /** Why it matters: process, consequence, nearness. */
  reason: z.string(),
  evidence: z.object({ words: z.string(), door }).nullable(),
  action: z.object({ words: z.string(), door }),
});
export type Attention = z.infer<typeof attention>;

export const today = z.object({
  /** "Three things need you". */
  title: z.string(),
  subtitle: z.string(),
  attention: z.array(attention),
  nextDates: z.array(z.object({ id, at: instant, title: z.string(), where: z.string(), door })),
  sinceYesterday: z.array(z.object({ words: z.string(), door: door.nullable() })),
  /** APIs by how they answered in the last 30 days; days without calls are no data. */
  health: z.array(
    z.object({
      apiId: id,
      name: z.string(),
      processes: z.array(z.string()),
      calls: z.number().int(),
      failed: z.number().int(),
      /** 30 days, oldest first; null: no call that day. */
      days: z.array(z.object({ calls: z.number().int(), failed: z.number().int() }).nullable()),
      p95Ms: z.number().nullable(),
    }),
  ),
  /** Counters of the rail; only what a person must act on. */
  counters: z.record(z.string(), z.number().int()),
});
export type Today = z.infer<typeof today>;

/** A promise of this calendar month, as it stands so far. */
export const promiseLine = z.object({
  id,
  name: z.string(),
  processName: z.string().nullable(),
  verdict: z.enum(verdicts),
  words: z.string(),
  observed: z.number().nullable(),
  coverage: z.number().nullable(),
  incidents: z.number().int(),
  /** The last 30 days, oldest first; null: nothing was promised for that day. */
  days: z.array(dayOfSlots.nullable()),
});
export type PromiseLine = z.infer<typeof promiseLine>;

export const todayContract = {
  show: reads.input(nothing).output(today),
  /** The worst first. Asked apart: what needs a person is on screen before every slot of the month is counted. */
  promises: reads.input(nothing).output(z.array(promiseLine)),
};
