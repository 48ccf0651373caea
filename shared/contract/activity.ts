import { z } from 'zod';
import { changes, id, instant, nothing, reads } from './procedure.ts';

export const activityEntry = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.string(),
  via: z.enum(['app', 'terminal', 'evidence']),
  entity: z.string(),
  entityId: z.string(),
  operation: z.enum(['create', 'update', 'delete', 'bulk', 'note']),
  /** One line in words: "Owner of Adyen Checkout set to Ines". */
  summary: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The seq that this entry took back, or null. */
  undoes: z.number().int().nullable(),
  hash: z.string(),
  /** The record still is as this change left it, so that it can be taken back. */
  canUndo: z.boolean(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

export const activityContract = {
  /** Newest first, 200 at most; `before` pages on. */
  list: reads
    .input(
      z.object({
        entity: z.string().optional(),
        entityId: z.string().optional(),
        text: z.string().optional(),
        actor: z.string().optional(),
        fromAt: instant.optional(),
        toAt: instant.optional(),
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ entries: z.array(activityEntry), total: z.number().int() })),
  /** Recomputes the whole hash chain. */
  verify: reads.input(nothing).output(
    z.object({
      isWhole: z.boolean(),
      entries: z.number().int(),
      /** The first entry that does not hold, or null. */
      brokenAt: z.number().int().nullable(),
      words: z.string(),
      lastHash: z.string(),
    }),
  ),
  /** One entry by its number. */
  entry: reads.input(z.object({ seq: z.number().int() })).output(activityEntry),
  /** Everybody who has changed something, by name. */
  actors: reads.input(nothing).output(z.array(z.string())),
  /** Takes back the last change to a record, or the one of that number, as a new entry. */
  undo: changes.input(z.object({ entity: z.string(), entityId: id, seq: z.number().int().optional() })).output(activityEntry),
};
