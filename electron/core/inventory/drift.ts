import type { Clock } from '../db/commands.ts';
import type { EventBus } from '../events.ts';
import { countFit, keepFindings, type SeenAnswer } from './keep-finding.ts';

export { driftFingerprint } from './keep-finding.ts';

/** An answer that breaks its contract opens a finding on the endpoint, once per kind of break; answers that fit close it again. */
export function listenForDrift(events: EventBus, { clock }: { readonly clock: Clock }): void {
  events.onExchangeRecorded((exchange, db) => {
    const { apiId, endpointId } = exchange;
    if (!apiId || !endpointId || exchange.verdict === 'not_checked') return [];
    const answer: SeenAnswer = {
      exchangeId: exchange.id,
      apiId,
      endpointId,
      environmentId: exchange.environmentId,
      contractId: exchange.contractId,
      status: exchange.status,
      at: exchange.finishedAt,
    };
    if (exchange.verdict === 'fits') {
      countFit(db, clock, answer);
      return [];
    }
    keepFindings(db, clock, answer, exchange.outcome.violations);
    return [{ kind: 'drift', words: 'Drift on this endpoint', door: { place: 'inventory', kind: 'endpoint', id: endpointId } }];
  });
}
