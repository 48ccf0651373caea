import type { Door } from '../../shared/contract/procedure.ts';

export type PlaceName = Door['place'];

export interface Place {
  readonly place: PlaceName;
  readonly words: string;
  /** The letter after `g` that goes there. */
  readonly letter: string;
  readonly isBelow: boolean;
}

/** The rail, in its order; Activity and Settings stand below. */
export const places: readonly Place[] = [
  { place: 'today', words: 'Today', letter: 't', isBelow: false },
  { place: 'inventory', words: 'Inventory', letter: 'i', isBelow: false },
  { place: 'credentials', words: 'Credentials', letter: 'k', isBelow: false },
  { place: 'mappings', words: 'Mappings', letter: 'm', isBelow: false },
  { place: 'console', words: 'Console', letter: 'c', isBelow: false },
  { place: 'ledger', words: 'Ledger', letter: 'l', isBelow: false },
  { place: 'calendar', words: 'Calendar', letter: 'd', isBelow: false },
  { place: 'monitors', words: 'Monitors', letter: 'o', isBelow: false },
  { place: 'runbooks', words: 'Runbooks', letter: 'r', isBelow: false },
  { place: 'scorecards', words: 'Scorecards', letter: 's', isBelow: false },
  { place: 'activity', words: 'Activity', letter: 'a', isBelow: true },
  { place: 'settings', words: 'Settings', letter: ',', isBelow: true },
];
