import { z } from 'zod';
import { algorithms, encodings, keyDecodings } from '../domain/webhooks/scheme.ts';
import { id } from './procedure.ts';

/** What a signature of one's own looks like; the named schemes know theirs. */
export const genericRule = z.object({
  algorithm: z.enum(algorithms).default('sha256'),
  encoding: z.enum(encodings).default('hex'),
  keyDecoding: z.enum(keyDecodings).default('text'),
  header: z
    .string()
    .trim()
    .regex(/^[\w-]{1,100}$/, 'Write the header’s name, such as X-Signature.')
    .default('X-Signature'),
  prefix: z.string().max(40).default(''),
  template: z
    .string()
    .max(300)
    .refine((text) => text.split('{body}').length === 2, 'It has {body} in it, once.')
    .default('{body}'),
  timestampHeader: z
    .string()
    .trim()
    .regex(/^[\w-]{1,100}$/, 'Write the header’s name.')
    .nullable()
    .default(null),
  idHeader: z
    .string()
    .trim()
    .regex(/^[\w-]{1,100}$/, 'Write the header’s name.')
    .nullable()
    .default(null),
});
export type GenericRule = z.infer<typeof genericRule>;

/** A secret that is looked for: its credential, and whether it still counts. */
export const endpointSecret = z.object({ credentialId: id, role: z.enum(['active', 'former']) });
