import { parseArgs } from 'node:util';
import { useCodeCache } from './code-cache.ts';
import { openKeychain } from './keychain/keychain.ts';

// Entry of the utility process: the engine beside the window. `--open FOLDER`: a workspace to open at once.
useCodeCache(import.meta.dirname);
const { values } = parseArgs({ options: { open: { type: 'string' } }, strict: false });
const folder = typeof values.open === 'string' ? values.open : null;
// The keychain is another program that takes its time, so it is asked first; the engine is large, and is read meanwhile.
const keychain = folder === null ? null : openKeychain();
// What cannot be read ends the process, and the shell says so.
void import('./serve-window.ts').then(({ serveWindow }) => serveWindow(folder, keychain === null ? {} : { openKeychain: () => keychain }));
