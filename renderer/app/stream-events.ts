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

/** A busy stream has thousands a second, each told by itself: what comes within this time is drawn together. */
const togetherMs = 60;
let waiting: Record<string, StreamEvent[]> = {};

export function noteStreamEvents(streamId: string, events: readonly StreamEvent[]): void {
  if (Object.keys(waiting).length === 0) setTimeout(showWaiting, togetherMs);
  (waiting[streamId] ??= []).push(...events);
}

function showWaiting(): void {
  const told = Object.entries(waiting);
  waiting = {};
  useStreams.setState(({ streams }) => ({
    streams: { ...streams, ...Object.fromEntries(told.map(([id, events]) => [id, grown(streams[id], events)])) },
  }));
}

const grown = (before: LiveStream = { count: 0, events: [] }, events: readonly StreamEvent[]): LiveStream => ({
  count: before.count + events.length,
  events: [...before.events, ...events].slice(-mostShown),
});

export function forgetStream(streamId: string): void {
  delete waiting[streamId];
  useStreams.setState(({ streams }) => ({ streams: Object.fromEntries(Object.entries(streams).filter(([id]) => id !== streamId)) }));
}
