import { createHash } from 'node:crypto';
import { ErrorCounts } from '../../electron/core/mappings/error-counts.ts';
import { compileMapping } from '../../shared/domain/mappings/compile-mapping.ts';
import { expectationOf } from '../../shared/domain/mappings/golden-sample.ts';
import { inferSource } from '../../shared/domain/mappings/infer-source.ts';
import type { DestinationField, FileFormat, MappingSpec, Rule, SourceRow } from '../../shared/domain/mappings/mapping-spec.ts';
import { pickGoldens } from '../../shared/domain/mappings/pick-goldens.ts';
import { pathsOf } from '../../shared/domain/mappings/rule-paths.ts';
import type { Member } from './people.ts';
import { day, hour, minute } from './sample-time.ts';
import type { Stage } from './stage.ts';
import { insertRow } from './timeline.ts';

interface RevisionPlan {
  readonly spec: MappingSpec;
  readonly daysAgo: number;
  readonly who: Member;
  readonly reason: string;
}

export interface MappingPlan {
  readonly name: string;
  readonly notes: string;
  readonly fileName: string;
  readonly rows: readonly SourceRow[];
  readonly begunDaysAgo: number;
  readonly author: Member;
  /** Activated one after another; the last is in use. */
  readonly revisions: readonly RevisionPlan[];
  readonly draft: { readonly spec: MappingSpec; readonly at: number; readonly who: Member } | null;
  readonly goldens: {
    /** What a person agreed to, when it is not what the active revision gives. */
    readonly expectWith?: MappingSpec;
    /** A note on the samples in whose input a word stands. */
    readonly notes: Readonly<Record<string, string>>;
  };
  readonly runs: readonly { readonly daysAgo: number; readonly who: Member; readonly isReviewed: boolean }[];
}

/** A spec over what the rows hold; what no rule reads is ignored for a reason, but for the fields nobody has looked at. */
export function sampleSpec(
  name: string,
  format: FileFormat,
  destinationName: string,
  fields: readonly DestinationField[],
  rows: readonly SourceRow[],
  rules: Record<string, Rule>,
  reason: string,
  unreviewed: readonly string[] = [],
): MappingSpec {
  const sources = inferSource(rows);
  const read = new Set(Object.values(rules).flatMap(pathsOf));
  const known = sources.filter(({ path }) => !unreviewed.includes(path));
  return {
    source: {
      name,
      format,
      delimiter: format === 'csv' ? ',' : null,
      encoding: 'utf-8',
      fields: known.map(({ path, type, dateFormat, decimalMark, isPersonal }) => ({ path, type, dateFormat, decimalMark, isPersonal })),
    },
    destination: { name: destinationName, fields: fields.map((field) => ({ ...field })) },
    rules,
    ignored: Object.fromEntries(
      known.filter(({ path }) => !read.has(path)).map(({ path, isPersonal }) => [path, isPersonal ? 'Personal, and not needed' : reason]),
    ),
  };
}

/** One mapping with its past: revisions, golden samples, runs on files. */
export function planMapping(stage: Stage, plan: MappingPlan): void {
  const { db, now, newId, timeline, team } = stage;
  const begunAt = now - plan.begunDaysAgo * day + 9 * hour;
  const mappingId = newId(begunAt);
  const sampleId = newId(begunAt);
  const text = JSON.stringify(plan.rows);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const format = plan.revisions[0]?.spec.source.format ?? 'csv';
  timeline.planEvidence(begunAt, () =>
    insertRow(db, 'mapping_samples', {
      id: sampleId,
      file_name: plan.fileName,
      format,
      delimiter: format === 'csv' ? ',' : null,
      encoding: 'utf-8',
      sha256,
      bytes: text.length,
      total_rows: plan.rows.length,
      unreadable_rows: 0,
      rows: text,
      read_at: begunAt,
    }),
  );
  timeline.plan(begunAt, plan.author, (changes) =>
    changes.insert(
      'mapping',
      { id: mappingId, name: plan.name, notes: plan.notes, sample_id: sampleId, created_at: begunAt },
      `Mapping ${plan.name} added`,
    ),
  );
  let former: { id: string; number: number } | null = null;
  plan.revisions.forEach((revision, index) => {
    const number = index + 1;
    const at = now - revision.daysAgo * day + 9 * hour + 5 * minute;
    const id = newId(at);
    const before = former;
    timeline.plan(at, revision.who, (changes) =>
      changes.insert(
        'mappingRevision',
        {
          id,
          mapping_id: mappingId,
          number,
          state: 'draft',
          spec: JSON.stringify(revision.spec),
          author: team[revision.who].name,
          edited_at: at,
          created_at: at,
        },
        `${plan.name}: draft ${number}`,
      ),
    );
    timeline.plan(at + 40 * minute, revision.who, (changes) => {
      if (before)
        changes.update(
          'mappingRevision',
          before.id,
          { state: 'retired', retired_at: at + 40 * minute },
          `${plan.name}: revision ${before.number} retired`,
        );
      changes.update(
        'mappingRevision',
        id,
        { state: 'active', activated_by: team[revision.who].name, activated_at: at + 40 * minute, reason: revision.reason },
        `${plan.name}: revision ${number} activated: ${revision.reason}`,
      );
    });
    former = { id, number };
  });
  const last = plan.revisions.at(-1);
  if (!last || former === null) return;
  planGoldens(stage, plan, mappingId, last.spec, begunAt + 20 * minute);
  if (plan.draft) {
    const { spec, at, who } = plan.draft;
    timeline.plan(at, who, (changes) =>
      changes.insert(
        'mappingRevision',
        {
          id: newId(at),
          mapping_id: mappingId,
          number: plan.revisions.length + 1,
          state: 'draft',
          spec: JSON.stringify(spec),
          author: team[who].name,
          edited_at: at,
          created_at: at,
        },
        `${plan.name}: draft ${plan.revisions.length + 1}`,
      ),
    );
  }
  const { id: revisionId, number } = former;
  plan.runs.forEach((run, index) =>
    planRun(stage, plan, { ...run, mappingId, revisionId, revisionNumber: number, number: index + 1, sha256, spec: last.spec }),
  );
}

