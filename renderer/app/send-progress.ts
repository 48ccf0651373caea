import { create } from 'zustand';
import type { SendProgress } from '../../shared/contract/workspace.ts';

/** What the sends of this window wait for, by the id that each was sent under; kept while it is on its way. */
export const useSendProgress = create<{ readonly waits: Readonly<Record<string, SendProgress>> }>()(() => ({ waits: {} }));

export function noteSendProgress(sendId: string, progress: SendProgress): void {
  useSendProgress.setState(({ waits }) => ({ waits: { ...waits, [sendId]: progress } }));
}

export function forgetSendProgress(sendId: string): void {
  useSendProgress.setState(({ waits }) => ({ waits: Object.fromEntries(Object.entries(waits).filter(([id]) => id !== sendId)) }));
}
