import { z } from 'zod';
import { audiences } from '../domain/scorecards/facts.ts';
import { blockKeys } from '../domain/scorecards/scorecard.ts';
import { changes, door, id, idInput, instant, nothing, reads } from './procedure.ts';
import { costsProcedures, monthText } from './costs.ts';

/** Which page: a month for an audience, and for a vendor review the vendor. */
export const pageKey = z.object({
  month: monthText,
  audience: z.enum(audiences).default('executive'),
  vendorId: id.nullable().default(null),
});
export type PageKey = z.infer<typeof pageKey>;

const cell = z.object({
  text: z.string(),
  value: z.number().nullable().optional(),
  unit: z.enum(['share', 'money', 'count', 'date', 'days']).optional(),
  mark: z.enum(['good', 'sampled', 'soon', 'bad', 'none']).optional(),
  tone: z.enum(['strong', 'quiet']).optional(),
  aside: z.string().optional(),
  door: door.optional(),
});

const block = z.object({
  key: z.enum(blockKeys),
  number: z.number().int(),
  title: z.string(),
  note: z.string(),
  sources: z.array(z.number().int()),
  columns: z.array(z.object({ title: z.string(), align: z.literal('right').optional() })),
  rows: z.array(z.array(cell)),
  more: z.number().int(),
  totals: z.number().int().optional(),
  words: z.array(cell),
});

const edition = z.object({
  version: z.number().int(),
  frozenAt: instant,
  frozenBy: z.string(),
  /** Why a later version was made. */
  reason: z.string(),
  /** What it says otherwise than the version before. */
  changes: z.array(z.string()),
  replacedAt: instant.nullable(),
});

export const scorecard = z.object({
  month: z.string(),
  monthWords: z.string(),
  audience: z.enum(audiences),
  vendorName: z.string().nullable(),
  overline: z.string(),
  title: z.string(),
  lead: z.string(),
  head: z.array(z.string()),
  method: z.array(z.string()),
  state: z.enum(['frozen', 'not frozen', 'so far']),
  edition: edition.nullable(),
  asOf: instant,
  blocks: z.array(block),
  evidence: z.array(z.object({ number: z.number().int(), words: z.string(), sha256: z.string(), door })),
  sha256: z.string(),
});

export const monthRow = z.object({
  month: z.string(),
  words: z.string(),
  state: z.enum(['frozen', 'not frozen', 'so far']),
  /** The newest frozen version; 0 without one. */
  version: z.number().int(),
  versions: z.array(
    z.object({ version: z.number().int(), frozenAt: instant, frozenBy: z.string(), reason: z.string(), sha256: z.string() }),
  ),
  /** The finding of the frozen page; null while it is not frozen. */
  title: z.string().nullable(),
});
export type MonthRow = z.infer<typeof monthRow>;

export const exportFormats = ['pdf', 'html', 'xlsx', 'csv', 'md', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const risk = z.object({
  id,
  kind: z.enum(['risk', 'waiver']),
  title: z.string(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  likelihood: z.number().int(),
  impact: z.number().int(),
  dueAt: instant.nullable(),
  reason: z.string(),
  closedAt: instant.nullable(),
  outcome: z.string(),
  createdAt: instant,
});
export type Risk = z.infer<typeof risk>;

export const decision = z.object({
  id,
  title: z.string(),
  recommendation: z.string(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  dueAt: instant.nullable(),
  decidedAt: instant.nullable(),
  outcome: z.string(),
  createdAt: instant,
});
export type Decision = z.infer<typeof decision>;

const line = z.string().trim().min(1).max(200);
const longText = z.string().max(20_000);

export const scorecardsContract = {
  /** The months of which there is something to say, the newest first. */
  months: reads
    .input(z.object({ audience: z.enum(audiences).default('executive'), vendorId: id.nullable().default(null) }))
    .output(z.array(monthRow)),
  /** A frozen page as it was frozen; else, or when `isLive`, from what is known now. */
  build: reads.input(pageKey.extend({ version: z.number().int().min(1).optional(), isLive: z.boolean().default(false) })).output(scorecard),
  /** The page, or the facts it is computed from (`json`), as a file. */
  export: reads
    .input(
      pageKey.extend({ version: z.number().int().min(1).optional(), isLive: z.boolean().default(false), format: z.enum(exportFormats) }),
    )
    .output(z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string(), pages: z.number().int().nullable() })),
  /** Keeps the page of a month that is over. A later version needs a reason and lists what it says otherwise. */
  freeze: changes
    .input(pageKey.extend({ reason: z.string().trim().max(500).default('') }))
    .output(z.object({ id, version: z.number().int(), sha256: z.string(), changes: z.array(z.string()) })),
  risks: reads.input(z.object({ withClosed: z.boolean().default(false) })).output(z.array(risk)),
  saveRisk: changes
    .input(
      z.object({
        id: id.optional(),
        kind: z.enum(['risk', 'waiver']),
        title: line,
        ownerId: id.nullable().default(null),
        vendorId: id.nullable().default(null),
        likelihood: z.number().int().min(1).max(5).default(3),
        impact: z.number().int().min(1).max(5).default(3),
        dueAt: instant.nullable().default(null),
        reason: longText.default(''),
      }),
    )
    .output(risk),
  closeRisk: changes.input(z.object({ id, outcome: z.string().trim().min(1).max(500) })).output(risk),
  decisions: reads.input(z.object({ withDecided: z.boolean().default(false) })).output(z.array(decision)),
  saveDecision: changes
    .input(
      z.object({
        id: id.optional(),
        title: line,
        recommendation: longText.default(''),
        ownerId: id.nullable().default(null),
        dueAt: instant.nullable().default(null),
      }),
    )
    .output(decision),
  decide: changes.input(z.object({ id, outcome: z.string().trim().min(1).max(500) })).output(decision),
  /** Takes a risk or a decision off the register; undo brings it back. */
  removeRisk: changes.input(idInput).output(nothing),
  removeDecision: changes.input(idInput).output(nothing),
  ...costsProcedures,
};
