import type { FlowDetail } from '../../../shared/contract/flows.ts';
import type { FlowSpec, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';

/** The step that an edit of one step was made from, and the flow that it stood in. */
export interface Began {
  readonly step: FlowStep;
  readonly baseSha256: string;
}

interface Flows {
  readonly show: (input: { id: string }) => Promise<Pick<FlowDetail, 'spec' | 'specSha256'>>;
  readonly update: (input: { id: string; spec: FlowSpec; baseSha256: string }) => Promise<unknown>;
}

/** Edits what a flow does; resolves to whether there was anything to change. */
export type EditSpec = (id: string, edit: (spec: FlowSpec) => FlowSpec, began?: Began) => Promise<boolean>;

/**
 * Edits flows one edit after the other, each upon what the flow is then: of two quick ones none is lost. One that began from a step which
 * is another by now goes out with the flow that it began from, and so is refused.
 */
export function createSpecEdits(flows: Flows): EditSpec {
  const last = new Map<string, Promise<unknown>>();
  const apply: EditSpec = async (id, edit, began) => {
    const now = await flows.show({ id });
    const spec = edit(now.spec);
    if (spec === now.spec) return false;
    await flows.update({ id, spec, baseSha256: began === undefined || holds(now.spec, began) ? now.specSha256 : began.baseSha256 });
    return true;
  };
  return (id, edit, began) => {
    const answer = (last.get(id) ?? Promise.resolve()).then(() => apply(id, edit, began));
    // One that is refused does not hold up the next.
    last.set(
      id,
      answer.catch(() => undefined),
    );
    return answer;
  };
}

const holds = ({ setup, steps, teardown }: FlowSpec, { step }: Began): boolean =>
  [...setup, ...steps, ...teardown].some((one) => JSON.stringify(one) === JSON.stringify(step));
