import { z } from 'zod';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';

/** Whether an environment asks before a call changes something there. The state is a person's own and ends with the program. */
export const guardState = z.object({
  environmentId: id,
  environmentName: z.string(),
  /** Production: every call that changes something is confirmed. */
  isGuarded: z.boolean(),
  /** Until when it is unlocked; null: it is locked. */
  unlockedUntil: instant.nullable(),
});
export type GuardState = z.infer<typeof guardState>;

/** Values for `{{names}}` that reach wider than one environment. */
export const sharedValues = z.object({
  workspace: z.record(z.string(), z.string()),
  api: z.record(z.string(), z.string()),
});
const variables = z.record(z.string().max(80), z.string().max(20_000));

/** A cookie as it can be shown: what it is for, never its value. */
export const cookie = z.object({
  name: z.string(),
  domain: z.string(),
  path: z.string(),
  /** Null: until the program ends. */
  expiresAt: instant.nullable(),
  isSecure: z.boolean(),
  isHttpOnly: z.boolean(),
  byteLength: z.number().int(),
});
export type Cookie = z.infer<typeof cookie>;

export const cookieJar = z.object({
  environmentId: id,
  cookies: z.array(cookie),
  /** Kept sealed in the workspace; otherwise gone when the program ends. */
  isKept: z.boolean(),
});

export const clientCertificate = z.object({
  id,
  host: z.string(),
  name: z.string(),
  issuer: z.string(),
  /** SHA-256, as browsers show it. */
  fingerprint: z.string(),
  validFrom: instant,
  validTo: instant,
  /** Where its key is; `missing`: not on this computer. */
  key: z.enum(['keychain', 'memory', 'missing']),
});
export type ClientCertificate = z.infer<typeof clientCertificate>;

export const graphqlSchema = z.object({
  apiId: id,
  /** In the schema language. */
  sdl: z.string(),
  /** "asked of Sandbox", "schema.graphql". */
  source: z.string(),
  typeCount: z.number().int(),
  keptAt: instant,
});
export type GraphqlSchema = z.infer<typeof graphqlSchema>;

export const fileFacts = z.object({ path: z.string(), name: z.string(), byteLength: z.number().int(), mediaType: z.string() });

export const requestsContract = {
  /** Who may change something in production now: every environment that is production. */
  guards: reads.input(nothing).output(z.array(guardState)),
  /** For so many minutes calls that change something there are not confirmed. Its name confirms this. */
  unlock: changes
    .input(
      z.object({
        environmentId: id,
        minutes: z.union([z.literal(5), z.literal(15), z.literal(60)]),
        confirmProduction: z.string(),
      }),
    )
    .output(guardState),
  lock: changes.input(z.object({ environmentId: id })).output(guardState),

  /** Those of the workspace, and of an API when one is named. */
  values: reads.input(z.object({ apiId: id.nullable() })).output(sharedValues),
  /** Sets all values of the workspace (without an API) or of an API. */
  setValues: changes.input(z.object({ apiId: id.nullable(), variables })).output(variables),

  cookies: reads.input(z.object({ environmentId: id })).output(cookieJar),
  /** One cookie, or all of them. */
  clearCookies: changes
    .input(z.object({ environmentId: id, one: z.object({ name: z.string(), domain: z.string(), path: z.string() }).nullable() }))
    .output(cookieJar),
  /** Keeps them sealed in the workspace from now on, or no longer. */
  keepCookies: changes.input(z.object({ environmentId: id, isKept: z.boolean() })).output(cookieJar),

  clientCertificates: reads.input(nothing).output(z.array(clientCertificate)),
  /** A certificate with its key for one host (`api.example.com`, `api.example.com:8443`): PEM texts, or a PFX as base64. */
  addClientCertificate: changes
    .input(
      z.object({
        host: z.string().trim().toLowerCase().min(1).max(260),
        pem: z.string().max(200_000).nullable().default(null),
        key: z.string().max(50_000).nullable().default(null),
        pfx: z.string().max(200_000).nullable().default(null),
        passphrase: z.string().max(1000).default(''),
      }),
    )
    .output(clientCertificate),
  removeClientCertificate: changes.input(idInput).output(nothing),

  graphqlSchema: reads.input(z.object({ apiId: id })).output(graphqlSchema.nullable()),
  /** Asks the API itself (introspection); kept as an exchange too. */
  askForSchema: changes
    .input(z.object({ environmentId: id, path: z.string().max(2000), confirmProduction: z.string().nullable().default(null) }))
    .output(graphqlSchema),
  /** A schema in the schema language, or an introspection result as JSON. */
  takeSchema: changes.input(z.object({ apiId: id, text: z.string().max(20_000_000), source: z.string().max(200) })).output(graphqlSchema),
  removeSchema: changes.input(z.object({ apiId: id })).output(nothing),

  /** What is to be sent of a file on this computer: that it is there, and how large. */
  file: reads.input(z.object({ path: z.string().min(1).max(4000) })).output(fileFacts),
};
