import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import type { Draft } from './draft.ts';
import { ParameterRows } from './parameter-rows.tsx';

export interface HeadersPanelProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment | null;
  readonly onChange: (draft: Draft) => void;
}

/** Headers to send, and which ones are added by themselves. */
export function HeadersPanel({ form, draft, environment, onChange }: HeadersPanelProps): ReactElement {
  const added = [
    ...(form.bodyMediaTypes.length > 0 && draft.body.trim() !== '' && draft.mediaType ? [`content-type: ${draft.mediaType}`] : []),
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
      {added.length > 0 && (
        <div className="con-added">
          <h3>Added on Send</h3>
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
