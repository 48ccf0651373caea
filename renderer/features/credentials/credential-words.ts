import type { Credential } from '../../../shared/contract/credentials.ts';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { assertNever } from '../../app/assert-never.ts';

type Kind = Credential['kind'];
type AuthScheme = ApiDetail['authSchemes'][number];

const dayMs = 24 * 60 * 60 * 1000;

export const kindWords = {
  api_key: 'API key',
  bearer: 'Bearer token',
  basic: 'User and password',
  oauth2_client_credentials: 'OAuth 2.0',
  signing_secret: 'Signing secret',
} as const satisfies Record<Kind, string>;

/** Whole days since the secret was last replaced. */
export function ageDays(credential: Pick<Credential, 'rotatedAt'>, now: number): number {
  return Math.max(0, Math.floor((now - credential.rotatedAt) / dayMs));
}

/** The age against the policy: "41 of 90 days", "120 of 90 days", "41 days, no policy". */
export function ageWords(credential: Pick<Credential, 'rotatedAt' | 'rotationDays'>, now: number): string {
  const days = ageDays(credential, now);
  if (credential.rotationDays === null) return `${days === 1 ? '1 day' : `${days} days`}, no policy`;
  return `${days} of ${credential.rotationDays} days`;
}

/** Where the secret is put in a request, in words. */
export function placementWords(credential: Pick<Credential, 'kind' | 'placement' | 'username'>): string {
  switch (credential.kind) {
    case 'api_key':
      if (credential.placement === null) return 'not said yet';
      return credential.placement.in === 'header' ? `header ${credential.placement.name}` : `query parameter ${credential.placement.name}`;
    case 'bearer':
      return 'Authorization: Bearer';
    case 'basic':
      return credential.username ? `Authorization: Basic, as ${credential.username}` : 'Authorization: Basic';
    case 'oauth2_client_credentials':
      return 'Authorization: Bearer, with a fetched token';
    case 'signing_secret':
      return 'nowhere: it verifies webhooks';
    default:
      return assertNever(credential.kind);
  }
}

/** What the secret's own field is called. */
export const secretLabel = {
  api_key: 'Key',
  bearer: 'Token',
  basic: 'Password',
  oauth2_client_credentials: 'Client secret',
  signing_secret: 'Secret',
} as const satisfies Record<Kind, string>;

/** Where the secret is, in words, and the shape that goes with them. */
export function secretPlace(state: Credential['secretState']): { readonly words: string; readonly mark: 'holds' | 'soon' | 'no data' } {
  switch (state) {
    case 'keychain':
      return { words: 'in the keychain', mark: 'holds' };
    case 'memory':
      return { words: 'in memory until the app closes', mark: 'soon' };
    case 'missing':
      return { words: 'missing: enter it', mark: 'no data' };
    default:
      return assertNever(state);
  }
}

/** The page's finding: "6 credentials, 1 needs you". */
export function pageTitle(credentials: readonly Credential[]): string {
  const amount = credentials.length === 1 ? '1 credential' : `${credentials.length} credentials`;
  const needing = credentials.filter((one) => one.standing.state === 'broken' || one.standing.state === 'soon').length;
  if (needing === 0) return `${amount}, ${credentials.length === 1 ? 'nothing' : 'none'} needs you`;
  return `${amount}, ${needing} ${needing === 1 ? 'needs' : 'need'} you`;
}

/** The facts under the title: where secrets are, and how many are not here. */
export function pageFacts(credentials: readonly Credential[]): string {
  const missing = credentials.filter((one) => one.secretState === 'missing').length;
  const unbound = credentials.filter((one) => one.environments.length === 0 && one.kind !== 'signing_secret').length;
  const inMemory = credentials.filter((one) => one.secretState === 'memory').length;
  const facts: string[] = [];
  if (missing > 0) facts.push(missing === 1 ? '1 secret is not on this computer' : `${missing} secrets are not on this computer`);
  if (inMemory > 0)
    facts.push(inMemory === 1 ? '1 secret is in memory until the app closes' : `${inMemory} secrets are in memory until the app closes`);
  if (facts.length === 0) facts.push('every secret is in the keychain');
  if (unbound > 0) facts.push(unbound === 1 ? '1 is not bound to any environment' : `${unbound} are not bound to any environment`);
  const words = facts.join(' · ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A pasted secret without what came along with it: spaces around it, a leading "Bearer ". A password is kept as it is. */
export function tidySecret(kind: Kind, text: string): string {
  if (kind === 'basic') return text;
  const trimmed = text.trim();
  return kind === 'bearer' ? trimmed.replace(/^bearer\s+/i, '') : trimmed;
}

/** The hosts of base URLs, each once, in order; what is no URL is left out. */
export function hostsOf(baseUrls: readonly string[]): string[] {
  return [...new Set(baseUrls.flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : [])))].filter((host) => host !== '');
}

/** Hosts as a person types them: separated by commas, spaces or lines; a whole URL counts as its host. */
export function parseHosts(text: string): string[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return [...new Set(parts.map((part) => (part.includes('://') && URL.canParse(part) ? new URL(part).host : part.toLowerCase())))];
}

/** The kind and placement that an API's contract asks for; null when it names none that can be stored here. */
export function schemeSuggestion(
  schemes: readonly AuthScheme[],
): { readonly kind: Kind; readonly placement: Credential['placement'] } | null {
  for (const scheme of schemes) {
    if (scheme.type === 'apiKey') {
      const isPlaced = (scheme.in === 'header' || scheme.in === 'query') && scheme.name !== null;
      return { kind: 'api_key', placement: isPlaced ? { in: scheme.in === 'query' ? 'query' : 'header', name: scheme.name ?? '' } : null };
    }
    if (scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'basic') return { kind: 'basic', placement: null };
    if (scheme.type === 'http' || scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return { kind: 'bearer', placement: null };
  }
  return null;
}

/** The last moment of a day as a date field gives it ("2027-03-31"), in the person's own zone; null when empty. */
export function endOfDay(date: string): number | null {
  const at = new Date(`${date}T23:59:59`).getTime();
  return date === '' || Number.isNaN(at) ? null : at;
}

/** The day of an instant as a date field takes it, in the person's own zone. */
export function dayOf(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** The token that is held: "Valid for 58 min more, fetched 2 min ago, scope payments:read". */
export function tokenWords(token: Credential['token'], now: number): string {
  if (token === null) return 'None is held. One is fetched with the next call that needs it, and kept in memory only.';
  const scope = token.scope === null ? '' : `, scope ${token.scope}`;
  const fetched = `fetched ${spanWords(now - token.fetchedAt)} ago${scope}`;
  if (token.expiresAt === null) return `Held, ${fetched}. The vendor does not say until when.`;
  if (token.expiresAt <= now) return `Ended, ${fetched}. The next call fetches a new one.`;
  return `Valid for ${spanWords(token.expiresAt - now)} more, ${fetched}.`;
}

function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
