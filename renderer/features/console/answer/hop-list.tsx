import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';

/** The redirects on the way, and what was not carried along to another host. */
export function HopList({ hops }: { readonly hops: Exchange['hops'] }): ReactElement {
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
    </ol>
  );
}
