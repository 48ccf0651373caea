import { isPrivateHost } from '../http/addresses.ts';
import type { EnvironmentKind } from './placed.ts';

const sandbox =
  /(?:^|[^a-z])(?:test|testing|sandbox|staging|stage|stg|qa|uat|demo|dev|development|local|mock|preview|preprod|pre-production|localhost|127\.0\.0\.1)(?:[^a-z]|$)/i;
const production = /(?:^|[^a-z])(?:live|production|prod)(?:[^a-z]|$)/i;

/** Names that no public host has (RFC 2606, RFC 6762). */
const reserved = /\.(?:test|local|example|invalid)$/i;

/**
 * What an environment is: by the name that somebody gave it, else by its address. A public address that says nothing of itself is taken
 * for production, which is guarded: a person who knows better says so.
 */
export function kindOfEnvironment(name: string, baseUrl: string): EnvironmentKind {
  // ".test" and ".local" are kinds of names, not of environments.
  for (const text of [name, baseUrl.replace(/\.(?:test|local|example|invalid)(?=[:/]|$)/i, '')]) {
    if (sandbox.test(text)) return 'sandbox';
    if (production.test(text)) return 'production';
  }
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : null;
  return host === null || reserved.test(host) || isPrivateHost(host) ? 'other' : 'production';
}
