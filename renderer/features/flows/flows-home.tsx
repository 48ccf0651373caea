import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { FlowRow, FlowRun } from '../../../shared/contract/flows.ts';
import { starterWords } from '../../../shared/domain/flows/starter-words.ts';
import { api } from '../../app/client.ts';
import { go, goInstead } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { flowColumns, runColumns } from './flow-columns.tsx';
import { listSub, listTitle } from './flow-words.ts';
import { NewFlowDialog } from './new-flow-dialog.tsx';

export interface FlowsHomeProps {
  readonly view: 'flows' | 'runs';
  readonly isAddingFirst: boolean;
}

/** The flows with their last runs, and all runs. */
export function FlowsHome({ view, isAddingFirst }: FlowsHomeProps): ReactElement {
  const flows = useQuery(api.flows.list.queryOptions({ input: {} }));
  const runs = useQuery(api.flows.runs.queryOptions({ input: {} }));
  const [text, setText] = useState('');
  const [isAdding, setIsAdding] = useState(isAddingFirst);
  const rows = useMemo(() => flows.data ?? [], [flows.data]);
  const add = (): void => setIsAdding(true);
  useShortcut('n', 'New flow', add);
  usePaletteActions('flows', [{ words: 'New flow', keys: 'n', run: add }]);
  const fault = flows.error ?? runs.error;
  if (fault) return <FaultNote fault={fault} onRetry={() => void flows.refetch()} />;
  const fits = (...words: readonly (string | null)[]): boolean => words.join(' ').toLowerCase().includes(text.trim().toLowerCase());
  const isEmpty = flows.data !== undefined && rows.length === 0 && (runs.data?.length ?? 0) === 0;
  return (
    <div className="flo-home">
      <PageHeader
        title={flows.data ? (isEmpty ? 'No flows yet' : listTitle(rows)) : 'Flows'}
        sub={flows.data ? (isEmpty ? undefined : listSub(rows)) : ' '}
        actions={
          isEmpty ? undefined : (
            <Button kind="primary" icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={add}>
              New flow
            </Button>
          )
        }
      />
      {!isEmpty && (
        <div className="flo-views">
          <Tabs<'flows' | 'runs'>
            label="What is shown"
            value={view}
            onChange={(next) => go({ place: 'console', kind: next === 'runs' ? 'flow-runs' : 'flows' })}
            items={[
              { value: 'flows', label: 'Flows', count: rows.length },
              { value: 'runs', label: 'Runs', count: runs.data?.length ?? 0 },
            ]}
          />
          <FilterField value={text} onChange={setText} placeholder={view === 'runs' ? 'Filter runs' : 'Filter flows'} />
        </div>
      )}
      {view === 'flows' ? (
        <DataTable<FlowRow>
          of={['flow', 'flows']}
          key="flows"
          rows={rows.filter((row) => fits(row.name, row.folder, row.apiWords, row.environmentWords))}
          columns={flowColumns}
          rowId={(row) => row.id}
          onOpen={(row) => go({ place: 'console', kind: 'flow', id: row.id })}
          csvName="Flows"
          isLoading={flows.isPending}
          empty={
            text === '' ? (
              <Empty
                title="A flow sends several requests in order, hands values from one answer to the next, checks each, and says what took effect when one fails."
                action={
                  <Button kind="primary" onClick={add}>
                    Make a flow
                  </Button>
                }
                example="“Refund and verify”: refund the payment, capture its pspReference, look up the order, check that it is refunded; once for each row of refunds.csv."
              />
            ) : (
              <Empty title={`No flow fits “${text}”.`} />
            )
          }
        />
      ) : (
        <DataTable<FlowRun>
          of={['run', 'runs']}
          key="runs"
          rows={(runs.data ?? []).filter((row) => fits(row.flowName, row.words, starterWords(row), row.environmentWords, row.fileName))}
          columns={runColumns}
          rowId={(row) => row.id}
          onOpen={(row) => go({ place: 'console', kind: 'flow-run', id: row.id })}
          csvName="Flow runs"
          isLoading={runs.isPending}
          empty={
            <Empty
              title={
                text === ''
                  ? 'A run keeps what each row sent, what came back, and a receipt to give away. Open a flow and run it.'
                  : `No run fits “${text}”.`
              }
            />
          }
        />
      )}
      {isAdding && (
        <NewFlowDialog
          onClose={() => {
            setIsAdding(false);
            if (isAddingFirst) goInstead({ place: 'console', kind: 'flows' });
          }}
        />
      )}
    </div>
  );
}
