import { useState, type ReactElement } from 'react';
import type { Today } from '../../../shared/contract/today.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { formatCount, formatMs } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { DayStrip } from './day-strip.tsx';
import { dayState } from './day-words.ts';

const shown = 8;

/** How each API answered in the last 30 days; each name and figure leads to the API itself. */
export function HealthTable({ rows }: { readonly rows: Today['health'] }): ReactElement {
  const now = useNow();
  const [isWhole, setIsWhole] = useState(false);
  const visible = isWhole ? rows : rows.slice(0, shown);
  return (
    <section className="tod-health">
      <h2>How the APIs answered, 30 days</h2>
      {rows.length === 0 ? (
        <p className="tod-muted">
          No call has been recorded yet. <DoorLink door={{ place: 'console' }}>Send the first one</DoorLink>
        </p>
      ) : (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">API</th>
                <th scope="col">Business process</th>
                <th scope="col" className="tod-right">
                  Calls
                </th>
                <th scope="col" className="tod-right">
                  Failed
                </th>
                <th scope="col" className="tod-right">
                  95 % under
                </th>
                <th scope="col">30 days</th>
              </tr>
            </thead>
            <tbody>
              {visible.map((row) => (
                <tr key={row.apiId}>
                  <td className="tod-strong">
                    <DoorLink door={{ place: 'inventory', kind: 'api', id: row.apiId }}>{row.name}</DoorLink>
                  </td>
                  <td className="tod-muted tod-cut" title={row.processes.join(', ')}>
                    {row.processes.length > 0 ? row.processes.join(', ') : <span className="tod-faint">not linked</span>}
                  </td>
                  <td className="tod-right">{formatCount(row.calls)}</td>
                  <td className="tod-right" data-state={dayState(row) === 'bad' ? 'broken' : undefined}>
                    {row.calls === 0 ? <span className="tod-faint">no data</span> : formatCount(row.failed)}
                  </td>
                  <td className="tod-right tod-muted">{row.p95Ms === null ? '' : formatMs(row.p95Ms)}</td>
                  <td className="tod-days">
                    <DayStrip days={row.days} now={now} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="tod-foot">
            Every call this workspace recorded. Hatched: no call that day, so nothing is known.{' '}
            {rows.length > shown && (
              <Button kind="quiet" small onClick={() => setIsWhole(!isWhole)}>
                {isWhole ? 'Show fewer' : `Show all ${rows.length}`}
              </Button>
            )}
            {rows.length <= shown && (
              <Button kind="quiet" small onClick={() => go({ place: 'console', kind: 'history' })}>
                Open the history
              </Button>
            )}
          </p>
        </>
      )}
    </section>
  );
}
