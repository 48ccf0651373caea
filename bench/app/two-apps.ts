import { join, resolve } from 'node:path';
import type { Bench } from '../measure.ts';
import { makeSampleWorkspace } from './sample-workspace.ts';

export interface AppUnderTest {
  /** Words for a progress line. */
  readonly name: string;
  /** After Electron's own flags. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The first piece of data in its window. */
  readonly firstData: string;
}

/** The app with the sample workspace, and the bare window: each with a folder of its own for what Chromium keeps. */
export async function prepareTwoApps(bench: Bench, name: string): Promise<{ readonly ours: AppUnderTest; readonly bare: AppUnderTest }> {
  const workspace = await makeSampleWorkspace(bench, name);
  return {
    ours: {
      name: 'Quartermaster',
      args: [resolve(import.meta.dirname, '../..'), '--workspace', workspace],
      env: { QUARTERMASTER_APP_DATA: bench.makeFolder(`${name}-app`) },
      firstData: 'html[data-app-state="ready"] .tod-attention li',
    },
    bare: {
      name: 'bare window',
      args: [`--user-data-dir=${bench.makeFolder(`${name}-bare`)}`, join(import.meta.dirname, '../bare-window')],
      env: {},
      firstData: 'html[data-app-state="ready"] li',
    },
  };
}
