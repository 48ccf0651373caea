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
  'auth_change',
  'contract_change',
  'certificate_expiry',
  'domain_expiry',
  'price_change',
  'terms_change',
  'limit_change',
] as const;

export const rungStates = ['done', 'seen', 'open', 'passed', 'to come'] as const;

/** One step on the way to a date. */
export const rung = z.object({
  /** "180", "0", "+7", "notice-30": stable for as long as the event has it. */
  key: z.string(),
  /** "30 days before". */
  when: z.string(),
  daysBefore: z.number(),
  day: z.string(),
  dueAt: instant,
  action: z.string(),
  isDaily: z.boolean(),
  state: z.enum(rungStates),
  givenAt: instant.nullable(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  /** What was done. */
  note: z.string(),
  isShortNotice: z.boolean(),
});
export type CalendarRung = z.infer<typeof rung>;

export const calendarEvent = z.object({
  id,
  kind: z.enum(eventKinds),
  title: z.string(),
  /** Null: announced without a date. */
  effectiveAt: instant.nullable(),
  precision: z.enum(['instant', 'day', 'month', 'unknown']),
  /** True when the vendor named no zone and UTC was taken. */
  isZoneAssumed: z.boolean(),
  /** Of a sunset: since when what stops is deprecated, where an answer said so. */
  deprecatedAt: instant.nullable(),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  endpointId: id.nullable(),
  endpointWords: z.string().nullable(),
  source: z.enum(['header', 'contract', 'credential', 'certificate', 'by hand', 'sample']),
  calls30d: z.number().int(),
  exposure: z.enum(['used', 'not used', 'unknown', 'ours']),
  /** A person's answer to "do we use it?"; null: nobody answered, the calls say it. */
  isUsed: z.boolean().nullable(),
  /** The event's own owner; null when it has none and its API's owner stands in. */
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  hits: z.number().int(),
  moreInfoUrl: z.string().nullable(),
  notes: z.string(),
  /** Days of work it takes, by a low and a high estimate. */
  effortLowDays: z.number().int().nullable(),
  effortHighDays: z.number().int().nullable(),
  /** When that work must begin. */
  startBy: z.object({ at: instant, workDays: z.number().int(), freezeDays: z.number().int(), lateWords: z.string().nullable() }).nullable(),
  /** Of a contract: days before its renewal by which notice must be given. */
  noticeDays: z.number().int().nullable(),
  /** Of a freeze or a maintenance. */
  endsAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  rungs: z.array(rung),
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

const title = z.string().trim().min(1).max(200);
const notes = z.string().max(20_000);
const effort = z.number().int().min(0).max(1000).nullable();
const noticeDays = z.number().int().min(0).max(730).nullable();
const precision = z.enum(['instant', 'day', 'month']);
const moreInfoUrl = z.url().max(2000).nullable();

export const newEvent = z.object({
  kind: z.enum(eventKinds),
  title,
  effectiveAt: instant.nullable(),
  precision: precision.default('day'),
  vendorId: id.nullable().default(null),
  apiId: id.nullable().default(null),
  endpointId: id.nullable().default(null),
  ownerId: id.nullable().default(null),
  notes: notes.default(''),
  effortLowDays: effort.default(null),
  effortHighDays: effort.default(null),
  noticeDays: noticeDays.default(null),
  endsAt: instant.nullable().default(null),
  moreInfoUrl: moreInfoUrl.default(null),
});

/** What a person may change of any event; the date of one that a header told follows the header. */
export const eventEdit = z.object({
  id,
  title: title.optional(),
  kind: z.enum(eventKinds).optional(),
  effectiveAt: instant.nullable().optional(),
  precision: precision.optional(),
  vendorId: id.nullable().optional(),
  apiId: id.nullable().optional(),
  endpointId: id.nullable().optional(),
  ownerId: id.nullable().optional(),
  notes: notes.optional(),
  effortLowDays: effort.optional(),
  effortHighDays: effort.optional(),
  noticeDays: noticeDays.optional(),
  endsAt: instant.nullable().optional(),
  moreInfoUrl: moreInfoUrl.optional(),
  isUsed: z.boolean().nullable().optional(),
  isWithdrawn: z.boolean().optional(),
});

/** A rung that is due and waits for an answer. */
export const dueRung = z.object({
  eventId: id,
  title: z.string(),
  effectiveAt: instant,
  ownerName: z.string().nullable(),
  rung,
  /** "3 days late", "short notice, 24 days"; null: in time. */
  lateWords: z.string().nullable(),
});
export type DueRung = z.infer<typeof dueRung>;

export const calendarContract = {
  /** By date, dated ones first. */
  list: reads
    .input(z.object({ fromAt: instant.optional(), toAt: instant.optional(), apiId: id.optional() }))
    .output(z.array(calendarEvent)),
  show: reads.input(idInput).output(z.object({ event: calendarEvent, dates: z.array(eventDate) })),
  /** Seen, and taken from here: asks no more until the next rung, or until the date moves. */
  acknowledge: changes.input(idInput).output(calendarEvent),
  /** A rung is done, with a note of what was done. */
  acknowledgeRung: changes
    .input(z.object({ id, key: z.string().min(1).max(40), note: z.string().trim().max(2000).default('') }))
    .output(calendarEvent),
  /** A rung is not done after all. */
  reopenRung: changes.input(z.object({ id, key: z.string().min(1).max(40) })).output(calendarEvent),
  add: changes.input(newEvent).output(calendarEvent),
  update: changes.input(eventEdit).output(calendarEvent),
  remove: changes.input(idInput).output(nothing),
  /** What is due and nobody has answered, the most urgent first. */
  due: reads.input(nothing).output(z.array(dueRung)),
  /** Every rung as an entry of an iCalendar file, for calendars outside. */
  export: reads.input(z.object({ isTitlesOnly: z.boolean().default(false) })).output(
    z.object({
      fileName: z.string(),
      text: z.string(),
      entries: z.number().int(),
      changed: z.number().int(),
      cancelled: z.number().int(),
    }),
  ),
};
