import type { Golden, MappingDetail, Revision, RevisionKind } from '../../../shared/contract/mappings.ts';
import { compileMapping, specProblems, type CompiledMapping } from '../../../shared/domain/mappings/compile-mapping.ts';
import { coverageOf } from '../../../shared/domain/mappings/coverage.ts';
import { testGolden } from '../../../shared/domain/mappings/golden-sample.ts';
import type { MappingSpec } from '../../../shared/domain/mappings/mapping-spec.ts';
import { sanitised } from '../../../shared/domain/mappings/refusal.ts';
import { readersOfPaths } from '../../../shared/domain/mappings/rule-paths.ts';
import { compiledOrNull, rowDifferences, specChanges } from '../../../shared/domain/mappings/spec-changes.ts';
import { suggestFix } from '../../../shared/domain/mappings/suggest-fix.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader } from '../db/sqlite.ts';
import { sampleFacts, type SampleFacts } from './sample-facts.ts';
import {
  getMapping,
  goldensOf,
  revisionIn,
  revisionsOf,
  runsOf,
  type StoredGolden,
  type StoredMapping,
  type StoredRevision,
} from './store.ts';
import { standingOf } from './standing.ts';

/** Everything that is known about a mapping at one moment; what pages, verbs and gates are made from. */
export interface MappingState {
  readonly mapping: StoredMapping;
  readonly looked: StoredRevision;
  readonly active: StoredRevision | null;
  readonly draft: StoredRevision | null;
  readonly compiled: CompiledMapping | null;
  readonly facts: SampleFacts | null;
  readonly goldens: Golden[];
}

/** Reads a mapping with the draft, or the active revision when there is no draft or it is asked for. */
export function readState(db: Reader, mappingId: string, kind?: RevisionKind): MappingState {
  const mapping = getMapping(db, mappingId);
  const active = revisionIn(db, mappingId, 'active');
  const draft = revisionIn(db, mappingId, 'draft');
  const looked = kind === 'active' ? active : kind === 'draft' ? draft : (draft ?? active);
  if (!looked)
    throw new Fault('not_found', {
      happened: kind ? `${mapping.name} has no ${kind} revision.` : `${mapping.name} has no revision.`,
      remedy: kind === 'active' ? 'Activate its draft first.' : 'Edit it: that makes a draft.',
    });
  const compiled = compiledOrNull(looked.spec);
  const goldens = testGoldens(looked.spec, compiled, active?.spec ?? null, goldensOf(db, mappingId));
  return { mapping, looked, active, draft, compiled, facts: sampleFacts(db, mapping.sampleId), goldens };
}

/** Each golden sample with how it fails, and the one-step mend when there is an obvious one. */
export function testGoldens(
  spec: MappingSpec,
  compiled: CompiledMapping | null,
  agreed: MappingSpec | null,
  goldens: StoredGolden[],
): Golden[] {
  return goldens.map((golden) => {
    const failures = compiled
      ? testGolden(compiled, golden, spec, agreed)
      : [{ field: null, step: null, code: 'does_not_compile', expected: golden.expected.outcome, got: 'nothing' }];
    const [first] = failures;
    const fix = first && compiled ? suggestFix(spec, first, golden, goldens) : null;
    return { ...golden, input: { ...golden.input }, failures, fix };
  });
}

/** Why this draft cannot become active; each a sentence a person can act on. */
export function blockersOf(state: MappingState): string[] {
  const { looked, goldens } = state;
  const problems = specProblems(looked.spec);
  const failing = goldens.filter(({ failures }) => failures.length > 0);
  const bare = looked.spec.destination.fields.filter(({ name, isRequired }) => isRequired && !Object.hasOwn(looked.spec.rules, name));
  return [
    ...problems.map(({ field, step, words }) => `${field}${step === null ? '' : `, step ${step + 1}`}: ${words}`),
    ...(bare.length > 0
      ? [
          `${bare.map(({ name }) => name).join(', ')} ${bare.length === 1 ? 'is' : 'are'} required and ${bare.length === 1 ? 'has' : 'have'} no rule`,
        ]
      : []),
    ...failing.map(({ number, failures }) => goldenWords(number, failures[0])),
    ...(goldens.length === 0 ? ['there is no golden sample yet: pick some from real rows'] : []),
  ];
}

export function goldenWords(number: number, failure: Golden['failures'][number] | undefined): string {
  const where = [failure?.field, failure?.step == null ? null : `step ${failure.step + 1}`].filter(Boolean).join(', ');
  return `golden sample ${number} fails${where ? ` at ${where}` : ''}: must give ${failure?.expected ?? '?'}, gives ${failure?.got ?? '?'}`;
}

