import { checkList, type Check } from '../../../shared/domain/flows/flow-spec.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CheckOutcome } from '../../../shared/contract/flows.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { factsOfExchange } from './exchange-facts.ts';

/** What the answers of a saved request must be; empty when nothing was said. */
export function requestChecks(db: Reader, savedRequestId: string): Check[] {
  const row = db.get<{ checks: string }>('SELECT checks FROM request_checks WHERE id = ?', savedRequestId);
  return row ? checkList.parse(JSON.parse(row.checks)) : [];
}

/** Keeps the checks of a saved request, all of them. */
export function keepRequestChecks(
  engine: Pick<Engine, 'db' | 'commands' | 'secrets'>,
  actor: Actor,
  savedRequestId: string,
  checks: readonly Check[],
): Check[] {
  const held = checks.find(({ value }) => engine.secrets.redactor().text(value) !== value);
  if (held)
    throw new Fault('bad_input', {
      happened: 'A check compares with the secret of one of your credentials.',
      remedy: 'Check something else of the answer. Nothing was saved.',
    });
  engine.commands.run(actor, (changes) => writeRequestChecks(changes, savedRequestId, checks));
  return requestChecks(engine.db, savedRequestId);
}

/** The same inside a command that does more, such as an import. */
export function writeRequestChecks(changes: Changes, savedRequestId: string, checks: readonly Check[]): void {
  const saved = changes.get<{ name: string }>('SELECT name FROM saved_requests WHERE id = ?', savedRequestId);
  if (!saved) throw new Fault('not_found', { happened: 'The saved request is gone.', remedy: 'Look at the list of saved requests.' });
  const known = changes.get('SELECT 1 FROM request_checks WHERE id = ?', savedRequestId) !== undefined;
  const words = `Checks of “${saved.name}”: ${checks.length === 0 ? 'none' : checks.length}`;
  if (known) changes.update('requestChecks', savedRequestId, { checks: JSON.stringify(checks) }, words);
  else if (checks.length > 0)
    changes.insert('requestChecks', { id: savedRequestId, saved_request_id: savedRequestId, checks: JSON.stringify(checks) }, words);
}

/** How the kept answer of an exchange stands against the checks of the saved request it was sent from. */
export async function exchangeChecks(engine: Pick<Engine, 'db' | 'console' | 'secrets'>, exchangeId: string): Promise<CheckOutcome[]> {
  const row = engine.db.get<{ saved_request_id: string | null; state: string }>(
    'SELECT saved_request_id, state FROM exchanges WHERE id = ?',
    exchangeId,
  );
  if (!row?.saved_request_id || (row.state !== 'answered' && row.state !== 'failed')) return [];
  const checks = requestChecks(engine.db, row.saved_request_id);
  if (checks.length === 0) return [];
  const { evaluateChecks } = await import('../../../shared/domain/flows/checks.ts');
  const redactor = engine.secrets.redactor();
  return evaluateChecks(checks, factsOfExchange(await engine.console.show(exchangeId)), {}, (text) => redactor.text(text));
}
