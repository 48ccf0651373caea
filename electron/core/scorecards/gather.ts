import { Fault } from '../../../shared/contract/errors.ts';
import type { PageKey } from '../../../shared/contract/scorecards.ts';
import { addMonths, monthEnd, monthStart, type Month } from '../../../shared/domain/costs/months.ts';
import type {
  CostFacts,
  DecisionFact,
  EventFact,
  IncidentFact,
  PromiseFact,
  RiskFact,
  ScorecardFacts,
  VendorFact,
} from '../../../shared/domain/scorecards/facts.ts';
import { listEvents } from '../calendar/service.ts';
import type { Reader } from '../db/sqlite.ts';
import { incidentsBetween, promiseReports } from '../monitors/report.ts';
import { runsForIncident } from '../runbooks/report.ts';
import { callsIn, costFacts } from './cost-facts.ts';
import type { ApiCalls } from './cost-store.ts';
import { gatherLedgers } from './gather-ledgers.ts';
import { listDecisions, listRisks } from './registers.ts';

const dayMs = 86_400_000;
const noCosts: CostFacts = { plans: [], invoices: [], budgets: [], nextBudgets: [], outcomes: [], vendorsWithoutCost: [] };

/** Asks every feature what it knows of the month. What a page for a vendor must not show is not gathered in the first place. */
export function gatherFacts(db: Reader, now: number, { month, audience, vendorId }: PageKey): ScorecardFacts {
  const vendor = vendorOf(db, audience, vendorId);
  const fromAt = monthStart(month);
  const toAt = monthEnd(month);
  if (fromAt > now) throw new Fault('bad_input', { happened: 'That month has not begun.', remedy: 'Choose this month or an earlier one.' });
  const calls = callsIn(db, month);
  const isOurs = vendor === null;
  return {
    format: 1,
    workspace: db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '',
    month,
    audience,
    vendor,
    fromAt,
    toAt,
    asOf: now,
    processes: isOurs ? processes(db) : [],
    promises: promises(db, month, now, vendor?.id ?? null),
    incidents: incidents(db, fromAt, toAt, now, vendor?.id ?? null),
    events: events(db, now, vendor?.id ?? null),
    risks: isOurs ? listRisks(db, false).map(asRisk) : [],
    decisions: isOurs ? listDecisions(db, false).map(asDecision) : [],
    costs: isOurs ? costFacts(db, month, now, calls) : noCosts,
    ledgers: isOurs ? gatherLedgers(db, now) : [],
    vendors: vendors(db, calls, fromAt, now, vendor?.id ?? null),
  };
}

function vendorOf(db: Reader, audience: PageKey['audience'], vendorId: string | null): ScorecardFacts['vendor'] {
  if (audience !== 'vendor review') return null;
  const vendor =
    vendorId === null ? undefined : db.get<{ id: string; name: string }>('SELECT id, name FROM vendors WHERE id = ?', vendorId);
  if (!vendor) {
    throw new Fault('bad_input', {
      happened: vendorId === null ? 'A vendor review is about one vendor, and none was named.' : 'The vendor is gone.',
      remedy: 'Choose a vendor.',
    });
  }
  return vendor;
}

interface DependencyRow {
  readonly id: string;
  readonly name: string;
  readonly criticality: string;
  readonly apiId: string | null;
}

/** Each process with the APIs that it cannot do without. */
function processes(db: Reader): ScorecardFacts['processes'] {
  const rows = db.all<DependencyRow>(
    `SELECT p.id, p.name, p.criticality, d.api_id AS apiId FROM processes p
     LEFT JOIN dependencies d ON d.process_id = p.id AND d.strength = 'hard' ORDER BY p.name, d.id`,
  );
  const byId = new Map<string, { id: string; name: string; criticality: string; apiIds: string[] }>();
  for (const { id, name, criticality, apiId } of rows) {
    const process = byId.get(id) ?? { id, name, criticality, apiIds: [] };
    if (apiId !== null) process.apiIds.push(apiId);
    byId.set(id, process);
  }
  return [...byId.values()];
}

function promises(db: Reader, month: Month, now: number, vendorId: string | null): PromiseFact[] {
  const before = addMonths(month, -1);
  const observedBefore = new Map(
    promiseReports(db, { fromAt: monthStart(before), toAt: monthEnd(before), now }).map(({ id, observed }) => [id, observed]),
  );
  return promiseReports(db, { fromAt: monthStart(month), toAt: monthEnd(month), now })
    .filter((report) => vendorId === null || report.vendorId === vendorId)
    .map((report) => ({
      id: report.id,
      name: report.name,
      kind: report.kind,
      target: report.target,
      processId: vendorId === null ? report.processId : null,
      processName: vendorId === null ? report.processName : null,
      apiId: report.apiId,
      apiName: report.apiName,
      vendorId: report.vendorId,
      vendorName: report.vendorName,
      good: report.good,
      bad: report.bad,
      noData: report.noData,
      excluded: report.excluded,
      planned: report.planned,
      observed: report.observed,
      coverage: report.coverage,
      lower: report.lower,
      upper: report.upper,
      verdict: report.verdict,
      allowanceLeft: report.allowanceLeft,
      thresholdMs: report.thresholdMs,
      methodWords: report.methodWords,
      unit: report.unit,
      slotMs: report.slotMs,
      serviceWords: report.serviceWords,
      annulled: report.annulled,
      observedBefore: observedBefore.get(report.id) ?? null,
    }));
}

