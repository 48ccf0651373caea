import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { RunDetail } from '../../../../shared/contract/runbooks.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { runStanding } from '../runbook-words.ts';

export interface RunEndProps {
  readonly detail: RunDetail;
  readonly canAct: boolean;
  readonly onFinish: () => void;
  readonly onBack: () => void;
}

/** The middle when no step is left: what came of the run, or the question for it. */
export function RunEnd({ detail, canAct, onFinish, onBack }: RunEndProps): ReactElement {
  const { run } = detail;
  useShortcut('Enter', 'Say what came of it', onFinish, canAct);
  const differing = detail.steps.filter((step) => step.state === 'differs' || step.state === 'skipped');
  return (
    <>
      <h2 className="rb-question">
        {canAct ? 'What came of it?' : (runStanding(run).words.at(0)?.toUpperCase() ?? '') + runStanding(run).words.slice(1)}
      </h2>
      <p className="muted">
        {canAct
          ? 'Every step has its record. Say in your own words whether it is solved, and what is still to be done.'
          : run.outcome || 'No outcome was written down.'}
      </p>
      {differing.length > 0 && (
        <ul className="rb-differing">
          {differing.map((step) => (
            <li key={step.number}>
              <b>
                {step.number}. {step.title}
              </b>{' '}
              {step.words}
            </li>
          ))}
        </ul>
      )}
      {canAct && (
        <div className="rb-buttons">
          <Button kind="primary" keys="Enter" icon={<IconCircleCheck stroke={1.6} aria-hidden="true" />} onClick={onFinish}>
            Finish the run
          </Button>
          <Button kind="quiet" keys="b" onClick={onBack}>
            Back
          </Button>
        </div>
      )}
    </>
  );
}
