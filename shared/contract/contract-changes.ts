import { z } from 'zod';
import { id, instant } from './procedure.ts';

export const changeLevels = ['breaking', 'risky', 'safe'] as const;

/** Whether we use what a change touches, and the evidence for it. */
export const changeUse = z.object({
  endpointId: id.nullable(),
  isUsed: z.boolean(),
  calls30d: z.number().int(),
  calls90d: z.number().int(),
  /** Names of saved requests that call it. */
  savedRequests: z.array(z.string()),
});

/** One difference between two contracts of an API, as it concerns us. */
export const plannedChange = changeUse.extend({
  level: z.enum(changeLevels),
  method: z.string().nullable(),
  path: z.string().nullable(),
  /** "request body", "answer 200"; empty for the endpoint itself. */
  place: z.string(),
  words: z.string(),
});
export type PlannedChange = z.infer<typeof plannedChange>;

/** A difference that is kept: open until somebody has accepted it. */
export const contractChange = plannedChange.extend({
  id,
  apiId: id,
  fromVersion: z.string(),
  toVersion: z.string(),
  status: z.enum(['open', 'accepted']),
  acceptedBy: z.string().nullable(),
  acceptedAt: instant.nullable(),
  createdAt: instant,
});
export type ContractChange = z.infer<typeof contractChange>;

/** Against what a document was compared, and what came out. */
export const comparison = z.object({
  fromVersion: z.string(),
  toVersion: z.string(),
  breaking: z.number().int(),
  risky: z.number().int(),
  safe: z.number().int(),
  /** Breaking ones on endpoints that we use. */
  breakingUsed: z.number().int(),
  changes: z.array(plannedChange),
});
export type Comparison = z.infer<typeof comparison>;
