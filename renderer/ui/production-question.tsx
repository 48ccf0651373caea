import { useState, type ReactElement, type ReactNode } from 'react';
import type { GuardedPlace } from '../../shared/contract/guarded-place.ts';
import { Dialog } from './dialog.tsx';
import { HoldButton } from './hold-button.tsx';
import styles from './production-question.module.css';
import { TextField } from './text-field.tsx';

export interface ProductionQuestionProps {
  /** Left out where one call is asked about: the places say it. */
  readonly title?: string;
  /** Where something is changed, and what. */
  readonly places: readonly GuardedPlace[];
  /** What stands between the places and the button: how often, what can be undone. */
  readonly children: ReactNode;
  /** What holding does: "send", "run". */
  readonly verb: string;
  readonly isBusy?: boolean;
  /** Stands under the button. */
  readonly after?: ReactNode;
  readonly onClose: () => void;
  /** With the names that confirm it. */
  readonly onConfirm: (names: string[]) => void;
}

/**
 * Asks before something is changed in production: each environment by its vendor, with what is changed there. It is held; who cannot hold
 * types the names. The core checks it again.
 */
export function ProductionQuestion({
  title,
  places,
  children,
  verb,
  isBusy = false,
  after,
  onClose,
  onConfirm,
}: ProductionQuestionProps): ReactElement {
  const [typed, setTyped] = useState('');
  const names = places.map(({ name }) => name);
  const wanted = names.join(', ');
  const confirm = (): void => {
    if (!isBusy) onConfirm(names);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title ?? `Change something in ${places.map(({ words }) => words).join(', ')}?`}
      cancelWords={`Do not ${verb}`}
      primary={{
        words: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${verb === 'send' ? 'to' : 'in'} ${wanted}`,
        run: confirm,
        disabled: typed.trim() !== wanted,
        loading: isBusy,
        danger: true,
      }}
    >
      <ul className={styles.places} aria-label="What is changed">
        {places.flatMap(({ words, effects }) =>
          effects.map((effect) => (
            <li key={`${words} ${effect}`}>
              <strong>
                {effect} in {words}
              </strong>
            </li>
          )),
        )}
      </ul>
      {children}
      <HoldButton words={`Press and hold to ${verb}`} onHeld={confirm} autoFocus />
      <TextField label={`or type ${wanted}`} value={typed} onChange={setTyped} />
      {after}
    </Dialog>
  );
}
