import type { ReactElement } from 'react';
import type { Parameter, RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { isSent } from '../../../../shared/domain/console/sent-parameters.ts';
import { hasContent } from './body-kind.ts';
import { mayHaveBody, parameterKey, type Draft } from './draft.ts';
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
  const named = form.parameters.find(isKey);
  const keySwitchOf = (words: string, reason: string): ReactElement => (
    <label className="con-key-switch">
      <input type="checkbox" checked={keyed.isOn} onChange={() => onChange(keyed.toggled)} />
      <span>
        {words} <span className="faint">{reason}</span>
      </span>
    </label>
  );
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
        below={(parameter) => isKey(parameter) && keySwitchOf('A new key for each send', shared)}
      />
      {named === undefined &&
        (keyed.isOn || method === 'POST' || method === 'PATCH') &&
        keySwitchOf('Idempotency-Key', `one new key for each send; ${shared}`)}
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

const shared = 'its attempts share it, so it can be retried safely';
const keyValue = '{{$idempotencyKey}}';
const isKeyName = (name: string): boolean => name.toLowerCase() === 'idempotency-key';
const isKey = (one: Pick<Parameter, 'in' | 'name'>): boolean => one.in === 'header' && isKeyName(one.name);

/** Whether a key is sent, and the draft with that the other way round: in the contract's own header where it names one. */
function keySwitch(form: RequestForm, draft: Draft): { readonly isOn: boolean; readonly toggled: Draft } {
  const named = form.parameters.find(isKey);
  if (named) {
    const key = parameterKey(named);
    const isOn = (draft.values[key] ?? '') !== '';
    return { isOn, toggled: { ...draft, values: { ...draft.values, [key]: isOn ? '' : keyValue } } };
  }
  const isOn = draft.extras.some((one) => isKey(one) && isSent(one));
  const others = draft.extras.filter((one) => !isKey(one));
  const extras: Draft['extras'] = isOn ? others : [...others, { in: 'header', name: 'Idempotency-Key', value: keyValue } as const];
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
