import type { ReactElement } from 'react';
import type { PromiseLine as Line } from '../../../shared/contract/today.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { formatCount } from '../../ui/format.ts';
import { Mark, type StandingState } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { DayStrip } from './day-strip.tsx';

const verdictWords: Readonly<Record<Line['verdict'], readonly [StandingState, string]>> = {
  met: ['holds', 'met'],
  met_sampled: ['holds', 'met, sampled'],
  at_risk: ['soon', 'at risk'],
  missed: ['broken', 'missed'],
  not_proven: ['no data', 'not proven'],
  no_data: ['no data', 'no data'],
};

/** What was promised this month, so far: verdict, what was observed, how much was seen; each line leads to its promise. */
export function PromisesTable({ promises }: { readonly promises: readonly Line[] }): ReactElement {
  const now = useNow();
  return (
    <section className="tod-health">
      <h2>Promises this month</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Promise</th>
            <th scope="col">Business process</th>
            <th scope="col">Verdict so far</th>
            <th scope="col" className="tod-right">
              Observed
            </th>
            <th scope="col" className="tod-right">
              Seen
            </th>
            <th scope="col">30 days</th>
            <th scope="col" className="tod-right">
              Incidents
            </th>
          </tr>
        </thead>
        <tbody>
          {promises.map((line) => (
            <PromiseRow key={line.id} line={line} now={now} />
          ))}
        </tbody>
      </table>
      <p className="tod-foot">
        Hatched: nobody was looking, which is never counted as good.{' '}
        <DoorLink door={{ place: 'monitors', kind: 'promises' }}>All promises and how they are counted</DoorLink>
      </p>
    </section>
  );
}

function PromiseRow({ line, now }: { readonly line: Line; readonly now: number }): ReactElement {
  const [state, words] = verdictWords[line.verdict];
  const door = { place: 'monitors', kind: 'promise', id: line.id } as const;
  return (
    <tr>
      <td className="tod-strong">
        <DoorLink door={door}>{line.name}</DoorLink>
      </td>
      <td className="tod-muted">{line.processName ?? <span className="tod-faint">not linked</span>}</td>
      <td title={line.words}>
        <span className="tod-verdict" data-state={state}>
          <Mark state={state} /> {words}
        </span>
      </td>
      <td className="tod-right">{line.observed === null ? <span className="tod-faint">–</span> : percent(line.observed)}</td>
      <td className="tod-right tod-muted">{line.coverage === null ? '–' : `${Math.floor(line.coverage * 100)} %`}</td>
      <td className="tod-days">
        <DayStrip
          days={line.days.map((day) => (day === null || day.good + day.bad === 0 ? null : { calls: day.good + day.bad, failed: day.bad }))}
          now={now}
          unit="slot"
        />
      </td>
      <td className="tod-right">
        {line.incidents === 0 ? (
          <span className="tod-faint">0</span>
        ) : (
          <DoorLink door={{ place: 'monitors', kind: 'incidents' }}>{formatCount(line.incidents)}</DoorLink>
        )}
      </td>
    </tr>
  );
}

/** Never rounded up: 100 % hides no failure. */
const percent = (share: number): string => `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
