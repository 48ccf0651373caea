import type { ReactElement } from 'react';
import type { Comparison } from '../../../../../shared/contract/answers.ts';
import { Empty } from '../../../../ui/empty.tsx';

/** Status and headers that differ; those that every answer has anew stand below and do not count. */
export function HeaderDifferences({ found }: { readonly found: Comparison }): ReactElement {
  const counted = found.headers.filter(({ isUsual }) => !isUsual);
  const usual = found.headers.filter(({ isUsual }) => isUsual);
  if (found.status === null && found.headers.length === 0) return <Empty title="Status and headers are the same." />;
  return (
    <div className="dif-headers">
      <table className="con-headers" aria-label="Status and headers that differ">
        <thead>
          <tr>
            <th scope="col">Header</th>
            <th scope="col">Left</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {found.status !== null && (
            <tr>
              <th scope="row">Status</th>
              <td>{found.status.left}</td>
              <td>{found.status.right}</td>
            </tr>
          )}
          {counted.map((header) => (
            <HeaderRow key={header.name} header={header} />
          ))}
          {usual.length > 0 && (
            <tr>
              <td colSpan={3} className="muted dif-usual">
                New with every answer, not counted
              </td>
            </tr>
          )}
          {usual.map((header) => (
            <HeaderRow key={header.name} header={header} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeaderRow({ header }: { readonly header: Comparison['headers'][number] }): ReactElement {
  return (
    <tr data-usual={header.isUsual || undefined}>
      <th scope="row">{header.name}</th>
      <td>{header.left ?? <span className="muted">not there</span>}</td>
      <td>{header.right ?? <span className="muted">not there</span>}</td>
    </tr>
  );
}
