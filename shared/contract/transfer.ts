import { z } from 'zod';
import { requestDraft } from './console.ts';
import { credentialKinds } from './credentials.ts';
import { environmentKinds } from './inventory.ts';
import { changes, id, nothing, reads } from './procedure.ts';
import { exportFormats } from '../domain/transfer/export-formats.ts';

/** A file of an import: its path below what was chosen, and its text. A paste has the path "". */
export const transferFile = z.object({ path: z.string().max(2_000), text: z.string() });
export type TransferFile = z.infer<typeof transferFile>;

/** Where requests go: an API that is known, or one that is made with this import. */
export const transferHome = z.object({
  key: z.string(),
  /** Null: it is made. */
  apiId: id.nullable(),
  vendorName: z.string(),
  apiName: z.string(),
  /** The vendor is known although the API is not. */
  isVendorKnown: z.boolean(),
  environments: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      baseUrl: z.string(),
      kind: z.enum(environmentKinds),
      isNew: z.boolean(),
      credentialName: z.string().nullable(),
      /** Names of values that it is given; none that it has is replaced. */
      values: z.array(z.string()),
    }),
  ),
  requests: z.number().int(),
});
export type TransferHome = z.infer<typeof transferHome>;

export const transferRequest = z.object({
  key: z.string(),
  name: z.string(),
  /** Its name in the file, when another request has it already. */
  renamedFrom: z.string().nullable(),
  folder: z.string(),
  method: z.string(),
  path: z.string(),
  homeKey: z.string().nullable(),
  environmentName: z.string().nullable(),
  isKnownEndpoint: z.boolean(),
  /** What answers must be, in words. */
  checks: z.array(z.string()),
  /** What of it cannot be taken over, one sentence each. */
  lost: z.array(z.string()),
  /** Why it cannot be taken at all; null when it can. */
  refusal: z.string().nullable(),
  /** Whether it is taken when nobody says otherwise. */
  isProposed: z.boolean(),
});

/** What authenticated the requests there, as a credential that can be kept. The secret stays in the core until then. */
export const proposedCredential = z.object({
  key: z.string(),
  homeKey: z.string(),
  name: z.string(),
  kind: z.enum(credentialKinds),
  /** "Bearer token, for Sandbox and Live". */
  words: z.string(),
  requests: z.number().int(),
});

export const transferPlan = z.object({
  planId: id,
  fileName: z.string(),
  format: z.string(),
  name: z.string(),
  homes: z.array(transferHome),
  requests: z.array(transferRequest),
  /** What of the file is no request here, by name. */
  left: z.array(z.object({ name: z.string(), reason: z.string() })),
  notes: z.array(z.string()),
  credentials: z.array(proposedCredential),
  /** "61 of 63 requests can be taken over". */
  words: z.string(),
});
export type TransferPlan = z.infer<typeof transferPlan>;

const homeName = z.string().trim().min(1).max(120);

export const transferContract = {
  /** Reads files or a paste and says what importing them would add. Changes nothing. */
  plan: reads.input(z.object({ files: z.array(transferFile).min(1).max(20_000), apiId: id.nullable().default(null) })).output(transferPlan),
  /** The same plan with every request in one API; null: where each belongs by its address. */
  place: reads.input(z.object({ planId: id, apiId: id.nullable() })).output(transferPlan),
  /** Applies a plan, all or nothing, in one command. A credential that is named is kept first, its secret in the keychain. */
  apply: changes
    .input(
      z.object({
        planId: id,
        /** Requests to take, by key; null: the proposed ones. */
        keys: z.array(z.string()).max(10_000).nullable().default(null),
        /** Names for APIs that are made. */
        homes: z.array(z.object({ key: z.string(), vendorName: homeName, apiName: homeName })).default([]),
        credentials: z.array(z.object({ key: z.string(), name: z.string().trim().min(1).max(80) })).default([]),
        /**
         * A flow of the requests that are taken, in their order, with their checks and what their scripts keep; null: none. Of more than a flow
         * can have there is one for each folder, and this is what their names begin with.
         */
        flowName: z.string().trim().min(1).max(120).nullable().default(null),
      }),
    )
    .output(
      z.object({
        words: z.string(),
        requests: z.number().int(),
        /** One of them: undoing its last change takes all of the import back. */
        firstRequestId: id,
        apiIds: z.array(id),
        credentialIds: z.array(id),
        flows: z.array(z.object({ id, name: z.string() })),
      }),
    ),
  /** Forgets a plan that nobody wants. */
  drop: reads.input(z.object({ planId: id })).output(nothing),
  /** Saved requests in a form for other programs; where a secret would stand there is a placeholder. */
  export: reads
    .input(
      z.object({
        what: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('requests'), ids: z.array(id).min(1).max(10_000) }),
          z.object({ kind: z.literal('folder'), folder: z.string() }),
          z.object({ kind: z.literal('all') }),
        ]),
        format: z.enum(exportFormats),
      }),
    )
    .output(
      z.object({ fileName: z.string(), mediaType: z.string(), text: z.string(), requests: z.number().int(), notes: z.array(z.string()) }),
    ),
  /** A request as it stands in the editor, in a form for other programs. */
  copyAs: reads
    .input(z.object({ draft: requestDraft, name: z.string().default(''), format: z.enum(exportFormats) }))
    .output(z.object({ text: z.string(), notes: z.array(z.string()) })),
};