/** The mapping's whole page. */
export function showMapping(db: Reader, mappingId: string, kind?: RevisionKind): MappingDetail {
  const state = readState(db, mappingId, kind);
  const { mapping, looked, active, draft, compiled, facts, goldens } = state;
  const { spec } = looked;
  const rows = facts?.rows ?? [];
  const sourceFields = sourceFieldsOf(spec, facts);
  const failing = goldens.filter(({ failures }) => failures.length > 0).length;
  const coverage = coverageOf(spec, compiled, sourceFields, rows, {
    inputs: goldens.map(({ input }) => input),
    passed: goldens.length - failing,
  });
  const before = active && draft && looked === draft ? compiledOrNull(active.spec) : null;
  const differences = before && compiled ? rowDifferences(before, compiled, rows) : [];
  const byField: Record<string, number> = {};
  for (const { fields } of differences) for (const name of fields) byField[name] = (byField[name] ?? 0) + 1;
  const runs = runsOf(db, mappingId);
  return {
    id: mapping.id,
    name: mapping.name,
    notes: mapping.notes,
    createdAt: mapping.createdAt,
    revision: looked.revision,
    spec,
    revisions: revisionsOf(db, mappingId),
    active: active?.revision ?? null,
    draft: draft?.revision ?? null,
    sample: facts?.sample ?? null,
    sourceFields,
    outputFields: outputFieldsOf(spec, compiled, facts),
    coverage,
    goldens,
    problems: specProblems(spec),
    blockers: looked.revision.state === 'draft' ? blockersOf(state) : [],
    changes: active && looked === draft ? specChanges(active.spec, spec) : [],
    changedRows: { all: differences.length, byField },
    runs,
    standing: standingOf({
      mapping,
      active: active?.revision ?? null,
      draft: draft?.revision ?? null,
      failing,
      unreviewed: coverage.source.unreviewed.length,
      lastRun: runs[0] ?? null,
    }),
  };
}

function sourceFieldsOf(spec: MappingSpec, facts: SampleFacts | null): MappingDetail['sourceFields'] {
  const known = new Map(spec.source.fields.map((field) => [field.path, field]));
  const seen = new Set((facts?.fields ?? []).map(({ path }) => path));
  const read = readersOfPaths(spec);
  const fromSample = (facts?.fields ?? []).map((field) => {
    const agreed = known.get(field.path);
    return {
      ...field,
      dateFormat: agreed?.dateFormat ?? field.dateFormat,
      decimalMark: agreed?.decimalMark ?? field.decimalMark,
      isNew: !agreed && !read.has(field.path),
      isGone: false,
    };
  });
  const gone = [...new Set([...read.keys(), ...(facts ? [] : known.keys())])]
    .filter((path) => !seen.has(path))
    .map((path) => ({
      path,
      type: known.get(path)?.type ?? ('text' as const),
      dateFormat: known.get(path)?.dateFormat ?? null,
      decimalMark: known.get(path)?.decimalMark ?? null,
      ambiguity: null,
      sample: '',
      missing: 1,
      null: 0,
      blank: 0,
      distinct: 0,
      values: [],
      maxLength: 0,
      isPersonal: known.get(path)?.isPersonal ?? false,
      isNew: false,
      isGone: facts !== null,
    }));
  return [...fromSample, ...gone];
}

function outputFieldsOf(spec: MappingSpec, compiled: CompiledMapping | null, facts: SampleFacts | null): MappingDetail['outputFields'] {
  const mapped = compiled && facts ? facts.rows.slice(0, 300).map((row) => compiled.apply(row)) : [];
  const written = mapped.filter(({ isRejected }) => !isRejected);
  return spec.destination.fields.map(({ name }) => {
    const values = written.map(({ values: row }) => row[name] ?? null);
    const first = values.find((value) => value !== null);
    return {
      name,
      sample: first === undefined ? '' : sanitised(first),
      empty: values.length === 0 ? 0 : values.filter((value) => value === null).length / values.length,
    };
  });
}

/** For another feature: the active revision of a mapping, to map rows with; null before the first activation. */
export function activeRevision(db: Reader, mappingId: string): { revisionId: string; number: number; spec: MappingSpec } | null {
  const active = revisionIn(db, mappingId, 'active');
  return active ? { revisionId: active.revision.id, number: active.revision.number, spec: active.spec } : null;
}

/** For a job, which must not go on with a mapping that cannot work. */
export function compileOrFault(name: string, spec: MappingSpec, revision: Pick<Revision, 'number'>): CompiledMapping {
  const [problem] = specProblems(spec);
  if (problem)
    throw new Fault('bad_input', {
      happened: `Revision ${revision.number} of ${name} cannot run: ${problem.words}`,
      remedy: `Mend ${problem.field}${problem.step === null ? '' : `, step ${problem.step + 1}`}.`,
    });
  return compileMapping(spec);
}
