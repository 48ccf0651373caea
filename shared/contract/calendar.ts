import { z } from 'zod';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';
import { standing } from './inventory.ts';

export const eventKinds = [
  'deprecation',
  'sunset',
  'version_end',
  'credential_rotation',
  'credential_expiry',
  'contract_renewal',
  'maintenance',
  'review',
  'freeze',
  'other',
] as const;

export const calendarEvent = z.object({
  id,
  kind: z.enum(eventKinds),
  title: z.string(),
  /** Null: announced without a date. */
  effectiveAt: instant.nullable(),
  precision: z.enum(['instant', 'day', 'month', 'unknown']),
  /** True when the vendor named no zone and UTC was taken. */
  isZoneAssumed: z.boolean(),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  endpointId: id.nullable(),
  endpointWords: z.string().nullable(),
  source: z.enum(['header', 'contract', 'credential', 'by hand', 'sample']),
  calls30d: z.number().int(),
  ownerName: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  hits: z.number().int(),
  moreInfoUrl: z.string().nullable(),
  notes: z.string(),
  standing,
});
export type CalendarEvent = z.infer<typeof calendarEvent>;

export const eventDate = z.object({
  effectiveAt: instant.nullable(),
  source: z.string(),
  raw: z.string(),
  seenAt: instant,
  exchangeId: id.nullable(),
});

export const calendarContract = {
  /** By date, dated ones first. */
  list: reads
    .input(z.object({ fromAt: instant.optional(), toAt: instant.optional(), apiId: id.optional() }))
    .output(z.array(calendarEvent)),
  show: reads.input(idInput).output(z.object({ event: calendarEvent, dates: z.array(eventDate) })),
  acknowledge: changes.input(idInput).output(calendarEvent),
  add: changes
    .input(
      z.object({
        kind: z.enum(eventKinds),
        title: z.string().trim().min(1).max(200),
        effectiveAt: instant.nullable(),
        apiId: id.nullable().default(null),
        notes: z.string().max(20_000).default(''),
      }),
    )
    .output(calendarEvent),
  update: changes
    .input(
      z.object({
        id,
        title: z.string().trim().min(1).max(200).optional(),
        effectiveAt: instant.nullable().optional(),
        notes: z.string().max(20_000).optional(),
      }),
    )
    .output(calendarEvent),
  remove: changes.input(idInput).output(nothing),
};
