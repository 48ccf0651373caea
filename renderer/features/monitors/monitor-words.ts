import type { CheckResult, IncidentSummary, Monitor, PromiseReport } from '../../../shared/contract/monitors.ts';
import type { DayOfSlots } from '../../../shared/contract/promise-verdict.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { StandingState } from '../../ui/mark.tsx';

export const kindWords: Readonly<Record<PromiseReport['kind'], string>> = {
  availability: 'availability',
  latency: 'speed',
  freshness: 'freshness',
  correctness: 'rows that agree',
};

/** "availability", "answered in 800 ms", "younger than 2 h". */
export function promiseWords({ kind, thresholdMs }: Pick<PromiseReport, 'kind' | 'thresholdMs'>): string {
  if (thresholdMs === null || (kind !== 'latency' && kind !== 'freshness')) return kindWords[kind];
  if (kind === 'latency') return `answered in ${grouped(thresholdMs)} ms`;
  return thresholdMs % 3_600_000 === 0
    ? `younger than ${thresholdMs / 3_600_000} h`
    : `younger than ${Math.round(thresholdMs / 60_000)} min`;
}

export const causeWords: Readonly<Record<IncidentSummary['attribution'], string>> = {
  vendor: 'vendor',
  ours: 'ours',
  network: 'network',
  unknown: 'open',
};

const outcomeLabels: Readonly<Record<CheckResult['outcome'], string>> = {
  pass: 'passed',
  degraded: 'slow',
  fail: 'failed',
  inconclusive: 'no data',
  skipped: 'skipped',
};

/** A check in a shape and a word. */
export function outcomeMark(outcome: CheckResult['outcome']): { readonly state: StandingState; readonly words: string } {
  const state = ({ pass: 'holds', degraded: 'soon', fail: 'broken', inconclusive: 'no data', skipped: 'no data' } as const)[outcome];
  return { state, words: outcomeLabels[outcome] };
}

export type DayState = 'none' | 'good' | 'some' | 'bad' | 'unseen';

/** How a day is drawn: hatched when less than half of it was seen; red only when it was mostly or noticeably down. */
export function dayState(day: DayOfSlots | null): DayState {
  if (day === null) return 'none';
  const seen = day.good + day.bad;
  if (day.bad > 0) return day.bad / seen >= 0.05 ? 'bad' : 'some';
  return seen === 0 || seen / (seen + day.noData) < 0.1 ? 'unseen' : 'good';
}

/** "3 days with failures, 22 without, 5 hardly seen": the strip for those who hear it. */
export function stripWords(days: readonly (DayOfSlots | null)[]): string {
  const count = (...states: DayState[]): number => days.filter((day) => states.includes(dayState(day))).length;
  return `${count('bad', 'some')} days with failures, ${count('good')} without, ${count('unseen')} unseen, ${count('none')} out of service hours`;
}

/** "Fri 20 Nov: 106 good, 2 bad, 12 unseen". */
export function dayTitle(day: DayOfSlots | null, dayName: string): string {
  if (day === null) return `${dayName}: no service hours`;
  return `${dayName}: ${day.good} good, ${day.bad} bad, ${day.noData} unseen`;
}

/** What the list is filtered by. */
export const textOf = (monitor: Monitor): string =>
  [monitor.name, monitor.vendorName, monitor.apiName, monitor.ownerName, monitor.standing.words, monitor.path].join(' ').toLowerCase();
