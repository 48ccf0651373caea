import { parseArgs } from 'node:util';
import { openKeychain } from './keychain/keychain.ts';

// Entry of the utility process: the engine beside the window. `--open FOLDER`: a workspace to open at once.
const { values } = parseArgs({ options: { open: { type: 'string' } }, strict: false });
const folder = typeof values.open === 'string' ? values.open : null;
// The keychain is another program that takes its time, so it is asked first; the engine is large, and is read meanwhile.
const keychain = folder === null ? null : openKeychain();
const { serveWindow } = await import('./serve-window.ts');
serveWindow(folder, keychain === null ? {} : { openKeychain: () => keychain });
