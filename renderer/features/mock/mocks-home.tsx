import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { MockState } from '../../../shared/contract/mock.ts';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { mockColumns } from './mock-columns.tsx';
import { apiWords, listSub, listTitle } from './mock-words.ts';

/** Every API that can be played, and whose mock runs. */
export function MocksHome(): ReactElement {
  const mocks = useQuery(api.mock.list.queryOptions({ input: {} }));
  const [text, setText] = useState('');
  const rows = mocks.data ?? [];
  const open = (mock: MockState): void => go({ place: 'console', kind: 'mock', id: mock.apiId });
  usePaletteActions(
    'mocks',
    rows.map((mock) => ({ words: `Open the mock of ${apiWords(mock)}`, run: () => open(mock) })),
  );
  if (mocks.error) return <FaultNote fault={mocks.error} onRetry={() => void mocks.refetch()} />;
  const isEmpty = mocks.data !== undefined && rows.length === 0;
  const fitting = rows.filter((mock) =>
    `${apiWords(mock)} ${mock.url ?? ''} ${mock.effects}`.toLowerCase().includes(text.trim().toLowerCase()),
  );
  return (
    <div className="mock-page">
      <PageHeader
        title={mocks.data ? (isEmpty ? 'Nothing to play yet' : listTitle(rows)) : 'Mocks'}
        sub={mocks.data && !isEmpty ? listSub(rows) : ' '}
      />
      {!isEmpty && (
        <Toolbar>
          <div className="mock-filter">
            <FilterField value={text} onChange={setText} placeholder="Filter mocks" />
          </div>
        </Toolbar>
      )}
      <DataTable<MockState>
        of={['mock', 'mocks']}
        rows={fitting}
        columns={mockColumns}
        rowId={(mock) => mock.apiId}
        onOpen={open}
        csvName="Mocks"
        isLoading={mocks.isPending}
        empty={
          isEmpty ? (
            <Empty
              title="A mock plays a vendor from its contract on this computer, so that a runbook or a training needs no vendor. It needs the vendor’s OpenAPI file."
              action={
                <Button
                  kind="primary"
                  icon={<IconFileImport size={16} stroke={1.6} aria-hidden="true" />}
                  onClick={() => useImportRequest.getState().ask(null)}
                >
                  Import contract
                </Button>
              }
              example="“A bad Tuesday”: Adyen Checkout answers late, fails one call in five with 503, and lets 30 requests a minute through."
            />
          ) : (
            <Empty title={`No mock fits “${text}”.`} />
          )
        }
      />
    </div>
  );
}
