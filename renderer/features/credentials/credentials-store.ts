import { create } from 'zustand';

interface CredentialsState {
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** What the Credentials page is showing. Never a secret. */
export const useCredentialsStore = create<CredentialsState>()((set) => ({
  text: '',
  setText: (text) => set({ text }),
}));
