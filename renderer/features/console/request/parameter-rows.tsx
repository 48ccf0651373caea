import { IconPlus, IconX } from '@tabler/icons-react';
import { useId, type ReactElement, type ReactNode } from 'react';
import type { Parameter } from '../../../../shared/contract/console.ts';
import { Button } from '../../../ui/button.tsx';
import { useFocusAdded } from '../../../ui/focus-added.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ValueInput } from '../../../ui/value-input.tsx';
import { parameterKey, type Draft, type ExtraParameter } from './draft.ts';
import type { Pair } from './pasted-pairs.ts';
import { SentName } from './sent-name.tsx';

export interface ParameterRowsProps {
  /** The contract's parameters to show. */
  readonly parameters: readonly Parameter[];
  /** Where a parameter added by hand goes. */
  readonly extraPlace: ExtraParameter['in'];
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** Stands below one of the contract's. */
  readonly below?: (parameter: Parameter) => ReactNode;
}

/** Parameters by name with a field each, then those added by hand. */
export function ParameterRows({ parameters, extraPlace, draft, onChange, below }: ParameterRowsProps): ReactElement {
  const shown = parameters.length + draft.extras.filter((one) => one.in === extraPlace).length;
  const { list, willAdd } = useFocusAdded<HTMLUListElement>(shown);
  const add = (): void => {
    willAdd();
    onChange({ ...draft, extras: [...draft.extras, { in: extraPlace, name: '', value: '' }] });
  };
  const setPairs = (index: number, pairs: readonly Pair[]): void => {
    const made = pairs.map((pair) => ({ ...pair, in: extraPlace }));
    onChange({ ...draft, extras: draft.extras.flatMap((one, at) => (at === index ? made : [one])) });
  };
  const setExtra = (index: number, next: ExtraParameter | null): void =>
    onChange({ ...draft, extras: draft.extras.flatMap((one, at) => (at === index ? (next ? [next] : []) : [one])) });
  const noun = extraPlace === 'header' ? 'header' : 'parameter';
  return (
    <>
      <ul ref={list} className="con-params">
        {parameters.map((parameter) => (
          <ParameterRow key={parameterKey(parameter)} parameter={parameter} draft={draft} onChange={onChange}>
            {below?.(parameter)}
          </ParameterRow>
        ))}
        {draft.extras.map((extra, index) =>
          extra.in === extraPlace ? (
            <li key={index} data-off={extra.isOff}>
              <div className="con-extra-name">
                <SentName
                  row={{ name: extra.name, isOff: extra.isOff === true }}
                  place={`the added ${noun}`}
                  mayBeQuery={extraPlace === 'query'}
                  onChange={(change) => setExtra(index, switched(extra, change))}
                  onPairs={(pairs) => setPairs(index, pairs)}
                />
              </div>
              <div className="con-extra">
                <ValueInput
                  className="con-input con-mono"
                  value={extra.value}
                  placeholder="value"
                  aria-label={`Value of ${extra.name || `the added ${noun}`}`}
                  onChange={(next) => setExtra(index, { ...extra, value: next })}
                />
                <IconButton of={IconX} words={`Remove ${extra.name || `the added ${noun}`}`} small onClick={() => setExtra(index, null)} />
              </div>
            </li>
          ) : null,
        )}
      </ul>
      <div className="con-add">
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={add}>
          Add a {noun}
        </Button>
      </div>
    </>
  );
}

/** The parameter by its name, sent or not; the mark is there only when it is off, as it is kept. */
const switched = (extra: ExtraParameter, { name, isOff }: { readonly name: string; readonly isOff: boolean }): ExtraParameter => ({
  in: extra.in,
  name,
  value: extra.value,
  ...(isOff ? { isOff } : {}),
});

interface ParameterRowProps {
  readonly parameter: Parameter;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly children: ReactNode;
}

function ParameterRow({ parameter, draft, onChange, children }: ParameterRowProps): ReactElement {
  const id = useId();
  const key = parameterKey(parameter);
  const value = draft.values[key] ?? '';
  return (
    <li>
      <label className="con-param-name" htmlFor={id} title={parameter.description}>
        <code>{parameter.name}</code>
        <span className="faint">
          {parameter.in === 'path' ? 'path, ' : ''}
          {parameter.isRequired ? 'needed' : 'optional'}
        </span>
      </label>
      <div>
        <ValueInput
          id={id}
          className="con-input con-mono"
          value={value}
          placeholder={parameter.example ?? ''}
          list={parameter.choices.length > 0 ? `${id}-choices` : undefined}
          data-missing={(parameter.isRequired && value === '') || undefined}
          aria-required={parameter.isRequired}
          onChange={(next) => onChange({ ...draft, values: { ...draft.values, [key]: next } })}
        />
        {parameter.choices.length > 0 && (
          <datalist id={`${id}-choices`}>
            {parameter.choices.map((choice) => (
              <option key={choice} value={choice} />
            ))}
          </datalist>
        )}
        <p className="con-param-words ellipsis" title={parameter.description || parameter.words}>
          {parameter.words}
          {parameter.description !== '' && ` · ${parameter.description}`}
        </p>
        {children}
      </div>
    </li>
  );
}
