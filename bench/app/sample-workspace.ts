import { coreOptions } from '../../electron/cli/core-options.ts';
import { connectInProcess } from '../../electron/core/terminal.ts';
import type { Bench } from '../measure.ts';

/** Makes the sample workspace in a new folder, the way the welcome screen does, and closes it. */
export async function makeSampleWorkspace(bench: Bench, name: string): Promise<string> {
  const folder = bench.makeFolder(`${name}-workspace`);
  const connection = connectInProcess(coreOptions(bench.makeFolder(`${name}-terminal`)));
  try {
    await connection.client.workspace.sample({ folder });
    return folder;
  } finally {
    await connection.close();
  }
}
