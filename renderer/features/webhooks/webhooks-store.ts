import { create } from 'zustand';
import type { deliveryViews } from '../../../shared/contract/webhooks.ts';

export type InboxView = (typeof deliveryViews)[number];

interface InboxState {
  readonly view: InboxView;
  readonly text: string;
  /** Only what came to this endpoint. */
  readonly endpointId: string | null;
  readonly setView: (view: InboxView) => void;
  readonly setText: (text: string) => void;
  readonly setEndpoint: (endpointId: string | null) => void;
}

/** What the inbox is showing; kept while a person looks at other places. */
export const useInboxStore = create<InboxState>()((set) => ({
  view: 'all',
  text: '',
  endpointId: null,
  setView: (view) => set({ view }),
  setText: (text) => set({ text }),
  setEndpoint: (endpointId) => set({ endpointId }),
}));
