import { create } from 'zustand';
import type { RequestDraft } from '../../../shared/contract/console.ts';
import { api, client } from '../../app/client.ts';
import { forgetSendProgress } from '../../app/send-progress.ts';
import { forgetStream } from '../../app/stream-events.ts';
import { queryClient } from '../../app/query-client.ts';
import { useConsoleStore } from './console-store.ts';

export interface Sending {
  /** Under which the core tells of its waits. */
  readonly sendId: string;
  readonly startedAt: number;
  readonly stop: () => void;
}

interface SendingState {
  /** Calls on their way, by subject; they go on while a person looks at other places. */
  readonly sending: Readonly<Record<string, Sending>>;
  /** Why the last try was not sent at all, by subject. */
  readonly faults: Readonly<Record<string, unknown>>;
}

export const useSending = create<SendingState>()(() => ({ sending: {}, faults: {} }));

/** Says why a request was not even tried; `undefined`: nothing is against it. */
export function refuse(key: string, fault: unknown): void {
  useSending.setState((state) => ({ faults: { ...state.faults, [key]: fault } }));
}

/**
 * Sends a request once and shows its exchange beside the editor. A failure of the network is an exchange too; only what
 * kept it from being sent is a fault.
 */
export async function sendRequest(key: string, request: RequestDraft): Promise<void> {
  if (useSending.getState().sending[key]) return;
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const sendId = crypto.randomUUID();
  useSending.setState((state) => ({
    sending: { ...state.sending, [key]: { sendId, startedAt: Date.now(), stop } },
    faults: { ...state.faults, [key]: undefined },
  }));
  try {
    const exchange = await client.console.send({ ...request, sendId, streamId: sendId }, { signal: controller.signal });
    queryClient.setQueryData(api.console.exchange.queryKey({ input: { id: exchange.id } }), exchange);
    useConsoleStore.getState().show(key, exchange.id);
  } catch (error) {
    // A call that was stopped is kept by the core as an exchange: it is the newest one, and shown as such.
    useConsoleStore.getState().show(key, null);
    if (!controller.signal.aborted) useSending.setState((state) => ({ faults: { ...state.faults, [key]: error } }));
  } finally {
    forgetSendProgress(sendId);
    forgetStream(sendId);
    useSending.setState((state) => ({
      sending: Object.fromEntries(Object.entries(state.sending).filter(([one]) => one !== key)),
    }));
  }
}
