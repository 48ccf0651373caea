import { useReadOnly } from '../../ui/read-only.ts';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { Menu } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Golden, MappingDetail } from '../../../shared/contract/mappings.ts';
import { emptyPolicies, policies, type Rule, type Step } from '../../../shared/domain/mappings/mapping-spec.ts';
import { errorWords, policyWords, validatorWords } from '../../../shared/domain/mappings/rule-words.ts';
import { api } from '../../app/client.ts';
import { saveRule } from './edit-mapping.ts';
import { newSteps } from './new-step.ts';
import { Pick, Word } from './pick.tsx';
import { StepEditor } from './step-editor.tsx';
import { ValidatorMenu } from './validator-menu.tsx';
import './rule-steps.css';

interface RuleStepsProps {
  readonly detail: MappingDetail;
  readonly field: string;
  readonly rule: Rule;
  /** Counted from 1. */
  readonly row: number;
  readonly golden: Golden | null;
}

/** The steps as sentences with their choices in place, and beside each the value after it. */
export function RuleSteps({ detail, field, rule, row, golden }: RuleStepsProps): ReactElement {
  const isReadOnly = useReadOnly();
  const trace = useQuery(
    api.mappings.trace.queryOptions({
      input: { id: detail.id, field, row, goldenId: golden?.id ?? null },
      placeholderData: keepPreviousData,
    }),
  );
  const wrongStep = golden?.failures.find((failure) => failure.field === field)?.step ?? null;
  const save = (change: Partial<Rule>): void => void saveRule(detail.id, field, { ...rule, ...change });
  const setStep = (index: number, step: Step): void => save({ steps: rule.steps.with(index, step), from: withPath(rule, step) });
  const [isApart, setApart] = useState(false);
  const isConstant = rule.steps[0]?.do === 'constant';
  const paths = detail.sourceFields.map(({ path }) => ({ value: path, label: path }));
  const [first] = rule.from;
  const destination = detail.spec.destination.fields.find(({ name }) => name === field);
  return (
    <div className="map-blk">
      <div className="map-chain">
        <span className="h first">
          {rule.steps.length === 0 ? 'Rule, copied as it is' : `Rule, ${rule.steps.length} ${rule.steps.length === 1 ? 'step' : 'steps'}`}
        </span>
        <span className="h">{trace.data?.row?.title ?? ''}</span>
        <span className="h">{trace.data?.golden?.title ?? ''}</span>
        {isConstant ? null : (
          <>
            <span className="n" />
            <span className="d">
              Take{' '}
              <Pick
                label="Source field"
                value={first ?? ''}
                items={
                  first !== undefined && paths.some(({ value }) => value === first)
                    ? paths
                    : [{ value: first ?? '', label: first ?? 'nothing' }, ...paths]
                }
                onChange={(path) => save({ from: [path, ...rule.from.slice(1).filter((one) => one !== path)] })}
              />
            </span>
            <Value text={trace.data?.row?.start} />
            <Value text={trace.data?.golden?.start} />
          </>
        )}
        {rule.steps.map((step, index) => {
          const number = index + 1;
          const problem = trace.data?.problems.find((one) => one.step === index);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- steps have no identity but their place
            <div className="map-step" key={index}>
              <span className="n">{number}</span>
              <div className="d">
                <StepEditor
                  step={step}
                  detail={detail}
                  from={first}
                  isWrong={wrongStep === index}
                  onChange={(next) => setStep(index, next)}
                />
                {problem ? (
                  <span className="map-problem" role="alert">
                    {problem.words}
                    {problem.position === null ? '' : `, at character ${problem.position + 1}`}
                  </span>
                ) : null}
                <span className="map-tools">
                  <Tool
                    label={`Move step ${number} up`}
                    disabled={index === 0}
                    onClick={() => save({ steps: swapped(rule.steps, index, index - 1) })}
                  >
                    <IconArrowUp size={13} aria-hidden="true" />
                  </Tool>
                  <Tool
                    label={`Move step ${number} down`}
                    disabled={index === rule.steps.length - 1}
                    onClick={() => save({ steps: swapped(rule.steps, index, index + 1) })}
                  >
                    <IconArrowDown size={13} aria-hidden="true" />
                  </Tool>
                  <Tool label={`Remove step ${number}`} onClick={() => save({ steps: rule.steps.toSpliced(index, 1) })}>
                    <IconX size={13} aria-hidden="true" />
                  </Tool>
                </span>
              </div>
              <Value text={trace.data?.row?.steps[index]?.value} refused={trace.data?.row?.steps[index]?.refused} />
              <Value
                text={trace.data?.golden?.steps[index]?.value}
                refused={trace.data?.golden?.steps[index]?.refused}
                isWrong={wrongStep === index}
              />
            </div>
          );
        })}
      </div>
      <div className="map-more" hidden={isReadOnly}>
        <Menu position="bottom-start" shadow="md" width={240}>
          <Menu.Target>
            <button type="button" className="map-add">
              <IconPlus size={14} stroke={1.6} aria-hidden="true" />
              Add step
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={340} style={{ overflowY: 'auto' }}>
            {newSteps(detail, field, first).map(({ words, step }) => (
              <Menu.Item key={words} onClick={() => save({ steps: [...rule.steps, step], from: withPath(rule, step) })}>
                {words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <ValidatorMenu type={destination?.type ?? 'text'} onAdd={(validator) => save({ validators: [...rule.validators, validator] })} />
      </div>
      {rule.validators.map((validator, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- validators have no identity but their place
        <div className="map-policy" key={index}>
          <span className="ellipsis" title={validatorWords(validator)}>
            {validatorWords(validator).split(', else ')[0]}, else
          </span>
          <Pick
            label="When it does not hold"
            value={validator.policy}
            items={policies.map((policy) => ({ value: policy, label: policyWords[policy] }))}
            onChange={(policy) =>
              save({
                validators: rule.validators.with(index, { ...validator, policy: policies.find((one) => one === policy) ?? 'reject_row' }),
              })
            }
          />
          <Tool label="Remove the check" onClick={() => save({ validators: rule.validators.toSpliced(index, 1) })}>
            <IconX size={13} aria-hidden="true" />
          </Tool>
        </div>
      ))}
      <div className="map-policies">
        {isApart || rule.missing !== rule.null || rule.null !== rule.blank ? (
          (['missing', 'null', 'blank'] as const).map((kind) => (
            <label key={kind}>
              <span>{kind}</span>
              <Pick
                label={`When ${kind}`}
                value={rule[kind]}
                items={emptyPolicies
                  .filter((policy) => policy !== 'keep' || kind === 'blank')
                  .map((policy) => ({ value: policy, label: policyWords[policy] }))}
                onChange={(policy) => save({ [kind]: policy })}
              />
            </label>
          ))
        ) : (
          <div className="map-together">
            <button type="button" className="map-door" title="Decide missing, null and blank apart" onClick={() => setApart(true)}>
              empty
            </button>
            <Pick
              label="When missing, null or blank"
              value={rule.null}
              items={emptyPolicies.filter((policy) => policy !== 'keep').map((policy) => ({ value: policy, label: policyWords[policy] }))}
              onChange={(policy) => {
                const chosen = emptyPolicies.find((one) => one === policy) ?? 'reject_row';
                save({ missing: chosen, null: chosen, blank: chosen });
              }}
            />
          </div>
        )}
        <label>
          <span>unreadable</span>
          <Pick
            label="When a step cannot go on"
            value={rule.invalid}
            items={policies.map((policy) => ({ value: policy, label: policyWords[policy] }))}
            onChange={(policy) => save({ invalid: policies.find((one) => one === policy) ?? 'reject_row' })}
          />
        </label>
        {[rule.missing, rule.null, rule.blank, rule.invalid, ...rule.validators.map(({ policy }) => policy)].includes(
          'default_and_flag',
        ) ? (
          <label>
            <span>default</span>
            <Word
              label="Default"
              value={rule.fallback === null ? '' : String(rule.fallback)}
              onCommit={(text) => save({ fallback: text === '' ? null : text })}
            />
          </label>
        ) : null}
      </div>
    </div>
  );
}

function Value({
  text,
  refused,
  isWrong = false,
}: {
  readonly text: string | undefined;
  readonly refused?: string | null | undefined;
  readonly isWrong?: boolean;
}): ReactElement {
  const words = refused ? errorWords(refused) : (text ?? '');
  return (
    <span className={`v ${refused || isWrong ? 'b' : ''} ${refused ? 'words' : ''}`} title={refused ? `${text}: ${words}` : words}>
      {words}
    </span>
  );
}

interface ToolProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactElement;
}

function Tool({ label, disabled = false, onClick, children }: ToolProps): ReactElement {
  return (
    <button type="button" className="map-tool" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}

const swapped = (steps: readonly Step[], a: number, b: number): Step[] => {
  const next = [...steps];
  const [left, right] = [steps[a], steps[b]];
  if (left && right) [next[a], next[b]] = [right, left];
  return next;
};

/** The fields that a step reads by name are drawn as lines too. */
function withPath(rule: Rule, step: Step): string[] {
  const extra =
    step.do === 'decimal_to_minor' || step.do === 'minor_to_decimal' ? ('field' in step.currency ? [step.currency.field] : []) : [];
  return [...new Set([...rule.from, ...extra])];
}
