import { z } from 'zod';
import { schemeIds } from '../domain/webhooks/scheme.ts';
import { diagnosisCodes, failureCodes } from '../domain/webhooks/verdict.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';
import { standing } from './standing.ts';
import { endpointSecret, genericRule } from './webhook-rule.ts';

const factPath = z
  .string()
  .trim()
  .regex(/^(?:|[\w-]{1,100}|\$(?:\.[^.[\]\s]+|\[\d+\]|\['[^']*'\])+)$/, 'Write a header’s name, or a path such as $.data.id.');
const target = z.string().trim().max(2000);

const fields = {
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  /** What stands in the address after the port: `/hooks/adyen`. */
  path: z
    .string()
    .trim()
    .regex(/^\/[\w./-]{0,100}$/, 'A path begins with / and has letters, digits, dots and dashes.'),
  apiId: id.nullable(),
  vendorId: id.nullable(),
  scheme: z.enum(schemeIds),
  rule: genericRule,
  secrets: z.array(endpointSecret).max(10),
  toleranceS: z.number().int().min(1).max(86_400),
  eventIdPath: factPath,
  eventTypePath: factPath,
  targetUrl: target.nullable(),
  /** A target that is not on this computer, as it was when a person confirmed it. */
  confirmedTarget: target.nullable(),
  expectedByMinutes: z.number().int().min(1).max(525_600).nullable(),
  notes: z.string().max(20_000),
};

export const newEndpoint = z.object({
  ...fields,
  apiId: fields.apiId.default(null),
  vendorId: fields.vendorId.default(null),
  rule: genericRule.optional(),
  secrets: fields.secrets.default([]),
  toleranceS: fields.toleranceS.default(300),
  eventIdPath: factPath.optional(),
  eventTypePath: factPath.optional(),
  targetUrl: fields.targetUrl.default(null),
  confirmedTarget: fields.confirmedTarget.default(null),
  expectedByMinutes: fields.expectedByMinutes.default(null),
  notes: fields.notes.default(''),
});
export const endpointEdit = z.object(fields).partial().extend({ id });

/** An endpoint's day: what came, and how many of it failed. */
const dayOfDeliveries = z.object({ at: instant, came: z.number().int(), failed: z.number().int() });

export const webhookEndpoint = z.object({
  id,
  ...fields,
  secrets: z.array(
    endpointSecret.extend({
      name: z.string(),
      isHere: z.boolean(),
      /** It was switched in a rotation that is not done: the former secret counts beside the new one. */
      isChangingOver: z.boolean(),
    }),
  ),
  apiName: z.string().nullable(),
  vendorName: z.string().nullable(),
  createdAt: instant,
  lastAt: instant.nullable(),
  lastDeliveryId: id.nullable(),
  deliveries30d: z.number().int(),
  failed30d: z.number().int(),
  duplicates30d: z.number().int(),
  /** Failing ones that nobody dealt with, and that no later delivery of the same event made good. */
  open: z.number().int(),
  /** The last fourteen days, oldest first; null: the receiver was closed and nothing came. */
  days: z.array(dayOfDeliveries.nullable()),
  /** Where it is received while the receiver runs. */
  url: z.string().nullable(),
  standing,
});
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;

export const deliverySources = ['receiver', 'paste', 'file', 'sample'] as const;
export const deliveryStates = ['holds', 'fails', 'unknown'] as const;

/** A delivery in the inbox. */
export const webhookDelivery = z.object({
  id,
  endpointId: id,
  endpointName: z.string(),
  receivedAt: instant,
  /** Whether that time is known, and not only taken from the delivery itself. */
  isTimeKnown: z.boolean(),
  source: z.enum(deliverySources),
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  byteLength: z.number().int(),
  state: z.enum(deliveryStates),
  code: z.enum(failureCodes).nullable(),
  words: z.string(),
  diagnosis: z.enum(diagnosisCodes).nullable(),
  /** The earlier delivery of the same event whose signature held. */
  duplicateOf: id.nullable(),
  /** How often this event came, this one included. */
  times: z.number().int(),
  /** What was answered; null for one that was pasted. */
  answered: z.number().int().nullable(),
  /** Why nobody will process it, in words; null when somebody can. */
  deadWords: z.string().nullable(),
  isSettled: z.boolean(),
  settledBy: z.string().nullable(),
  replays: z.number().int(),
  lastReplay: z.enum(['under way', 'delivered', 'refused', 'cancelled', 'unknown']).nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

export const replayAttempt = z.object({ at: instant, status: z.number().int().nullable(), words: z.string(), waitedMs: z.number().int() });
export type ReplayAttempt = z.infer<typeof replayAttempt>;

export const webhookReplay = z.object({
  id,
  targetUrl: z.string(),
  signing: z.enum(['as it came', 'anew']),
  state: z.enum(['under way', 'delivered', 'refused', 'cancelled', 'unknown']),
  words: z.string(),
  startedAt: instant,
  startedBy: z.string(),
  finishedAt: instant.nullable(),
  maxAttempts: z.number().int(),
  attempts: z.array(replayAttempt),
});
export type WebhookReplay = z.infer<typeof webhookReplay>;

export const deliveryVerdict = z.object({
  state: z.enum(deliveryStates),
  code: z.enum(failureCodes).nullable(),
  words: z.string(),
  signedAt: instant.nullable(),
  diagnosis: z.object({ code: z.enum(diagnosisCodes), words: z.string(), remedy: z.string(), isProven: z.boolean() }).nullable(),
});
export type DeliveryVerdict = z.infer<typeof deliveryVerdict>;

/** A delivery with everything that it brought, secrets cut out. */
export const deliveryDetail = z.object({
  delivery: webhookDelivery,
  verdict: deliveryVerdict,
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.object({ text: z.string(), mediaType: z.string().nullable(), isCut: z.boolean(), isText: z.boolean() }).nullable(),
  notes: z.array(z.string()),
  /** Others of the same event, newest first. */
  siblings: z.array(z.object({ id, receivedAt: instant, state: z.enum(deliveryStates) })),
  replays: z.array(webhookReplay),
});
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

export const receiverState = z.object({
  isOpen: z.boolean(),
  port: z.number().int().nullable(),
  openedAt: instant.nullable(),
  /** The port that is suggested. */
  usualPort: z.number().int(),
});
export type ReceiverState = z.infer<typeof receiverState>;

/** Text as it was copied, or the bytes of a file in base64: then nothing is lost. */
const copied = z.object({
  endpointId: id,
  text: z.string().max(14_000_000).optional(),
  base64: z.string().max(20_000_000).optional(),
  /** When it came, where the person knows it. */
  receivedAt: instant.nullable().default(null),
});

export const deliveryViews = ['all', 'failing', 'duplicates', 'dead'] as const;

export const webhooksContract = {
  endpoints: reads.input(nothing).output(z.array(webhookEndpoint)),
  addEndpoint: changes.input(newEndpoint).output(webhookEndpoint),
  updateEndpoint: changes.input(endpointEdit).output(webhookEndpoint),
  /** With its deliveries; that cannot be taken back once there are any. */
  removeEndpoint: changes.input(idInput).output(nothing),
  deliveries: reads
    .input(
      z.object({
        endpointId: id.optional(),
        view: z.enum(deliveryViews).default('all'),
        text: z.string().max(200).default(''),
        limit: z.number().int().min(1).max(10_000).default(2000),
      }),
    )
    .output(
      z.object({
        rows: z.array(webhookDelivery),
        counts: z.object({ all: z.number().int(), failing: z.number().int(), duplicates: z.number().int(), dead: z.number().int() }),
      }),
    ),
  delivery: reads.input(idInput).output(deliveryDetail),
  /** Reads and verifies a copied delivery without keeping it. */
  check: reads.input(copied).output(
    z.object({
      verdict: deliveryVerdict,
      format: z.string(),
      notes: z.array(z.string()),
      eventId: z.string().nullable(),
      eventType: z.string().nullable(),
      byteLength: z.number().int(),
    }),
  ),
  /** Keeps a copied delivery in the inbox. */
  take: changes.input(copied.extend({ source: z.enum(['paste', 'file']).default('paste') })).output(deliveryDetail),
  /** Judges a kept delivery anew, against when it came: after a secret was put right. */
  verifyAgain: changes.input(idInput).output(deliveryDetail),
  /** Somebody has dealt with a failing delivery; false takes that back. */
  settle: changes.input(z.object({ id, isSettled: z.boolean() })).output(webhookDelivery),
  /** Sends a delivery to a target and waits until it is through. Loopback, or the address that was confirmed at the endpoint. */
  replay: changes
    .input(
      z.object({
        id,
        targetUrl: target.optional(),
        signing: z.enum(['as it came', 'anew']).default('as it came'),
        credentialId: id.optional(),
        maxAttempts: z.number().int().min(1).max(10).default(5),
        /** The person confirms this very address, which is not on this computer. */
        confirmTarget: target.optional(),
      }),
    )
    .output(webhookReplay),
  cancelReplay: changes.input(idInput).output(nothing),
  /** The delivery as an HTTP message, secrets cut out; or all of a list as JSON lines. */
  export: reads
    .input(z.object({ ids: z.array(id).max(10_000).optional(), endpointId: id.optional() }))
    .output(z.object({ text: z.string(), count: z.number().int() })),
  receiver: reads.input(nothing).output(receiverState),
  openReceiver: changes.input(z.object({ port: z.number().int().min(0).max(65_535).optional() })).output(receiverState),
  closeReceiver: changes.input(nothing).output(receiverState),
};
