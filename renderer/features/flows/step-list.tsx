import { IconArrowDown, IconArrowUp, IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { stepWords } from '../../../shared/domain/flows/check-words.ts';
import { flowParts, type FlowPart, type FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { withMoved } from './change-steps.ts';
import { changeSpec } from './edit-flow.ts';
import { StepEditor } from './step-editor.tsx';

const partWords: Readonly<Record<FlowPart, string>> = {
  setup: 'Setup, once before the rows',
  steps: 'Steps',
  teardown: 'Teardown, once after the rows',
};

export interface StepListProps {
  readonly flow: FlowDetail;
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** The steps as they are read: one line each, opening to its editor. */
export function StepList({ flow, openId, onOpen }: StepListProps): ReactElement {
  return (
    <div className="flo-steps">
      {flowParts.map((part) =>
        flow.spec[part].length === 0 ? null : (
          <section key={part} aria-label={partWords[part]}>
            {(part !== 'steps' || flow.spec.setup.length > 0 || flow.spec.teardown.length > 0) && (
              <h2 className="flo-part">{partWords[part]}</h2>
            )}
            <ol>
              {flow.spec[part].map((step, at) => (
                <StepLine key={step.id} flow={flow} part={part} step={step} at={at} isOpen={openId === step.id} onOpen={onOpen} />
              ))}
            </ol>
          </section>
        ),
      )}
    </div>
  );
}

interface StepLineProps {
  readonly flow: FlowDetail;
  readonly part: FlowPart;
  readonly step: FlowStep;
  readonly at: number;
  readonly isOpen: boolean;
  readonly onOpen: (id: string | null) => void;
}

function StepLine({ flow, part, step, at, isOpen, onOpen }: StepLineProps): ReactElement {
  const call = flow.calls.find((one) => one.stepId === step.id && !one.isCompensation);
  const words = stepWords(step);
  const problems = flow.problems.filter(({ stepId }) => stepId === step.id);
  const move = (by: -1 | 1): void => {
    void changeSpec(flow, `“${step.name}” moved`, (spec) => withMoved(spec, part, step.id, by));
  };
  const last = flow.spec[part].length - 1;
  return (
    <li className="flo-step" data-open={isOpen || undefined}>
      <div className="flo-line">
        <button
          type="button"
          className="flo-open"
          aria-expanded={isOpen}
          onClick={() => onOpen(isOpen ? null : step.id)}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            move(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <span className="flo-number">{at + 1}</span>
          <span className="flo-method">{call?.method ?? ''}</span>
          <span className="flo-what">
            <span className="strong">{step.name}</span>
            {words !== '' && <span className="muted"> → {words}</span>}
          </span>
          {call?.environmentKind === 'production' && call.isChanging && (
            <span className="flo-production">
              <Mark state="soon" /> changes {call.environmentName}
            </span>
          )}
          <IconChevronRight size={14} stroke={1.6} aria-hidden="true" className="flo-chevron" />
        </button>
        <span className="flo-moves">
          <Button
            small
            kind="quiet"
            aria-label={`Move ${step.name} up`}
            title="Move up (Alt ↑)"
            disabled={at === 0}
            icon={<IconArrowUp size={14} stroke={1.6} aria-hidden="true" />}
            onClick={() => move(-1)}
          />
          <Button
            small
            kind="quiet"
            aria-label={`Move ${step.name} down`}
            title="Move down (Alt ↓)"
            disabled={at === last}
            icon={<IconArrowDown size={14} stroke={1.6} aria-hidden="true" />}
            onClick={() => move(1)}
          />
        </span>
      </div>
      {problems.map(({ words: problem }) => (
        <p key={problem} className="flo-problem">
          {problem}
        </p>
      ))}
      {isOpen && <StepEditor flow={flow} part={part} step={step} onClose={() => onOpen(null)} />}
    </li>
  );
}
