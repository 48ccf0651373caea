import { create } from 'zustand';
import type { StreamEvent } from '../../shared/contract/workspace.ts';

export interface LiveStream {
  /** In all, those that are shown no longer too. */
  readonly count: number;
  readonly events: readonly StreamEvent[];
}

/** The newest events are shown while a stream runs; all of them are in the answer that is kept. */
const mostShown = 500;

/** The streams that come to this window now, by the id that each was asked under. */
export const useStreams = create<{ readonly streams: Readonly<Record<string, LiveStream>> }>()(() => ({ streams: {} }));

export function noteStreamEvents(streamId: string, events: readonly StreamEvent[]): void {
  useStreams.setState(({ streams }) => {
    const before = streams[streamId] ?? { count: 0, events: [] };
    const next = { count: before.count + events.length, events: [...before.events, ...events].slice(-mostShown) };
    return { streams: { ...streams, [streamId]: next } };
  });
}

export function forgetStream(streamId: string): void {
  useStreams.setState(({ streams }) => ({ streams: Object.fromEntries(Object.entries(streams).filter(([id]) => id !== streamId)) }));
}
