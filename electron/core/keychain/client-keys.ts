import type { Reader } from '../db/sqlite.ts';
import type { SecretStore } from './secret-store.ts';

/** A client certificate with its key, as it was given. It never leaves this computer's keychain but into a TLS connection. */
export interface ClientKey {
  readonly cert: string | null;
  readonly key: string | null;
  /** Base64. */
  readonly pfx: string | null;
  readonly passphrase: string;
}

/** The client certificates' keys of one workspace: read from the keychain once. */
export interface ClientKeys {
  get(id: string): ClientKey | null;
  set(id: string, key: ClientKey): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The keychain of Windows takes 2,560 bytes in one entry, in two bytes a character: longer texts lie in several. */
const pieceLength = 1_200;

export function clientCertificateIds(db: Reader): readonly string[] {
  return db.all<{ id: string }>('SELECT id FROM client_certificates').map(({ id }) => id);
}

export async function createClientKeys(workspaceId: string, ids: readonly string[], store: SecretStore): Promise<ClientKeys> {
  const prefix = `${workspaceId}/client-certificate/`;
  const known = new Map<string, ClientKey>();
  for (const id of ids) {
    let text = '';
    for (let index = 0, piece; (piece = await store.get(`${prefix}${id}/${index}`)) !== null; index += 1) text += piece;
    try {
      known.set(id, JSON.parse(text) as ClientKey);
    } catch {
      // A piece was taken out of the keychain: the key is then missing, and is said to be.
    }
  }
  const remove = async (id: string): Promise<void> => {
    known.delete(id);
    for (let index = 0; await store.remove(`${prefix}${id}/${index}`); index += 1);
  };
  return {
    get: (id) => known.get(id) ?? null,
    remove,
    set: async (id, key) => {
      await remove(id);
      const text = JSON.stringify(key);
      for (let index = 0; index * pieceLength < text.length; index += 1) {
        await store.set(`${prefix}${id}/${index}`, text.slice(index * pieceLength, (index + 1) * pieceLength));
      }
      known.set(id, key);
    },
  };
}
