import { z } from 'zod';

/** A production environment in which something is about to be changed: what is said, and held, before it is. */
export const guardedPlace = z.object({
  /** What confirms it: the environment's name, with its API's where another one has the same. */
  name: z.string(),
  /** "Live of Adyen Checkout". */
  words: z.string(),
  /** "POST /payments/{id}/refunds refunds money"; what only undoes is said so. */
  effects: z.array(z.string()),
});
export type GuardedPlace = z.infer<typeof guardedPlace>;
