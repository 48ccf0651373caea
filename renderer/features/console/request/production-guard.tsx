import { useState, type ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { effectWords } from '../../../../shared/domain/console/call-effect.ts';
import { client } from '../../../app/client.ts';
import { ProductionQuestion } from '../../../ui/production-question.tsx';
import { sayFailed } from '../../../ui/say-failed.ts';
import { Segments } from '../../../ui/segments.tsx';
import { parameterKey, type Draft } from './draft.ts';
import { filledPath } from './path-template.ts';

export interface ProductionGuardProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment;
  /** What comes of it beside the call itself. */
  readonly note?: string;
  readonly onClose: () => void;
  readonly onConfirm: (environmentName: string) => void;
}

type AskAgain = 'always' | '5' | '15' | '60';

/** Asks before a call changes something in production: held, or its name typed. The core checks it again. */
export function ProductionGuard({ form, draft, environment, note, onClose, onConfirm }: ProductionGuardProps): ReactElement {
  const [askAgain, setAskAgain] = useState<AskAgain>('always');
  const method = draft.method ?? form.method;
  const path = draft.path ?? form.path;
  const effect = effectWords({ method, path, summary: form.summary, content: draft.content });
  const confirm = (): void => {
    if (askAgain === 'always') {
      onConfirm(environment.name);
      return;
    }
    const minutes = askAgain === '5' ? 5 : askAgain === '15' ? 15 : 60;
    client.requests
      .unlock({ environmentId: environment.id, minutes, confirmProduction: environment.name })
      .then(() => onConfirm(environment.name), sayFailed);
  };
  return (
    <ProductionQuestion
      places={[{ name: environment.name, words: `${environment.name} of ${form.vendorName} ${form.apiName}`, effects: [effect] }]}
      verb="send"
      onClose={onClose}
      onConfirm={confirm}
      after={
        <div className="con-ask-again">
          <span>Then ask again</span>
          <Segments<AskAgain>
            label="Ask again"
            value={askAgain}
            onChange={setAskAgain}
            items={[
              { value: 'always', label: 'each time' },
              { value: '5', label: 'in 5 min' },
              { value: '15', label: 'in 15 min' },
              { value: '60', label: 'in 60 min' },
            ]}
          />
        </div>
      }
    >
      <p className="con-guard">It is sent once, for real customers, and cannot be taken back from here.</p>
      {note !== undefined && <p className="con-guard">{note}</p>}
      <p className="con-guard">
        <code>
          {method} {environment.baseUrl.replace(/\/$/, '')}
          {filledPath(path, (name) => draft.values[parameterKey({ in: 'path', name })] ?? '')}
        </code>
      </p>
    </ProductionQuestion>
  );
}
