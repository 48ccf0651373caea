import type { ReactElement } from 'react';
import type { FlowRow } from '../../../shared/contract/flows.ts';
import { doorHref } from '../../app/navigate.ts';
import { formatInstant } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { runMark, runStateWords } from './flow-words.ts';

/** The last runs of a flow, the oldest first: each a mark that leads to its run. */
export function RunStrip({ runs }: { readonly runs: FlowRow['lastRuns'] }): ReactElement {
  if (runs.length === 0) return <span className="faint">not run yet</span>;
  return (
    <span className="flo-strip">
      {runs.toReversed().map((run) => {
        const words = `Run ${run.number}: ${runStateWords[run.state]}, ${formatInstant(run.startedAt)}`;
        return (
          <a
            key={run.id}
            href={doorHref({ place: 'console', kind: 'flow-run', id: run.id })}
            aria-label={words}
            title={words}
            onClick={(event) => event.stopPropagation()}
          >
            <Mark state={runMark[run.state]} />
          </a>
        );
      })}
    </span>
  );
}
