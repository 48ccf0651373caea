import { create } from 'zustand';
import type { StandingState } from './mark.tsx';

export interface ToastWords {
  readonly words: string;
  /** Offers Undo for as long as the toast stands. */
  readonly undo?: () => void;
  readonly state?: StandingState;
}

export interface Toast extends ToastWords {
  readonly id: number;
}

/** The toasts on screen, oldest first; the shell draws them. */
export const useToasts = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

const mostAtOnce = 3;
let nextId = 1;

/** Says in passing that something is done, with Undo where that is possible. */
export function toast(words: ToastWords): void {
  const id = nextId++;
  useToasts.setState((state) => ({ toasts: [...state.toasts, { ...words, id }].slice(-mostAtOnce) }));
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  useToasts.setState((state) => ({ toasts: state.toasts.filter((one) => one.id !== id) }));
}
