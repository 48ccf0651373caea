import { Fault } from '../../../shared/contract/errors.ts';
import { createMemoryStore, type SecretStore } from './secret-store.ts';

const service = 'Quartermaster';
/** A keychain that asks its user to unlock it may take a while; one that never answers must not hold up the start. */
const answerMs = 8_000;

const words: Record<string, string> = {
  darwin: 'Secrets are in the macOS Keychain.',
  win32: 'Secrets are in the Windows Credential Manager.',
};

/** Opens the OS keychain, or says why there is none and keeps secrets in memory. */
export async function openKeychain(): Promise<SecretStore> {
  try {
    const { default: keytar } = await import('keytar');
    const inTurn = oneAtATime();
    // keytar.findCredentials is not used: it ends the process when an entry goes away while it reads, for example in another window of ours.
    const store: SecretStore = {
      kind: 'keychain',
      words: words[process.platform] ?? 'Secrets are in the desktop keyring (Secret Service).',
      get: (account) => asked(inTurn(() => keytar.getPassword(service, account))),
      set: (account, secret) => asked(inTurn(() => keytar.setPassword(service, account, secret))),
      remove: (account) => asked(inTurn(() => keytar.deletePassword(service, account))),
    };
    await withinTime(keytar.getPassword(service, 'availability'), answerMs);
    return store;
  } catch (error) {
    return createMemoryStore(reasonOf(error));
  }
}

/** libsecret's first calls must not come from two threads at once (github.com/atom/node-keytar issue 283). */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** A keychain that was there and refuses now (locked, a prompt that was dismissed) is something a person can mend. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Fault('keychain_unavailable', { happened: `The keychain refused: ${reasonOf(error)}.`, remedy: 'Unlock it and try again.' });
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/libsecret/i.test(message)) return 'libsecret is not installed';
  if (/d-?bus|autolaunch|secrets? service|org\.freedesktop|unsupported transport|server address/i.test(message))
    return 'no desktop keyring is running in this session';
  return message.split('\n')[0]?.slice(0, 120) ?? 'unknown reason';
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
