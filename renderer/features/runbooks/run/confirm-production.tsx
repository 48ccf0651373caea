import type { ReactElement } from 'react';
import type { GuardedPlace } from '../../../../shared/contract/guarded-place.ts';
import { ProductionQuestion } from '../../../ui/production-question.tsx';

export interface ConfirmProductionProps {
  /** The call with the run's facts in it. */
  readonly what: string;
  readonly place: GuardedPlace;
  readonly onClose: () => void;
  readonly onConfirm: (environmentName: string) => void;
}

/** Asks before a step changes something in production. */
export function ConfirmProduction({ what, place, onClose, onConfirm }: ConfirmProductionProps): ReactElement {
  return (
    <ProductionQuestion places={[place]} verb="send" onClose={onClose} onConfirm={() => onConfirm(place.name)}>
      <p className="muted">It is sent once, for real customers, and cannot be taken back from here.</p>
      {place.effects.some((effect) => effect.startsWith(what)) ? null : (
        <p className="rb-guard">
          <code>{what}</code>
        </p>
      )}
    </ProductionQuestion>
  );
}
