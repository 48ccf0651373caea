import type { ClipboardEvent, ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import { methods, type Environment } from '../../../../shared/contract/inventory.ts';
import { isSent } from '../../../../shared/domain/console/sent-parameters.ts';
import { ValueInput } from '../../../ui/value-input.tsx';
import { parameterKey, type Draft } from './draft.ts';
import { isCurl, openCurl } from './paste-curl.tsx';
import { atAddress, commandOf, isAddress } from './pasted-address.ts';
import { pathParts } from './path-template.ts';

export interface UrlLineProps {
  readonly form: RequestForm;
  readonly environment: Environment | null;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onEnter: () => void;
}

/** The method and where it goes, with the path's parameters as fields in their places. */
export function UrlLine({ form, environment, draft, onChange, onEnter }: UrlLineProps): ReactElement {
  const base = environment ? environment.baseUrl.replace(/\/$/, '') : '';
  const query = Object.entries(draft.values)
    .filter(([key, value]) => key.startsWith('query:') && value !== '')
    .map(([key, value]) => `${key.slice('query:'.length)}=${value}`);
  const extras = draft.extras
    .filter((one) => one.in === 'query' && one.name !== '' && isSent(one))
    .map((one) => `${one.name}=${one.value}`);
  const all = [...query, ...extras];
  const takeCurl = (event: ClipboardEvent<HTMLDivElement>): void => {
    const text = event.clipboardData.getData('text');
    if (!isCurl(text) && !isAddress(text)) return;
    event.preventDefault();
    const here = isAddress(text) && draft.path !== null ? atAddress(draft, base, text) : null;
    if (here) onChange(here);
    else void openCurl(isAddress(text) ? commandOf(text) : text);
  };
  if (draft.path !== null) {
    return (
      <div className="con-url" onPaste={takeCurl}>
        <select
          className="con-url-method"
          aria-label="Method"
          value={draft.method ?? form.method}
          onChange={(event) => onChange({ ...draft, method: event.target.value })}
        >
          {methods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <div className="con-url-path" role="group" aria-label="Address">
          <code title={base}>
            <Base url={base} />
          </code>
          <ValueInput
            className="con-url-input"
            aria-label="Path"
            value={draft.path}
            placeholder="/path below the base URL, or paste an address or a curl command"
            onChange={(path) => onChange({ ...draft, path })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onEnter();
            }}
          />
          {all.length > 0 && (
            <code className="con-url-query" title={`?${all.join('&')}`}>
              ?{all.join('&')}
            </code>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className="con-url" onPaste={takeCurl}>
      <span className="con-url-method">{form.method}</span>
      <div className="con-url-path" role="group" aria-label="Address" tabIndex={-1}>
        <code title={base}>
          <Base url={base} />
        </code>
        {pathParts(form.path).map((part, index) => {
          if (part.kind === 'text') return <code key={index}>{part.text}</code>;
          const key = parameterKey({ in: 'path', name: part.name });
          const value = draft.values[key] ?? '';
          return (
            <label key={index} className="con-part" data-missing={value === '' || undefined}>
              <i>{part.name}</i>
              <ValueInput
                data-path-value={part.name}
                value={value}
                placeholder="value"
                size={Math.min(28, Math.max(6, value.length))}
                onChange={(next) => onChange({ ...draft, values: { ...draft.values, [key]: next } })}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onEnter();
                }}
              />
            </label>
          );
        })}
        {all.length > 0 && (
          <code className="con-url-query" title={`?${all.join('&')}`}>
            ?{all.join('&')}
          </code>
        )}
      </div>
    </div>
  );
}

/** The scheme is shown only when it is not https. */
function Base({ url }: { readonly url: string }): ReactElement {
  return url.startsWith('https://') ? <>{url.slice('https://'.length)}</> : <>{url}</>;
}
