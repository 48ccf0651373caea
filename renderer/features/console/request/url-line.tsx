import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { parameterKey, type Draft } from './draft.ts';
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
  const extras = draft.extras.filter((one) => one.in === 'query' && one.name !== '').map((one) => `${one.name}=${one.value}`);
  const all = [...query, ...extras];
  return (
    <div className="con-url">
      <span className="con-url-method">{form.method}</span>
      <div className="con-url-path" role="group" aria-label="Address">
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
              <input
                value={value}
                spellCheck={false}
                placeholder="value"
                size={Math.min(28, Math.max(6, value.length))}
                onChange={(event) => onChange({ ...draft, values: { ...draft.values, [key]: event.target.value } })}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onEnter();
                }}
              />
            </label>
          );
        })}
        {all.length > 0 && <code className="con-url-query">?{all.join('&')}</code>}
      </div>
    </div>
  );
}

/** The scheme is shown only when it is not https. */
function Base({ url }: { readonly url: string }): ReactElement {
  return url.startsWith('https://') ? <>{url.slice('https://'.length)}</> : <>{url}</>;
}
