import type { ReactElement } from 'react';
import type { RunStep } from '../../../../shared/contract/runbooks.ts';
import { Kbd } from '../../../ui/kbd.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { pointsTo } from '../runbook-words.ts';
import './step-answer.css';

export interface OptionsProps {
  readonly step: RunStep;
  readonly isBusy: boolean;
  readonly onAnswer: (option: number) => void;
}

/** The answers of a decision, each with what follows from it. */
export function DecisionOptions({ step, isBusy, onAnswer }: OptionsProps): ReactElement {
  const hint = pointsTo(step);
  return (
    <>
      <h3 className="rb-answer-title">Your answer{hint === null ? null : <span> · {hint.words}</span>}</h3>
      <div className="rb-options">
        {step.options.map((option, at) => (
          <button
            key={option.words}
            type="button"
            className="rb-option"
            data-hinted={hint?.option === at || undefined}
            disabled={isBusy}
            onClick={() => onAnswer(at)}
          >
            <Kbd keys={String(at + 1)} />
            <span>
              <b>{option.words}</b>
              <small>
                {option.goTo === null ? 'The end' : `Step ${option.goTo}`}: {option.consequence || option.goToTitle}
              </small>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}

export interface ItemsProps {
  readonly step: RunStep;
  readonly canTick: boolean;
  readonly onTick: (item: number, isTicked: boolean) => void;
}

/** What has to be ticked; a number ticks it. */
export function ChecklistItems({ step, canTick, onTick }: ItemsProps): ReactElement {
  return (
    <ul className="rb-items">
      {step.items.map((item, at) => (
        <li key={item.words}>
          <label>
            <input
              type="checkbox"
              checked={item.isTicked}
              disabled={!canTick}
              onChange={(event) => onTick(at, event.currentTarget.checked)}
            />
            <span>{item.words}</span>
            {at < 9 ? <Kbd keys={String(at + 1)} /> : null}
          </label>
        </li>
      ))}
    </ul>
  );
}

export interface InputsProps {
  readonly step: RunStep;
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}

/** What has to be written down. */
export function StepInputs({ step, values, onChange }: InputsProps): ReactElement {
  return (
    <div className="rb-inputs">
      {step.inputs.map((input) => {
        const value = values[input.name] ?? input.value ?? '';
        const reason = input.isRequired ? undefined : 'May stay empty.';
        if (input.type === 'choice' || input.type === 'yes/no') {
          const choices = input.type === 'choice' ? input.choices : ['yes', 'no'];
          return (
            <SelectField
              key={input.name}
              label={input.label}
              reason={reason}
              value={value === '' ? null : value}
              onChange={(next) => onChange(input.name, next ?? '')}
              items={choices.map((choice) => ({ value: choice, label: choice }))}
              clearable={!input.isRequired}
            />
          );
        }
        return (
          <TextField key={input.name} label={input.label} reason={reason} value={value} onChange={(next) => onChange(input.name, next)} />
        );
      })}
    </div>
  );
}

export interface EscalationProps {
  readonly value: EscalationDraft;
  readonly onChange: (value: EscalationDraft) => void;
}

export interface EscalationDraft {
  readonly to: string;
  readonly channel: string;
  readonly text: string;
}

/** Who is called, how, and the text that is ready; what was really said is what is kept. */
export function Escalation({ value, onChange }: EscalationProps): ReactElement {
  return (
    <div className="rb-inputs">
      <div className="rb-two">
        <TextField label="Whom" value={value.to} onChange={(to) => onChange({ ...value, to })} />
        <TextField label="How" value={value.channel} onChange={(channel) => onChange({ ...value, channel })} />
      </div>
      <TextArea label="Text, with what this run knows" value={value.text} rows={6} onChange={(text) => onChange({ ...value, text })} />
    </div>
  );
}
