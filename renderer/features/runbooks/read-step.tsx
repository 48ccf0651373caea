import type { ReactElement } from 'react';
import { fillIn } from '../../../shared/domain/runbooks/fill-in.ts';
import { expectationWords } from '../../../shared/domain/runbooks/request-block.ts';
import { targetOf, type Step } from '../../../shared/domain/runbooks/runbook.ts';
import { Chip } from '../../ui/chip.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { kindWords } from './runbook-words.ts';
import { StepKindIcon } from './step-kind-icon.tsx';

/** A step as it reads when nobody runs it: everything it says, nothing to press. */
export function ReadStep({ step: written, steps }: { readonly step: Step; readonly steps: readonly Step[] }): ReactElement {
  const step = withoutFacts(written);
  return (
    <section className="rb-read-step" id={`step-${step.number}`} aria-label={`Step ${step.number}`}>
      <span className="rb-read-number num">{step.number}</span>
      <h2>
        <span>{step.title}</span>
        <Chip tone="line" icon={<StepKindIcon kind={step.kind} />}>
          {kindWords[step.kind]}
        </Chip>
        {step.danger !== 'none' && <Chip state="soon">{step.danger}</Chip>}
      </h2>
      {step.text !== '' && <MarkdownView text={step.text} />}
      {step.request !== null && (
        <pre className="rb-code">
          {[
            `Send ${step.request.name || 'a saved request that is chosen then'}${step.request.environment === null ? '' : ` in ${step.request.environment}`}`,
            ...step.request.values.map(({ name, value }) => `with ${name} = ${value}`),
            ...step.request.expectations.map((one) => `expect ${expectationWords(one)}`),
          ].join('\n')}
        </pre>
      )}
      {step.items.length + step.options.length + step.inputs.length > 0 && (
        <ul className="rb-plain-list">
          {step.items.map((item) => (
            <li key={item}>☐ {item}</li>
          ))}
          {step.options.map((option) => (
            <li key={option.words}>
              <b>{option.words}</b> → {whereWords(option.goTo, step, steps)}
              {option.consequence === '' ? '' : `: ${option.consequence}`}
            </li>
          ))}
          {step.inputs.map((input) => (
            <li key={input.name}>
              {input.label} <span className="faint">{input.isRequired ? '' : 'may stay empty'}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className="rb-expected">
        {(
          [
            ['Expected', step.expected],
            ['If not', step.ifNot],
            ['At night', step.outOfHours],
            ['Call', step.escalation?.to ?? null],
            ['How', step.escalation?.channel ?? null],
            ['Then', step.goOnAt === null ? null : whereWords(step.goOnAt, step, steps)],
          ] as const
        ).map(([label, value]) =>
          value === null ? null : (
            <div key={label} className="rb-pair">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {step.escalation !== null && step.escalation.ticket !== '' && <pre className="rb-code">{step.escalation.ticket}</pre>}
    </section>
  );
}

/** What the texts say when no run fills in its facts. */
function withoutFacts(step: Step): Step {
  const plain = (text: string): string => fillIn(text, {});
  const plainOrNull = (text: string | null): string | null => (text === null ? null : plain(text));
  return {
    ...step,
    title: plain(step.title),
    text: plain(step.text),
    expected: plainOrNull(step.expected),
    ifNot: plainOrNull(step.ifNot),
    items: step.items.map(plain),
    options: step.options.map((option) => ({ ...option, consequence: plain(option.consequence) })),
    escalation: step.escalation && { ...step.escalation, to: plainOrNull(step.escalation.to), ticket: plain(step.escalation.ticket) },
  };
}

function whereWords(goTo: string, step: Step, steps: readonly Step[]): string {
  const target = targetOf(goTo, step, steps);
  return target === undefined ? goTo : target === null ? 'the end' : `step ${target}`;
}
