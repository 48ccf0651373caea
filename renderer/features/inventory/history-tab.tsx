import { useQuery } from '@tanstack/react-query';
import { grouped } from '../../../shared/domain/grouped.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { undoEntry } from '../../ui/undo-last.ts';

interface HistoryTabProps {
  readonly entity: 'api' | 'vendor' | 'endpoint' | 'process';
  readonly entityId: string;
}

const viaWords = { app: '', terminal: ', in the terminal', evidence: ', from evidence' } as const;

/** Who changed a record and what, newest first; what still is as a change left it can be taken back. */
export function HistoryTab({ entity, entityId }: HistoryTabProps) {
  const history = useQuery(api.activity.list.queryOptions({ input: { entity, entityId, limit: 100 } }));
  if (history.isPending) return <Loading />;
  if (history.isError) return <FaultNote fault={history.error} onRetry={() => void history.refetch()} />;
  const { entries, total } = history.data;
  return (
    <Section title={total === 0 ? 'No change yet' : total === 1 ? '1 change' : `${grouped(total)} changes`}>
      {total === 0 ? <p className="inv-note">Every change of this record is kept here, with who made it and when.</p> : null}
      <ol className="inv-history">
        {entries.map((one) => (
          <li key={one.seq}>
            <span>{one.summary}</span>
            <span className="faint">
              {one.actor}
              {viaWords[one.via]} · <When at={one.at} />
            </span>
            {one.canUndo && one.operation === 'update' ? (
              <Button small kind="quiet" aria-label={`Undo: ${one.summary}`} onClick={() => void undoEntry(one)}>
                Undo
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}
