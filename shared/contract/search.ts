import { z } from 'zod';
import { door, reads } from './procedure.ts';

export const searchHit = z.object({ entity: z.string(), id: z.string(), title: z.string(), detail: z.string(), door });
export type SearchHit = z.infer<typeof searchHit>;

export const searchContract = {
  /** Everything a person can name, best first. */
  find: reads
    .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100).default(20) }))
    .output(z.array(searchHit)),
};
