import { ExpressionFault } from './expression-fault.ts';
import { compileCheck, type RunCheck } from './compile-check.ts';
import { compileStep, isBlank, type RunStep } from './compile-step.ts';
import { toDestination } from './destination-value.ts';
import type {
  DestinationField,
  EmptyPolicy,
  MappedRow,
  MappedValue,
  MappingSpec,
  Policy,
  RowError,
  Rule,
  SourceRow,
  SpecProblem,
} from './mapping-spec.ts';
import { Refusal, sanitised } from './refusal.ts';
import { readerOf, type ReadPath } from './source-path.ts';

export interface CompiledField {
  readonly field: DestinationField;
  readonly rule: Rule;
  /** The value the steps start with. */
  readonly read: ReadPath;
  readonly steps: readonly RunStep[];
  readonly checks: readonly { readonly run: RunCheck; readonly policy: Policy }[];
}

export interface CompiledMapping {
  readonly fields: readonly CompiledField[];
  /** Maps one row; never throws. */
  readonly apply: (row: SourceRow) => MappedRow;
}

/** A spec with parts that cannot work on any row, each named. */
export class MappingSpecFault extends Error {
  readonly problems: readonly SpecProblem[];

  constructor(problems: readonly SpecProblem[]) {
    super(problems[0]?.words ?? 'The mapping cannot be compiled.');
    this.name = 'MappingSpecFault';
    this.problems = problems;
  }
}

/** What stops this spec from being compiled; empty when nothing does. */
export function specProblems(spec: MappingSpec): SpecProblem[] {
  try {
    compileMapping(spec);
    return [];
  } catch (error) {
    if (error instanceof MappingSpecFault) return [...error.problems];
    throw error;
  }
}

/** Compiles a mapping to closures: pure, synchronous, and no row can make it throw. Throws `MappingSpecFault` for a spec that cannot work. */
export function compileMapping(spec: MappingSpec): CompiledMapping {
  const problems: SpecProblem[] = [];
  const fields = spec.destination.fields.flatMap((field): CompiledField[] => {
    const rule = Object.hasOwn(spec.rules, field.name) ? spec.rules[field.name] : undefined;
    return rule ? [compileField(field, rule, problems)] : [];
  });
  if (problems.length > 0) throw new MappingSpecFault(problems);
  const writers = fields.map(writeField);
  const missing = spec.destination.fields.filter(({ name }) => !Object.hasOwn(spec.rules, name));
  return {
    fields,
    apply: (row) => {
      const sink: Sink = { values: {}, errors: none, isRejected: false, isHeld: false };
      for (const write of writers) write(row, sink);
      for (const field of missing) {
        sink.values[field.name] = null;
        if (field.isRequired) fail(sink, field.name, null, 'no_rule', undefined, 'reject_row');
      }
      return sink;
    },
  };
}

function compileField(field: DestinationField, rule: Rule, problems: SpecProblem[]): CompiledField {
  const attempt = <T>(step: number | null, compile: () => T): T | null => {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof ExpressionFault) && !(error instanceof RangeError)) throw error;
      problems.push({ field: field.name, step, words: error.message, position: error instanceof ExpressionFault ? error.position : null });
      return null;
    }
  };
  const [first] = rule.from;
  return {
    field,
    rule,
    read: first === undefined ? () => undefined : readerOf(first),
    steps: rule.steps.flatMap((step, index) => attempt(index, () => compileStep(step, field.type)) ?? []),
    checks: rule.validators.flatMap((validator) => {
      const run = attempt(null, () => compileCheck(validator));
      return run ? [{ run, policy: validator.policy }] : [];
    }),
  };
}

/** Filled while a row is mapped; becomes the `MappedRow`. */
interface Sink {
  values: Record<string, MappedValue>;
  errors: RowError[];
  isRejected: boolean;
  isHeld: boolean;
}

const none: RowError[] = [];
Object.freeze(none);

/** Notes the fault and says which value is written in its place. */
function fail(sink: Sink, field: string, step: number | null, code: string, value: unknown, policy: Policy): RowError['effect'] {
  const effect = policy === 'reject_row' ? 'rejected' : policy === 'hold' ? 'held' : policy === 'null_and_flag' ? 'nulled' : 'defaulted';
  const error: RowError = { field, step, code, value: sanitised(value), effect };
  if (sink.errors.length === 0) sink.errors = [error];
  else sink.errors.push(error);
  if (effect === 'rejected' || effect === 'held') sink.isRejected = true;
  if (effect === 'held') sink.isHeld = true;
  return effect;
}

/** One field's whole way: read, steps, emptiness, type, validators. */
function writeField({ field, rule, read, steps, checks }: CompiledField): (row: SourceRow, sink: Sink) => void {
  const { name, type, isRequired } = field;
  const fallback = rule.fallback;
  const settle = (sink: Sink, step: number | null, code: string, value: unknown, policy: Policy): void => {
    const effect = fail(sink, name, step, code, value, policy);
    let written: MappedValue = null;
    if (effect === 'defaulted' && fallback !== null) {
      const typed = toDestination(fallback, type);
      written = typed instanceof Refusal ? null : typed;
    }
    if (written === null && isRequired && effect !== 'rejected' && effect !== 'held')
      fail(sink, name, null, 'required', value, 'reject_row');
    sink.values[name] = written;
  };
  const empty = (sink: Sink, policy: EmptyPolicy, code: string, value: unknown): void => {
    if (policy === 'keep' && type === 'text' && typeof value === 'string' && !demand) {
      sink.values[name] = value;
      return;
    }
    if (policy === 'null' || policy === 'keep') {
      if (demand) return settle(sink, null, 'required', value, demand.policy);
      sink.values[name] = null;
      if (isRequired) fail(sink, name, null, 'required', value, 'reject_row');
      return;
    }
    settle(sink, null, code, value, policy);
  };
  const demand = rule.validators.find(({ check }) => check === 'required');
  const count = steps.length;
  return (row, sink) => {
    let value = read(row);
    for (let index = 0; index < count; index += 1) {
      value = (steps[index] as RunStep)(value, row);
      if (typeof value === 'object' && value !== null && value instanceof Refusal)
        return settle(sink, index, value.code, value.value, rule.invalid);
    }
    if (value === undefined) return empty(sink, rule.missing, 'missing', value);
    if (value === null) return empty(sink, rule.null, 'null', value);
    if (typeof value === 'string' && isBlank(value)) return empty(sink, rule.blank, 'blank', value);
    const typed = toDestination(value, type);
    if (typeof typed === 'object' && typed !== null) return settle(sink, null, typed.code, value, rule.invalid);
    for (const { run, policy } of checks) {
      const code = run(typed, row);
      if (code !== null) return settle(sink, null, code, typed, policy);
    }
    sink.values[name] = typed;
  };
}
