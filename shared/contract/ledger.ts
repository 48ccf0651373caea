import { z } from 'zod';
import { instant, nothing, reads } from './procedure.ts';

export const ledgerBreak = z.object({
  id: z.string(),
  ledgerName: z.string(),
  key: z.string(),
  class: z.enum(['missing left', 'missing right', 'differs', 'duplicate']),
  field: z.string().nullable(),
  left: z.string().nullable(),
  right: z.string().nullable(),
  amountMinor: z.number().int().nullable(),
  currency: z.string().nullable(),
  ownerName: z.string().nullable(),
  openedAt: instant,
});
export type LedgerBreak = z.infer<typeof ledgerBreak>;

export const ledgerContract = {
  /** Breaks that no later run has resolved, oldest first. */
  openBreaks: reads.input(nothing).output(z.array(ledgerBreak)),
};
