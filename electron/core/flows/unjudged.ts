import type { CheckOutcome } from '../../../shared/domain/flows/check-words.ts';
import { checkWords } from '../../../shared/domain/flows/check-words.ts';
import type { Check } from '../../../shared/domain/flows/flow-spec.ts';
import { fillText, namesIn, type Values } from '../../../shared/domain/flows/values.ts';
import type { CallOutcome } from './send-call.ts';

/** Values that a call was sent with and that nobody has any more, with the reason: "its value was a secret that is gone". */
export type Lost = ReadonlyMap<string, string>;

/** The checks that can be held against an answer after a crash, and those that cannot: what they compare with is gone. */
export function splitChecks(checks: readonly Check[], values: Values, lost: Lost): { judged: Check[]; unjudged: CheckOutcome[] } {
  const judged: Check[] = [];
  const unjudged: CheckOutcome[] = [];
  for (const check of checks) {
    const why = namesIn(fillText(check.value, values)).flatMap((name) => lost.get(name) ?? [])[0];
    if (why === undefined) judged.push(check);
    else unjudged.push({ words: checkWords(check), isHeld: false, seen: `not judged: ${why}` });
  }
  return { judged, unjudged };
}

/** What a call came to when not every check of it could be judged: what would be done is not done for sure, so that a person has to say. */
export function withUnjudged(outcome: CallOutcome, unjudged: readonly CheckOutcome[]): CallOutcome {
  if (unjudged.length === 0) return outcome;
  const checks = [...outcome.checks, ...unjudged];
  if (outcome.state !== 'done') return { ...outcome, checks };
  const words = [outcome.words, ...unjudged.map((one) => `${one.words} was ${one.seen}`)].join(', ');
  return { ...outcome, checks, state: 'unknown', words };
}
