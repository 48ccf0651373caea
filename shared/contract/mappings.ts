import { z } from 'zod';
import { goldenExpectation } from '../domain/mappings/golden-sample.ts';
import { destinationField, fileFormats, mappingSpec, rule, type SourceType } from '../domain/mappings/mapping-spec.ts';
import { standing } from './standing.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';

const count = z.number().int();
const part = z.object({ done: count, all: count });
const name = z.string().trim().min(1).max(120);
export const revisionKind = z.enum(['draft', 'active']);
export type RevisionKind = z.infer<typeof revisionKind>;

export const revision = z.object({
  id,
  number: count,
  state: z.enum(['draft', 'active', 'retired']),
  reason: z.string(),
  author: z.string(),
  editedAt: instant,
  activatedBy: z.string().nullable(),
  activatedAt: instant.nullable(),
  retiredAt: instant.nullable(),
});
export type Revision = z.infer<typeof revision>;

export const mappingRow = z.object({
  id,
  name: z.string(),
  sourceName: z.string(),
  sourceFormat: z.enum(fileFormats),
  destinationName: z.string(),
  fields: count,
  active: revision.nullable(),
  draft: revision.nullable(),
  /** Golden samples that fail on the draft, or on the active revision when there is no draft. */
  failing: count,
  goldens: count,
  unreviewed: count,
  lastRun: z.object({ id, number: count, finishedAt: instant, rowsIn: count, kept: count, fileName: z.string() }).nullable(),
  standing,
});
export type MappingRow = z.infer<typeof mappingRow>;

export const ambiguity = z.object({
  kind: z.enum(['date order', 'decimal mark']),
  options: z.array(z.object({ value: z.string(), words: z.string() })),
});

export const sampleField = z.object({
  path: z.string(),
  type: z.custom<SourceType>((value) => typeof value === 'string'),
  dateFormat: z.string().nullable(),
  decimalMark: z.enum(['point', 'comma']).nullable(),
  ambiguity: ambiguity.nullable(),
  sample: z.string(),
  missing: z.number(),
  null: z.number(),
  blank: z.number(),
  distinct: count,
  values: z.array(z.string()),
  maxLength: count,
  isPersonal: z.boolean(),
});
export type SampleField = z.infer<typeof sampleField>;

export const sample = z.object({
  id,
  fileName: z.string(),
  format: z.enum(fileFormats),
  delimiter: z.string().nullable(),
  encoding: z.string(),
  bytes: count,
  /** Rows of the whole file, and how many of its beginning are kept to look at. */
  totalRows: count,
  keptRows: count,
  unreadableRows: count,
  readAt: instant,
});
export type Sample = z.infer<typeof sample>;

/** What a person decided for columns that can be read in more than one way. */
export const decisions = z.record(
  z.string(),
  z.object({ dateFormat: z.string().optional(), decimalMark: z.enum(['point', 'comma']).optional() }),
);

const branch = z.object({ field: z.string(), step: count, name: z.string() });
export const coverage = z.object({
  destination: part.extend({ withoutRule: z.array(z.string()), requiredWithoutRule: z.array(z.string()) }),
  source: part.extend({ unreviewed: z.array(z.string()), ignored: count }),
  values: part.extend({ rejected: count, flagged: count }),
  branches: part.extend({ unsampled: z.array(branch) }),
  goldens: part,
});

const mapped = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const rowError = z.object({
  field: z.string(),
  step: count.nullable(),
  code: z.string(),
  value: z.string(),
  effect: z.enum(['rejected', 'held', 'nulled', 'defaulted']),
});

export const goldenFailure = z.object({
  field: z.string().nullable(),
  step: count.nullable(),
  code: z.string(),
  expected: z.string(),
  got: z.string(),
});

export const fix = z.object({ field: z.string(), step: count, words: z.string(), rule });

export const golden = z.object({
  id,
  number: count,
  reasons: z.array(z.string()),
  input: z.record(z.string(), z.unknown()),
  expected: goldenExpectation,
  isPersonal: z.boolean(),
  note: z.string(),
  createdAt: instant,
  failures: z.array(goldenFailure),
  /** One small change that would make it pass; null when none is obvious. */
  fix: fix.nullable(),
});
export type Golden = z.infer<typeof golden>;

