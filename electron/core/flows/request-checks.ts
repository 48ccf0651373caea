import { checkList, type Check, type Compensation } from '../../../shared/domain/flows/flow-spec.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { checkOutcome, type CheckOutcome } from '../../../shared/contract/check-outcome.ts';
import { keptDraft } from '../../../shared/contract/request-draft.ts';
import { checkWords } from '../../../shared/domain/flows/check-words.ts';
import { namesIn, type Values } from '../../../shared/domain/flows/values.ts';
import { judgeAnswer, type Judge } from '../answers/judge-answer.ts';
import { findTarget } from '../console/target.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { factsOfExchange } from './exchange-facts.ts';

type Judges = Judge & Pick<Engine, 'console'>;

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

/** Whether a step holds every check of its request against the answer itself; asked for each call of a run, and worked out once. */
export function hasChecksOfRequest(db: Reader, step: Pick<Compensation, 'savedRequestId' | 'checks'>): boolean {
  const known = covering.get(step);
  if (known !== undefined) return known;
  const own = new Set(step.checks.map((check) => JSON.stringify(check)));
  const hasAll = step.savedRequestId === null || requestChecks(db, step.savedRequestId).every((check) => own.has(JSON.stringify(check)));
  covering.set(step, hasAll);
  return hasAll;
}
const covering = new WeakMap<Pick<Compensation, 'savedRequestId' | 'checks'>, boolean>();

/** How an exchange came out: of a flow’s call its step says so, and else it is as it was judged when it came; one from before that, or that had no checks then, against the checks of now. */
export async function exchangeChecks(engine: Judges, exchangeId: string): Promise<CheckOutcome[]> {
  // What has just come is judged once, and kept: so it is awaited, a large answer for as long as its reading takes.
  await judging.get(engine.db)?.get(exchangeId);
  const row = engine.db.get<{ saved_request_id: string | null; kept: string | null; of_step: string | null }>(
    `SELECT saved_request_id, outcome ->> '$.requestChecks' AS kept,
       (SELECT c.checks FROM flow_run_calls c WHERE c.exchange_id = x.id) AS of_step FROM exchanges x WHERE id = ?`,
    exchangeId,
  );
  const ofStep = outcomesIn(row?.of_step ?? null);
  if (row?.kept || !row?.saved_request_id) {
    const inStep = new Set(ofStep.map(({ words }) => words));
    return [...ofStep, ...outcomesIn(row?.kept ?? null).filter(({ words }) => !inStep.has(words))];
  }
  return ofStep.length > 0 ? ofStep : judge(engine, exchangeId, requestChecks(engine.db, row.saved_request_id));
}

const outcomesIn = (json: string | null): CheckOutcome[] => (json === null ? [] : checkOutcome.array().parse(JSON.parse(json)));

/**
 * What was checked of an answer is evidence: it is judged once, when it has come, by the checks that its saved request had then, and kept
 * with the exchange. A flow, a monitor and a runbook send saved requests too.
 */
export function listenForRequestChecks(engine: Judges & Pick<Engine, 'events' | 'evidence' | 'log'>): void {
  const now = new Map<string, Promise<void>>();
  judging.set(engine.db, now);
  let waiting: Promise<void> = Promise.resolve();
  engine.events.onExchangeRecorded(({ id, savedRequestId, isJudged }, db) => {
    const checks = savedRequestId && !isJudged ? requestChecks(db, savedRequestId) : [];
    if (checks.length === 0) return [];
    // After the transaction that we are in, and never before the answer is handed out.
    waiting = waiting.then(() => new Promise((resolve) => setImmediate(() => void keepOutcomes(engine, id, checks).finally(resolve))));
    now.set(
      id,
      waiting.finally(() => now.delete(id)),
    );
    return [];
  });
}

/** What is being judged now, by exchange. */
const judging = new WeakMap<Reader, Map<string, Promise<void>>>();

async function keepOutcomes(
  engine: Judges & Pick<Engine, 'evidence' | 'log'>,
  exchangeId: string,
  checks: readonly Check[],
): Promise<void> {
  try {
    const outcomes = await judge(engine, exchangeId, checks);
    if (outcomes.length === 0) return;
    engine.evidence.write(['console', 'flows'], (db) =>
      db.run(
        "UPDATE exchanges SET outcome = json_set(outcome, '$.requestChecks', json(?)) WHERE id = ?",
        JSON.stringify(outcomes),
        exchangeId,
      ),
    );
  } catch (error) {
    engine.log.info(`the checks of an answer were not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function judge(engine: Judges, exchangeId: string, checks: readonly Check[]): Promise<CheckOutcome[]> {
  const row = engine.db.get<JudgedRow>('SELECT state, saved_request_id, environment_id FROM exchanges WHERE id = ?', exchangeId);
  // An attempt that another follows is no outcome yet.
  if (checks.length === 0 || (row?.state !== 'answered' && row?.state !== 'failed')) return [];
  const exchange = await engine.console.show(exchangeId);
  const values = checks.some(({ value }) => namesIn(value).length > 0) ? valuesOf(engine.db, row) : {};
  const unknown = (check: Check): string | undefined => namesIn(check.value).find((name) => values[name] === undefined);
  const outcomes = await judgeAnswer(engine, exchange, {
    of: 'checks',
    checks: checks.filter((check) => unknown(check) === undefined),
    answer: factsOfExchange(exchange),
    values,
  });
  // In a flow the value is one of its row, and its step has the check.
  const unfilled = exchange.source === 'flow' ? [] : checks.filter((check) => unknown(check) !== undefined);
  return [
    ...outcomes,
    ...unfilled.map((check) => ({ words: checkWords(check), isHeld: false, seen: `not judged: {{${unknown(check) ?? ''}}} has no value` })),
  ];
}

interface JudgedRow {
  readonly state: string;
  readonly saved_request_id: string | null;
  readonly environment_id: string | null;
}

/** What `{{names}}` in a check stand for where a request is sent by itself: what they stand for in the request, but for values of one send. */
function valuesOf(db: Reader, row: JudgedRow): Values {
  const saved = db.get<{ draft: string }>('SELECT draft FROM saved_requests WHERE id = ?', row.saved_request_id);
  const own = saved ? keptDraft.parse(JSON.parse(saved.draft)).variables : {};
  if (row.environment_id === null) return own;
  const { wider, variables } = findTarget(db, row.environment_id);
  return { ...wider.workspace, ...wider.api, ...variables, ...own };
}
