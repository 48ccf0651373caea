import type { CoreOptions } from '../core/core.ts';
import { systemClock } from '../core/engine.ts';
import { openLog } from '../core/log.ts';

/** What a core of this process is started with. The files beside it differ between the sources and the bundle. */
export function coreOptions(appDataFolder: string): CoreOptions {
  const here = import.meta.url;
  const isSource = here.endsWith('.ts');
  return {
    program: 'terminal',
    appDataFolder,
    workerFile: new URL(isSource ? '../core/jobs/job-worker.ts' : './job-worker.js', here),
    // The same distance from electron/cli/ and from out/main/.
    contractsFolder: new URL('../../resources/contracts/', here),
    clock: systemClock,
    log: openLog(appDataFolder, () => systemClock.now()),
  };
}
