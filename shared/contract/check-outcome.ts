import { z } from 'zod';

/** A check as it came out. What was seen is cut, and secrets are cut out of it. */
export const checkOutcome = z.object({ words: z.string(), isHeld: z.boolean(), seen: z.string() });
export type CheckOutcome = z.infer<typeof checkOutcome>;
