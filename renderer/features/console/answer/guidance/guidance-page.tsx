import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { GuidanceNote } from '../../../../../shared/contract/answers.ts';
import { api } from '../../../../app/client.ts';
import { Button } from '../../../../ui/button.tsx';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { Empty } from '../../../../ui/empty.tsx';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { formatCount } from '../../../../ui/format.ts';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { When } from '../../../../ui/when.tsx';
import { apiTitle } from '../../endpoint-rows.ts';
import { classNames } from './class-names.ts';
import { NoteSheet, type NoteSubject } from './note-sheet.tsx';

const columns: readonly Column<GuidanceNote>[] = [
  {
    key: 'class',
    header: 'When',
    width: 210,
    cell: ({ errorClass }) => classNames[errorClass],
    value: ({ errorClass }) => classNames[errorClass],
  },
  { key: 'status', header: 'Status', width: 70, align: 'right', cell: ({ status }) => status ?? '', value: ({ status }) => status },
  {
    key: 'api',
    header: 'API',
    width: 170,
    cell: ({ vendorName, apiName }) => apiTitle({ vendorName, name: apiName }),
    value: ({ vendorName, apiName }) => apiTitle({ vendorName, name: apiName }),
  },
  { key: 'body', header: 'What to do', cell: ({ body }) => firstLine(body), value: ({ body }) => firstLine(body) },
  { key: 'by', header: 'Written by', width: 120, cell: ({ editedBy }) => editedBy, value: ({ editedBy }) => editedBy },
  { key: 'at', header: 'Changed', width: 120, cell: ({ editedAt }) => <When at={editedAt} />, value: ({ editedAt }) => editedAt },
];

const firstLine = (body: string): string =>
  body
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.replaceAll(/[#*_`]/g, '')
    .trim() ?? '';

/** What the team wrote about failures: of one API, or with the note of that id open. */
export function GuidancePage({ id }: { readonly id: string | null }): ReactElement {
  const notes = useQuery(api.answers.notes.queryOptions({ input: {} }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const [chosen, setChosen] = useState<NoteSubject | null | undefined>(undefined);
  const named = notes.data?.find((note) => note.id === id);
  const apiId = named?.apiId ?? (apis.data?.some((one) => one.id === id) === true ? id : null);
  const rows = useMemo(() => notes.data?.filter((note) => apiId === null || note.apiId === apiId) ?? [], [notes.data, apiId]);
  if (notes.error) return <FaultNote fault={notes.error} onRetry={() => void notes.refetch()} />;
  // A door to one note opens it, until it is closed.
  const subject = chosen === undefined ? (named ? { ...named, isForStatus: named.status !== null } : null) : chosen;
  const about = apis.data?.find((one) => one.id === apiId);
  const name = about ? apiTitle({ vendorName: about.vendorName, name: about.name }) : null;
  const write = (): void => {
    if (apiId !== null) setChosen({ apiId, id: null, errorClass: 'ours', status: null, problemType: null, body: '', isForStatus: false });
  };
  return (
    <div className="dif-page">
      <PageHeader
        title={name === null ? 'What to do when a call fails' : `What to do when ${name} fails`}
        sub={
          rows.length === 0
            ? 'Nothing is written yet'
            : `${formatCount(rows.length)} ${rows.length === 1 ? 'note' : 'notes'} by the team; each stands beside the failures that it is about`
        }
        actions={
          apiId === null ? null : (
            <Button kind="primary" onClick={write}>
              Write a note
            </Button>
          )
        }
      />
      <DataTable<GuidanceNote>
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => setChosen({ ...row, isForStatus: row.status !== null })}
        csvName="what to do"
        isLoading={notes.isPending}
        empty={
          <Empty
            title="What the team learned from a failure stands here, and beside the next failure of its kind."
            example="“422 with errorCode 130: the order had no reference. Ask Omar for it, then send again.” Write one from any failed exchange."
          />
        }
      />
      {subject && <NoteSheet key={subject.id ?? 'new'} subject={subject} onClose={() => setChosen(null)} />}
    </div>
  );
}
