import type { IncidentSummary, PromiseReport } from '../../../shared/contract/monitors.ts';
import { verdictLabels } from '../../../shared/domain/monitors/verdict-words.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import type { Reader } from '../db/sqlite.ts';
import { runsForIncident } from '../runbooks/report.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { windowOf } from './edit-promises.ts';
import { openIncidents } from './incident-report.ts';
import { listMonitorRows } from './monitor-rows.ts';
import { isUnseen } from './monitor-strip.ts';
import { pressingReports } from './promise-report.ts';
import { lastResults } from './results.ts';

/** What of monitors, promises and incidents needs a person: what is down, what is not kept, and where nobody looks. */
export function monitorsAttention(db: Reader, now: number): AttentionItem[] {
  const open = openIncidents(db, now);
  const reports = pressingReports(db, windowOf(now));
  // While it is down, the incident's line says which promises it costs.
  const costs = new Set(open.flatMap(({ promiseIds }) => promiseIds));
  return [
    ...open.map((incident) => ofIncident(db, incident, reports)),
    ...reports.filter(({ id }) => !costs.has(id)).map((report) => ofPromise(db, report)),
    ...unseen(db, now),
  ];
}

const criticalityOf = (db: Reader, apiId: string | null): AttentionItem['criticality'] =>
  (apiId
    ? db.get<{ criticality: AttentionItem['criticality'] }>('SELECT criticality FROM apis WHERE id = ?', apiId)?.criticality
    : undefined) ?? 'medium';

function ofIncident(db: Reader, incident: IncidentSummary, reports: readonly PromiseReport[]): AttentionItem {
  const door = { place: 'monitors', kind: 'incident', id: incident.id } as const;
  const costs = reports
    .filter(({ id }) => incident.promiseIds.includes(id))
    .map(({ name, verdict }) => `“${name}” ${verdictLabels[verdict]}`);
  return {
    criticality: criticalityOf(db, incident.apiId),
    state: 'broken',
    daysAway: 0,
    attention: {
      key: `incident:${incident.id}`,
      state: 'broken',
      title: incident.title,
      reason: [
        incident.processes.slice(0, 2).join(', ') || 'Not linked to a process',
        `INC-${incident.number}, ${incident.durationWords}`,
        ...(costs.length > 2 ? [`${costs.length} promises missed or at risk`] : costs),
        ...carer(db, incident),
      ].join(' · '),
      evidence: { words: causeWords[incident.attribution], door },
      action: { words: 'Open incident', door },
    },
  };
}

/** Whether somebody looks after it: a run under way says so as well as an acknowledgement. */
function carer(db: Reader, incident: IncidentSummary): string[] {
  const run = runsForIncident(db, incident.id).find(({ state }) => state === 'running' || state === 'waiting');
  if (run) return [`“${run.runbookName}” is under way`];
  return incident.isAcknowledged ? [] : ['nobody looks after it'];
}

const causeWords = {
  vendor: 'vendor, not us',
  ours: 'the cause lies with us',
  network: 'the network in between',
  unknown: 'cause open',
} as const;

function ofPromise(db: Reader, report: PromiseReport): AttentionItem {
  const isMissed = report.verdict === 'missed';
  const door = { place: 'monitors', kind: 'promise', id: report.id } as const;
  return {
    criticality: criticalityOf(db, report.apiId),
    state: isMissed ? 'broken' : 'soon',
    daysAway: isMissed ? 0 : 3,
    attention: {
      key: `promise:${report.id}`,
      state: isMissed ? 'broken' : 'soon',
      title: `“${report.name}” is ${verdictLabels[report.verdict]} this month`,
      reason: `${report.processName ?? ([report.vendorName, report.apiName].filter(Boolean).join(' ') || 'Ours')} · ${report.allowanceWords}`,
      evidence: { words: report.words, door },
      action: { words: 'Open promise', door },
    },
  };
}

/** A check that silently stopped looking is as bad as one that fails. */
function unseen(db: Reader, now: number): AttentionItem[] {
  const blind = listMonitorRows(db).filter((row) => row.is_paused === 0 && isUnseen(db, row, now));
  const [first] = blind;
  if (!first) return [];
  const last = lastResults(db).get(first.id);
  const silence = last === undefined ? 'not checked yet' : `last checked ${durationWords(now - last.startedAt)} ago`;
  return [
    {
      criticality: 'medium',
      state: 'no data',
      daysAway: 2,
      attention: {
        key: 'unseen',
        state: 'no data',
        title:
          blind.length === 1
            ? `“${first.name}” was hardly seen in the last two service days`
            : `${blind.length} monitors were hardly seen in the last two service days`,
        reason: `Less than half of their slots have data, so nobody knows whether promises are kept · ${silence}`,
        evidence: { words: 'the days as they were seen', door: { place: 'monitors', kind: 'monitor', id: first.id } },
        action: { words: 'Look at monitors', door: { place: 'monitors' } },
      },
    },
  ];
}
