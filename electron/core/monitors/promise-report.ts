import type { PromiseReport } from '../../../shared/contract/monitors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { exhaustionOf, type Exhaustion } from '../../../shared/domain/monitors/allowance.ts';
import { momentWords } from '../../../shared/domain/monitors/clock-words.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import { judge } from '../../../shared/domain/monitors/judge.ts';
import { serviceWords } from '../../../shared/domain/monitors/service-hours.ts';
import { countGrid, daysOfGrid } from '../../../shared/domain/monitors/slot-grid.ts';
import { judgementWords } from '../../../shared/domain/monitors/verdict-words.ts';
import { localDays } from '../../../shared/domain/monitors/zoned-time.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { correctnessOfLedger } from './ledger-correctness.ts';
import { methodLines } from './method-words.ts';
import { countPromise, mayHaveBad, type Counted, type Window } from './promise-counts.ts';
import { apiNamesOf, hoursOf, listPromiseRows, type PromiseRow } from './promise-rows.ts';

const dayMs = 86_400_000;

/** Every promise in a window: counted, judged and in words. */
export const promiseReports = (db: Reader, window: Window): PromiseReport[] =>
  listPromiseRows(db).map((row) => reportOf(db, row, window).report);

/** Only those that are missed or at risk: where nothing bad was seen, nothing is counted. */
export const pressingReports = (db: Reader, window: Window): PromiseReport[] =>
  listPromiseRows(db)
    .filter((row) => mayHaveBad(db, row, window))
    .map((row) => reportOf(db, row, window).report)
    .filter(({ verdict }) => verdict === 'missed' || verdict === 'at_risk');

/** One promise in a window, with its slots when it is counted in slots. */
export function reportOf(db: Reader, row: PromiseRow, window: Window): { readonly report: PromiseReport; readonly counted: Counted } {
  const counted = countPromise(db, row, window, correctnessOfLedger);
  const hours = hoursOf(row);
  const zone = hours?.zone ?? localZone();
  const counts = counted.unit === 'slot' ? countGrid(counted.grid) : { ...counted, noData: 0, planned: counted.good + counted.bad };
  const judgement = judge(counts, row.target_ppm);
  const names = apiNamesOf(db, row);
  const slotMs = counted.unit === 'slot' ? counted.grid.slotMs : 0;
  const isRunning = window.now < window.toAt;
  const pace = counted.unit === 'slot' && isRunning ? exhaustionOf(counted.grid, judgement.allowance, window.now, 3 * dayMs) : null;
  const annulled = counted.unit === 'slot' ? counted.annulled : 0;
  const report: PromiseReport = {
    id: row.id,
    name: row.name,
    kind: row.kind,
    target: row.target_ppm / 1_000_000,
    processId: row.process_id,
    processName: row.process_name,
    apiId: names?.apiId ?? null,
    apiName: names?.apiName ?? null,
    vendorId: names?.vendorId ?? null,
    vendorName: names?.vendorName ?? null,
    good: counts.good,
    bad: counts.bad,
    noData: counts.noData,
    excluded: counts.excluded,
    planned: counts.planned,
    elapsed: counts.good + counts.bad + counts.noData,
    observed: judgement.observed,
    coverage: judgement.coverage,
    lower: judgement.lower,
    upper: judgement.upper,
    verdict: judgement.verdict,
    words: judgementWords(judgement, counted.unit, hours === null),
    allowanceLeft: judgement.allowanceLeft,
    allowanceWords: allowanceWords(counts.bad, judgement.allowance, counted.unit, slotMs, judgement.observed, pace, zone),
    methodWords: methodLines(row, counted.unit, slotMs, counts.excluded - annulled, annulled).join('\n'),
    thresholdMs: row.threshold_ms,
    unit: counted.unit,
    slotMs,
    serviceWords: serviceWords(hours),
    annulled,
    days: counted.unit === 'slot' ? daysOfGrid(counted.grid, localDays(zone, window.fromAt, Math.min(window.toAt, window.now))) : [],
  };
  return { report, counted };
}

function allowanceWords(
  bad: number,
  allowance: number,
  unit: Counted['unit'],
  slotMs: number,
  observed: number | null,
  pace: Exhaustion | null,
  zone: string,
): string {
  if (observed === null) return 'nothing is known of it yet';
  const amount = (count: number): string => (unit === 'slot' ? durationWords(count * slotMs) : `${grouped(Math.floor(count))} ${unit}s`);
  const left = allowance - bad;
  if (left < 0) return `used up: ${amount(bad)} bad, ${amount(allowance)} allowed`;
  const words =
    unit === 'slot' && left < 1 ? `next to nothing of ${amount(allowance)} left` : `${amount(left)} of ${amount(allowance)} left`;
  return pace?.kind === 'gone_at' ? `${words}; at this rate it is gone ${momentWords(zone, pace.at)}` : words;
}
