import type { EnvironmentKind } from './placed.ts';

const sandbox =
  /(?:^|[^a-z])(?:test|testing|sandbox|staging|stage|stg|qa|uat|demo|dev|development|local|mock|preview|preprod|pre-production|localhost|127\.0\.0\.1)(?:[^a-z]|$)/i;
const production = /(?:^|[^a-z])(?:live|production|prod)(?:[^a-z]|$)/i;

/** What an environment is: by the name that somebody gave it, else by its address. */
export function kindOfEnvironment(name: string, baseUrl: string): EnvironmentKind {
  // ".test" and ".local" are kinds of names, not of environments.
  for (const text of [name, baseUrl.replace(/\.(?:test|local|example|invalid)(?=[:/]|$)/i, '')]) {
    if (sandbox.test(text)) return 'sandbox';
    if (production.test(text)) return 'production';
  }
  return 'other';
}
