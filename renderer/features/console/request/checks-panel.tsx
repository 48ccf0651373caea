import type { ReactElement } from 'react';
import type { Check } from '../../../../shared/domain/flows/flow-spec.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckList } from '../../../ui/check-list.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { useConsoleStore } from '../console-store.ts';
import { keepChecks } from './keep-checks.ts';
import { useKeptChecks, useOpenSavedId } from './use-add-check.ts';
import './checks.css';

/** How many checks the open request has; for its tab. */
export function useCheckCount(): number | undefined {
  const id = useOpenSavedId();
  const kept = useKeptChecks(id);
  const written = useConsoleStore((state) => (id === null ? undefined : state.checks[id]));
  return (written ?? kept.data)?.length || undefined;
}

/** What every answer of the request must be: held against each that comes, in the Console, in flows and from the terminal. */
export function ChecksPanel({ onSave }: { readonly onSave: (() => void) | undefined }): ReactElement {
  const id = useOpenSavedId();
  const kept = useKeptChecks(id);
  if (id === null)
    return (
      <Empty
        title="Save this request, and say here what its answers must be."
        action={onSave && <Button onClick={onSave}>Save request</Button>}
        example="Status is 200. $.status is one of received, accepted. The answer fits the contract. Time is less than 2,000 ms."
      />
    );
  if (!kept.data) return <Loading lines={3} />;
  return <Kept id={id} kept={kept.data} />;
}

function Kept({ id, kept }: { readonly id: string; readonly kept: readonly Check[] }): ReactElement {
  const written = useConsoleStore((state) => state.checks[id]);
  const checks = written ?? kept;
  const write = (next: readonly Check[]): void =>
    useConsoleStore.getState().setChecks(id, JSON.stringify(next) === JSON.stringify(kept) ? null : next);
  return (
    <form
      className="con-checks"
      onSubmit={(event) => {
        event.preventDefault();
        void keepChecks(id);
      }}
    >
      {checks.length === 0 && (
        <p className="muted small">Every answer is held against these. None yet: without one, nothing but the contract is checked.</p>
      )}
      <CheckList checks={checks} onChange={write} />
      {written !== undefined && (
        <div className="con-checks-foot">
          <Button small type="submit">
            Keep checks
          </Button>
          <Button small kind="quiet" onClick={() => write(kept)}>
            Cancel
          </Button>
        </div>
      )}
    </form>
  );
}
