import { z } from 'zod';
import { instant } from './procedure.ts';

/** How a promise stands at the end of a window. */
export const verdicts = ['met', 'met_sampled', 'at_risk', 'missed', 'not_proven', 'no_data'] as const;
export type Verdict = (typeof verdicts)[number];

/** One day of a strip: slots in service hours, from the day's first moment in their zone. Null: no service hours on that day. */
export const dayOfSlots = z.object({
  at: instant,
  good: z.number().int(),
  bad: z.number().int(),
  noData: z.number().int(),
});
export type DayOfSlots = z.infer<typeof dayOfSlots>;