export const specChange = z.object({
  field: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  step: count.nullable(),
  words: z.string(),
});

export const mappingRun = z.object({
  id,
  mappingId: id,
  number: count,
  revisionId: id,
  revisionNumber: count,
  fileName: z.string(),
  inputSha256: z.string(),
  outputSha256: z.string(),
  outputFormat: z.enum(['csv', 'ndjson']),
  rowsIn: count,
  written: count,
  rejected: count,
  held: count,
  flagged: count,
  /** By field and reason, most frequent first; each with up to 50 of its rows. */
  errors: z.array(
    z.object({
      field: z.string(),
      step: count.nullable(),
      code: z.string(),
      effect: z.enum(['rejected', 'held', 'nulled', 'defaulted']),
      count,
      samples: z.array(z.object({ row: count, value: z.string() })),
    }),
  ),
  /** Fields that the file had and the mapping does not know. */
  unreviewed: z.array(z.string()),
  actor: z.string(),
  startedAt: instant,
  finishedAt: instant,
  reviewedAt: instant.nullable(),
  reviewedBy: z.string().nullable(),
  /** False when its output was not kept here. */
  hasOutput: z.boolean(),
});
export type MappingRun = z.infer<typeof mappingRun>;

export const mappingDetail = z.object({
  id,
  name: z.string(),
  notes: z.string(),
  createdAt: instant,
  /** The revision that is looked at: the draft when there is one. */
  revision,
  spec: mappingSpec,
  revisions: z.array(revision),
  active: revision.nullable(),
  draft: revision.nullable(),
  sample: sample.nullable(),
  /** Fields of the sample, and those the mapping knows that the sample lacks. */
  sourceFields: z.array(sampleField.extend({ isNew: z.boolean(), isGone: z.boolean() })),
  /** For each destination field a value of the sample and the share of rows without one. */
  outputFields: z.array(z.object({ name: z.string(), sample: z.string(), empty: z.number() })),
  coverage,
  goldens: z.array(golden),
  /** What cannot be compiled: the draft cannot run before it is mended. */
  problems: z.array(z.object({ field: z.string(), step: count.nullable(), words: z.string(), position: count.nullable() })),
  /** Why the draft cannot be activated; empty when it can. */
  blockers: z.array(z.string()),
  /** Draft against active. */
  changes: z.array(specChange),
  changedRows: z.object({ all: count, byField: z.record(z.string(), count) }),
  runs: z.array(mappingRun),
  standing,
});
export type MappingDetail = z.infer<typeof mappingDetail>;

const outputRow = z.object({
  row: count,
  source: z.record(z.string(), z.string()),
  before: mapped.optional(),
  after: mapped,
  beforeOutcome: z.enum(['written', 'rejected', 'held']).nullable(),
  outcome: z.enum(['written', 'rejected', 'held']),
  errors: z.array(rowError),
  golden: count.nullable(),
});
export type OutputRow = z.infer<typeof outputRow>;

const traced = z.object({
  title: z.string(),
  start: z.string(),
  steps: z.array(z.object({ value: z.string(), refused: z.string().nullable() })),
});

/** A file that a person chose; or, from a terminal of this machine, where it is. */
const inputFile = z.union([z.object({ file: z.file() }), z.object({ path: z.string().min(1) })]);

