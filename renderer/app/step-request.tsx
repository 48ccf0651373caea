import { lazy, Suspense, type ReactElement } from 'react';
import type { KeptDraft } from '../../shared/contract/console.ts';

/** A call that belongs to a step and is saved nowhere else. */
export interface OwnRequest {
  readonly apiId: string;
  readonly endpointId: string | null;
  readonly draft: KeptDraft;
}

export interface StepRequestProps {
  /** The step's name. */
  readonly name: string;
  readonly own: OwnRequest;
  /** Where it is sent to; null: to the first environment of its API. */
  readonly environmentId: string | null;
  readonly onClose: () => void;
  readonly onUse: (own: OwnRequest) => void;
}

const StepRequestSheet = lazy(() => import('../features/console/request/step-request-sheet.tsx'));

/** The Console's request editor on the request of a step, loaded when somebody opens it. */
export function StepRequest(props: StepRequestProps): ReactElement {
  return (
    <Suspense fallback={null}>
      <StepRequestSheet {...props} />
    </Suspense>
  );
}
