import { remembered } from './remembered.ts';

/** Names that are secret although no word of them says so, and names that are not although a word would. */
const secretNames: ReadonlySet<string> = new Set([
  'x-amz-server-side-encryption-customer-key',
  'dd-application-key',
  'x-hub-signature',
  'x-csrf',
  'x-xsrf',
]);
const harmlessNames: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'www-authenticate',
  'proxy-authenticate',
  'authentication-info',
  'signature-input',
  'accept-signature',
  'surrogate-key',
  'sec-websocket-key',
  'x-ms-continuation-token',
]);

/** A name with one of these among its words is secret. */
const secretWords: ReadonlySet<string> = new Set([
  'authorization',
  'auth',
  'apikey',
  'bearer',
  'cookie',
  'cookie2',
  'credential',
  'credentials',
  'hmac',
  'jwt',
  'otp',
  'passphrase',
  'passwd',
  'password',
  'pwd',
  'secret',
  'session',
  'sessionid',
  'sid',
  'signature',
  'token',
]);

/** `key` is secret after one of these words; elsewhere it names a cache, a partition or an idempotent call. */
const keyOwners: ReadonlySet<string> = new Set([
  'access',
  'account',
  'admin',
  'api',
  'app',
  'application',
  'auth',
  'client',
  'functions',
  'integration',
  'license',
  'master',
  'private',
  'secret',
  'service',
  'shared',
  'signing',
  'subscription',
]);

/** Words that make a `token` a place in a list, or a count of tokens, and no secret. */
const harmlessTokenOwners: ReadonlySet<string> = new Set(['next', 'page', 'continuation', 'sync', 'cursor', 'pagination', 'ratelimit']);

/** Endings of names written in one word, such as `xapikey` or `accesstoken`. */
const squashed =
  /(?:apikey|accesskey|secretkey|privatekey|authtoken|accesstoken|refreshtoken|idtoken|sessiontoken|apitoken|clientsecret|password)$/;

/**
 * Whether a request or answer header carries a secret, judged by its name alone, in any case: credentials, cookies,
 * tokens, api-key-like names, session ids and signatures. Ids of requests and idempotency keys are not.
 */
export const isSecretHeader = remembered((name) => {
  const lower = name.trim().toLowerCase();
  if (secretNames.has(lower)) return true;
  if (harmlessNames.has(lower) || lower.startsWith('access-control-')) return false;
  return isSecretByWords(wordsOf(name));
});

/** The words of a name written with dashes, underscores, dots or capitals, in lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .trim()
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The rule that headers, query parameters and JSON members share. */
export function isSecretByWords(words: readonly string[]): boolean {
  const last = words.at(-1);
  // `key-id`, `token-type`, `session-count`: facts about a secret.
  if (last !== undefined && /^(?:type|count|limit|expires|expiry|length|version|url|uri|status|name)$/.test(last)) return false;
  if (squashed.test(words.join(''))) return !words.some((word) => harmlessTokenOwners.has(word));
  return words.some((word, at) => {
    const before = words[at - 1] ?? '';
    if (word === 'key') return keyOwners.has(before) && words[at + 1] !== 'id';
    if (word === 'token') return !harmlessTokenOwners.has(before);
    return secretWords.has(word);
  });
}
