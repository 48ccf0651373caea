import type { ReactElement } from 'react';
import { keysInWords } from '../app/match-shortcut.ts';
import styles from './kbd.module.css';

/** Keys to press, written for this computer: "mod+k" is "Ctrl K" or "⌘ K". */
export function Kbd({ keys }: { readonly keys: string }): ReactElement {
  return <kbd className={styles.kbd}>{keysInWords(keys)}</kbd>;
}
