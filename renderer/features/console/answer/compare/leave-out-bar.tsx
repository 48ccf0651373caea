import { IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { Comparison } from '../../../../../shared/contract/answers.ts';
import { formatCount } from '../../../../ui/format.ts';

type Rules = Comparison['rules'];
const switches = [
  ['timestamps', 'Timestamps'],
  ['ids', 'IDs'],
  ['keyOrder', 'Order of names'],
  ['itemOrder', 'Order of items'],
] as const;

export interface LeaveOutBarProps {
  readonly found: Comparison;
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

/** What the comparison leaves out: by kind, and by own paths. Kept for the endpoint. */
export function LeaveOutBar({ found, rules, onChange }: LeaveOutBarProps): ReactElement {
  const { leftOut, endpointId } = found;
  const [path, setPath] = useState('');
  if (found.way === 'bytes') return <></>;
  const isText = found.way === 'text';
  const add = (): void => {
    const typed = path.trim();
    if (typed === '') return;
    onChange({ ...rules, paths: [...new Set([...rules.paths, typed])] });
    setPath('');
  };
  const amount = { timestamps: leftOut.timestamps, ids: leftOut.ids, keyOrder: 0, itemOrder: 0 } as const;
  if (isText) return <p className="dif-leave faint">These are texts: they are compared line by line, and nothing is left out.</p>;
  return (
    <fieldset className="dif-leave">
      <legend className="faint">Left out</legend>
      {switches.map(([name, words]) => (
        <label key={name}>
          <input type="checkbox" checked={rules[name]} onChange={(event) => onChange({ ...rules, [name]: event.target.checked })} />
          {words}
          {rules[name] && amount[name] > 0 && <span className="faint num"> {formatCount(amount[name])}</span>}
        </label>
      ))}
      {rules.paths.map((one) => (
        <span key={one} className="dif-path">
          <code>{one}</code>
          <button
            type="button"
            aria-label={`Compare ${one} again`}
            onClick={() => onChange({ ...rules, paths: rules.paths.filter((each) => each !== one) })}
          >
            <IconX size={12} stroke={1.8} aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        type="text"
        className="dif-add"
        aria-label="Leave out a JSONPath"
        placeholder="$.path, Enter"
        spellCheck={false}
        value={path}
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <span className="faint dif-kept">{endpointId === null ? 'for this comparison' : 'kept for this endpoint'}</span>
    </fieldset>
  );
}
