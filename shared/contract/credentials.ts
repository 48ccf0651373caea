import { z } from 'zod';
import { oauthSettings, webAddress } from './oauth-settings.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';
import { standing } from './standing.ts';

export { clientAuthMethods, oauthSettings, type OauthSettings } from './oauth-settings.ts';

/** `signing_secret` verifies webhooks: it is in no request, and no environment sends it. */
export const credentialKinds = ['api_key', 'bearer', 'basic', 'oauth2_client_credentials', 'signing_secret'] as const;

/** A token in memory, described. The token itself never crosses this contract. */
export const tokenState = z.object({
  fetchedAt: instant,
  /** Null when the vendor did not say how long it holds. */
  expiresAt: instant.nullable(),
  scope: z.string().nullable(),
});
export type TokenState = z.infer<typeof tokenState>;

/** A credential's description. The secret itself is in the OS keychain and never crosses this contract again. */
export const credential = z.object({
  id,
  name: z.string(),
  kind: z.enum(credentialKinds),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  /** For an API key: where it goes, and under which name. */
  placement: z.object({ in: z.enum(['header', 'query']), name: z.string() }).nullable(),
  /** The user name; for OAuth 2.0 the client id. */
  username: z.string().nullable(),
  oauth: oauthSettings.nullable(),
  token: tokenState.nullable(),
  /** The vendor's page where the key is made and revoked. */
  manageUrl: z.string().nullable(),
  openRotationId: id.nullable(),
  /** Hosts that it may be sent to; empty means the hosts of the environments it is bound to. */
  allowedHosts: z.array(z.string()),
  createdAt: instant,
  rotatedAt: instant,
  expiresAt: instant.nullable(),
  rotationDays: z.number().int().nullable(),
  lastUsedAt: instant.nullable(),
  calls30d: z.number().int(),
  environments: z.array(z.object({ id, apiId: id, apiName: z.string(), name: z.string() })),
  /** Webhook endpoints whose deliveries it verifies. */
  webhooks: z.array(z.object({ id, name: z.string() })),
  /** keychain: stored. memory: until the app closes. missing: described only, the secret must be entered. */
  secretState: z.enum(['keychain', 'memory', 'missing']),
  standing,
  notes: z.string(),
});
export type Credential = z.infer<typeof credential>;

/** Without defaults: what an edit does not name stays as it is. */
const fields = {
  name: z.string().trim().min(1).max(80),
  kind: z.enum(credentialKinds),
  vendorId: id.nullable(),
  placement: z.object({ in: z.enum(['header', 'query']), name: z.string().trim().min(1).max(80) }).nullable(),
  username: z.string().max(200).nullable(),
  oauth: oauthSettings.nullable(),
  manageUrl: webAddress.nullable(),
  allowedHosts: z.array(z.string()),
  expiresAt: instant.nullable(),
  rotationDays: z.number().int().min(1).max(3650).nullable(),
  notes: z.string().max(20_000),
};
const description = z.object({
  ...fields,
  vendorId: fields.vendorId.default(null),
  placement: fields.placement.default(null),
  username: fields.username.default(null),
  oauth: fields.oauth.default(null),
  manageUrl: fields.manageUrl.default(null),
  allowedHosts: fields.allowedHosts.default([]),
  expiresAt: fields.expiresAt.default(null),
  rotationDays: fields.rotationDays.default(90),
  notes: fields.notes.default(''),
});

/** 6 to 16,384 characters, none of them a line break or other control character: it goes into a header. */
export const secretSchema = z
  .string()
  .min(6, 'A secret has at least 6 characters: a shorter one could not be cut out of what is kept.')
  .max(16_384)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u001f\u007f]+$/, 'A secret has no line breaks or control characters. Paste it again without them.');

/** Said by a person: this secret is an ordinary word, and it is the right one all the same. Without it such a secret is refused. */
const isMeant = z.boolean().optional();

export const rotationSteps = ['enter', 'test', 'switch', 'revoke', 'done'] as const;

export const testChoice = z.object({
  kind: z.enum(['saved', 'endpoint']),
  id,
  environmentId: id,
  /** "List payment methods". */
  name: z.string(),
  method: z.string(),
  path: z.string(),
  where: z.string(),
  isProduction: z.boolean(),
});
export type TestChoice = z.infer<typeof testChoice>;

/** A rotation as a guided run: it outlives a restart, and ends as a record with its evidence. */
export const rotation = z.object({
  id,
  credentialId: id,
  credentialName: z.string(),
  state: z.enum(['open', 'done', 'cancelled']),
  /** What is to be done next. */
  step: z.enum(rotationSteps),
  startedAt: instant,
  startedBy: z.string(),
  enteredAt: instant.nullable(),
  /** Whether the new secret is still on this computer. */
  hasPending: z.boolean(),
  testedAt: instant.nullable(),
  testPassed: z.boolean().nullable(),
  testExchangeId: id.nullable(),
  testWords: z.string(),
  switchedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  manageUrl: z.string().nullable(),
  environments: z.array(z.object({ id, apiId: id, apiName: z.string(), name: z.string() })),
  tests: z.array(testChoice),
});
export type Rotation = z.infer<typeof rotation>;

const asOwner = changes.meta({ role: 'owner', changes: true, workspace: true });

export const credentialsContract = {
  list: reads.input(nothing).output(z.array(credential)),
  show: reads.input(idInput).output(credential),
  /** Stores the description in the workspace and the secret in the keychain. */
  add: changes.input(description.extend({ secret: secretSchema, isMeant, environmentIds: z.array(id).default([]) })).output(credential),
  /** Edits the description and, when given, which environments send it: one command, one undo. */
  update: changes
    .input(
      z
        .object(fields)
        .partial()
        .extend({ id, environmentIds: z.array(id).optional() }),
    )
    .output(credential),
  /** Replaces the secret; the age counts from now. */
  rotate: changes.input(z.object({ id, secret: secretSchema, isMeant })).output(credential),
  bind: changes.input(z.object({ id, environmentIds: z.array(id) })).output(credential),
  /** Removes the description and the secret. The secret cannot be brought back. */
  remove: changes.input(idInput).output(nothing),
  /**
   * The secret, for one look. The name typed says that it is meant; who looked and when is recorded before it is handed out.
   */
  reveal: asOwner.input(z.object({ id, typedName: z.string() })).output(z.object({ secret: z.string(), shownMs: z.number().int() })),
  /** OAuth 2.0: fetches a token now, whether or not one is held. */
  fetchToken: changes.input(idInput).output(credential),
  rotations: reads.input(z.object({ credentialId: id.optional() })).output(z.array(rotation)),
  rotation: reads.input(idInput).output(rotation),
  /** Begins one, or gives back the one that is open. */
  startRotation: changes.input(z.object({ credentialId: id })).output(rotation),
  /** Keeps the new secret beside the one in use. */
  enterNewSecret: changes.input(z.object({ id, secret: secretSchema, isMeant })).output(rotation),
  /** Sends one reading call with the new secret. */
  testNewSecret: changes.input(z.object({ id, kind: z.enum(['saved', 'endpoint']), requestId: id, environmentId: id })).output(rotation),
  /** The new secret takes the place of the old one. Without a test that passed, this must be said to be meant. */
  switchSecret: changes.input(z.object({ id, withoutTest: z.boolean().default(false) })).output(rotation),
  /** The old secret was ended at the vendor: the rotation is done. */
  finishRotation: changes.input(idInput).output(rotation),
  /** Drops the new secret; the old one stays in use. */
  cancelRotation: changes.input(idInput).output(rotation),
};
