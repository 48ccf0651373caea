import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { ResilienceBreakers } from './resilience-breakers.tsx';
import { ResilienceBudget } from './resilience-budget.tsx';
import { ResilienceDialog } from './resilience-dialog.tsx';
import './resilience.css';

export interface ResiliencePanelProps {
  readonly form: RequestForm;
  readonly environment: Environment | null;
}

/** How a call to this API is repeated, limited and given up, what is left of its limits, and who used them up. */
export function ResiliencePanel({ form, environment }: ResiliencePanelProps): ReactElement {
  const { apiId } = form;
  const policy = useQuery(api.resilience.policy.queryOptions({ input: { apiId } }));
  const budget = useQuery(api.resilience.budget.queryOptions({ input: { apiId } }));
  const [isEditing, setEditing] = useState(false);
  const fault = policy.error ?? budget.error;
  if (fault) return <FaultNote fault={fault} />;
  if (!policy.data || !budget.data) return <Loading />;
  const mine = budget.data.budgets.find(({ credentialId }) => credentialId === (environment?.credentialId ?? null));
  return (
    <div className="con-resilience">
      <section aria-labelledby="con-res-policy">
        <div className="con-res-head">
          <h2 id="con-res-policy">{policy.data.isUsual ? 'As usual' : `Set for ${form.vendorName} ${form.apiName}`}</h2>
          <Button small kind="quiet" onClick={() => setEditing(true)}>
            Change
          </Button>
        </div>
        <ul className="con-res-words">
          {policy.data.words.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
      <ResilienceBreakers apiId={apiId} breakers={budget.data.breakers} />
      {mine ? (
        <ResilienceBudget budget={mine} apiId={apiId} />
      ) : (
        <p className="faint">
          Limits are counted for each credential.{' '}
          <DoorLink door={{ place: 'inventory', kind: 'api', id: apiId }}>Add an environment</DoorLink> first.
        </p>
      )}
      {isEditing && <ResilienceDialog shown={policy.data} onClose={() => setEditing(false)} />}
    </div>
  );
}
