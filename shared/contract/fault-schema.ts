import { z } from 'zod';
import { faultCodes, type FaultData } from './errors.ts';

const place = z.object({
  file: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  path: z.string().optional(),
});

/** A fault as it crosses the contract. */
export const faultSchema: z.ZodType<FaultData> = z.object({
  code: z.enum(faultCodes),
  happened: z.string(),
  remedy: z.string(),
  place: place.optional(),
  logId: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
