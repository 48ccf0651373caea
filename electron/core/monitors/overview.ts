import type { ObserverState } from '../../../shared/contract/monitors.ts';
import { clockWords, sinceWords } from '../../../shared/domain/monitors/clock-words.ts';
import { verdictLabels } from '../../../shared/domain/monitors/verdict-words.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { windowOf } from './edit-promises.ts';
import { incidentsFinding, monitorsFinding, promisesFinding } from './list-findings.ts';
import type { Observer } from './observer.ts';
import { promiseReports } from './promise-report.ts';

/** The finding of each list: what is down, which promises are not kept, what went wrong. */
export function showOverview(db: Reader, now: number) {
  const reports = promiseReports(db, windowOf(now));
  const of = (verdict: keyof typeof verdictLabels): number => reports.filter((report) => report.verdict === verdict).length;
  const counted = (['met', 'met_sampled', 'at_risk', 'missed', 'not_proven', 'no_data'] as const).map(
    (verdict) => [verdict === 'met_sampled' ? 'met by sample' : verdictLabels[verdict], of(verdict)] as const,
  );
  return {
    monitors: monitorsFinding(db, now),
    promises: promisesFinding({ promises: reports.length, missed: of('missed'), atRisk: of('at_risk') }, counted),
    incidents: incidentsFinding(db, now),
  };
}

/** What the title bar says of who looks. With nothing to watch it says nothing. */
export function observerWords(db: Reader, observer: Observer, now: number): ObserverState {
  const watching = db.get<{ n: number }>('SELECT count(*) AS n FROM monitors WHERE is_paused = 0')?.n ?? 0;
  if (watching === 0) return { watching, state: 'nothing', sinceAt: null, words: '', why: '' };
  const { state, sinceAt } = observer.state;
  const since = sinceAt === null ? '' : sinceWords(localZone(), sinceAt, now);
  const looks = `${watching} ${watching === 1 ? 'monitor' : 'monitors'}, while the app is open and the computer awake`;
  switch (state) {
    case 'observing':
      return { watching, state, sinceAt, words: `Observing, online since ${since}`, why: looks };
    case 'settling':
      return {
        watching,
        state,
        sinceAt,
        words: 'Woke up, checks begin again soon',
        why: `Awake since ${clockWords(localZone(), sinceAt ?? now)}; until others can be reached nothing is counted.`,
      };
    case 'offline':
      return {
        watching,
        state,
        sinceAt,
        words: `Offline since ${since}, not observing`,
        why: 'No monitored vendor can be reached from here. This time counts as no data, not as failures.',
      };
    case 'captive':
      return {
        watching,
        state,
        sinceAt,
        words: 'Network wants a sign-in, not observing',
        why: `Since ${since} the network answers in place of the vendors. This time counts as no data.`,
      };
    case 'not_observing':
    case 'nothing':
      return {
        watching,
        state,
        sinceAt,
        words: 'Nobody is observing',
        why: 'Checks are made while the app is open. What nobody sees counts as no data.',
      };
  }
}
