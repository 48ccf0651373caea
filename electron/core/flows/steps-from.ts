import type { KeptDraft } from '../../../shared/contract/console.ts';
import { flowStep, type Check, type FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { openSavedRequest } from '../console/saved-requests.ts';
import type { Engine } from '../engine.ts';
import { requestChecks } from './request-checks.ts';

export interface MadeSteps {
  readonly steps: readonly FlowStep[];
  readonly environments: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** What a step wants of an answer as long as nobody says more: that it works. */
const works: Check = { of: 'status', path: '', op: 'lt', value: '400' };

/** The checks of a request as those of a step; one that has none gets a check that it works. */
export const stepChecks = (checks: readonly Check[]): readonly Check[] => (checks.length > 0 ? checks : [works]);

/** Saved requests as steps, each with the checks that its request has. */
export function stepsFromRequests(engine: Pick<Engine, 'db' | 'clock'>, ids: readonly string[]): MadeSteps {
  const environments: Record<string, string> = {};
  const steps = ids.map((id) => {
    const saved = openSavedRequest(engine.db, id);
    if (saved.environmentId !== null) environments[saved.apiId] ??= saved.environmentId;
    return flowStep.parse({
      id: engine.clock.newId(),
      name: saved.name,
      savedRequestId: id,
      checks: stepChecks(requestChecks(engine.db, id)),
    });
  });
  return { steps, environments, notes: [] };
}

/** Exchanges as steps with requests of their own, as far as they were kept; the status that came is what is wanted again. */
export async function stepsFromExchanges(engine: Pick<Engine, 'db' | 'clock' | 'console'>, ids: readonly string[]): Promise<MadeSteps> {
  const environments: Record<string, string> = {};
  const steps: FlowStep[] = [];
  const notes: string[] = [];
  for (const id of ids) {
    const [{ draft, apiId, notes: missing }, exchange] = [await engine.console.replay(id), await engine.console.show(id)];
    const { environmentId, endpointId, savedRequestId, confirmProduction: _confirmed, ...kept } = draft;
    environments[apiId] ??= environmentId;
    const summary =
      endpointId === null
        ? undefined
        : engine.db.get<{ summary: string }>('SELECT summary FROM endpoints WHERE id = ?', endpointId)?.summary;
    const savedName =
      savedRequestId === null
        ? undefined
        : engine.db.get<{ name: string }>('SELECT name FROM saved_requests WHERE id = ?', savedRequestId)?.name;
    const status = exchange.status === null ? { op: 'lt' as const, value: '400' } : { op: 'eq' as const, value: String(exchange.status) };
    steps.push(
      flowStep.parse({
        id: engine.clock.newId(),
        name: (savedName ?? (summary || `${draft.method} ${draft.path}`)).slice(0, 120),
        own: { apiId, endpointId, draft: kept satisfies KeptDraft },
        checks: [{ of: 'status', ...status }],
      }),
    );
    notes.push(...missing.map((one) => `Exchange ${exchange.number}: ${one}`));
  }
  return { steps, environments, notes };
}
