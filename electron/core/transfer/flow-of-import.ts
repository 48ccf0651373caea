import { Fault } from '../../../shared/contract/errors.ts';
import { emptyFlow, flowStep, mostSteps, type Check } from '../../../shared/domain/flows/flow-spec.ts';
import { asCapture } from '../../../shared/domain/transfer/flow-checks.ts';
import type { ImportedCapture } from '../../../shared/domain/transfer/imported.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { writeFlow } from '../flows/flows.ts';
import { stepChecks } from '../flows/steps-from.ts';

/** A request of an import as it stands among the saved ones. */
export interface TakenRequest {
  readonly id: string;
  readonly name: string;
  readonly apiId: string;
  readonly environmentId: string | null;
  readonly checks: readonly Check[];
  readonly captures: readonly ImportedCapture[];
}

export function refuseTooLong(requests: number): void {
  if (requests <= mostSteps) return;
  throw new Fault('bad_input', {
    happened: `A flow has at most ${mostSteps} steps, and ${requests} requests are chosen.`,
    remedy: 'Take the requests of one folder, or make flows of them afterwards. Nothing was changed.',
    place: { path: 'flowName' },
  });
}

/** What ran there in its order runs here in its order: a step for each request, with its checks and what later ones take from its answer. */
export function writeFlowOf(engine: Engine, changes: Changes, name: string, from: string, taken: readonly TakenRequest[]): string {
  const environments: Record<string, string> = {};
  for (const { apiId, environmentId } of taken) if (environmentId !== null) environments[apiId] ??= environmentId;
  const steps = taken.map((one) =>
    flowStep.parse({
      id: engine.clock.newId(),
      name: one.name.slice(0, 120),
      savedRequestId: one.id,
      captures: one.captures
        .map(asCapture)
        .filter((capture) => capture !== null)
        .slice(0, 40),
      checks: stepChecks(one.checks),
    }),
  );
  return writeFlow(engine, changes, { name, folder: '', notes: `Taken from ${from}.`, spec: { ...emptyFlow, environments, steps } });
}
