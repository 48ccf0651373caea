import { skipToken, useQuery } from '@tanstack/react-query';

import { useState, type ReactElement } from 'react';
import type { Check } from '../../../../shared/domain/flows/flow-spec.ts';
import { api, client } from '../../../app/client.ts';
import { useDoor } from '../../../app/navigate.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckList } from '../../../ui/check-list.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { changeWithUndo } from '../../../ui/undo-last.ts';
import './checks.css';

/** The saved request that is open, if one is: checks belong to it and not to a draft. */
const useSavedId = (): string | null => {
  const { kind, id } = useDoor();
  return kind === 'savedRequest' && id !== undefined ? id : null;
};

/** How many checks the open request has; for its tab. */
export function useCheckCount(): number | undefined {
  const id = useSavedId();
  const kept = useQuery(api.flows.requestChecks.queryOptions({ input: id === null ? skipToken : { savedRequestId: id } }));
  return kept.data?.length || undefined;
}

/** What every answer of the request must be: held against each that comes, in the Console, in flows and from the terminal. */
export function ChecksPanel(): ReactElement {
  const id = useSavedId();
  const kept = useQuery(api.flows.requestChecks.queryOptions({ input: id === null ? skipToken : { savedRequestId: id } }));
  if (id === null)
    return (
      <Empty
        title="Save this request, and say here what its answers must be."
        example="Status is 200. $.status is one of received, accepted. The answer fits the contract. Time is less than 2,000 ms."
      />
    );
  if (!kept.data) return <Loading lines={3} />;
  return <Kept key={JSON.stringify(kept.data)} id={id} kept={kept.data} />;
}

function Kept({ id, kept }: { readonly id: string; readonly kept: readonly Check[] }): ReactElement {
  const [checks, setChecks] = useState<readonly Check[]>(kept);
  const hasChanged = JSON.stringify(checks) !== JSON.stringify(kept);
  const keep = (): void =>
    void changeWithUndo('Checks kept', 'requestChecks', id, () =>
      client.flows.keepRequestChecks({ savedRequestId: id, checks: [...checks] }),
    );
  return (
    <form
      className="con-checks"
      onSubmit={(event) => {
        event.preventDefault();
        if (hasChanged) keep();
      }}
    >
      {checks.length === 0 && (
        <p className="muted small">Every answer is held against these. None yet: without one, nothing but the contract is checked.</p>
      )}
      <CheckList checks={checks} onChange={setChecks} />
      {hasChanged && (
        <div className="con-checks-foot">
          <Button small type="submit">
            Keep checks
          </Button>
          <Button small kind="quiet" onClick={() => setChecks(kept)}>
            Cancel
          </Button>
        </div>
      )}
    </form>
  );
}
