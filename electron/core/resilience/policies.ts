import type { ApiPolicy } from '../../../shared/contract/resilience.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { policyWords, usualPolicy, type ResiliencePolicy } from '../../../shared/domain/resilience/policy.ts';
import type { Actor } from '../db/change-log.ts';
import type { Clock, Commands } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';

interface PolicyRow {
  readonly id: string;
  readonly policy: string;
}

/** The policy of an API: what a person set, and for the rest what is usual. */
export function policyOf(db: Reader, apiId: string): ResiliencePolicy {
  const row = rowOf(db, apiId);
  return row ? { ...usualPolicy, ...(JSON.parse(row.policy) as Partial<ResiliencePolicy>) } : usualPolicy;
}

export function showPolicy(db: Reader, apiId: string): ApiPolicy {
  const { name, vendorName } = apiOf(db, apiId);
  const policy = policyOf(db, apiId);
  const policyId = rowOf(db, apiId)?.id ?? null;
  return { apiId, apiName: name, vendorName, policyId, policy, isUsual: policyId === null, words: policyWords(policy) };
}

/** Sets what is given and leaves the rest. Throws `bad_input` when the parts contradict each other. */
export function setPolicy(
  { commands, clock, db }: { readonly commands: Commands; readonly clock: Clock; readonly db: Reader },
  actor: Actor,
  apiId: string,
  given: Partial<ResiliencePolicy>,
): ApiPolicy {
  commands.run(actor, (changes) => {
    const { name, vendorName } = apiOf(changes, apiId);
    const next: ResiliencePolicy = { ...policyOf(changes, apiId), ...given };
    if (next.baseDelayMs > next.maxDelayMs) {
      throw new Fault('bad_input', {
        happened: 'The first wait is longer than the longest one.',
        remedy: 'Make the longest wait at least as long as the first. Nothing was changed.',
        place: { path: 'maxDelayMs' },
      });
    }
    const policy = JSON.stringify(next);
    const row = rowOf(changes, apiId);
    const summary = `Resilience of ${vendorName} ${name} set`;
    if (row) changes.update('resiliencePolicy', row.id, { policy }, summary);
    else changes.insert('resiliencePolicy', { id: clock.newId(), api_id: apiId, policy, created_at: clock.now() }, summary);
  });
  return showPolicy(db, apiId);
}

/** Back to what is usual. */
export function resetPolicy(
  { commands, db }: { readonly commands: Commands; readonly db: Reader },
  actor: Actor,
  apiId: string,
): ApiPolicy {
  commands.run(actor, (changes) => {
    const { name, vendorName } = apiOf(changes, apiId);
    const row = rowOf(changes, apiId);
    if (row) changes.remove('resiliencePolicy', row.id, `Resilience of ${vendorName} ${name} is as usual again`);
  });
  return showPolicy(db, apiId);
}

const rowOf = (db: Reader, apiId: string): PolicyRow | undefined =>
  db.get<PolicyRow>('SELECT id, policy FROM resilience_policies WHERE api_id = ?', apiId);

function apiOf(db: Reader, apiId: string): { readonly name: string; readonly vendorName: string } {
  const row = db.get<{ name: string; vendorName: string }>(
    'SELECT a.name, v.name AS vendorName FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = ?',
    apiId,
  );
  if (!row) throw new Fault('not_found', { happened: 'There is no such API.', remedy: 'Reload the page. Nothing was changed.' });
  return row;
}
