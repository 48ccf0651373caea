import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import { fillIn } from '../../../shared/domain/runbooks/fill-in.ts';
import { isEnded, longestActiveGapMs } from '../../../shared/domain/runbooks/run-state.ts';
import { eventWords } from '../../../shared/domain/runbooks/run-words.ts';
import type { Engine } from '../engine.ts';
import { findIncident, incidentWords } from './incident-facts.ts';
import { presentSteps } from './present-steps.ts';
import { loadRun } from './record-event.ts';
import { callsOf, factsOfRun, stamp } from './run-facts.ts';
import { asRunRow, getRevision, getRunbookRecord, listArtifacts, listFollowUps } from './store.ts';

const minuteMs = 60_000;

/** A run as it is shown: what its events make of it, with its facts in the texts. */
export async function presentRun(engine: Engine, runId: string): Promise<RunDetail> {
  const { db, clock } = engine;
  const now = clock.now();
  const { record, runbook, events, state } = loadRun(db, runId);
  const runbookRecord = getRunbookRecord(db, record.runbook_id);
  const incident = record.incident_id ? findIncident(db, record.incident_id) : null;
  const facts = factsOfRun(engine, record, state);
  const hasEnded = isEnded(state.status);
  const until = state.finishedAt ?? now;
  const isCounting = state.status === 'running';
  const steps = await presentSteps(engine, { record, runbook, events, state, facts, apiId: incident?.apiId ?? null });
  const calls = callsOf(db, runId);
  const escalations = runbook.steps.filter((step) => step.escalation !== null);
  const nextEscalation =
    escalations.find((step) => !state.visits.some((visit) => visit.step === step.number && visit.end === 'done')) ?? escalations.at(-1);
  const packFacts: [string, string][] = [
    ...(facts['api.name'] ? [['API', facts['api.name']] as [string, string]] : []),
    ...(incident ? [['Incident', `${incidentWords(incident)}, ${incident.title}`] as [string, string]] : []),
    ['Since', stamp(incident?.openedAt ?? record.started_at)],
    ...(calls.last === null ? [] : [['Last call', calls.last] as [string, string]]),
    ...(calls.total === 0 ? [] : [['Rate', `${calls.failed} of ${calls.total} calls of this run failed`] as [string, string]]),
    ...(calls.ids.length === 0
      ? []
      : [['Call IDs', `${calls.ids.at(-1) ?? ''}${calls.ids.length > 1 ? ` and ${calls.ids.length - 1} more` : ''}`] as [string, string]]),
    ...Object.entries(state.inputs).map(([name, value]): [string, string] => [name, value]),
  ];
  const template = nextEscalation?.escalation?.ticket ?? '';
  return {
    run: asRunRow(record, incident ? incidentWords(incident) : null),
    purpose: runbook.head.purpose,
    severity: runbook.head.severity,
    revisionAt: getRevision(db, record.runbook_id, record.revision).published_at,
    isNewestRevision: record.revision === runbookRecord.published,
    incident: incident
      ? {
          id: incident.id,
          words: incidentWords(incident),
          title: incident.title,
          openedAt: incident.openedAt,
          closedAt: incident.closedAt,
          attribution: incident.attribution,
          apiName: facts['api.name'] ?? null,
          processes: [...incident.processes],
        }
      : null,
    elapsedMs: Math.max(0, until - state.startedAt),
    activeMs: state.activeMs + (isCounting ? Math.min(Math.max(0, now - state.lastEventAt), longestActiveGapMs) : 0),
    current: hasEnded ? null : state.current,
    waitingFor: state.waitingFor,
    heldBy: state.heldBy,
    steps,
    events: events.map((event) => ({
      at: event.at,
      actor: event.actor,
      words: eventWords(runbook, event),
      step: 'step' in event ? event.step : null,
      exchangeId: event.kind === 'sent' ? event.exchangeId : null,
    })),
    artifacts: listArtifacts(db, runId).map((one) => ({
      id: one.id,
      kind: one.kind,
      name: one.name,
      step: one.step,
      at: one.created_at,
      actor: one.actor,
      byteLength: one.byte_length,
      sha256: one.sha256,
      exchangeId: one.exchange_id,
    })),
    followUps: listFollowUps(db, runId).map((one) => ({
      id: one.id,
      text: one.words,
      dueAt: one.due_at,
      ownerName: one.owner_name,
      doneAt: one.done_at,
      doneBy: one.done_by,
    })),
    pack: {
      facts: packFacts,
      ticket: template === '' ? packFacts.map(([label, value]) => `${label}: ${value}`).join('\n') : fillIn(template, facts),
    },
    levels: [
      { words: `L1 ${state.heldBy}`, dueAt: null, isNow: true },
      ...escalations.map((step, at) => ({
        words: `L${at + 2} ${fillIn(step.escalation?.to ?? 'nobody named', facts)}`,
        dueAt: step.escalation?.afterMinutes == null ? null : state.startedAt + step.escalation.afterMinutes * minuteMs,
        isNow: false,
      })),
    ],
  };
}
