import { z } from 'zod';
import { door } from './procedure.ts';

export const criticalities = ['high', 'medium', 'low'] as const;

/** How something stands, always shown as shape, word and colour together. */
export const standing = z.object({
  state: z.enum(['holds', 'soon', 'broken', 'no data']),
  words: z.string(),
  /** Where the words come from. */
  door: door.nullable(),
});
export type Standing = z.infer<typeof standing>;
