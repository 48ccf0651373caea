import type { ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { formatCount, formatDay } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { useMappingsStore } from './mappings-store.ts';

/** What each revision did to this field's rule. */
export function RuleVersions({ detail, field }: { readonly detail: MappingDetail; readonly field: string }): ReactElement {
  const now = useNow();
  const { open, showRun } = useMappingsStore();
  const changes = detail.changes.filter((change) => change.field === field);
  const runs = detail.runs.filter(({ revisionNumber }) => revisionNumber === detail.active?.number);
  const rows = runs.reduce((sum, run) => sum + run.rowsIn, 0);
  return (
    <div className="map-vers">
      <h3>This rule’s versions</h3>
      {detail.draft && detail.revision.state === 'draft' ? (
        <div>
          <b>Draft {detail.draft.number}</b>
          {changes.length > 0 ? (
            <button
              type="button"
              className="map-door ellipsis"
              title={changes.map(({ words }) => words).join('; ')}
              onClick={() => open('changes')}
            >
              {changes[0]?.words}
            </button>
          ) : (
            <span className="map-faint ellipsis">{detail.active ? 'as in the active revision' : 'the first'}</span>
          )}
          <span className="map-faint">
            {detail.draft.author}, {formatDay(detail.draft.editedAt, now)}
          </span>
        </div>
      ) : null}
      {detail.active ? (
        <div>
          <b>Active {detail.active.number}</b>
          {runs[0] ? (
            <button type="button" className="map-door ellipsis" onClick={() => runs[0] && showRun(runs[0].id)}>
              {formatCount(rows)} rows in {runs.length} {runs.length === 1 ? 'run' : 'runs'}
            </button>
          ) : (
            <span className="map-faint ellipsis">{detail.active.reason || 'not run yet'}</span>
          )}
          <span className="map-faint">
            {detail.active.activatedBy}, {formatDay(detail.active.activatedAt ?? detail.active.editedAt, now)}
          </span>
        </div>
      ) : null}
      {detail.revisions
        .filter(({ state }) => state === 'retired')
        .slice(0, 2)
        .map((revision) => (
          <div key={revision.id}>
            <b>Revision {revision.number}</b>
            <span className="map-faint ellipsis">{revision.reason || 'retired'}</span>
            <span className="map-faint">
              {revision.activatedBy}, {formatDay(revision.activatedAt ?? revision.editedAt, now)}
            </span>
          </div>
        ))}
    </div>
  );
}
