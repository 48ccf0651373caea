import { compiledOrNull } from './spec-changes.ts';
import { testGolden, type GoldenFailure, type GoldenSample } from './golden-sample.ts';
import type { MappingSpec, Rule, Step } from './mapping-spec.ts';
import { readerOf } from './source-path.ts';

export interface RuleFix {
  readonly field: string;
  readonly step: number;
  /** What the button says. */
  readonly words: string;
  readonly rule: Rule;
}

/** One small change to a rule that makes a failing sample pass and no other sample fail; null when there is no obvious one. */
export function suggestFix(
  spec: MappingSpec,
  failure: GoldenFailure,
  golden: GoldenSample,
  goldens: readonly GoldenSample[],
): RuleFix | null {
  const { field } = failure;
  const rule = field === null ? undefined : spec.rules[field];
  if (field === null || !rule) return null;
  const now = compiledOrNull(spec);
  if (!now) return null;
  const failing = new Set(goldens.filter((each) => testGolden(now, each, spec, null).length > 0).map(({ id }) => id));
  for (const candidate of candidates(rule, golden, field)) {
    const changed: Rule = { ...rule, steps: rule.steps.with(candidate.step, candidate.change) };
    const next: MappingSpec = { ...spec, rules: { ...spec.rules, [field]: changed } };
    const compiled = compiledOrNull(next);
    if (!compiled) continue;
    const isMended = !testGolden(compiled, golden, next, null).some((each) => each.field === field);
    const breaksAnother = goldens.some((each) => !failing.has(each.id) && testGolden(compiled, each, next, null).length > 0);
    if (isMended && !breaksAnother) return { field, step: candidate.step, words: candidate.words, rule: changed };
  }
  return null;
}

interface Candidate {
  readonly step: number;
  readonly words: string;
  readonly change: Step;
}

function candidates(rule: Rule, golden: GoldenSample, field: string): Candidate[] {
  return rule.steps.flatMap((step, index): Candidate[] => {
    const offer = (words: string, change: Step): Candidate => ({ step: index, words, change });
    switch (step.do) {
      case 'decimal_to_minor':
        return [
          ...(step.exponent.by === 'iso' ? [] : [offer('Use ISO 4217 decimals', { ...step, exponent: { by: 'iso' } })]),
          offer(step.mark === 'point' ? 'Read a comma as the mark' : 'Read a point as the mark', {
            ...step,
            mark: step.mark === 'point' ? 'comma' : 'point',
          }),
        ];
      case 'enum_map': {
        const expected = golden.expected.values[field];
        const value = rule.from[0] === undefined ? undefined : readerOf(rule.from[0])(golden.input);
        if (typeof value !== 'string' || expected === undefined) return [];
        const trimmed = value.trim();
        if (trimmed === '') return [offer(`Map blank to ${String(expected)}`, { ...step, blank: { policy: 'fixed', value: expected } })];
        return [offer(`Map ${trimmed} to ${String(expected)}`, { ...step, entries: { ...step.entries, [trimmed]: expected } })];
      }
      case 'parse_date':
        return ['iso', 'dd.MM.yyyy', 'd/M/yyyy', 'M/d/yyyy', 'epoch_s', 'epoch_ms']
          .filter((format) => !step.formats.includes(format))
          .map((format) => offer(`Also read ${format}`, { ...step, formats: [...step.formats, format] }));
      default:
        return [];
    }
  });
}
