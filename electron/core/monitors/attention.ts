import { verdictLabels } from '../../../shared/domain/monitors/verdict-words.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { windowOf } from './edit-promises.ts';
import { openIncidents } from './incident-report.ts';
import { listMonitors } from './monitor-list.ts';
import { promiseReports } from './promise-report.ts';

/** What of monitors, promises and incidents needs a person: what is down, what is not kept, and where nobody looks. */
export function monitorsAttention(db: Reader, now: number): AttentionItem[] {
  return [...incidents(db, now), ...promises(db, now), ...unseen(db, now)];
}

const criticalityOf = (db: Reader, apiId: string | null): AttentionItem['criticality'] =>
  (apiId
    ? db.get<{ criticality: AttentionItem['criticality'] }>('SELECT criticality FROM apis WHERE id = ?', apiId)?.criticality
    : undefined) ?? 'medium';

function incidents(db: Reader, now: number): AttentionItem[] {
  return openIncidents(db, now).map((incident): AttentionItem => ({
    criticality: criticalityOf(db, incident.apiId),
    state: 'broken',
    daysAway: 0,
    attention: {
      key: `incident:${incident.id}`,
      state: 'broken',
      title: incident.title,
      reason: `${incident.processes.slice(0, 2).join(', ') || 'Not linked to a process'} · INC-${incident.number}, ${incident.durationWords}${incident.isAcknowledged ? '' : ' · nobody looks after it'}`,
      evidence: { words: causeWords[incident.attribution], door: { place: 'monitors', kind: 'incident', id: incident.id } },
      action: { words: 'Open incident', door: { place: 'monitors', kind: 'incident', id: incident.id } },
    },
  }));
}

const causeWords = {
  vendor: 'vendor, not us',
  ours: 'the cause lies with us',
  network: 'the network in between',
  unknown: 'cause open',
} as const;

function promises(db: Reader, now: number): AttentionItem[] {
  return promiseReports(db, windowOf(now))
    .filter(({ verdict }) => verdict === 'missed' || verdict === 'at_risk')
    .map((report): AttentionItem => ({
      criticality: criticalityOf(db, report.apiId),
      state: report.verdict === 'missed' ? 'broken' : 'soon',
      daysAway: report.verdict === 'missed' ? 0 : 3,
      attention: {
        key: `promise:${report.id}`,
        state: report.verdict === 'missed' ? 'broken' : 'soon',
        title: `“${report.name}” is ${verdictLabels[report.verdict]} this month`,
        reason: `${report.processName ?? ([report.vendorName, report.apiName].filter(Boolean).join(' ') || 'Ours')} · ${report.allowanceWords}`,
        evidence: { words: report.words, door: { place: 'monitors', kind: 'promise', id: report.id } },
        action: { words: 'Open promise', door: { place: 'monitors', kind: 'promise', id: report.id } },
      },
    }));
}

const leastSeen = 0.5;

/** A check that silently stopped looking is as bad as one that fails: less than half of the last two service days seen. */
function unseen(db: Reader, now: number): AttentionItem[] {
  const blind = listMonitors(db, now).filter((monitor) => {
    if (monitor.isPaused || monitor.days.length === 0) return false;
    const last = monitor.days.filter((day) => day !== null).slice(-2);
    const seen = last.reduce((sum, { good, bad }) => sum + good + bad, 0);
    const all = last.reduce((sum, { good, bad, noData }) => sum + good + bad + noData, 0);
    return last.length === 2 && seen / all < leastSeen;
  });
  const [first] = blind;
  if (!first) return [];
  const silence = first.last === null ? 'not checked yet' : `last checked ${durationWords(now - first.last.startedAt)} ago`;
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
