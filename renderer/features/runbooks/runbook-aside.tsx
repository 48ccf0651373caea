import { useState, type ReactElement } from 'react';
import type { RunbookDetail } from '../../../shared/contract/runbooks.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { attempt, saveExport } from './run-runbook.ts';
import { runStanding } from './runbook-words.ts';

const shownRuns = 6;

/** What is known of a runbook: what does not hold, its facts, who has read it, its revisions and runs. */
export function RunbookAside({ detail }: { readonly detail: RunbookDetail }): ReactElement {
  const { runbook: row, revisions, runs } = detail;
  const [isWhole, setIsWhole] = useState(false);
  const newest = revisions[0];
  return (
    <aside className="rb-aside" aria-label="About this runbook">
      {row.findings.length > 0 && (
        <section>
          <h2>{row.findings.length === 1 ? 'One thing does not hold' : `${row.findings.length} things do not hold`}</h2>
          <ul className="rb-findings">
            {row.findings.slice(0, isWhole ? undefined : 3).map((one) => (
              <li key={`${one.line} ${one.happened}`}>
                <Mark state={one.severity === 'error' ? 'broken' : 'soon'} />
                <span>
                  {one.happened} <span className="faint">{one.remedy}</span>
                </span>
              </li>
            ))}
          </ul>
          {row.findings.length > 3 && (
            <button type="button" className="rb-door" onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'fewer' : `all ${row.findings.length}`}
            </button>
          )}
        </section>
      )}
      <section>
        <h2>
          Facts
          <span>
            <button type="button" className="rb-door" onClick={() => void saveExport('runbook', row.id, 'markdown')}>
              Markdown
            </button>
            <button type="button" className="rb-door" onClick={() => void saveExport('runbook', row.id, 'pdf')}>
              PDF
            </button>
          </span>
        </h2>
        <dl className="rb-facts">
          <dt>Owner</dt>
          <dd>
            {row.ownerName ?? 'nobody'}
            {row.deputyName === null ? '' : `, deputy ${row.deputyName}`}
          </dd>
          <dt>Severity</dt>
          <dd>{row.severity}</dd>
          <dt>Takes</dt>
          <dd>{row.minutes === null ? 'not said' : `about ${row.minutes} min`}</dd>
          <dt>For</dt>
          <dd>{row.trigger.join(', ') || 'not said'}</dd>
          {row.apis.length > 0 && (
            <>
              <dt>APIs</dt>
              <dd>{row.apis.join(', ')}</dd>
            </>
          )}
          {row.processes.length > 0 && (
            <>
              <dt>Processes</dt>
              <dd>{row.processes.join(', ')}</dd>
            </>
          )}
          <dt>Drilled</dt>
          <dd>{row.lastDrillAt === null ? 'never' : <When at={row.lastDrillAt} />}</dd>
          <dt>Review</dt>
          <dd>
            every {row.reviewEveryDays} days, last {row.reviewedAt === null ? 'never' : <When at={row.reviewedAt} />}
          </dd>
        </dl>
        {row.published > 0 && (
          <div className="rb-aside-buttons">
            {!detail.isReadByYou && (
              <Button small onClick={() => void attempt('Recorded as read', () => client.runbooks.acknowledge({ id: row.id }))}>
                I have read it
              </Button>
            )}
            <Button
              small
              kind="quiet"
              onClick={() => void attempt('Reviewed, holds as it is', () => client.runbooks.markReviewed({ id: row.id }))}
            >
              Mark as reviewed
            </Button>
          </div>
        )}
      </section>
      <section>
        <h3>Runs, {runs.length}</h3>
        {runs.length === 0 ? <p className="muted">Never run. A drill does no harm.</p> : null}
        <ul className="rb-rows">
          {runs.slice(0, shownRuns).map((run) => {
            const standing = runStanding(run);
            return (
              <li key={run.id}>
                <Mark state={standing.state} />
                <span className="ellipsis">
                  <DoorLink door={{ place: 'runbooks', kind: 'run', id: run.id }}>
                    {run.isDrill ? 'Drill' : 'Run'} {run.number}
                  </DoorLink>{' '}
                  <span className="muted">{run.subjectName ?? (run.finishedAt === null ? run.nowWords : standing.words)}</span>
                </span>
                <When at={run.startedAt} />
              </li>
            );
          })}
        </ul>
        {runs.length > shownRuns && <DoorLink door={{ place: 'runbooks', kind: 'runs' }}>all runs</DoorLink>}
      </section>
      <section>
        <h3>Revisions, {revisions.length}</h3>
        {row.hasDraft && (
          <p className="muted">
            {row.published === 0 ? 'A draft, nothing is published yet.' : 'A draft is being written; runs follow the last revision.'}
          </p>
        )}
        <ul className="rb-rows">
          {revisions.map((revision) => (
            <li key={revision.number} title={`sha256 ${revision.sha256}`}>
              <span className="ellipsis">
                v{revision.number}{' '}
                <span className="muted">
                  {revision.publishedBy}
                  {revision.note === '' ? '' : `, ${revision.note}`}
                </span>
              </span>
              <When at={revision.publishedAt} />
            </li>
          ))}
        </ul>
        {newest && (
          <p className="muted">
            {newest.readBy.length === 0 ? 'Nobody has acknowledged it yet.' : `Read by ${newest.readBy.map((one) => one.name).join(', ')}.`}
          </p>
        )}
      </section>
    </aside>
  );
}
