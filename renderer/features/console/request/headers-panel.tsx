import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { hasContent } from './body-kind.ts';
import { mayHaveBody, parameterKey, type Draft, type ExtraParameter } from './draft.ts';
import { ParameterRows } from './parameter-rows.tsx';

export interface HeadersPanelProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment | null;
  readonly onChange: (draft: Draft) => void;
}

/** Headers to send, and which ones are added by themselves. */
export function HeadersPanel({ form, draft, environment, onChange }: HeadersPanelProps): ReactElement {
  const typeWords = contentTypeWords(form, draft);
  const keyed = keySwitch(form, draft);
  const method = (draft.method ?? form.method).toUpperCase();
  const added = [
    ...(typeWords === null ? [] : [`content-type: ${typeWords}`]),
    ...(environment?.credentialName ? [`what “${environment.credentialName}” authenticates with, from the keychain`] : []),
  ];
  return (
    <div className="con-scroll">
      <ParameterRows
        parameters={form.parameters.filter((one) => one.in === 'header')}
        extraPlace="header"
        draft={draft}
        onChange={onChange}
      />
      {(keyed.isOn || method === 'POST' || method === 'PATCH') && (
        <label className="con-key-switch">
          <input type="checkbox" checked={keyed.isOn} onChange={() => onChange(keyed.toggled)} />
          <span>
            Idempotency-Key <span className="faint">one new key for each send; its attempts share it, so it can be retried safely</span>
          </span>
        </label>
      )}
      {added.length > 0 && (
        <div className="con-added">
          <h3 aria-level={2}>Added on Send</h3>
          <ul>
            {added.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p className="faint">A secret belongs in a credential, not in a header here: only then it is kept out of the history.</p>
        </div>
      )}
    </div>
  );
}

const keyValue = '{{$idempotencyKey}}';
const isKeyName = (name: string): boolean => name.toLowerCase() === 'idempotency-key';

/** Whether a key is sent, and the draft with that the other way round: in the contract's own header where it names one. */
function keySwitch(form: RequestForm, draft: Draft): { readonly isOn: boolean; readonly toggled: Draft } {
  const named = form.parameters.find((one) => one.in === 'header' && isKeyName(one.name));
  if (named) {
    const key = parameterKey(named);
    const isOn = (draft.values[key] ?? '') !== '';
    return { isOn, toggled: { ...draft, values: { ...draft.values, [key]: isOn ? '' : keyValue } } };
  }
  const isExtra = (one: ExtraParameter): boolean => one.in === 'header' && isKeyName(one.name);
  const isOn = draft.extras.some(isExtra);
  const extras = isOn
    ? draft.extras.filter((one) => !isExtra(one))
    : [...draft.extras, { in: 'header', name: 'Idempotency-Key', value: keyValue } as const];
  return { isOn, toggled: { ...draft, extras } };
}

/** What the body is said to be, or null without one. */
function contentTypeWords(form: RequestForm, draft: Draft): string | null {
  const { content } = draft;
  if (!mayHaveBody(form, draft) || !hasContent(content, draft.body)) return null;
  switch (content.kind) {
    case 'text':
      return draft.mediaType ?? 'application/json';
    case 'form':
      return 'application/x-www-form-urlencoded';
    case 'multipart':
      return 'multipart/form-data, with its boundary';
    case 'file':
      return content.mediaType ?? 'by the ending of the file’s name';
    case 'graphql':
      return 'application/json';
  }
}
