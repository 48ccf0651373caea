import type { FlowPart, FlowSpec, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';

export const withStep = (spec: FlowSpec, part: FlowPart, step: FlowStep): FlowSpec => ({
  ...spec,
  [part]: spec[part].some(({ id }) => id === step.id) ? spec[part].map((one) => (one.id === step.id ? step : one)) : [...spec[part], step],
});

export const withoutStep = (spec: FlowSpec, part: FlowPart, id: string): FlowSpec => ({
  ...spec,
  [part]: spec[part].filter((one) => one.id !== id),
});

/** The step one place up (-1) or down (1) in its part; the same spec where it cannot go there. */
export function withMoved(spec: FlowSpec, part: FlowPart, id: string, by: -1 | 1): FlowSpec {
  const steps = [...spec[part]];
  const at = steps.findIndex((one) => one.id === id);
  if (at === -1 || steps[at + by] === undefined) return spec;
  const moved = steps.splice(at, 1);
  steps.splice(at + by, 0, ...moved);
  return { ...spec, [part]: steps };
}
