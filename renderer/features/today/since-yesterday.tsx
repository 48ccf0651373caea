import type { ReactElement } from 'react';
import type { Today } from '../../../shared/contract/today.ts';
import { DoorLink } from '../../ui/door-link.tsx';

/** What happened since yesterday, one sentence each; those with evidence are doors to it. */
export function SinceYesterday({ lines }: { readonly lines: Today['sinceYesterday'] }): ReactElement {
  return (
    <div className="tod-since">
      <h2>Since yesterday</h2>
      {lines.length === 0 ? (
        <p className="tod-muted">Nothing was recorded.</p>
      ) : (
        <ul>
          {lines.map((line, index) => (
            <li key={index}>{line.door ? <DoorLink door={line.door}>{line.words}</DoorLink> : line.words}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
