import type { Credential, OauthSettings } from '../../../shared/contract/credentials.ts';
import { dayOf, endOfDay, parseHosts } from './credential-words.ts';

/** What the form holds while a person fills it in. The secret is not part of it: it stays in its field. */
export interface CredentialDraft {
  readonly name: string;
  readonly kind: Credential['kind'];
  readonly vendorId: string | null;
  readonly placementIn: 'header' | 'query';
  readonly placementName: string;
  /** For OAuth 2.0 the client id. */
  readonly username: string;
  readonly tokenFrom: 'token' | 'issuer';
  readonly tokenAddress: string;
  readonly scopes: string;
  readonly audience: string;
  readonly authMethod: OauthSettings['authMethod'];
  readonly manageUrl: string;
  /** As typed; null until a person touches it: the hosts of the chosen environments stand there then. */
  readonly hosts: string | null;
  readonly rotationDays: number | null;
  readonly expires: string;
  readonly environmentIds: readonly string[];
  readonly notes: string;
}

/** The draft of a new credential. */
export const emptyDraft: CredentialDraft = {
  name: '',
  kind: 'api_key',
  vendorId: null,
  placementIn: 'header',
  placementName: '',
  username: '',
  tokenFrom: 'token',
  tokenAddress: '',
  scopes: '',
  audience: '',
  authMethod: 'client_secret_basic',
  manageUrl: '',
  hosts: null,
  rotationDays: 90,
  expires: '',
  environmentIds: [],
  notes: '',
};

/** The draft of a credential that is there already. */
export function draftOf(credential: Credential): CredentialDraft {
  return {
    name: credential.name,
    kind: credential.kind,
    vendorId: credential.vendorId,
    placementIn: credential.placement?.in ?? 'header',
    placementName: credential.placement?.name ?? '',
    username: credential.username ?? '',
    tokenFrom: credential.oauth?.issuer ? 'issuer' : 'token',
    tokenAddress: credential.oauth?.tokenUrl ?? credential.oauth?.issuer ?? '',
    scopes: credential.oauth?.scopes.join(' ') ?? '',
    audience: credential.oauth?.audience ?? '',
    authMethod: credential.oauth?.authMethod ?? 'client_secret_basic',
    manageUrl: credential.manageUrl ?? '',
    hosts: credential.allowedHosts.length > 0 ? credential.allowedHosts.join(', ') : null,
    rotationDays: credential.rotationDays,
    expires: dayOf(credential.expiresAt),
    environmentIds: credential.environments.map((one) => one.id),
    notes: credential.notes,
  };
}

/** What the core is told, with the given hosts where none were typed. */
export function descriptionOf(draft: CredentialDraft, defaultHosts: readonly string[]) {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    vendorId: draft.vendorId,
    placement: draft.kind === 'api_key' ? { in: draft.placementIn, name: draft.placementName.trim() } : null,
    username: draft.kind === 'basic' || draft.kind === 'oauth2_client_credentials' ? draft.username.trim() : null,
    oauth: draft.kind === 'oauth2_client_credentials' ? oauthOf(draft) : null,
    manageUrl: draft.manageUrl.trim() === '' ? null : draft.manageUrl.trim(),
    allowedHosts: draft.kind === 'signing_secret' ? [] : draft.hosts === null ? [...defaultHosts] : parseHosts(draft.hosts),
    expiresAt: endOfDay(draft.expires),
    rotationDays: draft.rotationDays,
    notes: draft.notes.trim(),
  };
}

function oauthOf(draft: CredentialDraft): OauthSettings {
  const address = draft.tokenAddress.trim();
  return {
    tokenUrl: draft.tokenFrom === 'token' ? address : null,
    issuer: draft.tokenFrom === 'issuer' ? address : null,
    scopes: draft.scopes.split(/[\s,]+/).filter((one) => one !== ''),
    audience: draft.audience.trim() === '' ? null : draft.audience.trim(),
    authMethod: draft.authMethod,
  };
}

export type DraftField = 'name' | 'placementName' | 'username' | 'rotationDays' | 'tokenAddress' | 'manageUrl';

/** What is wrong with a draft, by field, in one sentence each. */
export function draftProblems(draft: CredentialDraft): Readonly<Record<DraftField, string | null>> {
  const days = draft.rotationDays;
  return {
    name: draft.name.trim() === '' ? 'Name it, so that people can tell it from others.' : null,
    placementName:
      draft.kind === 'api_key' && !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(draft.placementName.trim())
        ? 'The name of the header or parameter, as the vendor writes it, without spaces.'
        : null,
    username: usernameProblem(draft),
    tokenAddress:
      draft.kind === 'oauth2_client_credentials' && !isWebAddress(draft.tokenAddress) ? 'A whole address, with https://.' : null,
    manageUrl: draft.manageUrl.trim() !== '' && !isWebAddress(draft.manageUrl) ? 'A whole address, with https://.' : null,
    rotationDays: days !== null && (days < 1 || days > 3650) ? 'From 1 to 3,650 days, or empty for no policy.' : null,
  };
}

function usernameProblem({ kind, username }: CredentialDraft): string | null {
  if (username.trim() !== '') return null;
  if (kind === 'basic') return 'The user that the password belongs to.';
  return kind === 'oauth2_client_credentials' ? 'The client id, as the vendor shows it beside the secret.' : null;
}

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim());
