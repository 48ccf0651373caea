import { emptyFlow, flowStep, type Check } from '../../../shared/domain/flows/flow-spec.ts';
import { asCapture } from '../../../shared/domain/transfer/flow-checks.ts';
import { flowsByFolder } from '../../../shared/domain/transfer/flows-by-folder.ts';
import type { ImportedCapture } from '../../../shared/domain/transfer/imported.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { writeFlow } from '../flows/flows.ts';
import { stepChecks } from '../flows/steps-from.ts';

/** A request of an import as it stands among the saved ones. */
export interface TakenRequest {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly apiId: string;
  readonly environmentId: string | null;
  readonly checks: readonly Check[];
  readonly captures: readonly ImportedCapture[];
}

export interface WrittenFlow {
  readonly id: string;
  readonly name: string;
}

/** What ran there in its order runs here in its order; more than a flow can have becomes a flow for each folder. */
export const writeFlowsOf = (engine: Engine, changes: Changes, name: string, from: string, taken: readonly TakenRequest[]): WrittenFlow[] =>
  flowsByFolder(taken, name).map((one) => ({ id: writeFlowOf(engine, changes, one.name, from, one.requests), name: one.name }));

/** A step for each request, with its checks and what later ones take from its answer. */
function writeFlowOf(engine: Engine, changes: Changes, name: string, from: string, taken: readonly TakenRequest[]): string {
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
