// The core as it is at a start, for the rehearsal only: writes V8's compiled form of what has run by then when it is told to.
const { readdirSync } = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const folder = path.join(__dirname, '../../out/core');
const { codeCacheUse, keepCodeCache, useCodeCache } = require(path.join(folder, 'code-cache.cjs'));
const { parentPort } = /** @type {{ parentPort: import('electron').ParentPort }} */ (/** @type {unknown} */ (process));

useCodeCache(folder);
const engine = readdirSync(folder).find((name) => name.startsWith('serve-window-') && name.endsWith('.cjs'));
if (engine === undefined) throw new Error('the core is not built');
const { values } = parseArgs({ options: { open: { type: 'string' } }, strict: false });
const secrets = new Map();
require(path.join(folder, engine)).serveWindow(typeof values.open === 'string' ? values.open : null, {
  // Nothing of a rehearsal belongs into the keychain of whoever builds.
  openKeychain: async () => ({
    kind: 'memory',
    words: '',
    get: async (/** @type {string} */ account) => secrets.get(account) ?? null,
    set: async (/** @type {string} */ account, /** @type {string} */ secret) => void secrets.set(account, secret),
    remove: async (/** @type {string} */ account) => secrets.delete(account),
  }),
});
parentPort.on('message', ({ data }) => {
  if (data.kind === 'keep code') parentPort.postMessage({ kind: 'code kept', kept: keepCodeCache(), ...codeCacheUse() });
});