export const mappingsContract = {
  list: reads.input(nothing).output(z.array(mappingRow)),
  show: reads.input(idInput.extend({ revision: revisionKind.optional() })).output(mappingDetail),
  templates: reads
    .input(nothing)
    .output(z.array(z.object({ key: z.string(), name: z.string(), words: z.string(), fields: z.array(destinationField) }))),
  /** Reads a sample and says what its columns hold; nothing is mapped yet. */
  readSample: changes.input(inputFile).output(z.object({ sample, fields: z.array(sampleField) })),
  create: changes
    .input(
      z.object({
        name,
        sampleId: id,
        decisions: decisions.default({}),
        destinationName: name,
        destination: z.array(destinationField).min(1).max(500),
        zone: z.string().default('UTC'),
        suggest: z.boolean().default(true),
      }),
    )
    .output(z.object({ id })),
  rename: changes.input(z.object({ id, name: name.optional(), notes: z.string().max(20_000).optional() })).output(nothing),
  /** Takes a mapping away with its revisions and golden samples; its runs stay. */
  remove: changes.input(idInput).output(nothing),
  /** Another file to look at the mapping with. */
  replaceSample: changes.input(z.object({ id, sampleId: id })).output(nothing),
  /** The rule of one destination field, in the draft; null takes it away. */
  setRule: changes.input(z.object({ id, field: z.string(), rule: rule.nullable() })).output(nothing),
  /** Adds, edits, renames or (null) removes a destination field, in the draft. */
  setDestination: changes.input(z.object({ id, field: z.string().nullable(), to: destinationField.nullable() })).output(nothing),
  /** Ignores source fields with a reason, or (null) no longer. */
  ignore: changes
    .input(z.object({ id, paths: z.array(z.string()).min(1), reason: z.string().trim().min(1).max(400).nullable() }))
    .output(nothing),
  /** A whole spec as the draft: from a file, or from another workspace. Creates the mapping when `id` is null. */
  importSpec: changes.input(z.object({ id: id.nullable(), name, spec: mappingSpec })).output(z.object({ id })),
  exportSpec: reads
    .input(idInput.extend({ revision: revisionKind.optional() }))
    .output(z.object({ name: z.string(), spec: mappingSpec, fileName: z.string() })),
  discardDraft: changes.input(idInput).output(nothing),
  activate: changes.input(z.object({ id, reason: z.string().trim().max(400).default('') })).output(nothing),
  /** One field's rows: first those that show most (changed, failing, rejected, other currencies), then the rest. */
  output: reads
    .input(
      z.object({
        id,
        field: z.string(),
        only: z.enum(['varied', 'changed', 'rejected', 'all']).default('varied'),
        limit: count.max(1000).default(6),
      }),
    )
    .output(z.object({ rows: z.array(outputRow), columns: z.array(z.string()), changed: count, total: count })),
  /** The value of a field after each step, for a row of the sample and for a golden sample. */
  trace: reads.input(z.object({ id, field: z.string(), row: count.nullable(), goldenId: id.nullable(), rule: rule.optional() })).output(
    z.object({
      row: traced.nullable(),
      golden: traced.nullable(),
      problems: z.array(z.object({ step: count.nullable(), words: z.string(), position: count.nullable() })),
    }),
  ),
  /** Picks real rows that between them show every value and extreme, with what the mapping gives now as expected. */
  pickGoldens: changes.input(idInput).output(z.object({ added: count })),
  addGolden: changes
    .input(
      z.object({
        id,
        row: count.optional(),
        input: z.record(z.string(), z.unknown()).optional(),
        expected: goldenExpectation.optional(),
        note: z.string().max(400).default(''),
      }),
    )
    .output(z.object({ id })),
  setExpected: changes.input(z.object({ id, expected: goldenExpectation, note: z.string().max(400).optional() })).output(nothing),
  removeGolden: changes.input(idInput).output(nothing),
  /** Draft against active: what changed in the rules, and the rows of the sample that come out otherwise. */
  diff: reads.input(idInput).output(
    z.object({
      changes: z.array(specChange),
      rows: z.array(z.object({ row: count, field: z.string(), before: z.string(), after: z.string() })),
      changedRows: count,
      total: count,
    }),
  ),
  /** Maps a whole file by the active revision, as a job that can be cancelled; ends with its numbers. */
  run: changes
    .input(z.object({ id, input: inputFile, format: z.enum(['csv', 'ndjson']).default('csv'), outPath: z.string().optional() }))
    .output(mappingRun),
  rejectedRows: reads.input(z.object({ runId: id, limit: count.max(10_000).default(1000) })).output(
    z.object({
      run: mappingRun,
      rows: z.array(
        z.object({
          row: count,
          outcome: z.enum(['rejected', 'held']),
          errors: z.array(rowError),
          source: z.string(),
        }),
      ),
    }),
  ),
  /** A person has looked at the rows that were kept back. */
  reviewRun: changes.input(z.object({ runId: id })).output(nothing),
  runOutput: reads
    .input(z.object({ runId: id, part: z.enum(['written', 'rejected']) }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
};
