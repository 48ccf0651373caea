import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';

/** The redirects on the way, what was not carried along to another host, and where it ended. */
export function HopList({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const { hops, status } = exchange;
  const last = hops.at(-1);
  return (
    <ol className="con-hops">
      {hops.map((hop, index) => (
        <li key={index}>
          <p>
            <b className="num">{hop.status}</b> <code>{hop.method}</code> <code>{hop.url}</code>
          </p>
          {hop.droppedHeaders.length > 0 && <p className="muted">Not carried along to the next host: {hop.droppedHeaders.join(', ')}</p>}
          {hop.notes.map((note) => (
            <p key={note} className="muted">
              {note}
            </p>
          ))}
        </li>
      ))}
      {last?.to !== undefined && (
        <li>
          <p>
            <b className="num">{status ?? 'Not followed'}</b> <code>{last.to}</code>
          </p>
        </li>
      )}
    </ol>
  );
}
