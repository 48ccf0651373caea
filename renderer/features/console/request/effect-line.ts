import type { Environment } from '../../../../shared/contract/inventory.ts';
import { changesSomething, effectWords } from '../../../../shared/domain/console/call-effect.ts';
import { isLoopbackTarget } from '../../../../shared/domain/webhooks/target-rules.ts';

type Call = Parameters<typeof effectWords>[0];

/** What a call does where it goes, and whether it is asked for first: "It refunds money in a sandbox: no customer is reached." */
export function effectLine(call: Call, environment: Pick<Environment, 'kind' | 'name' | 'baseUrl'>, isGuarded: boolean): string {
  const { kind, name, baseUrl } = environment;
  if (isGuarded) return `${deedOf(call)} in ${name}: Send asks you to hold.`;
  // A mock moves no money, whatever its contract says.
  if (kind === 'other' && isLoopbackTarget(baseUrl)) return 'It goes to this computer only.';
  const where = kind === 'sandbox' ? 'a sandbox: no customer is reached' : name;
  return changesSomething(call) ? `${deedOf(call)} in ${where}.` : `It only reads in ${where}.`;
}

/** "It refunds money": the effect without the call, which stands above. */
function deedOf(call: Call): string {
  const words = effectWords(call);
  const prefix = `${call.method.toUpperCase()} ${call.path} `;
  return words.startsWith(prefix) ? `It ${words.slice(prefix.length)}` : words;
}
