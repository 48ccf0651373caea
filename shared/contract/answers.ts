import { z } from 'zod';
import { bodyKinds } from '../domain/answers/body-kind.ts';
import { differenceKinds } from '../domain/answers/compare-json.ts';
import { failedClasses } from '../domain/answers/guidance.ts';
import { exchangeRow } from './console.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';

/** Which body of an exchange. */
export const bodyOf = z.object({ exchangeId: id, side: z.enum(['request', 'answer']).default('answer') });
export type BodyOf = z.infer<typeof bodyOf>;

const facts = z.array(z.tuple([z.string(), z.string()]));

/** What a body is and how it reads best. */
export const bodyLook = z.object({
  kind: z.enum(bodyKinds),
  byteLength: z.number().int(),
  sha256: z.string(),
  mediaType: z.string().nullable(),
  /** "utf-8", and why it is read so: "as its header says". */
  charset: z.string(),
  charsetWords: z.string(),
  /** The whole as text; null when it is binary or larger than 512 kB, and then it is read line by line. */
  text: z.string().nullable(),
  /** An image as an address that the page may draw; null when it is none, or too large. */
  imageUrl: z.string().nullable(),
  /** About what is not shown as text: pages of a PDF, pixels of an image. */
  facts,
  /** Why nothing can be shown: sealed with another key, purged. */
  reason: z.string().nullable(),
  fileName: z.string(),
});
export type BodyLook = z.infer<typeof bodyLook>;

const bodyLine = z.object({
  /** From 1. */
  number: z.number().int(),
  text: z.string(),
  /** Bytes of the line beyond what is shown. */
  cutBytes: z.number().int(),
});
export type BodyLine = z.infer<typeof bodyLine>;

/** One event of a kept stream. */
export const bodyEvent = z.object({
  /** From 1, as they came. */
  number: z.number().int(),
  /** When it came; null where that was not kept. */
  at: instant.nullable(),
  name: z.string(),
  /** The last id that the stream named; empty when it named none. */
  id: z.string(),
  data: z.string(),
  /** Letters of the data beyond what is shown. */
  cutLetters: z.number().int(),
  /** The stream ended within it. */
  isCutOff: z.boolean(),
});
export type BodyEvent = z.infer<typeof bodyEvent>;

/** A match of a JSONPath. */
export const pathMatch = z.object({
  path: z.string(),
  /** In the laid-out body. */
  line: z.number().int().nullable(),
  type: z.string(),
  /** Short JSON. */
  value: z.string(),
});
export type PathMatch = z.infer<typeof pathMatch>;

export const leaveOut = z.object({
  timestamps: z.boolean(),
  ids: z.boolean(),
  keyOrder: z.boolean(),
  itemOrder: z.boolean(),
  /** RFC 9535. */
  paths: z.array(z.string()),
});

export const difference = z.object({
  kind: z.enum(differenceKinds),
  path: z.string(),
  generalPath: z.string(),
  left: z.string().nullable(),
  right: z.string().nullable(),
  note: z.string(),
});
export type Difference = z.infer<typeof difference>;

export const sideRow = z.object({
  kind: z.enum(['same', 'added', 'removed', 'changed', 'left out', 'skipped']),
  leftLine: z.number().int().nullable(),
  rightLine: z.number().int().nullable(),
  left: z.string(),
  right: z.string(),
  /** Lines that are the same and not listed. */
  skipped: z.number().int(),
});
export type SideRow = z.infer<typeof sideRow>;

const count = z.number().int();

/** Two answers beside each other. */
export const comparison = z.object({
  left: exchangeRow,
  right: exchangeRow,
  way: z.enum(['json', 'text', 'bytes']),
  /** "200 → 500"; null when they are the same. */
  status: z.object({ left: z.string(), right: z.string() }).nullable(),
  headers: z.array(z.object({ name: z.string(), left: z.string().nullable(), right: z.string().nullable(), isUsual: z.boolean() })),
  differences: z.array(difference),
  counts: z.record(z.enum(differenceKinds), count),
  leftOut: z.object({ timestamps: count, ids: count, path: count }),
  rows: z.array(sideRow),
  /** More rows than are listed. */
  isCut: z.boolean(),
  /** What was left out, as it was asked for or as it is kept. */
  rules: leaveOut,
  /** The endpoint whose rules are kept; null when the exchanges have none. */
  endpointId: id.nullable(),
  /** What kept it from being compared: "It was sealed with a key that is not on this computer." */
  reason: z.string().nullable(),
});
export type Comparison = z.infer<typeof comparison>;

/** What the team wrote about failures of an API. */
export const guidanceNote = z.object({
  id,
  apiId: id,
  apiName: z.string(),
  vendorName: z.string(),
  errorClass: z.enum(failedClasses),
  /** Only for this status, or this type of problem; null for all. */
  status: z.number().int().nullable(),
  problemType: z.string().nullable(),
  /** Markdown. */
  body: z.string(),
  editedAt: instant,
  editedBy: z.string(),
});
export type GuidanceNote = z.infer<typeof guidanceNote>;

const noteFields = {
  errorClass: z.enum(failedClasses),
  /** Null: any. */
  status: z.number().int().min(100).max(599).nullable(),
  problemType: z.string().trim().max(500).nullable(),
  body: z.string().trim().min(1, 'Write what to do.').max(20_000),
};

