import { createByteRedactor } from '../../../shared/domain/redaction/byte-redactor.ts';
import { createRedactor, type LabelledSecret, type Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Reader } from '../db/sqlite.ts';
import type { SecretStore } from '../keychain/secret-store.ts';

/** The secrets of one workspace: read from the keychain once, so that everything written can be redacted by value. */
export interface Secrets {
  get(credentialId: string): string | null;
  has(credentialId: string): boolean;
  set(credentialId: string, secret: string): Promise<void>;
  remove(credentialId: string): Promise<void>;
  /** A secret that waits beside the one in use until a rotation switches to it. */
  getPending(credentialId: string): string | null;
  setPending(credentialId: string, secret: string): Promise<void>;
  removePending(credentialId: string): Promise<void>;
  /** The secret before the one in use, of a credential that keeps it: deliveries may still be signed with it. */
  getFormer(credentialId: string): string | null;
  setFormer(credentialId: string, secret: string): Promise<void>;
  removeFormer(credentialId: string): Promise<void>;
  /** Makes a value that lives in memory only, such as an access token, be cut out of all that is written from now on. */
  alsoRedact(credentialId: string, value: string): void;
  /** Forgets what `alsoRedact` was told under this id. */
  noLongerRedact(credentialId: string): void;
  /** Cuts every known secret, in every form it may take, out of text. */
  redactor(): Redactor;
  /** The same for bytes read as latin-1, one character a byte: finds secrets in bodies of any encoding and keeps the rest as it is. */
  byteRedactor(): Redactor;
}

/** So many tokens of one credential are remembered for redaction: an answer may still quote one that was replaced. */
const tokensRemembered = 4;
const pendingSuffix = '.pending';
const formerSuffix = '.former';
/** Under this name the proxy’s password lies beside the credentials’ secrets, so that it is redacted like them. */
export const proxySecret = 'proxy';

/** What the workspace may have kept in the keychain: the secret of each credential, the new one of an open rotation, the former one of what signs, the proxy’s password. */
export function keptSecretIds(db: Reader): readonly string[] {
  const credentials = db.all<{ id: string }>('SELECT id FROM credentials').map(({ id }) => id);
  const rotating = db.all<{ id: string }>("SELECT credential_id AS id FROM rotations WHERE state = 'open'");
  const signing = db.all<{ id: string }>("SELECT id FROM credentials WHERE kind = 'signing_secret'");
  return [...credentials, ...rotating.map(({ id }) => id + pendingSuffix), ...signing.map(({ id }) => id + formerSuffix), proxySecret];
}

/** Reads the secrets with these ids; one that the keychain does not hold is missing, and is said to be. */
export async function createSecrets(workspaceId: string, ids: readonly string[], store: SecretStore): Promise<Secrets> {
  const prefix = `${workspaceId}/credential/`;
  const known = new Map<string, string>();
  for (const id of ids) {
    const secret = await store.get(prefix + id);
    if (secret !== null) known.set(id, secret);
  }
  const inMemory = new Map<string, readonly string[]>();
  let redactor: Redactor | null = null;
  let byteRedactor: Redactor | null = null;
  const forget = (): void => {
    redactor = null;
    byteRedactor = null;
  };
  const plainId = (id: string): string => id.replace(pendingSuffix, '').replace(formerSuffix, '');
  const label = (id: string): string => `credential ${plainId(id).slice(-4)}`;
  const labelled = (): LabelledSecret[] => [
    ...[...known].map(([id, value]) => ({ label: label(id), value })),
    ...[...inMemory].flatMap(([id, values]) => values.map((value) => ({ label: `token of ${label(id)}`, value }))),
  ];
  const alsoRedact = (id: string, value: string): void => {
    inMemory.set(id, [value, ...(inMemory.get(id) ?? []).filter((one) => one !== value)].slice(0, tokensRemembered));
    forget();
  };
  // A secret that was replaced or dropped may still hold at the vendor, and a call with it may still be under way.
  const rememberFormer = (id: string): void => {
    const former = known.get(id);
    if (former) alsoRedact(plainId(id), former);
  };
  const set = async (id: string, secret: string): Promise<void> => {
    await store.set(prefix + id, secret);
    rememberFormer(id);
    known.set(id, secret);
    forget();
  };
  const remove = async (id: string): Promise<void> => {
    await store.remove(prefix + id);
    rememberFormer(id);
    known.delete(id);
    forget();
  };
  return {
    get: (id) => known.get(id) ?? null,
    has: (id) => known.has(id),
    set,
    remove,
    getPending: (id) => known.get(id + pendingSuffix) ?? null,
    setPending: (id, secret) => set(id + pendingSuffix, secret),
    removePending: async (id) => {
      if (known.has(id + pendingSuffix)) await remove(id + pendingSuffix);
    },
    getFormer: (id) => known.get(id + formerSuffix) ?? null,
    setFormer: (id, secret) => set(id + formerSuffix, secret),
    removeFormer: async (id) => {
      if (known.has(id + formerSuffix)) await remove(id + formerSuffix);
    },
    alsoRedact,
    noLongerRedact: (id) => {
      if (inMemory.delete(id)) forget();
    },
    redactor: () => (redactor ??= createRedactor(labelled())),
    byteRedactor: () => (byteRedactor ??= createByteRedactor(labelled())),
  };
}
