import type { OutputRow } from '../../../shared/contract/mappings.ts';
import { isoExponent } from '../../../shared/domain/mappings/currency-exponents.ts';
import { compileMapping, MappingSpecFault, type CompiledMapping } from '../../../shared/domain/mappings/compile-mapping.ts';
import { outcomeOf } from '../../../shared/domain/mappings/golden-sample.ts';
import type { MappedRow, MappedValue, Rule, SourceRow } from '../../../shared/domain/mappings/mapping-spec.ts';
import { pathsOf } from '../../../shared/domain/mappings/rule-paths.ts';
import { sanitised } from '../../../shared/domain/mappings/refusal.ts';
import { readerOf } from '../../../shared/domain/mappings/source-path.ts';
import { compiledOrNull, rowDifferences, specChanges } from '../../../shared/domain/mappings/spec-changes.ts';
import { traceField } from '../../../shared/domain/mappings/trace-field.ts';
import type { Reader } from '../db/sqlite.ts';
import { readState, type MappingState } from './detail.ts';

interface Compared {
  readonly row: number;
  readonly source: SourceRow;
  readonly before: MappedRow | null;
  readonly after: MappedRow;
  readonly isChanged: boolean;
}

function compareField(state: MappingState, field: string): Compared[] {
  const { compiled, facts, active, looked } = state;
  if (!compiled || !facts) return [];
  const before = active && active !== looked && looked.revision.state === 'draft' ? compiledOrNull(active.spec) : null;
  return facts.rows.map((source, row) => {
    const after = compiled.apply(source);
    const old = before?.apply(source) ?? null;
    const isChanged =
      old !== null &&
      (outcomeFor(old, field) !== outcomeFor(after, field) || (old.values[field] ?? null) !== (after.values[field] ?? null));
    return { row, source, before: old, after, isChanged };
  });
}

/** Only what this field itself does to the row: another field's rejection is not its doing. */
function outcomeFor(mapped: MappedRow, field: string): OutputRow['outcome'] {
  const own = mapped.errors.filter((error) => error.field === field);
  return own.some(({ effect }) => effect === 'held') ? 'held' : own.some(({ effect }) => effect === 'rejected') ? 'rejected' : 'written';
}

/** What one field becomes on real rows, those first that show most. */
export function fieldOutput(
  db: Reader,
  { id, field, only, limit }: { id: string; field: string; only: 'varied' | 'changed' | 'rejected' | 'all'; limit: number },
): { rows: OutputRow[]; columns: string[]; changed: number; total: number } {
  const state = readState(db, id);
  const rule = state.looked.spec.rules[field];
  const columns = rule ? pathsOf(rule).slice(0, 3) : [];
  const compared = compareField(state, field);
  const changed = compared.filter(({ isChanged }) => isChanged);
  const rejected = compared.filter(({ after }) => outcomeFor(after, field) !== 'written');
  const chosen =
    only === 'changed' ? changed : only === 'rejected' ? rejected : only === 'all' ? compared : varied(compared, columns, limit);
  const readers = columns.map((path) => [path, readerOf(path)] as const);
  const goldens = new Map(state.goldens.map(({ input, number }) => [JSON.stringify(input), number]));
  const rows = chosen.slice(0, limit).map(({ row, source, before, after }): OutputRow => ({
    row: row + 1,
    source: Object.fromEntries(readers.map(([path, read]) => [path, sanitised(read(source))])),
    ...(before ? { before: before.values[field] ?? null } : {}),
    after: after.values[field] ?? null,
    beforeOutcome: before ? outcomeFor(before, field) : null,
    outcome: outcomeFor(after, field),
    errors: after.errors.filter((error) => error.field === field),
    golden: goldens.get(JSON.stringify(source)) ?? null,
  }));
  return { rows, columns, changed: changed.length, total: compared.length };
}

