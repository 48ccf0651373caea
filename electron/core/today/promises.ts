import type { PromiseReport } from '../../../shared/contract/monitors.ts';
import type { Verdict } from '../../../shared/contract/promise-verdict.ts';
import type { PromiseLine } from '../../../shared/contract/today.ts';
import { monthOf, monthWindow } from '../../../shared/domain/monitors/zoned-time.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { incidentsBetween, promiseReports } from '../monitors/report.ts';

const dayMs = 86_400_000;
const shownDays = 30;
const shownPromises = 8;

/** The promises of this month so far, the worst first, each with what was seen of the last 30 days. */
export function promisesOf(db: Reader, now: number): PromiseLine[] {
  const zone = localZone();
  const month = monthWindow(zone, monthOf(zone, now));
  const reports = promiseReports(db, { ...month, now });
  if (reports.length === 0) return [];
  const recent = new Map(promiseReports(db, { fromAt: now - (shownDays - 1) * dayMs, toAt: now, now }).map(({ id, days }) => [id, days]));
  const incidents = incidentsBetween(db, month.fromAt, now, now);
  return reports
    .toSorted((a, b) => rank[a.verdict] - rank[b.verdict] || compareObserved(a, b))
    .slice(0, shownPromises)
    .map(({ id, name, processName, verdict, words, observed, coverage }) => ({
      id,
      name,
      processName,
      verdict,
      words,
      observed,
      coverage,
      incidents: incidents.filter(({ promiseIds }) => promiseIds.includes(id)).length,
      days: recent.get(id) ?? [],
    }));
}

const rank: Readonly<Record<Verdict, number>> = { missed: 0, at_risk: 1, not_proven: 2, no_data: 3, met_sampled: 4, met: 5 };

const compareObserved = (a: PromiseReport, b: PromiseReport): number => (a.observed ?? 2) - (b.observed ?? 2);
