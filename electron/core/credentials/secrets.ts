import { createRedactor, type Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { SecretStore } from '../keychain/secret-store.ts';

/** The secrets of one workspace: read from the keychain once, so that everything written can be redacted by value. */
export interface Secrets {
  get(credentialId: string): string | null;
  has(credentialId: string): boolean;
  set(credentialId: string, secret: string): Promise<void>;
  remove(credentialId: string): Promise<void>;
  /** Cuts every known secret, in every form it may take, out of text. */
  redactor(): Redactor;
  /** The same for bytes read as latin-1, one character a byte: finds secrets in bodies of any encoding and keeps the rest as it is. */
  byteRedactor(): Redactor;
}

export async function createSecrets(workspaceId: string, store: SecretStore): Promise<Secrets> {
  const prefix = `${workspaceId}/credential/`;
  const known = new Map<string, string>();
  for (const { account, secret } of await store.all()) {
    if (account.startsWith(prefix)) known.set(account.slice(prefix.length), secret);
  }
  let redactor: Redactor | null = null;
  let byteRedactor: Redactor | null = null;
  const forget = (): void => {
    redactor = null;
    byteRedactor = null;
  };
  const labelled = (): { label: string; value: string }[] =>
    [...known].map(([id, value]) => ({ label: `credential ${id.slice(-4)}`, value }));
  return {
    get: (id) => known.get(id) ?? null,
    has: (id) => known.has(id),
    set: async (id, secret) => {
      await store.set(prefix + id, secret);
      known.set(id, secret);
      forget();
    },
    remove: async (id) => {
      await store.remove(prefix + id);
      known.delete(id);
      forget();
    },
    redactor: () => (redactor ??= createRedactor(labelled())),
    byteRedactor: () => {
      byteRedactor ??= createRedactor(
        labelled().flatMap(({ label, value }) => [
          { label, value },
          { label, value: Buffer.from(value, 'utf8').toString('latin1') },
        ]),
      );
      return byteRedactor;
    },
  };
}
