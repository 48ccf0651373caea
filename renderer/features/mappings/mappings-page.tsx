import './mappings.css';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { MappingRow } from '../../../shared/contract/mappings.ts';
import { api } from '../../app/client.ts';
import { go, goInstead, useDoor } from '../../app/navigate.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { CreateMapping } from './create-mapping.tsx';
import { mappingColumns } from './mapping-columns.tsx';
import { counted, listSub, listTitle, needsSomebody } from './mapping-words.ts';
import { MappingView } from './mapping-view.tsx';
import { useMappingsStore } from './mappings-store.ts';

/** How the fields of one system become the fields of another: the list, or one mapping. */
export default function MappingsPage(): ReactElement {
  const door = useDoor();
  const isCreating = useMappingsStore((state) => state.isCreating);
  const setCreating = (is: boolean): void => useMappingsStore.setState({ isCreating: is });
  useShortcut('n', 'New mapping', () => setCreating(true), door.id === undefined && !isCreating);
  return (
    <>
      {door.id === undefined ? <MappingList onCreate={() => setCreating(true)} /> : <MappingView key={door.id} id={door.id} />}
      {isCreating || door.kind === 'new' ? (
        <CreateMapping
          onClose={() => {
            setCreating(false);
            if (door.kind === 'new') goInstead({ place: 'mappings' });
          }}
          onDone={(id) => {
            setCreating(false);
            go({ place: 'mappings', kind: 'mapping', id });
          }}
        />
      ) : null}
    </>
  );
}

function MappingList({ onCreate }: { readonly onCreate: () => void }): ReactElement {
  const [text, setText] = useState('');
  const list = useQuery(api.mappings.list.queryOptions({ input: {} }));
  if (list.isPending) return <Loading />;
  if (list.isError) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  const add = (kind: 'primary' | 'default'): ReactElement => (
    <Button kind={kind} icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={onCreate}>
      New mapping
    </Button>
  );
  if (list.data.length === 0) {
    return (
      <div className="map-page">
        <PageHeader title="No mapping yet" sub="Give it one real file; it finds the columns and suggests the rest." />
        <Empty
          title="A mapping says how the fields of one system become the fields of another, step by step, and proves it on real rows before it is used."
          action={add('primary')}
          example="For example the CSV of Shopify’s orders becomes ledger rows: “Total” 419.00 and “Currency” EUR become amount_minor 41900, and a row without a currency is kept back, never guessed."
        />
      </div>
    );
  }
  const wanted = text.trim().toLowerCase();
  const rows = list.data
    .filter((row) => [row.name, row.sourceName, row.destinationName].some((part) => part.toLowerCase().includes(wanted)))
    .toSorted((a, b) => Number(needsSomebody(b)) - Number(needsSomebody(a)));
  return (
    <div className="map-page">
      <PageHeader title={listTitle(list.data)} sub={listSub(list.data)} actions={add('default')} />
      <Toolbar>
        <FilterField value={text} onChange={setText} placeholder="Filter mappings" />
      </Toolbar>
      <DataTable<MappingRow>
        rows={rows}
        columns={mappingColumns}
        rowId={(row) => row.id}
        onOpen={(row) => go({ place: 'mappings', kind: 'mapping', id: row.id })}
        csvName="mappings"
        footerWords={`${counted(rows.length, 'mapping', 'mappings')} · by what needs you, then by name`}
        empty={`Nothing matches “${text.trim()}”. Clear the filter to see all mappings.`}
      />
    </div>
  );
}
