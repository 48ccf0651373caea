import { z } from 'zod';
import { standing } from './inventory.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';

export const credentialKinds = ['api_key', 'bearer', 'basic'] as const;

/** A credential's description. The secret itself is in the OS keychain and never crosses this contract again. */
export const credential = z.object({
  id,
  name: z.string(),
  kind: z.enum(credentialKinds),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  /** For an API key: where it goes, and under which name. */
  placement: z.object({ in: z.enum(['header', 'query']), name: z.string() }).nullable(),
  username: z.string().nullable(),
  /** Hosts that it may be sent to; empty means the hosts of the environments it is bound to. */
  allowedHosts: z.array(z.string()),
  createdAt: instant,
  rotatedAt: instant,
  expiresAt: instant.nullable(),
  rotationDays: z.number().int().nullable(),
  lastUsedAt: instant.nullable(),
  calls30d: z.number().int(),
  environments: z.array(z.object({ id, apiId: id, apiName: z.string(), name: z.string() })),
  /** keychain: stored. memory: until the app closes. missing: described only, the secret must be entered. */
  secretState: z.enum(['keychain', 'memory', 'missing']),
  standing,
  notes: z.string(),
});
export type Credential = z.infer<typeof credential>;

const description = z.object({
  name: z.string().trim().min(1).max(80),
  kind: z.enum(credentialKinds),
  vendorId: id.nullable().default(null),
  placement: z
    .object({ in: z.enum(['header', 'query']), name: z.string().trim().min(1).max(80) })
    .nullable()
    .default(null),
  username: z.string().max(200).nullable().default(null),
  allowedHosts: z.array(z.string()).default([]),
  expiresAt: instant.nullable().default(null),
  rotationDays: z.number().int().min(1).max(3650).nullable().default(90),
  notes: z.string().max(20_000).default(''),
});

/** 6 to 16,384 characters, none of them a line break or other control character: it goes into a header. */
export const secretSchema = z
  .string()
  .min(6, 'A secret has at least 6 characters: a shorter one could not be cut out of what is kept.')
  .max(16_384)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u001f\u007f]+$/, 'A secret has no line breaks or control characters. Paste it again without them.');

export const credentialsContract = {
  list: reads.input(nothing).output(z.array(credential)),
  show: reads.input(idInput).output(credential),
  /** Stores the description in the workspace and the secret in the keychain. */
  add: changes.input(description.extend({ secret: secretSchema, environmentIds: z.array(id).default([]) })).output(credential),
  update: changes.input(description.partial().extend({ id })).output(credential),
  /** Replaces the secret; the age counts from now. */
  rotate: changes.input(z.object({ id, secret: secretSchema })).output(credential),
  bind: changes.input(z.object({ id, environmentIds: z.array(id) })).output(credential),
  /** Removes the description and the secret. The secret cannot be brought back. */
  remove: changes.input(idInput).output(nothing),
};
