import { appendEntry } from '../../electron/core/db/change-log.ts';
import type { DatedOutage, PlannedMonitor } from './monitors.ts';
import { day, minute } from './sample-time.ts';
import type { Stage } from './stage.ts';
import { insertRow } from './timeline.ts';

/** What the outages came to: opened and closed by rule, looked after by people. */
export function planIncidents(stage: Stage, monitors: readonly PlannedMonitor[], dated: readonly DatedOutage[]): void {
  dated.forEach((outage, place) => {
    const monitor = monitors.find(({ name }) => name === outage.monitor);
    if (monitor) planIncident(stage, monitor, outage, place + 1);
  });
}

function planIncident({ timeline, db, newId, team, now }: Stage, monitor: PlannedMonitor, outage: DatedOutage, number: number): void {
  const length = monitor.intervalS * 1000;
  const firstBad = Math.ceil(outage.startAt / length) * length;
  const isOpen = outage.endAt > now;
  const lastBad = Math.ceil(Math.min(outage.endAt, now) / length) * length - length;
  const openedAt = firstBad + 2 * length + 20_000;
  const closedAt = lastBad + 2 * length + 20_000;
  const id = newId(openedAt);
  const line = (at: number, kind: string, words: string, actor: string | null): void =>
    insertRow(db, 'incident_events', { id: newId(at), incident_id: id, at, kind, words, actor });
  const log = (
    at: number,
    operation: 'create' | 'update',
    summary: string,
    before: Record<string, number | null> | null,
    after: Record<string, number | null>,
  ): void =>
    void appendEntry(db, {
      commandId: newId(at),
      at,
      actor: { name: 'Quartermaster', via: 'evidence' },
      entity: 'incident',
      entityId: id,
      operation,
      summary,
      before,
      after,
      undoes: null,
    });
  timeline.planEvidence(openedAt, () => {
    insertRow(db, 'incidents', {
      id,
      number,
      monitor_id: monitor.id,
      api_id: monitor.apiId,
      title: outage.title,
      attribution: outage.attribution,
      attribution_reason: outage.why,
      opened_at: firstBad,
      first_bad_at: firstBad,
      last_bad_at: lastBad,
      previous_good_at: firstBad - length,
      monitor_ids: JSON.stringify([monitor.id]),
      created_at: openedAt,
    });
    line(openedAt, 'opened', `Opened: 3 checks in a row failed, answered ${outage.status}`, null);
    log(openedAt, 'create', `INC-${number} opened: ${outage.title}`, null, { number });
  });
  for (const [who, minutesIn, words] of outage.notes) {
    const at = Math.max(openedAt + minute, outage.startAt + minutesIn * minute);
    timeline.plan(at, who, (changes) =>
      changes.insert('incidentEvent', { id: newId(at), incident_id: id, at, kind: 'note', words, actor: team[who].name }, words),
    );
  }
  const [first] = outage.notes;
  if (first) {
    const at = openedAt + 2 * minute;
    timeline.plan(at, first[0], (changes) =>
      changes.update('incident', id, { acknowledged_at: at, acknowledged_by: team[first[0]].name }, `INC-${number} acknowledged`),
    );
  }
  if (isOpen || outage.followUp === null) return;
  timeline.planEvidence(closedAt, () => {
    db.run('UPDATE incidents SET closed_at = ?, next_good_at = ? WHERE id = ?', closedAt, lastBad + length, id);
    line(closedAt, 'closed', 'Closed: 2 checks in a row passed', null);
    log(closedAt, 'update', `INC-${number} closed: up again`, { closed_at: null }, { closed_at: closedAt });
  });
  const { text, dueIn, closedBy } = outage.followUp;
  const at = Math.min(closedAt + 90 * minute, now - 5 * minute);
  const followUpId = newId(at);
  timeline.plan(at, monitor.owner, (changes) =>
    changes.insert(
      'followUp',
      { id: followUpId, incident_id: id, text, due_at: at + dueIn * day, closed_by: null, closed_at: null, created_at: at },
      `INC-${number}: follow-up, ${text}`,
    ),
  );
  if (closedBy === null) return;
  const doneAt = Math.min(at + dueIn * 0.6 * day, now - 4 * minute);
  timeline.plan(doneAt, monitor.owner, (changes) =>
    changes.update('followUp', followUpId, { closed_by: closedBy, closed_at: doneAt }, `INC-${number}: follow-up done, ${text}`),
  );
}
