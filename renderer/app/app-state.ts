import { create } from 'zustand';
import type { Fault } from '../../shared/contract/errors.ts';
import type { StartState } from '../../shared/contract/shell.ts';

/** Whether there is a core to talk to. */
export type CoreState = 'starting' | 'up' | 'down' | 'given up';

export interface AppState {
  readonly core: CoreState;
  /** The folder of the workspace that is or was open: opened again after the core came back. */
  readonly folder: string | null;
  /** Why a workspace could not be opened; the welcome screen says it. */
  readonly openFault: { readonly folder: string; readonly fault: Fault } | null;
  /** The folder that is being opened at this moment. */
  readonly opening: string | null;
  /** How far it is, in words; empty when nothing is known. */
  readonly openingWords: string;
  /** Counts the workspaces that were on screen in this window: each gets a page of its own. */
  readonly shown: number;
  readonly start: StartState | null;
  readonly isHelpOpen: boolean;
  readonly isCreateOpen: boolean;
}

/** What the window itself knows; what is known about the workspace stays in the query cache. */
export const useApp = create<AppState>()(() => ({
  core: 'starting',
  folder: null,
  openFault: null,
  opening: null,
  openingWords: '',
  shown: 0,
  start: null,
  isHelpOpen: false,
  isCreateOpen: false,
}));
