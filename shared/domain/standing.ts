import { shortDay } from './day-words.ts';

/**
 * How an API stands, from facts. One rule for the list, the detail, Today and the terminal: what is broken first, then
 * what needs a person soon, then what nobody has looked at.
 */
export interface ApiFacts {
  /** Outcomes of the newest calls within 24 hours, newest first, at most 3. */
  readonly recent: readonly { readonly isOk: boolean; readonly at: number; readonly exchangeId: string }[];
  /** Start of the failures that no success has ended yet; null when the newest call did well. */
  readonly failingSinceAt: number | null;
  readonly lastCallAt: number | null;
  /** The nearest dated end (sunset, version end) of something of this API that is used and that nobody has acknowledged. */
  readonly nextEnd: { readonly id: string; readonly at: number } | null;
  readonly openFindings: number;
  /** Breaking changes of a newer contract on endpoints that are used, which nobody has accepted. */
  readonly breakingInUse?: number;
  readonly credential: {
    readonly id: string;
    readonly ageDays: number;
    readonly rotationDays: number | null;
    readonly expiresAt: number | null;
  } | null;
}

export interface StandingFact {
  readonly state: 'holds' | 'soon' | 'broken' | 'no data';
  readonly words: string;
  readonly cause: 'failing' | 'end' | 'drift' | 'changes' | 'credential' | 'silent' | 'none';
  /** The record that shows it: an exchange, an event, a credential; null when the API itself does. */
  readonly recordId: string | null;
}

const dayMs = 86_400_000;
/** From how many days before its end something needs a person. */
export const endNearDays = 90;
/** From how many days before its expiry a credential needs a person. */
export const expiryNearDays = 21;
/** So many failures in a row, and none of them ours to ignore, make an API failing. */
const failuresInARow = 3;

export function standingOf(facts: ApiFacts, now: number): StandingFact {
  const [newest] = facts.recent;
  if (newest && facts.recent.length >= failuresInARow && facts.recent.every(({ isOk }) => !isOk)) {
    const since = facts.failingSinceAt ?? facts.recent.at(-1)?.at ?? newest.at;
    return { state: 'broken', words: `failing ${agoWords(now - since)}`, cause: 'failing', recordId: newest.exchangeId };
  }
  const { credential, nextEnd } = facts;
  if (credential?.expiresAt != null && credential.expiresAt <= now) {
    return { state: 'broken', words: 'credential expired', cause: 'credential', recordId: credential.id };
  }
  if (nextEnd && nextEnd.at <= now) return { state: 'broken', words: `ended ${shortDay(nextEnd.at)}`, cause: 'end', recordId: nextEnd.id };
  if (nextEnd && nextEnd.at - now <= endNearDays * dayMs)
    return { state: 'soon', words: `stops ${shortDay(nextEnd.at)}`, cause: 'end', recordId: nextEnd.id };
  const breaking = facts.breakingInUse ?? 0;
  if (breaking > 0) return { state: 'soon', words: `${breaking} breaking`, cause: 'changes', recordId: null };
  if (facts.openFindings > 0) {
    return { state: 'soon', words: facts.openFindings === 1 ? '1 drift' : `${facts.openFindings} drifts`, cause: 'drift', recordId: null };
  }
  if (credential) {
    const words = credentialWords(credential, now);
    if (words) return { state: 'soon', words, cause: 'credential', recordId: credential.id };
  }
  if (facts.lastCallAt === null) return { state: 'no data', words: 'no calls yet', cause: 'silent', recordId: null };
  if (now - facts.lastCallAt > 30 * dayMs)
    return { state: 'no data', words: `no data ${Math.floor((now - facts.lastCallAt) / dayMs)} d`, cause: 'silent', recordId: null };
  return { state: 'holds', words: 'holds', cause: 'none', recordId: null };
}

/** Why a credential needs a person soon, or null. */
export function credentialWords(
  credential: { readonly ageDays: number; readonly rotationDays: number | null; readonly expiresAt: number | null },
  now: number,
): string | null {
  if (credential.expiresAt !== null && credential.expiresAt - now <= expiryNearDays * dayMs) {
    const days = Math.max(0, Math.ceil((credential.expiresAt - now) / dayMs));
    return `key expires in ${days} ${days === 1 ? 'day' : 'days'}`;
  }
  if (credential.rotationDays !== null && credential.ageDays > credential.rotationDays) return `key ${credential.ageDays} days`;
  return null;
}

function agoWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
