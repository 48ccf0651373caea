import type { ReactElement } from 'react';
import type { GuardedPlace } from '../../../shared/contract/guarded-place.ts';
import { formatCount } from '../../ui/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProductionQuestion } from '../../ui/production-question.tsx';

export interface ConfirmRunProps {
  /** The flow's name. */
  readonly name: string;
  readonly places: readonly GuardedPlace[];
  /** How many rows; null: it is said for a schedule, of every run to come. */
  readonly rows: number | null;
  /** "Run", "Go on with", "Let the schedule run". */
  readonly verb: string;
  /** Why the rows may have been sent already, as a sentence without its full stop; empty when they cannot have been. */
  readonly doubt?: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (names: string[]) => void;
}

/** Asked once for a whole run: what changes where, how often, and whether that may have been done already. */
export function ConfirmRun({ name, places, rows, verb, doubt = '', isBusy, onClose, onConfirm }: ConfirmRunProps): ReactElement {
  const doubts = doubt !== '' && <p>{doubt}. Look at what the vendor has of them first.</p>;
  if (places.length === 0)
    return (
      <Dialog
        opened
        title={`${verb} “${name}”?`}
        onClose={onClose}
        cancelWords="Do not run"
        primary={{ words: 'Run them again', run: () => onConfirm([]), loading: isBusy, danger: true }}
      >
        {doubts}
      </Dialog>
    );
  const often = rows === null ? 'Each time it is due' : rows === 1 ? 'Once' : `Up to ${formatCount(rows)} times`;
  return (
    <ProductionQuestion
      title={`${verb} “${name}” in ${places.map((place) => place.name).join(', ')}?`}
      places={places}
      verb="run"
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      {doubts}
      <p className="muted">{often}, for real customers. What a vendor has done is undone only by the steps that say so.</p>
    </ProductionQuestion>
  );
}
