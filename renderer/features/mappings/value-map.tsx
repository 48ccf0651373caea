import { IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { Otherwise, Scalar, Step } from '../../../shared/domain/mappings/mapping-spec.ts';
import { Pick, Word } from './pick.tsx';

type MapStep = Extract<Step, { do: 'enum_map' | 'lookup' }>;

interface ValueMapProps {
  readonly step: MapStep;
  /** Values of the sample: those that are not mapped are offered. */
  readonly seen: readonly string[];
  readonly onChange: (step: Step) => void;
}

const entriesOf = (step: MapStep): Record<string, Scalar> => (step.do === 'enum_map' ? step.entries : step.table);

/** Values and what becomes of each; blank, null and the ones not in the map are decided apart. */
export function ValueMap({ step, seen, onChange }: ValueMapProps): ReactElement {
  const [added, setAdded] = useState('');
  const entries = entriesOf(step);
  const unmapped = seen.filter((value) => !Object.hasOwn(entries, value));
  const put = (next: Record<string, Scalar>): void =>
    onChange(step.do === 'enum_map' ? { ...step, entries: next } : { ...step, table: next });
  const add = (value: string): void => {
    if (value.trim() !== '' && !Object.hasOwn(entries, value)) put({ ...entries, [value]: value.toLowerCase() });
    setAdded('');
  };
  return (
    <div className="map-values">
      {step.do === 'enum_map' ? 'Map values' : `Look up in ${step.name}`}
      {Object.entries(entries).map(([from, to]) => (
        <div key={from}>
          <code className="ellipsis" title={from}>
            {from}
          </code>
          <Word label={`What ${from} becomes`} value={String(to ?? '')} onCommit={(value) => put({ ...entries, [from]: value })} />
          <button
            type="button"
            className="map-tool"
            aria-label={`Remove ${from}`}
            onClick={() => put(Object.fromEntries(Object.entries(entries).filter(([key]) => key !== from)))}
          >
            <IconX size={12} aria-hidden="true" />
          </button>
        </div>
      ))}
      {unmapped.slice(0, 6).map((value) => (
        <div key={value} className="soon">
          <code className="ellipsis">{value}</code>
          <button type="button" className="map-door" onClick={() => add(value)}>
            Map it
          </button>
        </div>
      ))}
      <div>
        <input
          className="map-word"
          aria-label="Another value"
          placeholder="another value"
          value={added}
          onChange={(event) => setAdded(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && add(added)}
          onBlur={() => add(added)}
        />
      </div>
      {step.do === 'enum_map' ? (
        <>
          <Else words="others" policy={step.unmapped} onChange={(unmappedTo) => onChange({ ...step, unmapped: unmappedTo })} />
          <Else words="blank" policy={step.blank} onChange={(blank) => onChange({ ...step, blank })} />
          <Else words="null" policy={step.null} onChange={(to) => onChange({ ...step, null: to })} />
        </>
      ) : (
        <Else words="not there" policy={step.miss} onChange={(miss) => onChange({ ...step, miss })} />
      )}
    </div>
  );
}

function Else({
  words,
  policy,
  onChange,
}: {
  readonly words: string;
  readonly policy: Otherwise;
  readonly onChange: (policy: Otherwise) => void;
}): ReactElement {
  return (
    <div>
      <span className="map-faint">{words}</span>
      <Pick
        label={`What ${words} become`}
        value={policy.policy}
        items={[
          { value: 'error', label: 'refuse' },
          { value: 'pass', label: 'keep' },
          { value: 'fixed', label: 'become' },
        ]}
        onChange={(chosen) =>
          onChange(
            chosen === 'pass' ? { policy: 'pass' } : chosen === 'fixed' ? { policy: 'fixed', value: 'unknown' } : { policy: 'error' },
          )
        }
      />
      {policy.policy === 'fixed' ? (
        <Word label={`Value for ${words}`} value={String(policy.value ?? '')} onCommit={(value) => onChange({ policy: 'fixed', value })} />
      ) : null}
    </div>
  );
}
