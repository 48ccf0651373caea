import { IconAlertTriangle, IconCircleCheck, IconGitPullRequest, IconCircleMinus } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement } from 'react';
import type { RunDetail, RunStep } from '../../../../shared/contract/runbooks.ts';
import { Mark } from '../../../ui/mark.tsx';
import { formatTime } from '../../../ui/format.ts';
import './step-list.css';

export interface StepListProps {
  readonly detail: RunDetail;
  /** The step that is looked at. */
  readonly shown: number | null;
  readonly onShow: (step: number) => void;
}

/** Every step in order: done, differing, the one in the middle, and those that only another answer opens. */
export function StepList({ detail, shown, onShow }: StepListProps): ReactElement {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="step"]')?.scrollIntoView({ block: 'nearest' });
    // oxlint-disable-next-line react/exhaustive-deps -- moved to when the run goes on, whatever the list holds.
  }, [detail.current]);
  const states = new Set(detail.steps.map((step) => step.state));
  return (
    <nav ref={list} className="rb-steps" aria-label="Steps">
      <ol>
        {detail.steps.map((step) => (
          <li key={step.number}>
            <button
              type="button"
              className="rb-step"
              data-state={step.state}
              data-shown={step.number === shown || undefined}
              aria-current={step.state === 'now' ? 'step' : undefined}
              onClick={() => onShow(step.number)}
            >
              <span className="rb-glyph">
                <StepGlyph state={step.state} />
              </span>
              <span className="num rb-number">{step.number}</span>
              <span className="rb-name" title={`${step.title}, ${step.words}`}>
                <span className="ellipsis">{step.title}</span>
                <small className="ellipsis">{step.state === 'branch' ? step.kind : step.words}</small>
              </span>
              <span className="num rb-when">{whenWords(step)}</span>
            </button>
          </li>
        ))}
      </ol>
      {states.has('branch') || states.has('differs') || states.has('skipped') ? (
        <div className="rb-legend">
          {states.has('branch') && (
            <span>
              <IconGitPullRequest size={12} stroke={1.6} aria-hidden="true" /> opened only by an answer
            </span>
          )}
          {states.has('differs') && (
            <span>
              <IconAlertTriangle size={12} stroke={1.6} aria-hidden="true" /> done, answer differed
            </span>
          )}
          {states.has('skipped') && (
            <span>
              <IconCircleMinus size={12} stroke={1.6} aria-hidden="true" /> skipped with a reason
            </span>
          )}
        </div>
      ) : null}
    </nav>
  );
}

function whenWords(step: RunStep): string {
  if (step.state === 'now') return 'now';
  if (step.state === 'branch') return step.words;
  return step.at === null ? '' : formatTime(step.at);
}

function StepGlyph({ state }: { readonly state: RunStep['state'] }): ReactElement {
  switch (state) {
    case 'done':
      return <IconCircleCheck size={15} stroke={1.6} role="img" aria-label="done" />;
    case 'differs':
      return <IconAlertTriangle size={15} stroke={1.6} role="img" aria-label="differs" />;
    case 'skipped':
      return <IconCircleMinus size={15} stroke={1.6} role="img" aria-label="skipped" />;
    case 'now':
      return <span className="rb-ring" aria-hidden="true" />;
    case 'branch':
      return <IconGitPullRequest size={15} stroke={1.6} role="img" aria-label="on another answer" />;
    case 'open':
      return <Mark state="no data" />;
    case 'passed':
      return <span className="rb-passed" aria-hidden="true" />;
  }
}
