import { z } from 'zod';
import { id } from './procedure.ts';
import { requestContent, requestTravel, usualRequest } from './request-content.ts';

/** A request as it is written, before values are filled in. */
export const requestDraft = z.object({
  endpointId: id.nullable().default(null),
  environmentId: id,
  method: z.string().min(1).max(20),
  /** A path template under the environment's base URL, "/payments/{id}". */
  path: z.string(),
  parameters: z
    .array(
      z.object({
        in: z.enum(['path', 'query', 'header']),
        name: z.string(),
        value: z.string(),
        /** Left out of a send, kept in the request; what stands in the path always goes. */
        isOff: z.literal(true).optional(),
      }),
    )
    .default([]),
  mediaType: z.string().nullable().default(null),
  body: z.string().nullable().default(null),
  content: requestContent.default(usualRequest.content),
  travel: requestTravel.default(usualRequest.travel),
  /** Values for `{{names}}`; they go before the environment's own. */
  variables: z.record(z.string().max(80), z.string().max(20_000)).default({}),
  /** The saved request it was opened from. */
  savedRequestId: id.nullable().default(null),
  timeoutMs: z.number().int().min(100).max(600_000).default(30_000),
  /** The environment's name, typed: needed when the call changes something in production. */
  confirmProduction: z.string().nullable().default(null),
  /** Under this name the events of a stream are told while they come (`stream` among the live events). */
  streamId: z.string().max(80).optional(),
});
export type RequestDraft = z.infer<typeof requestDraft>;

/** What a saved request keeps of a draft: everything but where it goes and that somebody agreed to it. */
export const keptDraft = requestDraft.omit({
  environmentId: true,
  confirmProduction: true,
  savedRequestId: true,
  endpointId: true,
  streamId: true,
});
export type KeptDraft = z.infer<typeof keptDraft>;
