import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useWithheld } from '../ui/read-only.ts';
import { matchShortcut, mayRepeat } from './match-shortcut.ts';

export type ShortcutGroup = 'Everywhere' | 'Go to' | 'This page';

export interface Shortcut {
  readonly id: number;
  /** "mod+k", "g t", "?", "j", "Escape"; `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: string;
  readonly words: string;
  readonly group: ShortcutGroup;
}

interface Registered extends Shortcut {
  readonly run: () => void;
}

interface ShortcutState {
  readonly registered: readonly Registered[];
}

/** What can be pressed at this moment; the help sheet lists it. */
export const useShortcuts = create<ShortcutState>()(() => ({ registered: [] }));

let nextId = 1;

/**
 * Binds keys to an action while the component is mounted, and lists it in the help sheet. Plain keys are ignored while
 * typing and while a dialog or menu is open; the newest registration wins, so that Esc closes the innermost thing. In a
 * workspace that can only be looked at, what changes something is not bound.
 */
export function useShortcut(keys: string, words: string, run: () => void, enabled = true, group: ShortcutGroup = 'This page'): void {
  const isWithheld = useWithheld()(words, group === 'This page' ? undefined : false);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled || isWithheld) return undefined;
    const id = nextId++;
    const entry: Registered = { id, keys, words, group, run: () => latest.current() };
    useShortcuts.setState((state) => ({ registered: [...state.registered, entry] }));
    return () => useShortcuts.setState((state) => ({ registered: state.registered.filter((one) => one.id !== id) }));
  }, [keys, words, group, enabled, isWithheld]);
}

/** Starts listening for keys; called once when the app starts. Returns how to stop. */
export function listenForShortcuts(target: Window): () => void {
  const sequence = { first: '', at: 0 };
  // A dialog closes on the same press before this listener hears it; what only then becomes possible is for the next press.
  let pressed = useShortcuts.getState().registered;
  // Its own keys are the dialog's, wherever the focus is: a step that is done may have taken it along.
  let isCovered = false;
  const onPress = (): void => {
    pressed = useShortcuts.getState().registered;
    isCovered = target.document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if (isCovered && !event.ctrlKey && !event.metaKey) return;
    const found = matchShortcut(pressed, event, sequence);
    if (found === null) return;
    event.preventDefault();
    if (!event.repeat || mayRepeat(found)) found.run();
  };
  target.addEventListener('keydown', onPress, { capture: true });
  target.addEventListener('keydown', onKeyDown);
  return () => {
    target.removeEventListener('keydown', onPress, { capture: true });
    target.removeEventListener('keydown', onKeyDown);
  };
}
