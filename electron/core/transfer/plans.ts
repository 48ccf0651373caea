import { Fault } from '../../../shared/contract/errors.ts';
import type { ImportedSet } from '../../../shared/domain/transfer/imported.ts';
import type { Engine } from '../engine.ts';
import type { PlacedSet } from './placed.ts';

/** A set that was read and shown, and where its requests would go. It may hold secrets: it lives in memory only. */
export interface WaitingTransfer {
  readonly fileName: string;
  readonly set: ImportedSet;
  readonly apiId: string | null;
  readonly placed: PlacedSet;
}

const keptPlans = 4;
const plansOf = new WeakMap<Engine, Map<string, WaitingTransfer>>();

const open = (engine: Engine): Map<string, WaitingTransfer> => {
  const known = plansOf.get(engine) ?? new Map<string, WaitingTransfer>();
  plansOf.set(engine, known);
  return known;
};

/** Keeps a plan until it is applied or dropped; of many only the newest. */
export function keepPlan(engine: Engine, planId: string, waiting: WaitingTransfer): void {
  const plans = open(engine);
  plans.delete(planId);
  plans.set(planId, waiting);
  for (const oldest of [...plans.keys()].slice(0, Math.max(0, plans.size - keptPlans))) plans.delete(oldest);
}

/** A plan that waits. It is gone after a restart: the file is then read again. */
export function getPlan(engine: Engine, planId: string): WaitingTransfer {
  const waiting = open(engine).get(planId);
  if (waiting) return waiting;
  throw new Fault('not_found', { happened: 'This import is no longer waiting.', remedy: 'Choose the file again. Nothing was changed.' });
}

export const dropPlan = (engine: Engine, planId: string): void => void open(engine).delete(planId);
