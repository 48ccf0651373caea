import type { ReactElement } from 'react';

/** Header fields in the order in which they came. */
export function HeaderList({ headers }: { readonly headers: readonly (readonly [string, string])[] }): ReactElement {
  if (headers.length === 0) return <p className="con-none">There is no header.</p>;
  return (
    <table className="con-headers" aria-label="Headers">
      <tbody>
        {headers.map(([name, value], index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
