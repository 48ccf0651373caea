// What the keychain keeps for a workspace. It is asked for each entry by name: a listing (keytar.findCredentials) ends the process
// when another worker's app removes an entry meanwhile.
import Database from 'better-sqlite3';
import keytar from 'keytar';

const service = 'Quartermaster';

export interface KeptSecret {
  readonly account: string;
  readonly secret: string;
}

/** The workspace's key for bodies, its proxy's password, and of each credential the secret in use and the one that waits for a rotation. */
export async function secretsOf(databaseFile: string): Promise<readonly KeptSecret[]> {
  const db = new Database(databaseFile, { readonly: true });
  const { id } = db.prepare('SELECT id FROM workspace').get() as { id: string };
  const credentials = db.prepare('SELECT id FROM credentials').all() as { id: string }[];
  db.close();
  const accounts = [
    'body-key',
    'credential/proxy',
    ...credentials.flatMap((one) => [`credential/${one.id}`, `credential/${one.id}.pending`]),
  ];
  const kept: KeptSecret[] = [];
  for (const account of accounts.map((name) => `${id}/${name}`)) {
    const secret = await keytar.getPassword(service, account);
    if (secret !== null) kept.push({ account, secret });
  }
  return kept;
}

/** Keeps a copy under another account. */
export async function keepSecret({ account, secret }: KeptSecret): Promise<void> {
  await keytar.setPassword(service, account, secret);
}