function incidents(db: Reader, fromAt: number, toAt: number, now: number, vendorId: string | null): IncidentFact[] {
  return incidentsBetween(db, fromAt, toAt, now)
    .filter((incident) => vendorId === null || (incident.vendorId === vendorId && incident.attribution === 'vendor'))
    .map((incident) => ({
      id: incident.id,
      number: incident.number,
      title: incident.title,
      apiName: incident.apiName,
      vendorId: incident.vendorId,
      vendorName: incident.vendorName,
      state: incident.state,
      attribution: incident.attribution,
      openedAt: incident.openedAt,
      shortestMs: incident.shortestMs,
      longestMs: incident.longestMs,
      durationWords: incident.durationWords,
      processes: vendorId === null ? incident.processes : [],
      action: vendorId === null ? actionOn(db, incident) : '',
    }));
}

/** What was done: the runbook that was run, and what is still to do. */
function actionOn(db: Reader, { id, openFollowUps }: { id: string; openFollowUps: number }): string {
  const [run] = runsForIncident(db, id);
  const parts = [
    ...(run ? [run.runbookName] : []),
    ...(openFollowUps === 0 ? [] : [openFollowUps === 1 ? '1 follow-up open' : `${openFollowUps} follow-ups open`]),
  ];
  return parts.join(', ');
}

function events(db: Reader, now: number, vendorId: string | null): EventFact[] {
  const today = Math.floor(now / dayMs) * dayMs;
  return listEvents(db, now, { fromAt: today, toAt: today + 91 * dayMs }).flatMap((event): EventFact[] => {
    if (event.effectiveAt === null || event.withdrawnAt !== null) return [];
    if (vendorId !== null && (event.vendorId !== vendorId || event.kind === 'credential_rotation' || event.kind === 'contract_renewal'))
      return [];
    return [
      {
        id: event.id,
        title: event.title,
        kind: event.kind,
        at: event.effectiveAt,
        vendorId: event.vendorId,
        vendorName: event.vendorName,
        isLinked: event.apiId !== null,
        calls30d: event.calls30d,
        startByAt: event.startBy?.at ?? null,
        ownerName: vendorId === null ? event.ownerName : null,
        isAcknowledged: event.acknowledgedAt !== null,
        firstSeenAt: event.firstSeenAt,
        source: event.source,
      },
    ];
  });
}

const changeKinds = [
  'deprecation',
  'sunset',
  'version_end',
  'auth_change',
  'contract_change',
  'price_change',
  'terms_change',
  'limit_change',
];

/** Vendors that were called in the month or announced a change. */
function vendors(db: Reader, calls: readonly ApiCalls[], fromAt: number, now: number, vendorId: string | null): VendorFact[] {
  const changes = listEvents(db, now, { fromAt }).filter(({ kind, source }) => changeKinds.includes(kind) && source !== 'by hand');
  const names = db.all<{ id: string; name: string }>('SELECT id, name FROM vendors ORDER BY name');
  return names
    .filter(({ id }) => vendorId === null || id === vendorId)
    .map(({ id, name }) => {
      const own = calls.filter((row) => row.vendorId === id);
      const noticeDays = changes.flatMap((event) =>
        event.vendorId === id && event.effectiveAt !== null
          ? [Math.max(0, Math.floor((event.effectiveAt - event.firstSeenAt) / dayMs))]
          : [],
      );
      const sum = (of: (row: ApiCalls) => number): number => own.reduce((total, row) => total + of(row), 0);
      return {
        id,
        name,
        apiId: own.length === 1 ? (own[0]?.apiId ?? null) : null,
        calls: sum((row) => row.all),
        failedTheirs: sum((row) => row.failedTheirs),
        noticeDays,
      };
    })
    .filter(({ calls: count, noticeDays }) => count > 0 || noticeDays.length > 0);
}

const asRisk = ({ id, kind, title, ownerName, likelihood, impact, dueAt, reason }: RiskFact): RiskFact => ({
  id,
  kind,
  title,
  ownerName,
  likelihood,
  impact,
  dueAt,
  reason,
});

const asDecision = ({ id, title, recommendation, ownerName, dueAt }: DecisionFact): DecisionFact => ({
  id,
  title,
  recommendation,
  ownerName,
  dueAt,
});
