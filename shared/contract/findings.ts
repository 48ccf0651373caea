import { z } from 'zod';
import { id, instant } from './procedure.ts';

/** Where the answers of an endpoint differ from its contract: once for each kind of difference. */
export const finding = z.object({
  id,
  apiId: id,
  endpointId: id.nullable(),
  kind: z.string(),
  title: z.string(),
  hits: z.number().int(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  lastExchangeId: id,
  status: z.enum(['open', 'accepted', 'closed']),
  /** Why it was accepted; empty when it was not. */
  acceptedReason: z.string(),
  acceptedBy: z.string().nullable(),
  /** It opens again when it is seen after this; null has no end. */
  acceptedUntil: instant.nullable(),
  /** It opens again when it is seen against another contract. */
  isUntilNewContract: z.boolean(),
  /** When enough answers had fitted since. */
  closedAt: instant.nullable(),
  /** Answers without it since it was seen last. */
  fitsInARow: z.number().int(),
});

/** What kept answers come to against a contract: nothing is changed by it. */
export const answerCheck = z.object({
  contractVersion: z.string(),
  /** "version 72 would have accepted 412 of 420 answers". */
  words: z.string(),
  checked: z.number().int(),
  fits: z.number().int(),
  breaks: z.number().int(),
  /** Answers that could not be checked, by the reason. */
  unchecked: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** Each kind of difference once, the most frequent first. */
  differences: z.array(
    z.object({
      endpoint: z.string(),
      endpointId: id.nullable(),
      where: z.string(),
      place: z.string(),
      message: z.string(),
      count: z.number().int(),
      exchangeId: id,
      exchangeNumber: z.number().int(),
    }),
  ),
  moreDifferences: z.number().int(),
});
export type AnswerCheck = z.infer<typeof answerCheck>;
