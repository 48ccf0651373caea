import type { Exchange } from '../../../shared/contract/console.ts';
import { stepsOf } from '../../../shared/domain/flows/flow-spec.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Engine } from '../engine.ts';
import { factsOfExchange } from './exchange-facts.ts';
import { specOf } from './store.ts';

/**
 * What cuts secrets out of exchanges that are given away. A secret that a flow captured is remembered while it runs; the answer that brought
 * it is kept as it came, sealed. So it is taken out of that answer once more, by the same capture, and cut out of everything.
 */
export async function redactorFor(
  engine: Pick<Engine, 'db' | 'secrets' | 'clock' | 'vault' | 'jobs'>,
  exchanges: readonly Exchange[],
): Promise<Redactor> {
  const { secrets, clock } = engine;
  const found: string[] = [];
  for (const one of exchanges) if (one.source === 'flow') found.push(...(await secretsBroughtBy(engine, one)));
  const ids = [...new Set(found)].map((text) => {
    const id = `${clock.newId()} flow`;
    secrets.alsoRedact(id, text);
    return id;
  });
  const redactor = secrets.redactor();
  for (const id of ids) secrets.noLongerRedact(id);
  return redactor;
}

const shortest = 4;

async function secretsBroughtBy(engine: Parameters<typeof redactorFor>[0], exchange: Exchange): Promise<string[]> {
  const calls = engine.db.all<{ step_id: string; is_compensation: number; secret_names: string; spec: string }>(
    `SELECT c.step_id, c.is_compensation, c.secret_names, r.spec FROM flow_run_calls c JOIN flow_runs r ON r.id = c.run_id
     WHERE c.exchange_id = ? AND c.secret_names <> '[]'`,
    exchange.id,
  );
  if (calls.length === 0) return [];
  // Late: few exports have such a call, and the reader of paths is large.
  const { takeKept } = await import('./read-whole.ts');
  const brought: string[] = [];
  for (const { step_id: stepId, is_compensation: isCompensation, secret_names: names, spec } of calls) {
    const step = stepsOf(specOf({ spec })).find(({ step: one }) => one.id === stepId)?.step;
    const secret = new Set(JSON.parse(names) as string[]);
    const captures = ((isCompensation === 1 ? step?.compensation : step)?.captures ?? []).filter(({ name }) => secret.has(name));
    brought.push(...Object.values(await takeKept(engine, exchange, captures, factsOfExchange(exchange))).flatMap(textsIn));
  }
  return brought;
}

/** Every text in a value, however deep; what is too short would cut up everything. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= shortest && !value.startsWith('[redacted') ? [value] : [];
  if (typeof value === 'number') return String(value).length >= shortest ? [String(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
