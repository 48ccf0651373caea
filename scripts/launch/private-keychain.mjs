// A keychain for tests alone: gnome-keyring, unlocked, in a D-Bus session of its own, with folders of its own.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The daemon takes the password from standard input, and it goes away with the session that dbus-run-session ends.
const unlockAndRun =
  "printf 'test\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null || " +
  '{ echo "The test keychain (gnome-keyring) could not be unlocked." >&2; exit 1; }; exec "$@"';

/**
 * Wraps a command so that it runs with a keychain that nobody else sees, on Linux; elsewhere the system's own keychain is used.
 * @param {readonly [string, ...string[]]} command program and arguments
 * @returns {{ command: readonly [string, ...string[]], env: Record<string, string>, remove: () => void }}
 */
export function withPrivateKeychain(command) {
  if (process.platform !== 'linux') return { command, env: {}, remove: () => {} };
  const dir = mkdtempSync(join(tmpdir(), 'quartermaster-keychain-'));
  const at = (/** @type {string} */ name) => {
    const path = join(dir, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  };
  return {
    command: ['dbus-run-session', '--', 'sh', '-c', unlockAndRun, 'sh', ...command],
    // Without its own runtime folder the daemon would hand over to the one of the person who is logged in.
    env: { XDG_DATA_HOME: at('data'), XDG_RUNTIME_DIR: at('runtime'), XDG_CONFIG_HOME: at('config'), XDG_CACHE_HOME: at('cache') },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
