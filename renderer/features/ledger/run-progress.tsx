import type { ReactElement } from 'react';
import type { Job } from '../../../shared/contract/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';

/** How far a run is, and the way to stop it. */
export function RunProgress({ job, onStop }: { readonly job: Job; readonly onStop: () => void }): ReactElement {
  const percent = Math.floor((job.fraction ?? 0) * 100);
  return (
    <div role="status" className="small">
      <div className="led-progress" aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </div>
      {job.step}, {formatPercent(percent)}{' '}
      <Button small kind="quiet" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}
