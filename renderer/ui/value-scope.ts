import { createContext } from 'react';
import type { ValueName } from './value-names.ts';

export interface Values {
  /** Names that may stand in `{{…}}` here, in the order in which they are offered. */
  readonly names: readonly ValueName[];
  /** What is said of a name that is none of them: "no value yet". */
  readonly unknown: string;
}

/** Which `{{names}}` the fields of this part of the window take. */
export const ValueScope = createContext<Values>({ names: [], unknown: 'no value yet' });
