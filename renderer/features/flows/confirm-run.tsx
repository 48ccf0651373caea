import type { ReactElement } from 'react';
import type { GuardedPlace } from '../../../shared/contract/guarded-place.ts';
import { formatCount } from '../../ui/format.ts';
import { ProductionQuestion } from '../../ui/production-question.tsx';

export interface ConfirmRunProps {
  /** The flow's name. */
  readonly name: string;
  readonly places: readonly GuardedPlace[];
  /** How many rows; null: it is said for a schedule, of every run to come. */
  readonly rows: number | null;
  /** "Run", "Go on with", "Let the schedule run". */
  readonly verb: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (names: string[]) => void;
}

/** Asked once for a whole run: what changes where, and how often. */
export function ConfirmRun({ name, places, rows, verb, isBusy, onClose, onConfirm }: ConfirmRunProps): ReactElement {
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
      <p className="muted">{often}, for real customers. What a vendor has done is undone only by the steps that say so.</p>
    </ProductionQuestion>
  );
}
