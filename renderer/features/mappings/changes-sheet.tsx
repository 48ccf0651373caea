import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { api } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Sheet } from '../../ui/sheet.tsx';

/** Draft against active: the rules that differ, and the rows that come out otherwise. */
export function ChangesSheet({ detail, onClose }: { readonly detail: MappingDetail; readonly onClose: () => void }): ReactElement {
  const diff = useQuery(api.mappings.diff.queryOptions({ input: { id: detail.id } }));
  const title =
    detail.draft && detail.active
      ? `Draft ${detail.draft.number} against active ${detail.active.number}: ${formatCount(detail.changedRows.all)} sample rows differ`
      : 'There is nothing to compare: the mapping has only one revision';
  return (
    <Sheet title={title} opened onClose={onClose} width={620}>
      {diff.isPending ? <Loading /> : null}
      {diff.isError ? <FaultNote fault={diff.error} onRetry={() => void diff.refetch()} /> : null}
      {diff.data ? (
        <>
          <h3 className="map-h">Rules</h3>
          {diff.data.changes.length === 0 ? <p className="map-note">No rule differs.</p> : null}
          <ul className="map-changes">
            {diff.data.changes.map((change) => (
              <li key={`${change.field}${change.words}`}>
                <code>{change.field}</code> {change.words}
              </li>
            ))}
          </ul>
          <h3 className="map-h">Rows of the sample</h3>
          {diff.data.rows.length === 0 ? (
            <p className="map-note">Every row of {formatCount(diff.data.total)} comes out as before.</p>
          ) : (
            <div className="map-golden-body">
              <table>
                <thead>
                  <tr>
                    <th>Row</th>
                    <th>Field</th>
                    <th>Active {detail.active?.number}</th>
                    <th>Draft {detail.draft?.number}</th>
                  </tr>
                </thead>
                <tbody>
                  {diff.data.rows.map((row) => (
                    <tr key={`${row.row}${row.field}`}>
                      <td className="num">{row.row}</td>
                      <td>
                        <code>{row.field}</code>
                      </td>
                      <td className="m">{row.before}</td>
                      <td className="m">{row.after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      ) : null}
    </Sheet>
  );
}
