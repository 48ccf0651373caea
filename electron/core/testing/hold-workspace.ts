import { systemClock } from '../engine.ts';
import { createMemoryStore } from '../keychain/secret-store.ts';
import { openLog } from '../log.ts';
import { Core } from '../core.ts';

/** Another process: `node hold-workspace.ts FOLDER APP-DATA` opens the workspace, says "open", and holds it until it is ended. */
const [folder = '', appDataFolder = ''] = process.argv.slice(2);
const core = new Core({
  program: 'terminal',
  appDataFolder,
  workerFile: new URL('../jobs/job-worker.ts', import.meta.url),
  contractsFolder: new URL('../../../resources/contracts/', import.meta.url),
  clock: systemClock,
  log: openLog(appDataFolder, Date.now),
  openKeychain: async () => createMemoryStore('a test'),
});
await core.open(folder);
process.stdout.write('open\n');
process.on('SIGTERM', () => void core.close().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
