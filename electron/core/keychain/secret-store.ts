/** Where secrets are kept. One home for keychain access; nothing else may import keytar. */
export interface SecretStore {
  /** keychain: they outlive the app. memory: they are gone when the app closes. */
  readonly kind: 'keychain' | 'memory';
  /** For the screen: where secrets are, or why they are in memory only. */
  readonly words: string;
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  /** Whether there was one. */
  remove(account: string): Promise<boolean>;
}

export interface MemoryStore extends SecretStore {
  /** Every account with its secret. */
  all(): Promise<readonly { readonly account: string; readonly secret: string }[]>;
}

/** Secrets in the memory of this process. Never a file: a weak lock on a file is worse than no file. */
export function createMemoryStore(reason: string): MemoryStore {
  const secrets = new Map<string, string>();
  return {
    kind: 'memory',
    words: `No keychain on this computer (${reason}). Secrets stay in memory until Quartermaster closes, then they must be entered again.`,
    get: async (account) => secrets.get(account) ?? null,
    set: async (account, secret) => void secrets.set(account, secret),
    remove: async (account) => secrets.delete(account),
    all: async () => [...secrets].map(([account, secret]) => ({ account, secret })),
  };
}
