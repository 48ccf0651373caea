import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { FilledValue } from '../../../../shared/contract/console.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Draft } from './draft.ts';
import type { DraftCheck } from './request-editor.tsx';

export interface FilledInProps {
  readonly draft: Draft;
  readonly check: DraftCheck | null;
  readonly onChange: (draft: Draft) => void;
  readonly onOpenVariables: () => void;
}

/** Which value each `{{name}}` gets on Send, and from where. Typing one here gives it to this request. */
export function FilledIn({ draft, check, onChange, onOpenVariables }: FilledInProps): ReactElement | null {
  if (!check || check.filledIn.length + check.missing.length === 0) return null;
  const set = (name: string, value: string): void => onChange({ ...draft, variables: { ...draft.variables, [name]: value } });
  const back = (name: string): void =>
    onChange({ ...draft, variables: Object.fromEntries(Object.entries(draft.variables).filter(([one]) => one !== name)) });
  return (
    <section className="con-filled" aria-label="Filled in on Send">
      <h3 aria-level={2}>Filled in on Send</h3>
      <ul>
        {check.missing.map((name) => (
          <li key={name} data-missing>
            <code title={name}>{name}</code>
            <input
              className="con-input con-mono"
              data-value-name={name}
              aria-label={`Value of ${name}`}
              placeholder="needs a value"
              spellCheck={false}
              value={draft.variables[name] ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
            <span>no value yet</span>
          </li>
        ))}
        {check.filledIn.map((value) => (
          <li key={value.name}>
            <code title={`${value.name}, in ${value.places.join(', ')}`}>{value.name}</code>
            {value.origin === 'made_on_send' ? (
              <span className="con-made ellipsis" title={value.value}>
                {value.value}
              </span>
            ) : (
              <input
                className="con-input con-mono"
                data-value-name={value.name}
                aria-label={`Value of ${value.name}`}
                spellCheck={false}
                value={draft.variables[value.name] ?? value.value}
                onChange={(event) => set(value.name, event.target.value)}
              />
            )}
            <Origin value={value} onBack={() => back(value.name)} onOpenVariables={onOpenVariables} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Origin({
  value,
  onBack,
  onOpenVariables,
}: {
  readonly value: FilledValue;
  readonly onBack: () => void;
  readonly onOpenVariables: () => void;
}): ReactElement {
  const hidden = value.hides.map((one) => `“${one.value}” of ${one.originWords}`).join(', ');
  const hides = hidden === '' ? '' : `; hides ${hidden}`;
  if (value.origin === 'environment' || value.origin === 'api' || value.origin === 'workspace') {
    const words = { environment: value.originWords.split(' of ')[0], api: value.originWords, workspace: 'workspace' }[value.origin];
    return (
      <button type="button" className="con-origin ellipsis" title={`${value.originWords}${hides}`} onClick={onOpenVariables}>
        {words}
        {value.hides.length > 0 && <span className="faint"> hides {value.hides.length}</span>}
      </button>
    );
  }
  if (value.origin === 'made_on_send') {
    return (
      <span className="ellipsis" title={value.originWords}>
        made on Send
      </span>
    );
  }
  return (
    <span className="con-origin-own" title={`${value.originWords}${hides}`}>
      this request
      {value.hides.length > 0 && <span className="faint"> hides {value.hides.length}</span>}
      <IconButton
        of={IconArrowBackUp}
        words={`Take the value of ${value.name} away from this request`}
        hint="Take it away from this request"
        small
        onClick={onBack}
      />
    </span>
  );
}
