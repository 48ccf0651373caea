import type { OauthSettings, TokenState } from '../../../shared/contract/credentials.ts';
import type { Clock } from '../db/commands.ts';
import { fetchToken, type TokenSender } from './fetch-token.ts';
import type { Secrets } from './secrets.ts';

/** What a token is asked with; the secret comes from the keychain. */
export interface OauthClient {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly oauth: OauthSettings;
}

export interface HeldToken {
  readonly value: string;
  /** Held from before: the vendor may have ended it since. */
  readonly isFromBefore: boolean;
}

/** Access tokens of OAuth 2.0 client credentials: in memory, fetched when they are needed, never written. */
export interface Tokens {
  /** The token that is held, or a new one; callers at the same time share one fetch. */
  get(client: OauthClient, secret: string, actor: string, signal?: AbortSignal): Promise<HeldToken>;
  /** A new token in any case; the one held before is replaced. */
  renew(client: OauthClient, secret: string, actor: string, signal?: AbortSignal): Promise<HeldToken>;
  /** A token for a secret that is not in use yet; it is not held. */
  once(client: OauthClient, secret: string, actor: string): Promise<string>;
  stateOf(credentialId: string): TokenState | null;
  /** Forgets the token: its credential was changed, or the vendor refuses it. */
  drop(credentialId: string): void;
}

/** A token is replaced this long before its end, or in the middle of its time when that is short. */
const renewBeforeMs = 60_000;
/** How long a token is held whose end the vendor does not tell. */
const untoldMs = 5 * 60_000;

interface Held extends TokenState {
  readonly value: string;
  readonly madeFor: string;
}

export function createTokens(tools: { readonly clock: Clock; readonly secrets: Secrets; readonly send: TokenSender }): Tokens {
  const held = new Map<string, Held>();
  const fetching = new Map<string, { readonly madeFor: string; readonly token: Promise<Held> }>();

  const fetchNow = async (client: OauthClient, secret: string, actor: string): Promise<Held> => {
    const answer = await fetchToken(client, secret, actor, tools);
    const fetchedAt = tools.clock.now();
    tools.secrets.alsoRedact(client.id, answer.token);
    return {
      value: answer.token,
      madeFor: fingerprint(client),
      fetchedAt,
      expiresAt: answer.expiresInSeconds === null ? null : fetchedAt + answer.expiresInSeconds * 1000,
      scope: answer.scope,
    };
  };
  const renew: Tokens['renew'] = async (client, secret, actor, signal) => {
    const madeFor = fingerprint(client);
    let running = fetching.get(client.id);
    if (running?.madeFor !== madeFor) {
      const token = fetchNow(client, secret, actor);
      running = { madeFor, token };
      fetching.set(client.id, running);
      const settled = running;
      void token.then(
        (fresh) => {
          if (fetching.get(client.id) !== settled) return;
          fetching.delete(client.id);
          held.set(client.id, fresh);
        },
        () => {
          if (fetching.get(client.id) === settled) fetching.delete(client.id);
        },
      );
    }
    const fresh = await unlessStopped(running.token, signal);
    return { value: fresh.value, isFromBefore: false };
  };
  return {
    renew,
    get: async (client, secret, actor, signal) => {
      const known = held.get(client.id);
      if (known?.madeFor === fingerprint(client) && isFresh(known, tools.clock.now())) return { value: known.value, isFromBefore: true };
      return renew(client, secret, actor, signal);
    },
    once: async (client, secret, actor) => (await fetchNow(client, secret, actor)).value,
    stateOf: (credentialId) => {
      const known = held.get(credentialId);
      if (!known || (known.expiresAt !== null && known.expiresAt <= tools.clock.now())) return null;
      return { fetchedAt: known.fetchedAt, expiresAt: known.expiresAt, scope: known.scope };
    },
    drop: (credentialId) => {
      held.delete(credentialId);
      fetching.delete(credentialId);
    },
  };
}

/** Whether a token can be sent without a fear that it ends on the way. */
export function isFresh(token: Pick<TokenState, 'fetchedAt' | 'expiresAt'>, now: number): boolean {
  if (token.expiresAt === null) return now - token.fetchedAt < untoldMs;
  return now < token.expiresAt - Math.min(renewBeforeMs, (token.expiresAt - token.fetchedAt) / 2);
}

const fingerprint = (client: OauthClient): string => JSON.stringify([client.clientId, client.oauth]);

/** One caller's stop must not end the fetch that others wait for. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