function planGoldens({ newId, timeline }: Stage, plan: MappingPlan, mappingId: string, spec: MappingSpec, at: number): void {
  const agreed = compileMapping(plan.goldens.expectWith ?? spec);
  const personal = spec.source.fields.some(({ isPersonal }) => isPersonal);
  const picked = pickGoldens(spec, inferSource(plan.rows), plan.rows, 14);
  timeline.plan(at, plan.author, (changes) =>
    picked.forEach(({ row, reasons }, index) => {
      const input = plan.rows[row] ?? {};
      const text = JSON.stringify(input);
      const note = Object.entries(plan.goldens.notes).find(([word]) => text.includes(`"${word}"`))?.[1] ?? '';
      changes.insert(
        'goldenSample',
        {
          id: newId(at),
          mapping_id: mappingId,
          number: index + 1,
          reasons: JSON.stringify(reasons),
          input: text,
          expected: JSON.stringify(expectationOf(agreed, input)),
          is_personal: personal ? 1 : 0,
          note,
          created_at: at,
        },
        `${plan.name}: golden sample ${index + 1} added`,
      );
    }),
  );
}

interface RunPlan {
  readonly daysAgo: number;
  readonly who: Member;
  readonly isReviewed: boolean;
  readonly mappingId: string;
  readonly revisionId: string;
  readonly revisionNumber: number;
  readonly number: number;
  readonly sha256: string;
  readonly spec: MappingSpec;
}

/** A run over the sample's own rows, with the counts that the mapping itself gives. */
function planRun({ db, now, newId, timeline, team }: Stage, plan: MappingPlan, run: RunPlan): void {
  const at = now - run.daysAgo * day - 3 * hour;
  const runId = newId(at);
  timeline.planEvidence(at, () => {
    const { apply } = compileMapping(run.spec);
    const errors = new ErrorCounts();
    const output: string[] = [];
    const kept: { row: number; outcome: string; reasons: string; source: string }[] = [];
    let flagged = 0;
    plan.rows.forEach((source, index) => {
      const mapped = apply(source);
      for (const error of mapped.errors) errors.add(error, index + 1);
      if (mapped.isRejected)
        kept.push({
          row: index + 1,
          outcome: mapped.isHeld ? 'held' : 'rejected',
          reasons: JSON.stringify(mapped.errors),
          source: JSON.stringify(source),
        });
      else {
        if (mapped.errors.length > 0) flagged += 1;
        output.push(JSON.stringify(mapped.values));
      }
    });
    const held = kept.filter(({ outcome }) => outcome === 'held').length;
    insertRow(db, 'mapping_runs', {
      id: runId,
      mapping_id: run.mappingId,
      number: run.number,
      revision_id: run.revisionId,
      revision_number: run.revisionNumber,
      file_name: plan.fileName,
      input_sha256: run.sha256,
      output_sha256: createHash('sha256').update(output.join('\n')).digest('hex'),
      output_format: 'csv',
      output_file: '',
      rows_in: plan.rows.length,
      written: output.length,
      rejected: kept.length - held,
      held,
      flagged,
      errors: JSON.stringify(errors.list()),
      actor: team[run.who].name,
      started_at: at,
      finished_at: at + 900,
      reviewed_at: run.isReviewed ? at + hour : null,
      reviewed_by: run.isReviewed ? team[run.who].name : null,
    });
    for (const row of kept) insertRow(db, 'mapping_rejected_rows', { run_id: runId, ...row });
  });
}
