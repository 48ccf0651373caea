import type { ReactElement } from 'react';
import { useApp } from './app-state.ts';
import { go } from './navigate.ts';
import { useImportRequest } from './open-import.ts';
import { usePalette } from './palette.ts';
import { places, type Place } from './places.ts';
import { useShortcut } from './shortcuts.ts';
import { useLookOnly } from './use-workspace.ts';

/** The keys that mean the same in every place. */
export function GlobalShortcuts(): ReactElement {
  const hasWorkspace = useApp((state) => state.folder !== null);
  const isLookOnly = useLookOnly();
  useShortcut('mod+k', 'Search or do anything', () => usePalette.getState().open(), true, 'Everywhere');
  useShortcut('?', 'This sheet', () => useApp.setState({ isHelpOpen: true }), true, 'Everywhere');
  useShortcut('mod+i', 'Import a document', () => useImportRequest.getState().ask(null), hasWorkspace && !isLookOnly, 'Everywhere');
  useShortcut('mod+,', 'Settings', () => go({ place: 'settings' }), hasWorkspace, 'Everywhere');
  return <>{hasWorkspace ? places.map((place) => <GoShortcut key={place.place} place={place} />) : null}</>;
}

function GoShortcut({ place }: { readonly place: Place }): null {
  useShortcut(`g ${place.letter}`, place.words, () => go({ place: place.place }), true, 'Go to');
  return null;
}
