import type { CallEffect, RequestDraft } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { changesSomething, effectWords } from '../../../shared/domain/console/call-effect.ts';
import type { Reader } from '../db/sqlite.ts';
import type { TargetEnvironment } from './prepare-request.ts';

/**
 * Which environments a person has unlocked, until when. In memory: a new start is locked. One place for the console, flows,
 * replays, runbooks and the terminal.
 */
export interface ProductionGuard {
  /** Until when calls of a person that change something there are not confirmed; null when it is locked, and for the app itself (null). */
  unlockedUntil(personId: string | null, environmentId: string): number | null;
  unlock(personId: string, environmentId: string, until: number): void;
  lock(personId: string, environmentId: string): void;
}

export function createProductionGuard(now: () => number): ProductionGuard {
  const open = new Map<string, number>();
  // By id: a name can be changed, and taken by another.
  const keyOf = (personId: string, environmentId: string): string => `${environmentId} ${personId}`;
  return {
    unlockedUntil: (personId, environmentId) => {
      const until = personId === null ? 0 : (open.get(keyOf(personId, environmentId)) ?? 0);
      return until > now() ? until : null;
    },
    unlock: (personId, environmentId, until) => void open.set(keyOf(personId, environmentId), until),
    lock: (personId, environmentId) => void open.delete(keyOf(personId, environmentId)),
  };
}

/** What a call does where it goes, and whether that must be confirmed. */
export function effectOf(
  draft: Pick<RequestDraft, 'method' | 'path' | 'content'> & Partial<Pick<RequestDraft, 'parameters'>>,
  environment: TargetEnvironment,
  summary: string,
  unlockedUntil: number | null,
): CallEffect {
  const changes = changesSomething(draft);
  return {
    changes,
    words: `${effectWords({ ...draft, summary })} in ${environment.name} of ${environment.vendorName} ${environment.apiName}`,
    isGuarded: changes && environment.kind === 'production' && unlockedUntil === null,
  };
}

/**
 * A call that changes something in production leaves only when its environment was named, or is unlocked for this person.
 * The draft is the one that would leave, with the path as it was typed, so that the words name the call and not one payment.
 *
 * @throws Fault `production_guarded`, naming vendor, environment and effect.
 */
export function checkProductionGuard(
  { db, guard }: { readonly db: Reader; readonly guard: ProductionGuard },
  draft: RequestDraft,
  environment: TargetEnvironment,
  personId: string | null,
): void {
  const effect = effectOf(draft, environment, summaryOf(db, draft.endpointId), guard.unlockedUntil(personId, environment.id));
  if (!effect.isGuarded || draft.confirmProduction === environment.name) return;
  throw new Fault('production_guarded', {
    happened: `${effect.words}, which is production.`,
    remedy: `Confirm it to send it: press and hold, or give the environment’s name, ${environment.name} (in the terminal: --yes-production ${quoted(environment.name)}). Nothing was sent.`,
    details: { environment: environment.name, vendor: environment.vendorName },
  });
}

/** What the contract says an endpoint does. */
export const summaryOf = (db: Reader, endpointId: string | null): string =>
  endpointId === null ? '' : (db.get<{ summary: string }>('SELECT summary FROM endpoints WHERE id = ?', endpointId)?.summary ?? '');

const quoted = (name: string): string => (/^[\w.-]+$/.test(name) ? name : `"${name}"`);
