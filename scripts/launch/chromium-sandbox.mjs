// Whether Chromium's sandbox can start here. Packaged apps never ask: this is for running from a clone.
import { spawnSync } from 'node:child_process';

/**
 * Why the sandbox must be left out, if it must.
 * @returns {string | null} a sentence for the person who starts the app
 */
export function findSandboxObstacle() {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'You are root, and Chromium refuses its sandbox to root: starting without it.';
  // The runtime in a clone has no set-uid helper, so the sandbox depends on unprivileged user namespaces, which some systems deny.
  const probe = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  if (probe.error !== undefined || probe.status === 0) return null;
  return "This system does not let ordinary users make namespaces, which Chromium's sandbox needs: starting without it.";
}