/** A failure explained: by the app, by the vendor, by the team. */
export const explanation = z.object({
  /** Null when nothing failed. */
  errorClass: z.enum(failedClasses).nullable(),
  builtIn: z.object({ title: z.string(), meaning: z.string(), next: z.array(z.string()), ask: z.string() }).nullable(),
  effect: z.object({ verdict: z.enum(['no', 'maybe', 'likely']), words: z.string() }).nullable(),
  /** RFC 9457. */
  problem: z
    .object({ type: z.string(), title: z.string().nullable(), detail: z.string().nullable(), instance: z.string().nullable() })
    .nullable(),
  vendorErrors: z.array(
    z.object({
      code: z.string().nullable(),
      message: z.string().nullable(),
      kind: z.string().nullable(),
      field: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  /** The closest first: those of this problem, of this status, of the class. */
  notes: z.array(guidanceNote),
});
export type Explanation = z.infer<typeof explanation>;

/** What is given to a vendor's support: a text to read, and the calls as a HAR. */
export const supportBundle = z.object({
  fileName: z.string(),
  /** The .zip. */
  base64: z.string(),
  /** What the vendor will read. */
  markdown: z.string(),
  files: z.array(z.object({ name: z.string(), byteLength: count })),
});
export type SupportBundle = z.infer<typeof supportBundle>;

export const exportFormats = ['har', 'json', 'curl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const someExchanges = z.array(id).min(1, 'Choose an exchange.').max(100, 'Choose at most 100 exchanges.');

/** What is done with answers: read, searched, compared, explained. */
export const answersContract = {
  look: reads.input(bodyOf).output(bodyLook),
  /** Bytes as they are kept, base64, anywhere in a body of any size. */
  page: reads
    .input(bodyOf.extend({ offset: z.number().int().min(0), length: z.number().int().min(1).max(1_048_576) }))
    .output(z.object({ base64: z.string(), byteLength: z.number().int() })),
  /** Lines of a large text as it is laid out. The first call begins to count them; ask again while it is not complete. */
  lines: reads
    .input(bodyOf.extend({ from: z.number().int().min(1), count: z.number().int().min(1).max(1_000) }))
    .output(z.object({ lines: z.array(bodyLine), total: z.number().int(), isComplete: z.boolean() })),
  /** The line that closes what a line of a large JSON opens: what a fold hides. Null: it opens nothing, or that is not counted yet. */
  lineEnd: reads
    .input(bodyOf.extend({ line: z.number().int().min(1) }))
    .output(z.object({ end: bodyLine.nullable(), isComplete: z.boolean() })),
  /** Events of a stream (`text/event-stream`). The first call of a large one begins to count them; ask again while it is not complete. */
  events: reads
    .input(bodyOf.extend({ from: z.number().int().min(1), count: z.number().int().min(1).max(200) }))
    .output(z.object({ events: z.array(bodyEvent), total: z.number().int(), isComplete: z.boolean() })),
  /** Where a text occurs in a large body. Runs as a job; cancelling the call cancels it. */
  find: reads
    .input(bodyOf.extend({ text: z.string().min(1).max(500), isExact: z.boolean().default(false) }))
    .output(z.object({ total: z.number().int(), lines: z.array(z.number().int()) })),
  /** What a JSONPath (RFC 9535) selects. A large body is read by a job; cancelling the call cancels it. */
  filter: reads
    .input(bodyOf.extend({ path: z.string().max(2_000) }))
    .output(z.object({ matches: z.array(pathMatch), total: z.number().int() })),
  /** The values that a JSONPath selects, as one JSON array. */
  pick: reads.input(bodyOf.extend({ path: z.string().max(2_000) })).output(z.object({ json: z.string(), total: z.number().int() })),
  /** Exchanges that an answer is usually compared with. */
  comparable: reads.input(idInput).output(z.object({ previous: exchangeRow.nullable(), lastGood: exchangeRow.nullable() })),
  /** Compares two answers. Without `ignore` the endpoint's own rules count. */
  diff: reads.input(z.object({ leftId: id, rightId: id, ignore: leaveOut.nullable().default(null) })).output(comparison),
  /** Keeps what comparisons of an endpoint's answers leave out. */
  keepRules: changes.input(z.object({ endpointId: id, rules: leaveOut })).output(leaveOut),
  explain: reads.input(idInput).output(explanation),
  notes: reads.input(z.object({ apiId: id.optional() })).output(z.array(guidanceNote)),
  addNote: changes
    .input(
      z.object({ apiId: id, ...noteFields, status: noteFields.status.default(null), problemType: noteFields.problemType.default(null) }),
    )
    .output(guidanceNote),
  changeNote: changes.input(z.object({ id, ...noteFields })).output(guidanceNote),
  removeNote: changes.input(idInput).output(nothing),
  /** All calls must be of one vendor. `withNames`: who sent them is named. */
  supportBundle: reads
    .input(z.object({ ids: someExchanges, note: z.string().max(20_000).default(''), withNames: z.boolean().default(false) }))
    .output(supportBundle),
  /** Calls for another program: redacted, and whole otherwise. */
  exportExchanges: reads
    .input(z.object({ ids: someExchanges, format: z.enum(exportFormats) }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
};