/** An ordinary row, then one of each kind: changed, refused, flagged, another currency or value. */
function varied(compared: readonly Compared[], columns: readonly string[], limit: number): Compared[] {
  const readers = columns.map(readerOf);
  const kindOf = ({ source, after, isChanged }: Compared): string => {
    const values = readers.map((read) => read(source));
    const currency = values.find((value) => typeof value === 'string' && isoExponent(value) !== undefined);
    const state = after.isRejected
      ? `rejected ${after.errors[0]?.code}`
      : after.errors.length > 0
        ? 'flagged'
        : isChanged
          ? 'changed'
          : 'same';
    const [first] = values;
    return `${state} ${sanitised(currency ?? '')} ${first === undefined ? 'missing' : first === null ? 'null' : first === '' ? 'blank' : ''}`;
  };
  const seen = new Map<string, Compared[]>();
  for (const each of compared) {
    const kind = kindOf(each);
    const list = seen.get(kind);
    if (list) list.push(each);
    else seen.set(kind, [each]);
  }
  const chosen: Compared[] = [];
  for (let round = 0; chosen.length < limit && [...seen.values()].some((list) => list.length > round); round += 1)
    for (const list of seen.values()) {
      const next = list[round];
      if (next && chosen.length < limit) chosen.push(next);
    }
  return chosen.toSorted((a, b) => a.row - b.row);
}

type Traced = { title: string; start: string; steps: { value: string; refused: string | null }[] };

/** The value after each step for one row and one golden sample; `rule` tries a rule that is not kept yet. */
export function traceRule(
  db: Reader,
  input: { id: string; field: string; row: number | null; goldenId: string | null; rule?: Rule | undefined },
): { row: Traced | null; golden: Traced | null; problems: { step: number | null; words: string; position: number | null }[] } {
  const state = readState(db, input.id);
  const { spec } = state.looked;
  const tried = input.rule ? { ...spec, rules: { [input.field]: input.rule } } : spec;
  let compiled: CompiledMapping;
  try {
    compiled = compileMapping({
      ...tried,
      destination: { ...tried.destination, fields: tried.destination.fields.filter(({ name }) => name === input.field) },
    });
  } catch (error) {
    if (!(error instanceof MappingSpecFault)) throw error;
    return { row: null, golden: null, problems: error.problems.map(({ step, words, position }) => ({ step, words, position })) };
  }
  const [field] = compiled.fields;
  const trace = (title: string, row: SourceRow | undefined): Traced | null => {
    if (!field || !row) return null;
    const { start, steps } = traceField(field, row);
    return { title, start, steps: steps.map((step) => ({ ...step })) };
  };
  const index = input.row === null ? 0 : input.row - 1;
  const golden = state.goldens.find(({ id }) => id === input.goldenId);
  return {
    row: trace(`Row ${index + 1}`, state.facts?.rows[index]),
    golden: golden ? trace(`Sample ${golden.number}`, golden.input) : null,
    problems: [],
  };
}

/** Draft against active, as rules and as rows. */
export function diffDraft(db: Reader, mappingId: string) {
  const state = readState(db, mappingId);
  const { active, draft, compiled, facts } = state;
  const before = active && draft ? compiledOrNull(active.spec) : null;
  const differences = before && compiled ? rowDifferences(before, compiled, facts?.rows ?? []) : [];
  const text = (mapped: MappedRow, value: MappedValue | undefined): string =>
    mapped.isRejected ? outcomeOf(mapped) : sanitised(value ?? null);
  return {
    changes: active && draft ? specChanges(active.spec, draft.spec) : [],
    rows: differences.slice(0, 200).flatMap(({ row, fields, before: old, after }) =>
      (fields.length > 0 ? fields : ['outcome']).map((field) => ({
        row: row + 1,
        field,
        before: field === 'outcome' ? outcomeOf(old) : text(old, old.values[field]),
        after: field === 'outcome' ? outcomeOf(after) : text(after, after.values[field]),
      })),
    ),
    changedRows: differences.length,
    total: facts?.rows.length ?? 0,
  };
}
