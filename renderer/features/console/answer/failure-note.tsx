import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Mark } from '../../../ui/mark.tsx';
import { CutAnswer } from './cut-answer.tsx';
import { FailureGuidance } from './guidance/failure-guidance.tsx';
import { FailurePhases } from './guidance/failure-phases.tsx';
import { FailureRemedy } from './guidance/failure-remedy.tsx';

/** Why there is no answer, or no whole one: in which phase, what happened, and what to do. */
export function FailureNote({ exchange }: { readonly exchange: Exchange }): ReactElement {
  if (exchange.state === 'sent') return <p className="con-none">It is on its way; there is no answer yet.</p>;
  if (exchange.state === 'unknown') {
    return (
      <div className="con-failure">
        <h2>
          <Mark state="soon" /> Nobody knows whether it took effect
        </h2>
        <p>The app stopped while this call was on its way, so its answer was never seen. It is not sent again by itself.</p>
        <FailureGuidance exchange={exchange} />
      </div>
    );
  }
  const { failure } = exchange;
  return (
    <div className="con-failure">
      <div role="alert">
        <h2>
          <Mark state="broken" /> {failure ? failure.happened : exchange.errorWords || 'It failed before an answer came.'}
        </h2>
      </div>
      {failure && (
        <>
          <FailurePhases failure={failure} url={exchange.url} />
          <FailureRemedy failure={failure} />
        </>
      )}
      <FailureGuidance exchange={exchange} />
      {exchange.cut && <CutAnswer exchange={exchange} cut={exchange.cut} />}
    </div>
  );
}
