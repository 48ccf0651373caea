import { isSecretByWords, wordsOf } from './header-names.ts';
import { remembered } from './remembered.ts';

/** Query parameters that are secret under a short name of their own. */
const secretParameters: ReadonlySet<string> = new Set([
  'assertion',
  'authorization',
  'code_verifier',
  'client_assertion',
  'hapikey',
  'key',
  'pass',
  'pin',
  'samlresponse',
  'sig',
  'subscription-key',
]);

/** Shorter values of `code` are countries, discounts and the like; authorisation codes are longer. */
const shortestAuthorizationCode = 16;

/**
 * Whether a query or form parameter carries a secret, by its name as written in the address (percent signs are
 * decoded): `access_token`, `api_key`, `key`, `sig`, `token`, `password`, `client_secret`, … `code` does when its value
 * is as long as an authorisation code.
 */
export function isSecretParameter(name: string, value = ''): boolean {
  return isCode(name) ? value.length >= shortestAuthorizationCode : isSecretName(name);
}

const isCode = (name: string): boolean => name.length >= 4 && name.length <= 12 && plainName(name).toLowerCase() === 'code';

const isSecretName = remembered((name) => secretParameters.has(plainName(name).toLowerCase()) || isSecretByWords(wordsOf(plainName(name))));

/**
 * Whether a member of a JSON object carries a secret, by its name. `key`, `pin`, `code` and the like are too common as
 * plain data there; `access_token`, `clientSecret`, `password` and their kind are not.
 */
export const isSecretMember = remembered((name) => {
  const words = wordsOf(name);
  if (words.length === 1 && /^(?:auth|session|signature|credentials?)$/.test(words[0] ?? '')) return false;
  return isSecretByWords(words);
});

function plainName(name: string): string {
  return name.includes('%')
    ? name.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : name;
}
